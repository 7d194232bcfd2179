"""The tasks: one run a Seoul date however often they are delivered, in slices, and missed nights are made good."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
import time_machine

from config.celery import app
from culturepedia.common import leases
from culturepedia.kopis import jobs, tasks
from culturepedia.kopis.client import KopisClient
from culturepedia.kopis.models import SyncRun
from culturepedia.kopis.sync import runs
from culturepedia.kopis.sync.plans import lease_name
from culturepedia.performances.models import Performance
from sandbox.faults import Fault, Reply
from tests.kopis.sync.conftest import DAY, mark_of, picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import SettingsWrapper

    from sandbox.server import Sandbox

pytestmark = pytest.mark.django_db
SEOUL = ZoneInfo("Asia/Seoul")
PERFORMANCES = SyncRun.Kind.PERFORMANCES


@pytest.fixture(autouse=True)
def configured(kopis: Sandbox, settings: SettingsWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.KOPIS_BASE_URL = kopis.base_url
    settings.KOPIS_SERVICE_KEY = "key-of-the-tasks"
    settings.KOPIS_MIN_INTERVAL_SECONDS = 0
    monkeypatch.setattr(jobs, "KopisClient", partial(KopisClient, backoff_seconds=0, blocked_seconds=0))


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the tasks that tasks enqueue."""
    sent: list[str] = []
    for task in (tasks.sync_performances, tasks.sync_venues, tasks.sync_rankings):
        monkeypatch.setattr(task, "delay", lambda name=task.name: sent.append(name))
    return sent


def _at(kopis: Sandbox, day: date, clock: str) -> time_machine.travel:
    kopis.set_date(day)
    hour, minute = map(int, clock.split(":"))
    return time_machine.travel(datetime(day.year, day.month, day.day, hour, minute, tzinfo=SEOUL))


@pytest.fixture
def night(kopis: Sandbox) -> Iterator[None]:
    with _at(kopis, DAY, "00:10"):
        yield


def test_the_schedule_names_tasks_that_exist() -> None:
    wanted = {entry["task"] for entry in app.conf.beat_schedule.values() if entry["task"].startswith("kopis.")}

    assert wanted == {"kopis.sync_performances", "kopis.sync_venues", "kopis.sync_rankings", "kopis.catch_up"}
    assert wanted <= set(app.tasks)


def test_limits_stay_below_the_patience_of_the_broker() -> None:
    for task in (tasks.sync_performances, tasks.sync_venues, tasks.sync_rankings, tasks.catch_up):
        assert tasks.SLICE_SECONDS < task.soft_time_limit < task.time_limit
        assert 2 * task.time_limit < 3600


def test_ten_deliveries_make_one_run(night: None, kopis: Sandbox) -> None:
    tasks.sync_performances()
    asked = kopis.requests.total()

    for _ in range(9):
        tasks.sync_performances()

    run = SyncRun.objects.get()
    assert (run.outcome, run.scheduled_for) == (SyncRun.Outcome.COMPLETE, DAY)
    assert kopis.requests.total() == asked


def test_a_delivery_while_another_works_leaves(night: None, kopis: Sandbox) -> None:
    with leases.hold(lease_name(PERFORMANCES)):
        tasks.sync_performances()

    assert not SyncRun.objects.exists()
    assert kopis.requests.total() == 0


def test_five_nights_make_five_runs(kopis: Sandbox, queue: list[str]) -> None:
    for offset in range(5):
        day = DAY + timedelta(days=offset)
        for clock in ("00:05", "00:10", "00:10", "00:15", "03:00", "05:55"):
            with _at(kopis, day, clock):
                (tasks.sync_performances if clock == "00:10" else tasks.catch_up)()

    made = SyncRun.objects.filter(kind=PERFORMANCES).order_by("scheduled_for")
    assert [run.scheduled_for for run in made] == [DAY + timedelta(days=offset) for offset in range(5)]
    assert {run.outcome for run in made} == {SyncRun.Outcome.COMPLETE}
    assert [run.full for run in made] == [True, *[False] * 4]


def test_a_missed_night_is_started_by_the_check(kopis: Sandbox) -> None:
    with _at(kopis, DAY, "00:05"):
        tasks.catch_up()
    early = SyncRun.objects.count()

    with _at(kopis, DAY, "02:35"):
        tasks.catch_up()

    assert early == 0
    assert SyncRun.objects.get(kind=PERFORMANCES).outcome == SyncRun.Outcome.COMPLETE


