"""The syncs on the schedule of `config/celery.py`.

A task works for a few minutes, then leaves the rest to the next one: a first sync takes hours at KOPIS' pace, and no
task should outlive the broker's patience. Nothing is retried here: what a run could not get waits in the tables, and
`catch_up` starts it again. Each task may be delivered any number of times.
"""

from __future__ import annotations

import logging
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from celery import shared_task
from celery.signals import worker_shutting_down
from django.utils import timezone

from culturepedia.common import clock, leases
from culturepedia.common.progress import SilentProgress
from culturepedia.kopis import jobs
from culturepedia.kopis.models import SyncRun
from culturepedia.kopis.sync import venues
from culturepedia.kopis.sync.plans import lease_name
from culturepedia.kopis.sync.runs import stop_soon

if TYPE_CHECKING:
    from datetime import date, datetime

logger = logging.getLogger(__name__)

SLICE_SECONDS = 240.0
# Above a slice plus the longest wait that KOPIS may ask for (`Retry-After`, ten minutes).
TASK: dict[str, Any] = {"soft_time_limit": 900, "time_limit": 960}
NIGHTLY_AT = time(0, 10)
RETRY_AFTER = timedelta(minutes=30)
RANKINGS_FRESH = timedelta(minutes=20)
VENUES_MISSED_DAYS = 8  # the weekly run did not come
STALE_AFTER = timedelta(minutes=10)
OPEN = (SyncRun.Outcome.RUNNING, SyncRun.Outcome.PAUSED)


@shared_task(name="kopis.sync_performances", **TASK)
def sync_performances() -> None:
    """Do the performances' run of this date, or go on with it."""
    if _work(SyncRun.Kind.PERFORMANCES, scheduled=True) == SyncRun.Outcome.PAUSED:
        sync_performances.delay()


@shared_task(name="kopis.sync_venues", **TASK)
def sync_venues() -> None:
    """Do the venues' run of this date, or go on with it."""
    if _work(SyncRun.Kind.VENUES, scheduled=True) == SyncRun.Outcome.PAUSED:
        sync_venues.delay()


@shared_task(name="kopis.sync_rankings", **TASK)
def sync_rankings() -> None:
    """Bring the boards up to date unless that was done a moment ago, and wake a run whose message was lost."""
    now = clock.now()
    kind = SyncRun.Kind.RANKINGS
    recent = SyncRun.objects.filter(kind=kind, outcome=SyncRun.Outcome.COMPLETE, finished_at__gte=now - RANKINGS_FRESH)
    if recent.exists():
        logger.info("kopis rankings are fresh")
    elif _work(kind, scheduled=False) == SyncRun.Outcome.PAUSED:
        sync_rankings.delay()
    today = clock.seoul_today()
    lost = SyncRun.objects.filter(
        kind=SyncRun.Kind.PERFORMANCES, scheduled_for=today, outcome__in=OPEN, heartbeat_at__lt=now - STALE_AFTER
    )
    if lost.exists() and leases.is_free(lease_name(SyncRun.Kind.PERFORMANCES)):
        sync_performances.delay()


@shared_task(name="kopis.start_performances", **TASK)
def start_performances() -> None:
    """Sync performances because a person asked for it, though the night's run may be done."""
    if _work(SyncRun.Kind.PERFORMANCES, scheduled=False) == SyncRun.Outcome.PAUSED:
        start_performances.delay()


@shared_task(name="kopis.start_venues", **TASK)
def start_venues() -> None:
    """Sync venues because a person asked for it, though the week's run may be done."""
    if _work(SyncRun.Kind.VENUES, scheduled=False) == SyncRun.Outcome.PAUSED:
        start_venues.delay()


@shared_task(name="kopis.catch_up", **TASK)
def catch_up() -> None:
    """Start the nightly run if it was missed, died, or was incomplete half an hour ago; and the weekly one."""
    now, today = clock.now(), clock.seoul_today()
    if timezone.localtime(now).time() < NIGHTLY_AT:
        return
    if _is_owed(SyncRun.Kind.PERFORMANCES, today, now):
        logger.info("kopis nightly run of %s is started late", today)
        sync_performances()
    if venues.is_due(today, after_days=VENUES_MISSED_DAYS) and _is_owed(SyncRun.Kind.VENUES, today, now):
        sync_venues()


def _is_owed(kind: SyncRun.Kind, today: date, now: datetime) -> bool:
    """Say whether the scheduled run of the date is not done, nobody does it, and it is time to try again."""
    row = SyncRun.objects.filter(kind=kind, scheduled_for=today).first()
    if row is not None and row.outcome == SyncRun.Outcome.COMPLETE:
        return False
    if row is not None and row.finished_at is not None and row.finished_at > now - RETRY_AFTER:
        return False
    return leases.is_free(lease_name(kind))


def _work(kind: SyncRun.Kind, *, scheduled: bool) -> str | None:
    """Do one slice and return its outcome; None when there was nothing to do for this delivery."""
    plan = jobs.make_plan(kind, today=clock.seoul_today(), scheduled=scheduled)
    try:
        run = jobs.run(plan, progress=SilentProgress(), budget_seconds=SLICE_SECONDS)
    except leases.LeaseHeld as held:
        logger.info("kopis %s skipped: held by %s", kind, held.holder)
        return None
    except leases.LeaseLost:
        logger.warning("kopis %s: another process took over", kind)
        return None
    if run is None:
        logger.info("kopis %s of %s is done already", kind, plan.today)
        return None
    counts = f"seen {run.seen}, new {run.created}, changed {run.updated}, failed {run.failed}, calls {run.requests}"
    level = logging.ERROR if run.outcome == SyncRun.Outcome.INCOMPLETE else logging.INFO
    logger.log(level, "kopis %s %s: %s %s", kind, run.outcome, counts, run.message.replace("\n", "; "))
    return run.outcome


@worker_shutting_down.connect
def _stop_soon(**_: object) -> None:
    """Let the running slice end after its page, so that the lease is given back before the worker ends."""
    stop_soon.set()
