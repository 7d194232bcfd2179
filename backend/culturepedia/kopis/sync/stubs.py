"""List rows become stubs: what a card needs, until the detail brings the rest.

A row whose detail is known is not written from the list again: the detail says the same and more, and a row with two
sources would waver between them. Its new `list_fingerprint` puts it into the queue of details.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from culturepedia.kopis.sync.fingerprints import fingerprint
from culturepedia.performances.models import Performance
from culturepedia.performances.work import find_work
from culturepedia.search import indexing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from culturepedia.kopis.records import ListedPerformance
    from culturepedia.kopis.sync.runs import Tally

STUB_FIELDS = [
    "title", "genre", "genre_text", "region", "region_text", "start_date", "end_date", "open_run", "venue_name",
    "poster_source_url", "work_key", "work_title", "list_fingerprint", "missing_since", "withdrawn_at", "synced_at",
]  # fmt: skip


def write_stubs(items: Iterable[ListedPerformance], *, now: datetime, first_seen_at: datetime, tally: Tally) -> None:
    """Store list rows: new ones and those without a detail in full, of the others only that they changed.

    `first_seen_at` is the same for all rows of a run, so that the newest of them are those with the highest id.
    """
    listed = {item.kopis_id: (item, fingerprint(item)) for item in items}
    stored = {
        row.kopis_id: row
        for row in Performance.objects.filter(kopis_id__in=listed)
        .order_by("kopis_id")
        .select_for_update()
        .only("kopis_id", "detail_synced_at", "created_at", *STUB_FIELDS)
    }
    stubs, changed, back = [], [], []
    for kopis_id, (item, mark) in sorted(listed.items()):
        row = stored.get(kopis_id)
        if row is None or (row.detail_synced_at is None and row.list_fingerprint != mark):
            stub = row or Performance(kopis_id=kopis_id, created_at=first_seen_at)
            _fill(stub, item, mark, now)
            stubs.append(stub)
        elif row.list_fingerprint != mark:
            row.list_fingerprint = mark
            changed.append(row)
        if row is not None and (row.missing_since or row.withdrawn_at):
            back.append(row)
    Performance.objects.bulk_create(stubs, update_conflicts=True, unique_fields=["kopis_id"], update_fields=STUB_FIELDS)
    Performance.objects.bulk_update(changed, ["list_fingerprint"])
    if back:
        Performance.objects.filter(pk__in=[row.pk for row in back]).update(missing_since=None, withdrawn_at=None)
    indexing.index_performances([row.pk for row in [*stubs, *back]], today=timezone.localdate(now))
    tally.created += sum(stub.kopis_id not in stored for stub in stubs)
    tally.visible |= bool(stubs or back)


def _fill(stub: Performance, item: ListedPerformance, mark: str, now: datetime) -> None:
    """Write a list row into a stub; what the row leaves blank stays."""
    stub.title, stub.start_date, stub.end_date = item.title, item.start_date, item.end_date
    values: dict[str, Any] = {
        "genre": item.genre,
        "genre_text": item.genre_text,
        "region": item.region,
        "region_text": item.region_text,
        "open_run": item.open_run,
        "venue_name": item.venue_name,
        "poster_source_url": item.poster_url,
    }
    for name, value in values.items():
        if value is not None:
            setattr(stub, name, value)
    work = find_work(item.title, genre=stub.genre)
    stub.work_key, stub.work_title = (work.key, work.title) if work else (None, None)
    stub.list_fingerprint, stub.synced_at = mark, now
