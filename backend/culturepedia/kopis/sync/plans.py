"""Which row of `SyncRun` a plan is worked on in, and where the mark of a kind stands.

A run that was killed, or paused at the end of its slice, is continued in its own row by the next run with the same
plan on the same date. A date's scheduled run has one row, however often it is tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from culturepedia.common import clock
from culturepedia.kopis.models import SyncMark, SyncRun

if TYPE_CHECKING:
    from datetime import date

    from culturepedia.kopis.sync.windows import Span

OVERLAP = timedelta(days=2)  # KOPIS' dates are days, and a day's changes may appear late


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is to do; equal plans of one date continue each other."""

    kind: SyncRun.Kind
    today: date
    full: bool = False
    span: Span | None = None
    explicit: bool = False  # a person named the span: list all of it, whatever the mark says
    scheduled: bool = False


def lease_name(kind: SyncRun.Kind) -> str:
    """Return the name of the lease that a sync of this kind needs."""
    return f"kopis.{kind.value}"


def open_row(plan: Plan, *, fence: int) -> SyncRun | None:
    """Return the run to work on: a stopped one with the same plan, or a new one; None when it is done already.

    Runs of other plans that died are closed as incomplete. Call it while holding the lease of the kind.
    """
    now = clock.now()
    scheduled = SyncRun.objects.filter(kind=plan.kind, scheduled_for=plan.today).first() if plan.scheduled else None
    if scheduled is not None and scheduled.outcome == SyncRun.Outcome.COMPLETE:
        return None
    stopped = SyncRun.objects.filter(kind=plan.kind, outcome__in=[SyncRun.Outcome.RUNNING, SyncRun.Outcome.PAUSED])
    chosen = next((row for row in stopped.order_by("-id") if _continues(row, plan)), None)
    others = stopped.exclude(pk=chosen.pk) if chosen else stopped
    others.update(outcome=SyncRun.Outcome.INCOMPLETE, message="중단되었고 다음 실행이 이어받았습니다.", finished_at=now)
    if chosen is None:
        chosen = scheduled or SyncRun(kind=plan.kind, started_at=now)
        _start(chosen, plan)
    if plan.scheduled and scheduled is None:
        chosen.scheduled_for = plan.today
    chosen.fence, chosen.heartbeat_at, chosen.finished_at = fence, now, None
    chosen.outcome, chosen.message = SyncRun.Outcome.RUNNING, ""
    chosen.save()
    return chosen


def move_mark(kind: SyncRun.Kind, *, through: date, covered: Span | None = None, full: bool = False) -> None:
    """Remember that everything up to `through` is in the catalogue; call it in a complete run's last transaction."""
    values: dict[str, Any] = {"complete_through": through}
    if covered is not None:
        values |= {"covered_from": covered.start, "covered_to": covered.end}
    if full:
        values["full_pass_on"] = through
    SyncMark.objects.update_or_create(kind=kind, defaults=values)


def failures_before(row: SyncRun) -> dict[str, str]:
    """Return the items that failed in the run before this one, each with the date on which that began."""
    last = SyncRun.objects.filter(kind=row.kind, pk__lt=row.pk).order_by("-pk").first()
    found: dict[str, str] = {**(last.cursor.get("failed", {}) if last else {}), **row.cursor.get("failed_before", {})}
    return found


def _continues(row: SyncRun, plan: Plan) -> bool:
    span = (plan.span.start, plan.span.end) if plan.span else (None, None)
    wanted = (plan.today, plan.full, plan.explicit, *span)
    return (row.seoul_date, row.full, row.cursor.get("explicit"), row.window_from, row.window_to) == wanted


def _start(row: SyncRun, plan: Plan) -> None:
    row.full, row.seoul_date = plan.full, plan.today
    row.window_from = plan.span.start if plan.span else None
    row.window_to = plan.span.end if plan.span else None
    failed = row.cursor.get("failed", {})  # when the date's run is done once more, of its first attempt
    row.cursor, row.skipped, row.modified_since = {"explicit": plan.explicit, "failed_before": failed}, {}, None
    row.seen = row.created = row.updated = row.unchanged = row.failed = row.requests = 0
