"""The supervisor ends everything it started, whatever happens."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from runner.supervisor import NotReady, ServiceStopped, StopRequested, Supervisor

SLEEPER = "import time; time.sleep(600)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
)
# A child that leaves a grandchild behind when it is asked to end.
PARENT = (
    "import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {!r}]); print(p.pid, flush=True); p.wait()"
)


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def is_alive(pid: int) -> bool:
    """Return whether the process exists and is no zombie that waits for a parent to take notice."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + 10
    while is_alive(pid):
        assert time.monotonic() < deadline, f"process {pid} is still there"
        time.sleep(0.02)


def supervisor(folder: Path, requests: list[int] | None = None) -> Supervisor:
    wanted = requests if requests is not None else [0]
    return Supervisor(cwd=folder, log_dir=folder / "logs", stop_requests=lambda: wanted[0])


def printed_number(running: Supervisor, name: str) -> int:
    log = running.log_of(name)
    assert log is not None
    running.wait_until(lambda: log.read_text().endswith("\n"), what=name, seconds=20)
    return int(log.read_text())


def tick_until_something_happens(running: Supervisor) -> None:
    running.wait_until(lambda: False, what="Something", seconds=20)


def test_ends_children_and_their_children(tmp_path: Path) -> None:
    with supervisor(tmp_path) as running:
        running.start("parent", python(PARENT.format(SLEEPER)), env=os.environ)
        grandchild = printed_number(running, "parent")
        assert is_alive(grandchild)

    wait_until_gone(grandchild)


def test_ends_a_grandchild_that_ignores_the_polite_signal(tmp_path: Path) -> None:
    with supervisor(tmp_path) as running:
        running.start("parent", python(PARENT.format(STUBBORN)), env=os.environ)
        log = running.log_of("parent")
        assert log is not None
        running.wait_until(lambda: "deaf" in log.read_text(), what="grandchild", seconds=20)
        grandchild = int(log.read_text().replace("deaf", "").split()[0])

    wait_until_gone(grandchild)


def test_kills_a_deaf_child_at_once_when_stop_is_wanted_twice(tmp_path: Path) -> None:
    requests = [0]
    running = supervisor(tmp_path, requests)
    with running:
        running.start("deaf", python(STUBBORN), env=os.environ)
        log = running.log_of("deaf")
        assert log is not None
        running.wait_until(lambda: "deaf" in log.read_text(), what="deaf", seconds=20)
        ticks = iter([1, 1, 2, 2, 2, 2, 2, 2])
        running._stop_requests = lambda: next(ticks)
        began = time.monotonic()

    assert time.monotonic() - began < 4
    assert running.killed == ["deaf"]


def test_tells_that_an_essential_part_died_and_where_its_log_is(tmp_path: Path) -> None:
    with supervisor(tmp_path) as running:
        running.start("api", python("import sys; print('no database'); sys.exit(3)"), env=os.environ)
        running.start("web", python(SLEEPER), env=os.environ)
        web = running._children["web"].process.pid

        with pytest.raises(ServiceStopped, match=r"api stopped unexpectedly \(exit code 3\)") as caught:
            tick_until_something_happens(running)

    assert caught.value.log is not None
    assert caught.value.log.read_text() == "no database\n"
    assert not is_alive(web)


def test_names_the_signal_that_killed_a_part(tmp_path: Path) -> None:
    with supervisor(tmp_path) as running:
        running.start("worker", python(SLEEPER), env=os.environ)
        os.kill(running._children["worker"].process.pid, signal.SIGKILL)

        with pytest.raises(ServiceStopped, match="killed by SIGKILL"):
            tick_until_something_happens(running)


def test_goes_on_when_a_one_time_part_ends(tmp_path: Path) -> None:
    with supervisor(tmp_path) as running:
        running.start("sync", python("import sys; sys.exit(5)"), env=os.environ, essential=False)

        assert running.wait_for("sync") == 5
        running.tick()


def test_stops_waiting_when_a_stop_is_wanted(tmp_path: Path) -> None:
    requests = [0]
    with supervisor(tmp_path, requests) as running:
        running.start("api", python(SLEEPER), env=os.environ)
        requests[0] = 1

        with pytest.raises(StopRequested):
            running.wait_until(lambda: False, what="The API", seconds=30)


def test_says_what_did_not_get_ready(tmp_path: Path) -> None:
    with supervisor(tmp_path) as running, pytest.raises(NotReady, match="The API did not get ready within 0 seconds"):
        running.wait_until(lambda: False, what="The API", seconds=0.2)
