"""Real processes: killed at twenty points and resumed, or two at once; the catalogue ends as if nothing had been."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from runner.settings import BACKEND_DIR
from sandbox.faults import Fault, Reply, Request
from sandbox.server import Sandbox, start
from tests.plugins.processes import ServerProcess

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DUMP = """
import django, json, sys
django.setup()
from culturepedia.kopis.models import SyncRun
from tests.kopis.sync.conftest import picture
runs = list(SyncRun.objects.order_by("id").values("kind", "outcome", "seen", "created"))
json.dump({"picture": picture("performances", "venues"), "runs": runs}, sys.stdout, default=str)
"""
KILLS = 20
SEEDS = (1, 2)


class Machine:
    """A database of its own and the commands that work on it, on the sandbox's day."""

    def __init__(self, folder: Path, database_url: str, sandbox: Sandbox) -> None:
        self.folder = folder
        self.sandbox = sandbox
        self.env = {
            **os.environ,
            "LOCAL_DIR": str(folder / "local"),
            "DATABASE_URL": database_url,
            "KOPIS_BASE_URL": sandbox.base_url,
            "KOPIS_SERVICE_KEY": "key-of-the-machine",
            "KOPIS_MIN_INTERVAL_SECONDS": "0",
        }
        assert self.run("migrate", "--no-input").returncode == 0

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "manage.py", *arguments]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            cwd=BACKEND_DIR,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def start(self, *arguments: str) -> ServerProcess:
        return ServerProcess(self.command(*arguments), log=self.folder / "sync.log", env=self.env, cwd=BACKEND_DIR)

    def dump(self) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "-c", DUMP], cwd=BACKEND_DIR, env=self.env, capture_output=True, text=True, check=True
        )
        found: dict[str, Any] = json.loads(done.stdout)
        return found


@pytest.fixture(params=["sqlite", "postgres"])
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Return a maker of empty databases."""
    if request.param == "sqlite":
        return lambda name: f"sqlite:///{tmp_path / name}.sqlite3"
    url = request.getfixturevalue("postgres_url")

    def create(name: str) -> str:
        unique = f"{name}_{os.getpid()}_{random.SystemRandom().getrandbits(32):x}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{unique}"')
        return urlunsplit(urlsplit(url)._replace(path=f"/{unique}"))

    return create


@pytest.fixture
def kopis() -> Iterator[Sandbox]:
    """Return a KOPIS of five hundred performances on the real present day, as the commands see it."""
    sandbox = start(performances=500, venues=300)
    yield sandbox
    sandbox.stop()


def _kill_at(process: ServerProcess, requests: int) -> Fault:
    """Return a fault that kills the process when it asks for the n-th time from now."""
    left = requests

    def count(_: Request) -> bool:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(process.pid, signal.SIGKILL)
        return False

    return Fault(count, Reply())


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", SEEDS)
def test_killed_at_any_point_it_ends_like_an_uninterrupted_run(
    new_database: Callable[[str], str], kopis: Sandbox, tmp_path: Path, seed: int
) -> None:
    points = random.Random(seed)
    machine = Machine(tmp_path, new_database("killed"), kopis)
    kills = 0
    while kills < KILLS:
        process = machine.start("sync_kopis", "--quiet")
        fault = _kill_at(process, points.randint(1, 70))
        kopis.faults.append(fault)
        code = process.wait(seconds=60)
        kopis.faults.remove(fault)
        if code == 0:
            break
        assert code == -signal.SIGKILL, process.text()
        kills += 1
    done = machine.run("sync_kopis", "--quiet")
    other = tmp_path / "other"
    other.mkdir()
    whole = Machine(other, new_database("whole"), kopis)
    assert whole.run("sync_kopis", "--quiet").returncode == 0

    assert done.returncode == 0, done.stderr
    assert kills > KILLS / 2
    killed, uninterrupted = machine.dump(), whole.dump()
    assert killed["picture"] == uninterrupted["picture"]
    assert {run["outcome"] for run in killed["runs"]} <= {"complete", "incomplete"}
    first = killed["runs"][0]
    assert (first["outcome"], first["created"]) == ("complete", uninterrupted["runs"][0]["created"])


def test_of_two_commands_at_once_the_second_says_so_and_leaves(
    new_database: Callable[[str], str], kopis: Sandbox, tmp_path: Path
) -> None:
    machine = Machine(tmp_path, new_database("two"), kopis)
    asked, may_go_on = Event(), Event()

    def hold(_: Request) -> bool:
        asked.set()
        may_go_on.wait(60)
        return False

    kopis.faults.append(Fault(hold, Reply()))
    first = machine.start("sync_kopis", "--quiet")
    first.wait_until(asked.is_set)

    second = machine.run("sync_kopis", "--quiet")

    may_go_on.set()
    assert first.wait(seconds=100) == 0, first.text()
    assert second.returncode == 3
    assert f":{first.pid}:" in second.stderr
    runs = machine.dump()["runs"]
    assert [run["kind"] for run in runs] == ["performances", "rankings", "venues"]
    assert {run["outcome"] for run in runs} == {"complete"}
