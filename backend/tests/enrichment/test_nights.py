"""Two beats, three workers, five nights: five runs, and nothing is asked of the model twice."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from sandbox.server import Sandbox, start
from tests.enrichment.stub_model import StubModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.enrichment.machine import Machine

LEAD_SECONDS = 5  # a beat that is later than that leaves the run to the check at a quarter past
FIRST, NIGHTS = date(2026, 11, 23), 5
SEOUL = ZoneInfo("Asia/Seoul")


@pytest.fixture
def kopis() -> Iterator[Sandbox]:
    sandbox = start(day=FIRST, performances=30, venues=300, new_per_day=3)
    yield sandbox
    sandbox.stop()


@pytest.fixture
def talker() -> Iterator[StubModel]:
    with StubModel().running() as server:
        yield server


@pytest.mark.timeout(1500)
def test_two_beats_and_three_workers_make_five_runs_in_five_nights(
    machines: Callable[..., Machine], kopis: Sandbox, talker: StubModel
) -> None:
    machine = machines(
        "nights",
        KOPIS_BASE_URL=kopis.base_url,
        KOPIS_DAYS_BACK="30",
        KOPIS_DAYS_AHEAD="30",
        OPENAI_API_KEY="key-of-the-stub",
        OPENAI_BASE_URL=talker.base_url,
    )
    asked = []

    for night in range(NIGHTS):
        day = FIRST + timedelta(days=night)
        kopis.set_date(day)
        ten_past = datetime(day.year, day.month, day.day, 0, 10, tzinfo=SEOUL).timestamp()
        machine.shift_seconds = ten_past - 30 - time.time()
        parts = [machine.start("worker") for _ in range(3)]
        machine.wait_until(lambda parts=parts: all(" ready." in machine.text(pid) for pid in parts), seconds=120)
        parts += [_start_beat(machine, ten_past - LEAD_SECONDS) for _ in range(2)]
        machine.wait_until(lambda night=night: _is_over(machine, night + 1), seconds=450, poll_seconds=1)
        machine.end(*parts)
        asked.append(len(talker.calls))

    runs = machine.query("nights")
    assert [run["scheduled_for"] for run in runs] == [str(FIRST + timedelta(days=night)) for night in range(NIGHTS)]
    assert {run["outcome"] for run in runs} == {"complete"}
    assert max(talker.asked.values()) == 1, talker.asked.most_common(3)
    assert asked[0] > 0
    assert machine.query("books")["lost"] == 0


def _start_beat(machine: Machine, begin: float) -> int:
    machine.shift_seconds, before = 0.0, machine.shift_seconds
    pid = machine.start("beat", str(begin))
    machine.shift_seconds = before
    return pid


def _is_over(machine: Machine, nights: int) -> bool:
    runs = machine.query("nights")
    complete = [run for run in runs if run["outcome"] == "complete"]
    return len(complete) == nights and set(machine.query("waiting").values()) == {0}
