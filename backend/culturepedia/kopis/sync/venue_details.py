"""Details of venues, fetched by id and stored with their halls; performances that waited for a venue are linked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from culturepedia.kopis.errors import KopisError
from culturepedia.kopis.models import SyncRun
from culturepedia.kopis.records import Skipped, VenueRecord
from culturepedia.kopis.sync import venue_store
from culturepedia.kopis.sync.fetching import fetch_each
from culturepedia.kopis.sync.pages import write_page
from culturepedia.kopis.sync.runs import Tally
from culturepedia.performances.models import Hall, Performance, Venue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from culturepedia.kopis.records import PerformanceRecord
    from culturepedia.kopis.sync.runs import Run

BATCH = 100


def fetch(run: Run, ids: Sequence[str], *, keep_place: bool = False, advance: bool = True) -> None:
    """Fetch and store the venues `ids`; `keep_place` remembers in the run's cursor how far they are done."""
    for start in range(0, len(ids), BATCH):
        chunk = ids[start : start + BATCH]
        records: list[VenueRecord] = []
        try:
            for kopis_id, result in fetch_each(chunk, run.client.venue, tick=run.heartbeat):
                _sort_in(run, kopis_id, result, records)
                if advance:
                    run.progress.advance()
                run.heartbeat()
        finally:
            write_page(run, records, partial(_write, run))
        if keep_place:
            with run.page():
                run.cursor["after"] = chunk[-1]


def fetch_named(run: Run, records: Sequence[PerformanceRecord]) -> None:
    """Fetch the venues that performances name and the catalogue lacks, or whose hall it lacks; once in a run each.

    Raises:
        RunStopped: KOPIS refuses us, or has failed several times in a row.
    """
    venues = Venue.objects.filter(kopis_id__in={record.venue_id for record in records if record.venue_id})
    known = set(venues.exclude(detail_synced_at=None).values_list("kopis_id", flat=True))
    numbers = {record.hall_id for record in records if record.hall_id}
    halls = set(Hall.objects.filter(kopis_id__in=numbers).values_list("kopis_id", flat=True))
    wanted = sorted(
        venue
        for record in records
        if (venue := record.venue_id)
        and (venue not in known or (record.hall_id and record.hall_id not in halls))
        and venue not in run.asked_venues
    )
    run.asked_venues.update(wanted)
    fetch(run, list(dict.fromkeys(wanted)), advance=False)


def fetch_waiting(run: Run) -> None:
    """Fetch the venues that stored performances named but could not be linked to, once more in each run.

    Raises:
        RunStopped: KOPIS refuses us, or has failed several times in a row.
    """
    waiting = Performance.objects.filter(venue=None).exclude(venue_kopis_id=None).order_by("venue_kopis_id")
    named = waiting.values_list("venue_kopis_id", flat=True).distinct()
    wanted = [venue for venue in named if venue and venue not in run.asked_venues]
    run.asked_venues.update(wanted)
    if wanted:
        run.progress.begin("공연장", len(wanted))
        fetch(run, wanted)


def _write(run: Run, records: Sequence[VenueRecord], tally: Tally) -> None:
    """Store venues; a run of another kind counts its own items only."""
    own = tally if run.row.kind == SyncRun.Kind.VENUES else Tally()
    venue_store.write_details(records, now=run.now(), tally=own)
    tally.visible |= own.visible


def _sort_in(
    run: Run, kopis_id: str, result: VenueRecord | Skipped | KopisError | None, records: list[VenueRecord]
) -> None:
    if isinstance(result, KopisError):
        run.note_item_failure(kopis_id, result)
        return
    run.note_success()
    if isinstance(result, VenueRecord):
        records.append(result)
    else:
        run.note_skipped(result.reason if result else "no_detail", kopis_id)
