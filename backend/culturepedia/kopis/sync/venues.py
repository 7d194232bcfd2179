"""Venues: the list, then the details of rows that are new or changed, and of all rows once a week.

The list alone says province and district; the detail says all the rest. A venue that a performance named first was
stored from its detail, so the list row only completes it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from culturepedia.kopis.errors import KopisError
from culturepedia.kopis.models import SyncMark, SyncRun
from culturepedia.kopis.records import ListedVenue, Skipped
from culturepedia.kopis.sync import venue_details, venue_store
from culturepedia.kopis.sync.fetching import fetch_pages
from culturepedia.kopis.sync.pages import write_page
from culturepedia.kopis.sync.plans import Plan, move_mark
from culturepedia.kopis.sync.runs import Run, execute
from culturepedia.performances.models import Venue

if TYPE_CHECKING:
    from datetime import date

    from culturepedia.common.progress import Progress
    from culturepedia.kopis.client import KopisClient

KIND = SyncRun.Kind.VENUES
FRESH = timedelta(days=1)  # what a performance brought along just now is not asked for again
REFRESH_DAYS = 6  # a weekly run that starts a little early still counts as a week


def is_due(today: date, *, after_days: int = REFRESH_DAYS) -> bool:
    """Say whether all venues were last asked for so many days ago, or never."""
    mark = SyncMark.objects.filter(kind=KIND).first()
    return mark is None or mark.full_pass_on is None or (today - mark.full_pass_on).days >= after_days


def make_plan(*, today: date, full: bool = False, scheduled: bool = False) -> Plan:
    """Return what a run on `today` does: all details again when asked for or due, else new and changed ones."""
    return Plan(KIND, today, full=full or is_due(today), scheduled=scheduled)


def sync_venues(
    plan: Plan, *, client: KopisClient, progress: Progress, budget_seconds: float | None = None
) -> SyncRun | None:
    """Bring venues and halls up to date.

    Raises:
        LeaseHeld: Another process does this now.
        LeaseLost: Another process took over.
    """
    return execute(plan, _work, client=client, progress=progress, budget_seconds=budget_seconds)


def _work(run: Run, plan: Plan) -> None:
    if not run.cursor.get("listed"):
        _list(run)
    _fetch(run, everything=plan.full)
    if run.problems:
        run.close(SyncRun.Outcome.INCOMPLETE)
        return
    with transaction.atomic():
        move_mark(KIND, through=run.today, full=plan.full)
        run.close(SyncRun.Outcome.COMPLETE)


def _list(run: Run) -> None:
    run.progress.begin("공연장 목록")
    try:
        for page in fetch_pages(run.client.iter_venue_pages(), tick=run.heartbeat):
            run.heartbeat()
            run.note_success()
            items = {item.kopis_id: item for item in page if isinstance(item, ListedVenue)}
            new = [item for kopis_id, item in items.items() if kopis_id not in run.seen]
            for skip in (item for item in page if isinstance(item, Skipped)):
                run.note_skipped(skip.reason, skip.kopis_id)
            write_page(run, new, lambda rows, tally: venue_store.write_stubs(rows, now=run.now(), tally=tally))
            run.seen.update(items)
            run.progress.advance(len(new))
    except KopisError as error:
        run.note_failure("공연장 목록", error)
    else:
        with run.page():
            run.cursor["listed"] = True


def _fetch(run: Run, *, everything: bool) -> None:
    """Fetch details in the order of ids; the cursor says how far all of them are done."""
    rows = Venue.objects.order_by("kopis_id")
    if everything:
        fresh = Q(detail_synced_at__gte=run.row.started_at - FRESH, list_fingerprint=F("detail_fingerprint"))
        rows = rows.filter(kopis_id__gt=run.cursor.get("after", "")).exclude(fresh)
    else:
        rows = rows.exclude(list_fingerprint=F("detail_fingerprint"))
    ids = list(rows.values_list("kopis_id", flat=True))
    run.progress.begin("공연장", len(ids))
    venue_details.fetch(run, ids, keep_place=everything)
