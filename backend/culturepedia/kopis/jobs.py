"""The syncs as the command and the tasks start them: settings are read here and handed down."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from django.conf import settings

from culturepedia.kopis.client import KopisClient
from culturepedia.kopis.models import SyncRun
from culturepedia.kopis.sync import performances, rankings, venues
from culturepedia.kopis.sync.plans import Plan
from culturepedia.kopis.sync.windows import Span

if TYPE_CHECKING:
    from datetime import date

    from culturepedia.common.progress import Progress


def make_client() -> KopisClient:
    """Return a client for the configured KOPIS; one for each job."""
    return KopisClient(
        base_url=settings.KOPIS_BASE_URL,
        service_key=settings.KOPIS_SERVICE_KEY,
        min_interval_seconds=settings.KOPIS_MIN_INTERVAL_SECONDS,
        request_budget=settings.KOPIS_REQUEST_BUDGET,
    )


def get_horizon(today: date) -> Span:
    """Return the days around `today` that the catalogue keeps complete."""
    return Span.around(today, days_back=settings.KOPIS_DAYS_BACK, days_ahead=settings.KOPIS_DAYS_AHEAD)


def make_plan(
    kind: SyncRun.Kind, *, today: date, full: bool = False, span: Span | None = None, scheduled: bool = False
) -> Plan:
    """Return what a sync of `kind` on `today` does."""
    if kind == SyncRun.Kind.PERFORMANCES:
        return performances.make_plan(
            today=today, horizon=get_horizon(today), full=full, span=span, scheduled=scheduled
        )
    if kind == SyncRun.Kind.VENUES:
        return venues.make_plan(today=today, full=full, scheduled=scheduled)
    return Plan(kind, today, scheduled=scheduled)


def run(plan: Plan, *, progress: Progress, budget_seconds: float | None = None) -> SyncRun | None:
    """Do the plan and return its run; None when the scheduled run of its date is complete already.

    Raises:
        LeaseHeld: Another process does this now.
        LeaseLost: Another process took over while this one stood still.
    """
    with closing(make_client()) as client:
        if plan.kind == SyncRun.Kind.PERFORMANCES:
            return performances.sync_performances(
                plan, horizon=get_horizon(plan.today), client=client, progress=progress, budget_seconds=budget_seconds
            )
        work = venues.sync_venues if plan.kind == SyncRun.Kind.VENUES else rankings.sync_rankings
        return work(plan, client=client, progress=progress, budget_seconds=budget_seconds)
