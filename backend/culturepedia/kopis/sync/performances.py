"""Performances: list the windows, fetch what is new or changed, look twice for what is gone.

A listed row that is new becomes a stub at once, so that the site fills while details are still on their way. The
table is the queue: a row whose `list_fingerprint` differs from its `detail_fingerprint` still needs its detail.
KOPIS' change feed (`afterdate`) is the only news of a change that the list row does not show, so its rows are fetched
again even when they look the same; their content decides whether anything is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from culturepedia.kopis.models import SyncMark, SyncRun
from culturepedia.kopis.sync import details, listing, missing, sales
from culturepedia.kopis.sync.plans import OVERLAP, Plan, move_mark
from culturepedia.kopis.sync.runs import Run, execute
from culturepedia.kopis.sync.windows import Span, Step, missing_parts, split
from culturepedia.performances.models import Performance

if TYPE_CHECKING:
    from datetime import date

    from culturepedia.common.progress import Progress
    from culturepedia.kopis.client import KopisClient

KIND = SyncRun.Kind.PERFORMANCES
FULL_PASS_DAYS = 7


def make_plan(
    *, today: date, horizon: Span, full: bool = False, span: Span | None = None, scheduled: bool = False
) -> Plan:
    """Return what a run on `today` does: a full pass when asked for, the first time, and when a week has gone by."""
    mark = SyncMark.objects.filter(kind=KIND).first()
    due = mark is None or mark.full_pass_on is None or (today - mark.full_pass_on).days >= FULL_PASS_DAYS
    return Plan(
        KIND,
        today,
        full=full or (span is None and due),
        span=span or horizon,
        explicit=span is not None,
        scheduled=scheduled,
    )


def sync_performances(
    plan: Plan, *, horizon: Span, client: KopisClient, progress: Progress, budget_seconds: float | None = None
) -> SyncRun | None:
    """Bring the performances of the plan's span up to date; `horizon` is the span that the mark speaks of.

    Raises:
        LeaseHeld: Another process does this now.
        LeaseLost: Another process took over.
    """

    def work(run: Run, plan: Plan) -> None:
        _work(run, plan, horizon=horizon)

    return execute(plan, work, client=client, progress=progress, budget_seconds=budget_seconds)


def _work(run: Run, plan: Plan, *, horizon: Span) -> None:
    span = plan.span or horizon
    mark = SyncMark.objects.filter(kind=KIND).first()
    if run.row.modified_since is None:
        run.row.modified_since = _modified_since(mark)
        run.row.save(update_fields=["modified_since"])
    steps = _steps(plan, span, mark, run.row.modified_since)
    listing.list_steps(run, steps, look_for_missing=plan.full)
    details.fetch_queue(run)
    if plan.full:
        missing.look_again(run, span)
    with run.page() as tally:
        tally.visible = sales.link_entries() > 0
    if run.problems:
        run.close(SyncRun.Outcome.INCOMPLETE)
        return
    with transaction.atomic():
        if span.covers(horizon) and (plan.full or not plan.explicit):
            move_mark(KIND, through=run.today, covered=horizon, full=plan.full)
        run.close(SyncRun.Outcome.COMPLETE)


def _steps(plan: Plan, span: Span, mark: SyncMark | None, modified_since: date | None) -> list[Step]:
    """Return the windows to list: everything, or the changes plus the days that were never listed before."""
    changed = [Step(window, modified_since) for window in split(span, today=plan.today)] if modified_since else []
    if plan.full:
        return [Step(window) for window in split(span, today=plan.today)] + changed
    if plan.explicit:
        return [Step(window) for window in split(span, today=plan.today)]
    covered = Span(mark.covered_from, mark.covered_to) if mark and mark.covered_from and mark.covered_to else None
    new = [Step(window) for part in missing_parts(span, covered) for window in split(part, today=plan.today)]
    return changed + new


def _modified_since(mark: SyncMark | None) -> date | None:
    """Return the day from which changes may be unknown; None when nothing was ever fetched."""
    if mark is not None:
        return mark.complete_through - OVERLAP
    oldest = Performance.objects.aggregate(at=Min("detail_synced_at"))["at"]
    return timezone.localdate(oldest) - OVERLAP if oldest else None
