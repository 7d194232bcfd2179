"""`make run` as a newcomer uses it: everything starts, and everything ends, however the end comes.

Processes are found by their environment, through /proc; these tests run on Linux.
"""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests

from runner.ports import answers, find_free
from runner.settings import BACKEND_DIR, PROJECT_DIR
from tests.plugins.processes import ServerProcess
from tests.plugins.stack import new_stack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOST = "127.0.0.1"
START_SECONDS = 90
SETTINGS_OF_TESTS = ("KOPIS_BASE_URL", "DATABASE_URL", "SECRET_KEY", "KOPIS_MIN_INTERVAL_SECONDS")


class Run:
    """One `make run` with its own data and ports."""

    def __init__(self, folder: Path, **env: str) -> None:
        self.api_port, self.web_port = find_free(HOST), find_free(HOST)
        self.local = folder / "local"
        self.mark = f"LOCAL_DIR={self.local}".encode()
        kept = {name: value for name, value in os.environ.items() if name not in SETTINGS_OF_TESTS}
        kept |= {"LOCAL_DIR": str(self.local), "API_PORT": str(self.api_port), "WEB_PORT": str(self.web_port)}
        argv = ["make", "run", f"API_PORT={self.api_port}", f"WEB_PORT={self.web_port}"]
        log = folder / f"make-{self.api_port}.log"
        self.make = ServerProcess(argv, log=log, env=kept | env, cwd=PROJECT_DIR)

    @property
    def site(self) -> str:
        return f"http://{HOST}:{self.web_port}/"

    @property
    def api(self) -> str:
        return f"http://{HOST}:{self.api_port}/api/v1"

    def wait_for(self, text: str, *, seconds: float = START_SECONDS) -> None:
        self.make.wait_until(lambda: text in self.make.text(), seconds=seconds)

    def processes(self) -> dict[int, str]:
        """Return every process of this run but make, with its command."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                mine = self.mark in (folder / "environ").read_bytes()
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue  # it has just ended, or is not ours to look at
            if mine and command and not command.startswith("make "):
                found[int(folder.name)] = command
        return found

    def cpu_seconds(self) -> float:
        """Return the processor time of this run so far, of processes that have ended too."""
        ticks = 0
        for pid in self.processes():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(int(field) for field in fields[11:15])  # own and waited-for children's, user and system
        return ticks / os.sysconf("SC_CLK_TCK")

    def process(self, pattern: str) -> int:
        return min(pid for pid, command in self.processes().items() if re.search(pattern, command))

    def require_end(self, *, seconds: float = 40) -> int:
        """Wait for make's end and return its exit code; nothing may be left, and both ports must be free."""
        deadline = time.monotonic() + seconds
        while (code := self.make.poll()) is None or self.processes():
            assert time.monotonic() < deadline, f"make {code}, left {self.processes()}:\n{self.make.text()[-2000:]}"
            time.sleep(0.05)
        assert not answers(HOST, self.api_port)
        assert not answers(HOST, self.web_port)
        return code


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Run]]:
    """Return a function that starts `make run`; what still runs at the end is ended."""
    runs: list[Run] = []

    def start_one(**env: str) -> Run:
        runs.append(Run(tmp_path, **env))
        return runs[-1]

    yield start_one
    for run in runs:
        run.make.stop()
        for pid in run.processes():
            os.kill(pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def small_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Yield the environment of a run that syncs from a KOPIS with few performances."""
    stack = new_stack(tmp_path_factory.mktemp("sandbox"))
    size = ("--performances", "60")
    sandbox = stack.start("sandbox", "--host", HOST, "--port", str(stack.sandbox_port), *size)
    sandbox.wait_until(lambda: answers(HOST, stack.sandbox_port), seconds=60)
    yield {name: stack.env[name] for name in ("KOPIS_SERVICE_KEY", "KOPIS_BASE_URL", "KOPIS_MIN_INTERVAL_SECONDS")}
    stack.stop()


def seconds_to_load_once() -> float:
    """Return the processor time in which a process loads the project, on this machine and now."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", "import config.wsgi"], cwd=BACKEND_DIR, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def get(url: str) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        return session.get(url, timeout=20)