def test_an_incomplete_night_is_tried_again_after_a_while(kopis: Sandbox) -> None:
    broken = Fault(lambda request: request.path.startswith("pblprfr"), Reply(status=404))
    kopis.faults.append(broken)
    with _at(kopis, DAY, "00:10"):
        tasks.sync_performances()
    kopis.faults.remove(broken)

    with _at(kopis, DAY, "00:20"):
        tasks.catch_up()
    too_early = SyncRun.objects.get(kind=PERFORMANCES).outcome
    with _at(kopis, DAY, "00:45"):
        tasks.catch_up()

    assert too_early == SyncRun.Outcome.INCOMPLETE
    run = SyncRun.objects.get(kind=PERFORMANCES)
    assert (run.outcome, run.message) == (SyncRun.Outcome.COMPLETE, "")


def test_a_long_run_goes_on_in_slices(
    night: None, kopis: Sandbox, queue: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "SLICE_SECONDS", 0.05)
    slices = 0
    tasks.sync_performances()
    while queue:
        queue.pop()
        slices += 1
        assert slices < 200
        assert SyncRun.objects.get().outcome == SyncRun.Outcome.PAUSED
        assert leases.is_free(lease_name(PERFORMANCES))
        tasks.sync_performances()
    sliced = picture("performances")
    run = SyncRun.objects.get()
    Performance.objects.all().delete()
    SyncRun.objects.all().delete()
    monkeypatch.setattr(tasks, "SLICE_SECONDS", 100.0)

    mark = mark_of()
    assert mark is not None
    mark.delete()
    tasks.sync_performances()

    assert slices > 2
    assert run.outcome == SyncRun.Outcome.COMPLETE
    assert run.created == SyncRun.objects.get().created
    assert picture("performances") == sliced


def test_a_worker_that_is_told_to_end_gives_the_lease_back(
    night: None, queue: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks._stop_soon()
    try:
        tasks.sync_performances()
    finally:
        runs.stop_soon.clear()

    assert SyncRun.objects.get().outcome == SyncRun.Outcome.PAUSED
    assert leases.is_free(lease_name(PERFORMANCES))
    assert queue == ["kopis.sync_performances"]


def test_the_hourly_task_wakes_a_run_whose_message_was_lost(kopis: Sandbox, queue: list[str]) -> None:
    with _at(kopis, DAY, "00:10"):
        tasks._stop_soon()
        try:
            tasks.sync_performances()
        finally:
            runs.stop_soon.clear()
    queue.clear()

    with _at(kopis, DAY, "07:20"):
        tasks.sync_rankings()

    assert queue == ["kopis.sync_performances"]


def test_fresh_rankings_are_not_asked_for_again(night: None, kopis: Sandbox) -> None:
    tasks.sync_rankings()
    asked = kopis.requests["boxoffice"]

    tasks.sync_rankings()

    assert kopis.requests["boxoffice"] == asked
    assert SyncRun.objects.count() == 1


def test_one_date_a_run_even_across_midnight(kopis: Sandbox) -> None:
    with _at(kopis, DAY, "23:59"):
        tasks.sync_rankings()
    with _at(kopis, DAY + timedelta(days=1), "00:20"):
        tasks.sync_rankings()

    assert list(SyncRun.objects.order_by("id").values_list("seoul_date", flat=True)) == [DAY, DAY + timedelta(days=1)]


def test_weekly_venues_that_were_missed_are_caught_up(kopis: Sandbox) -> None:
    dates = []
    for offset in (0, 7, 8):
        with _at(kopis, DAY + timedelta(days=offset), "03:00"):
            tasks.catch_up()
        dates.append(SyncRun.objects.filter(kind=SyncRun.Kind.VENUES, outcome="complete").count())

    assert dates == [1, 1, 2]  # on the seventh day the schedule itself is to come


def test_the_log_holds_no_key(night: None, kopis: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    kopis.faults.append(Fault(lambda _: True, Reply(reset=True)))

    tasks.sync_performances()

    assert "incomplete" in caplog.text
    assert "key-of-the-tasks" not in caplog.text
