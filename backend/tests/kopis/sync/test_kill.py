"""Real processes: killed at twenty points and resumed, or two at once; the catalogue ends as if nothing had been."""

from __future__ import annotations

import os
import random
import signal
from threading import Event
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from culturepedia.kopis.sync.windows import Span
from sandbox.faults import Fault, Reply, Request
from sandbox.server import Sandbox, start
from tests.kopis.sync.machine import Machine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

KILLS = 20


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


@pytest.fixture
def machines(new_database: Callable[[str], str], kopis: Sandbox, tmp_path: Path) -> Iterator[Callable[[str], Machine]]:
    """Return a maker of machines with empty catalogues."""
    made: list[Machine] = []

    def make(name: str) -> Machine:
        made.append(Machine(tmp_path / name, new_database(name), kopis))
        return made[-1]

    yield make
    for machine in made:
        machine.close()


def _kill_at(pid: int, requests: int) -> Fault:
    """Return a fault that kills the process when it asks for the n-th time from now."""
    left = requests

    def count(_: Request) -> bool:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(pid, signal.SIGKILL)
        return False

    return Fault(count, Reply())


@pytest.mark.timeout(300)
def test_killed_at_any_point_it_ends_like_an_uninterrupted_run(
    machines: Callable[[str], Machine], kopis: Sandbox
) -> None:
    horizon = Span.around(kopis.day, days_back=120, days_ahead=180)
    command = ("sync_kopis", "--quiet", "--full", "--from", str(horizon.start), "--to", str(horizon.end))
    points = random.Random(7)
    machine, kills = machines("killed"), 0
    while kills < KILLS:
        pid = machine.start(*command)
        fault = _kill_at(pid, points.randint(1, 140))
        kopis.faults.append(fault)
        code = machine.wait(pid)
        kopis.faults.remove(fault)
        if code == 0:
            break
        assert code == -signal.SIGKILL, machine.text(pid)
        kills += 1
    if kills == KILLS:
        machine.run(*command)
    whole = machines("whole")
    whole.run(*command)

    killed, uninterrupted = machine.dump(), whole.dump()
    assert killed["picture"] == uninterrupted["picture"]
    assert killed["runs"] == [{**uninterrupted["runs"][0], "seen": killed["runs"][0]["seen"]}]
    assert kills > KILLS / 2


def test_of_two_commands_at_once_the_second_says_so_and_leaves(
    machines: Callable[[str], Machine], kopis: Sandbox
) -> None:
    machine = machines("two")
    asked, may_go_on = Event(), Event()

    def hold(_: Request) -> bool:
        asked.set()
        may_go_on.wait(60)
        return False

    kopis.faults.append(Fault(hold, Reply()))
    first = machine.start("sync_kopis", "--quiet", "--rankings")
    assert asked.wait(30)

    second = machine.start("sync_kopis", "--quiet", "--rankings")
    code = machine.wait(second)

    may_go_on.set()
    assert machine.wait(first) == 0, machine.text(first)
    assert code == 3
    assert f":{first}:" in machine.text(second)
    runs = machine.dump()["runs"]
    assert [(run["kind"], run["outcome"]) for run in runs] == [("rankings", "complete")]