def test_a_newcomer_gets_the_site_while_the_first_sync_fills_it(start: Callable[..., Run]) -> None:
    run = start()
    run.wait_for("Ctrl-C stops everything.")

    output = run.make.text()
    assert f"http://{HOST}:{run.web_port}/" in output
    assert f"http://{HOST}:{run.api_port}/api/v1" in output
    assert "sandbox" in output
    assert get(run.site).status_code == 200
    assert get(f"{run.api}/home").status_code == 200
    run.make.wait_until(lambda: get(f"{run.api}/performances").json()["count"] > 0, seconds=START_SECONDS)
    assert "The catalogue is complete" not in run.make.text()

    with requests.Session() as browser:
        browser.trust_env = False
        browser.get(f"{run.api}/home", timeout=20)
        browser.get(run.site, timeout=20)
        os.kill(run.make.pid, signal.SIGINT)  # while a browser keeps its connections open

        assert run.require_end() == -signal.SIGINT

    assert "Traceback" not in run.make.text()
    assert "Ended by force" not in run.make.text()


def test_fills_the_catalogue_and_starts_again_without_a_sync(
    start: Callable[..., Run], small_sandbox: dict[str, str]
) -> None:
    first = start(**small_sandbox)
    first.wait_for("The catalogue is complete")
    assert get(f"{first.api}/performances").json()["count"] == 60
    os.killpg(first.make.pid, signal.SIGINT)  # as Ctrl-C does
    first.require_end()

    again = start(**small_sandbox)
    again.wait_for("Ctrl-C stops everything.")
    seconds = again.cpu_seconds()
    before = get(f"{again.api}/home").json()["last_synced_at"]
    os.kill(again.make.pid, signal.SIGTERM)
    again.require_end()

    assert before is not None
    assert "catalogue" not in again.make.text().partition("Ctrl-C")[2]
    assert seconds < 8 * seconds_to_load_once(), (
        "processor time of all parts: migrations, API and worker load once each"
    )


@pytest.mark.parametrize(
    ("number", "whom"),
    [
        (signal.SIGTERM, "make"),
        (signal.SIGHUP, "group"),
        (signal.SIGKILL, "make"),
        (signal.SIGTERM, "runner"),
        (signal.SIGKILL, "runner"),
    ],
)
def test_nothing_outlives_the_end(
    start: Callable[..., Run], small_sandbox: dict[str, str], number: signal.Signals, whom: str
) -> None:
    run = start(**small_sandbox)
    run.wait_for("Ctrl-C stops everything.")
    assert len(run.processes()) >= 4

    if whom == "group":
        os.killpg(run.make.pid, number)
    else:
        os.kill(run.make.pid if whom == "make" else run.process("-m runner"), number)

    run.require_end()


@pytest.mark.parametrize("part", ["config.wsgi:application", "runner.web:application", "celery .* worker"])
def test_when_one_part_dies_all_end_and_the_reason_is_told(
    start: Callable[..., Run], small_sandbox: dict[str, str], part: str
) -> None:
    run = start(**small_sandbox)
    run.wait_for("Ctrl-C stops everything.")

    os.kill(run.process(part), signal.SIGKILL)

    assert run.require_end() != 0
    assert "stopped unexpectedly (killed by SIGKILL)" in run.make.text()


def test_two_runs_with_different_ports_live_side_by_side(
    start: Callable[..., Run], small_sandbox: dict[str, str]
) -> None:
    one = start(**small_sandbox)
    one.wait_for("The catalogue is complete")
    other = start(**small_sandbox)
    other.wait_for("Ctrl-C stops everything.")

    assert get(one.site).status_code == get(other.site).status_code == 200
    assert f"http://{HOST}:{other.api_port}/api/v1" in get(f"{other.site}config.js").text

    os.kill(one.make.pid, signal.SIGTERM)
    one.make.wait(seconds=20)
    assert get(other.site).status_code == 200


def test_a_failed_start_shows_the_log_that_tells_why(start: Callable[..., Run], small_sandbox: dict[str, str]) -> None:
    run = start(**small_sandbox, DATABASE_URL=f"postgres://nobody@{HOST}:{find_free(HOST)}/none")

    assert run.require_end(seconds=60) != 0
    assert "migrate stopped unexpectedly" in run.make.text()
    assert "OperationalError" in run.make.text()


def test_make_alone_lists_what_it_can_do() -> None:
    done = subprocess.run(["make"], cwd=PROJECT_DIR, capture_output=True, text=True, check=True, timeout=20)

    for target in ("run", "test", "check", "format", "bench", "manage", "clean", "sandbox", "check-samples"):
        assert re.search(rf"\b{target}\b.* [A-Z]", done.stdout), target
