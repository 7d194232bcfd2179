"""Real workers over a real Redis: killed at twenty points, or five at once; nothing is lost and nothing done twice.

`LONG=1` kills a hundred times.
"""

from __future__ import annotations

import os
import random
import signal
import threading
from math import ceil
from typing import TYPE_CHECKING

import pytest

from tests.enrichment import pictures
from tests.enrichment.hostile_server import HostileServer, not_found
from tests.enrichment.stub_model import Call, StubModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.enrichment.hostile_server import Write
    from tests.enrichment.machine import Machine

KILLS = 100 if os.environ.get("LONG") else 20
POSTER_KILLS = KILLS * 2 // 5  # the others fall on the tagger, which works once the posters are made
ITEMS, BATCH = KILLS * 25, 5
# Between two kills; together fewer than there is work for, so that every kill finds a worker that works.
MOST_POSTERS, MOST_CALLS = 50, 5
MODEL_SECONDS = 0.08  # longer than a kill waits: it meets the call that it was aimed at, or the next one


class Executioner:
    """Kills a process some milliseconds after the n-th request from now."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pid, self._left, self._delay = 0, 0, 0.0
        self.struck = threading.Event()

    def aim(self, pid: int, *, requests: int, delay_seconds: float) -> None:
        self.struck.clear()
        with self._lock:
            self._pid, self._left, self._delay = pid, requests, delay_seconds

    def count(self, *_: object) -> None:
        with self._lock:
            self._left -= 1
            if self._left != 0 or not self._pid:
                return
        threading.Timer(self._delay, self._strike).start()

    def _strike(self) -> None:
        os.kill(self._pid, signal.SIGKILL)
        self.struck.set()


@pytest.fixture
def executioner() -> Executioner:
    return Executioner()


@pytest.fixture
def posters(executioner: Executioner) -> Iterator[HostileServer]:
    bodies = [pictures.jpeg((60 + number % 50, 85)) for number in range(50)]

    def serve(number: int) -> Callable[[Write], None]:
        body = bodies[number % 50] + number.to_bytes(2, "big")  # every source is another
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode()

        def write_answer(write: Write) -> None:
            executioner.count()
            if number % 100 == 99:
                not_found(write)
            else:
                write(head + body)

        return write_answer

    with HostileServer().running() as server:
        for number in range(ITEMS):
            server.answer(f"/{number}.jpg", serve(number))
        yield server


@pytest.fixture
def talker(executioner: Executioner) -> Iterator[StubModel]:
    with StubModel().running() as server:

        def on_call(_: Call) -> None:
            executioner.count()
            server.stopping.wait(MODEL_SECONDS)

        server.on_call = on_call
        yield server


def work_off(machine: Machine) -> None:
    """Let a worker and a beat do everything."""
    worker, beat = machine.start_worker(), machine.start("beat")
    machine.wait_until(lambda: set(machine.query("waiting").values()) == {0}, seconds=240, poll_seconds=0.5)
    machine.end(worker, beat)


@pytest.mark.timeout(900)
def test_killed_at_any_point_it_ends_like_an_uninterrupted_run(
    machines: Callable[..., Machine], posters: HostileServer, talker: StubModel, executioner: Executioner
) -> None:
    env = {
        "KOPIS_BASE_URL": f"{posters.base_url}/openApi/restful/",
        "OPENAI_API_KEY": "key-of-the-stub",
        "OPENAI_BASE_URL": talker.base_url,
        "TAGGING_BATCH": str(BATCH),
    }
    points = random.Random(11)
    machine = machines("killed", **env)
    machine.run("call", "fill", posters.base_url, str(ITEMS))
    beat = machine.start("beat")
    for kill in range(KILLS):
        worker = machine.start_worker()
        most = MOST_POSTERS if kill < POSTER_KILLS else MOST_CALLS
        executioner.aim(worker, requests=points.randint(1, most), delay_seconds=points.uniform(0, 0.06))
        if kill == POSTER_KILLS:
            machine.wait_until(lambda: bool(talker.calls) or executioner.struck.is_set(), seconds=60)
        machine.wait_until(executioner.struck.is_set)
        machine.wait(worker)
    machine.end(beat)
    executioner.aim(0, requests=0, delay_seconds=0)
    work_off(machine)
    calls, asked = len(talker.calls), talker.asked
    killed, books = machine.query("picture"), machine.query("books")
    files = {str(path.relative_to(machine.media)) for path in machine.media.rglob("*.*") if path.is_file()}
    whole = machines("whole", **env)
    whole.run("call", "fill", posters.base_url, str(ITEMS))
    work_off(whole)

    assert killed == whole.query("picture")
    wanted = {
        f"{row['poster_key']}-{width}.{form}"
        for row in killed["performances"]
        if row["poster_key"]
        for width in row["poster_widths"]
        for form in ("webp", "jpg")
    }
    assert {name for name in files if not name.startswith(".unfinished")} == wanted
    assert calls <= ceil(ITEMS / BATCH) + books["lost"]
    assert books["lost"] <= KILLS - POSTER_KILLS
    assert books["open"] == 0
    assert len(asked) == ITEMS
    assert sum(asked.values()) <= ITEMS + BATCH * books["lost"]
    assert books["calls"] == calls or books["calls"] <= calls + books["lost"]  # killed between entry and request
    assert sum(run["tagged"] for run in books["runs"]) == ITEMS


@pytest.mark.parametrize("keys", [["same"], ["own"]])
def test_ten_taggers_at_once_never_reserve_beyond_the_cap(machines: Callable[..., Machine], keys: list[str]) -> None:
    machine = machines("ten")
    machine.run("call", "reserve")

    pids = [
        machine.start("call", "reserve", *(f"{key}-{turn}" for turn in range(3)))
        for number in range(10)
        for key in [keys[0] if keys == ["same"] else f"{number}"]
    ]
    codes = [machine.wait(pid) for pid in pids]

    books = machine.query("books")
    assert codes == [0] * 10
    assert (books["calls"], books["spent"]) == ((3, 30) if keys == ["same"] else (5, 50))
