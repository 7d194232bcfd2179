"""A night in which some two hundred performances are new or changed asks each server for no more than that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from culturepedia.common import clock
from culturepedia.enrichment import posters, tasks
from culturepedia.kopis import tasks as kopis_tasks
from culturepedia.kopis.models import SyncRun
from culturepedia.performances.models import Performance
from sandbox.server import Sandbox, start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.enrichment.stub_model import StubModel

FIRST = date(2026, 11, 23)
SEOUL = ZoneInfo("Asia/Seoul")
CHANGED, NEW_PER_DAY = 200, 200
GAP = timedelta(days=3)  # of missed nights: the world brings some eighty changes a day


@dataclass
class Night:
    """What one night asked of the servers, and what it found changed."""

    changed: int
    details: int
    posters: int
    calls: int


@pytest.fixture
def kopis(settings: Any) -> Iterator[Sandbox]:
    sandbox = start(day=FIRST, performances=40, venues=300, new_per_day=NEW_PER_DAY)
    settings.KOPIS_BASE_URL, settings.KOPIS_SERVICE_KEY = sandbox.base_url, "key-of-the-night"
    settings.KOPIS_MIN_INTERVAL_SECONDS = 0
    yield sandbox
    sandbox.stop()


def live_through(kopis: Sandbox, model: StubModel, day: date) -> Night:
    """Do the work of a night, as the schedule starts it, until none is left."""
    kopis.set_date(day)
    kopis.requests.clear()
    calls = len(model.calls)
    with time_machine.travel(datetime(day.year, day.month, day.day, 0, 10, tzinfo=SEOUL)):
        kopis_tasks.sync_performances()
        posters.process_posters(
            new_fetcher=tasks.new_poster_fetcher, now=clock.now(), limit=1000, why_stop=lambda: None
        )
        tasks.tag_performances()
    run = SyncRun.objects.get(scheduled_for=day)
    assert run.outcome == SyncRun.Outcome.COMPLETE
    return Night(
        changed=run.seen,  # what KOPIS lists as changed since the night before
        details=sum(count for path, count in kopis.requests.items() if path.startswith("pblprfr/")),
        posters=sum(count for path, count in kopis.requests.items() if "/pfmPoster/" in path),
        calls=len(model.calls) - calls,
    )


@pytest.mark.timeout(300)
@pytest.mark.django_db
def test_it_needs_a_detail_and_a_poster_for_each_and_a_call_for_each_batch(
    kopis: Sandbox, model: StubModel, media: Path, settings: Any
) -> None:
    live_through(kopis, model, FIRST)

    busy = live_through(kopis, model, FIRST + GAP)

    assert busy.changed >= CHANGED
    assert 0 < busy.details <= busy.changed
    assert 0 < busy.posters <= busy.changed
    assert 0 < busy.calls <= ceil(busy.changed / settings.TAGGING_BATCH)
    assert not Performance.objects.filter(hashtags=[], withdrawn_at=None).exists()
