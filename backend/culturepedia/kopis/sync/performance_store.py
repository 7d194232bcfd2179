"""Details become rows: compared with what is stored, and written only where they differ.

Blank is not news: a field that KOPIS leaves out keeps its value, and no field can be cleared by leaving it out. Fields
read off one text (`price_text` and the prices, say) stand and fall with that text: a new text replaces all of them,
also by "unknown".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import timezone

from culturepedia.kopis.sync import children, places
from culturepedia.kopis.sync.columns import OWNED_FIELDS, column_values
from culturepedia.kopis.sync.fingerprints import fingerprint
from culturepedia.performances.codes import CompanyRole, CreditKind
from culturepedia.performances.models import Performance
from culturepedia.performances.work import core_title, find_work
from culturepedia.search import indexing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from culturepedia.kopis.records import PerformanceRecord
    from culturepedia.kopis.sync.runs import Tally

PRODUCERS = (CompanyRole.PRODUCTION, CompanyRole.AGENCY)


@dataclass(slots=True)
class _Item:
    """A record on its way into its row."""

    record: PerformanceRecord
    mark: str
    row: Performance
    is_new: bool
    had_detail: bool
    differs: bool = False


def write_details(
    records: Sequence[PerformanceRecord], *, now: datetime, first_seen_at: datetime, tally: Tally
) -> None:
    """Bring the rows of `records` up to date; the last of two records of one performance wins."""
    by_id = {record.kopis_id: record for record in records}
    marks = {kopis_id: fingerprint(record) for kopis_id, record in by_id.items()}
    stored = dict(
        Performance.objects.filter(kopis_id__in=by_id)
        .order_by("kopis_id")
        .select_for_update()
        .values_list("kopis_id", "content_hash")
    )
    news = sorted(kopis_id for kopis_id, mark in marks.items() if stored.get(kopis_id) != mark)
    _confirm([kopis_id for kopis_id in by_id if kopis_id not in news], now, tally)
    if not news:
        return
    rows = {row.kopis_id: row for row in Performance.objects.filter(kopis_id__in=news)}
    items = []
    for kopis_id in news:
        row = rows.get(kopis_id)
        made = row or Performance(kopis_id=kopis_id, created_at=first_seen_at)
        had_detail = row is not None and row.detail_synced_at is not None
        items.append(_Item(by_id[kopis_id], marks[kopis_id], made, row is None, had_detail))
    _fill(items, now)
    Performance.objects.bulk_create(
        [item.row for item in items], update_conflicts=True, unique_fields=["kopis_id"], update_fields=OWNED_FIELDS
    )
    changed = _write_children(items)
    _count(items, changed, tally)
    indexing.index_performances(
        [item.row.pk for item in items if item.is_new or item.differs or item.row.pk in changed],
        today=timezone.localdate(now),
    )


def _confirm(same: list[str], now: datetime, tally: Tally) -> None:
    """Take rows whose content is the stored one out of the queue; write only where there is something to write."""
    rows = Performance.objects.filter(kopis_id__in=same)
    waiting = rows.exclude(list_fingerprint=F("detail_fingerprint"))
    if waiting.exists():
        waiting.update(detail_fingerprint=F("list_fingerprint"))
    missed = rows.exclude(missing_since=None, withdrawn_at=None)
    back = list(missed.values_list("pk", flat=True))
    if back:
        missed.update(missing_since=None, withdrawn_at=None)
        indexing.index_performances(back, today=timezone.localdate(now))
        tally.visible = True


def _fill(items: Sequence[_Item], now: datetime) -> None:
    for item in items:
        row, record = item.row, item.record
        values = column_values(record) | _work_columns(record, row) | {"missing_since": None, "withdrawn_at": None}
        item.differs = any(getattr(row, name) != value for name, value in values.items())
        for name, value in values.items():
            setattr(row, name, value)
        row.content_hash, row.detail_fingerprint = item.mark, row.list_fingerprint
        row.synced_at = row.detail_synced_at = now
    moved = {row.kopis_id for row in places.resolve([item.row for item in items])}
    for item in items:
        item.differs |= item.row.kopis_id in moved


def _work_columns(record: PerformanceRecord, row: Performance) -> dict[str, str | None]:
    producers = [name for role in PRODUCERS for name in record.companies.get(role, ())]
    work = find_work(record.title, genre=record.genre or row.genre, producers=producers)
    if work is None and not producers and row.work_title == core_title(record.title):
        return {}  # only the producer, which a short title needs, was left out this time
    return {"work_key": work.key if work else None, "work_title": work.title if work else None}


def _write_children(items: Sequence[_Item]) -> set[int]:
    """Write credits, companies and showtimes of the items; return the primary keys of those that changed."""
    people: dict[int, dict[str, Iterable[str]]] = {}
    companies: dict[int, dict[str, Iterable[str]]] = {}
    showtimes = {}
    for item in items:
        record, pk = item.record, item.row.pk
        people[pk] = {}
        if record.cast_text is not None:
            people[pk][CreditKind.CAST] = record.cast
        if record.crew_text is not None:
            people[pk][CreditKind.CREW] = record.crew
        companies[pk] = {role: names for role, names in record.companies.items() if names}
        if record.schedule_text is not None:
            showtimes[pk] = record.showtimes
    changed = children.write_names(children.PEOPLE, people)
    changed |= children.write_names(children.COMPANIES, companies)
    return changed | children.write_showtimes(showtimes)


def _count(items: Sequence[_Item], with_new_children: set[int], tally: Tally) -> None:
    for item in items:
        differs = item.differs or item.row.pk in with_new_children
        tally.created += item.is_new
        tally.updated += differs and item.had_detail
        tally.visible |= differs or item.is_new
