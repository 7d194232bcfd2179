"""Performances find their venue and hall by the numbers KOPIS named, whichever of them arrived first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from culturepedia.performances.models import Hall, Performance, Venue
from culturepedia.search import indexing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


def resolve(rows: Sequence[Performance]) -> list[Performance]:
    """Set venue and hall of rows from what KOPIS named; return the rows that changed, unsaved.

    Details of before 2026 name no hall number: there the hall's name decides, if the venue has one hall of it.
    """
    wanted = {row.venue_kopis_id for row in rows if row.venue_kopis_id}
    venues = dict(Venue.objects.filter(kopis_id__in=wanted).values_list("kopis_id", "pk"))
    by_number: dict[tuple[int, str], int] = {}
    by_name: dict[tuple[int, str], int | None] = {}
    halls = Hall.objects.filter(venue__in=venues.values()).order_by("pk")
    for pk, venue_pk, number, name in halls.values_list("pk", "venue_id", "kopis_id", "name"):
        by_number[venue_pk, number] = pk
        by_name[venue_pk, name] = None if (venue_pk, name) in by_name else pk
    changed = []
    for row in rows:
        if not row.venue_kopis_id:
            continue
        venue = venues.get(row.venue_kopis_id)
        hall: int | None = None
        if venue is not None:
            hall = by_number.get((venue, row.hall_kopis_id or "")) or by_name.get((venue, row.hall_name or ""))
        if (row.venue_id, row.hall_id) != (venue, hall):
            row.venue_id, row.hall_id = venue, hall
            changed.append(row)
    return changed


def link_waiting(venue_ids: Sequence[str], *, today: date) -> int:
    """Link performances that wait for one of these venues (KOPIS numbers) or its halls; return how many."""
    waiting = (
        Performance.objects.filter(Q(venue=None) | Q(hall=None), venue_kopis_id__in=venue_ids)
        .order_by("kopis_id")
        .select_for_update(of=("self",))
        .only("kopis_id", "venue_id", "hall_id", "venue_kopis_id", "hall_kopis_id", "hall_name")
    )
    changed = resolve(list(waiting))
    Performance.objects.bulk_update(changed, ["venue", "hall"], batch_size=200)
    indexing.index_performances([row.pk for row in changed], today=today)
    return len(changed)
