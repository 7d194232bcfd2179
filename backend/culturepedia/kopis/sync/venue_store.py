"""Venues and halls become rows: compared with what is stored, and written only where they differ.

Blank is not news, and a hall that is no longer named stays: performances of the past took place there. Province and
district come from the list row; until that is known, from the address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from culturepedia.kopis.sync import places
from culturepedia.kopis.sync.fingerprints import fingerprint
from culturepedia.performances.districts import find_code, split_address
from culturepedia.performances.models import Hall, Venue
from culturepedia.search import indexing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from culturepedia.kopis.records import ListedVenue, VenueRecord
    from culturepedia.kopis.sync.runs import Tally

DETAIL_FIELDS = (
    "name", "kind", "address", "latitude", "longitude", "phone", "url", "seats", "opened_year", "closed",
    "has_restaurant", "has_cafe", "has_store", "has_playroom", "has_nursing_room", "has_parking_lot",
    "accessible_parking", "accessible_restroom", "accessible_ramp", "accessible_elevator",
)  # fmt: skip
PLACE_FIELDS = ("region", "district_code", "district_text")
HALL_FIELDS = ("name", "seats", "wheelchair_seats")


def write_stubs(items: Sequence[ListedVenue], *, now: datetime, tally: Tally) -> None:
    """Store list rows: new venues as stubs, of known ones where they are."""
    marks = {item.kopis_id: fingerprint(item) for item in items}
    stored = {row.kopis_id: row for row in Venue.objects.filter(kopis_id__in=marks)}
    rows, renamed = [], []
    for item in sorted(items, key=lambda item: item.kopis_id):
        row = stored.get(item.kopis_id) or Venue(kopis_id=item.kopis_id, name=item.name, synced_at=now)
        mark = marks[item.kopis_id]
        if row.list_fingerprint == mark:
            continue
        found_by = _found_by(row)
        is_visible = _fill_stub(row, item, now) or row.pk is None
        if row.pk is not None and found_by != _found_by(row):
            renamed.append(row.pk)
        if row.pk is not None and row.detail_synced_at and not row.list_fingerprint:
            row.detail_fingerprint = mark  # a performance named it before the list did: its detail is fresh
        row.list_fingerprint = mark
        rows.append(row)
        tally.created += item.kopis_id not in stored
        tally.updated += is_visible and item.kopis_id in stored
        tally.visible |= is_visible
    fields = ["name", "kind", "opened_year", "closed", *PLACE_FIELDS, "list_fingerprint", "detail_fingerprint"]
    _upsert(rows, [*fields, "synced_at"])
    indexing.index_venues(renamed, today=timezone.localdate(now))


def write_details(records: Sequence[VenueRecord], *, now: datetime, tally: Tally) -> None:
    """Store venues with their halls, and link the performances that waited for them."""
    marks = {record.kopis_id: fingerprint(record) for record in records}
    stored = {row.kopis_id: row for row in Venue.objects.filter(kopis_id__in=marks)}
    rows, changed = [], []
    renamed: set[int] = set()
    for record in sorted({record.kopis_id: record for record in records}.values(), key=lambda one: one.kopis_id):
        row = stored.get(record.kopis_id) or Venue(kopis_id=record.kopis_id, name=record.name, synced_at=now)
        is_same = row.content_hash == marks[record.kopis_id]
        if is_same and row.detail_fingerprint == row.list_fingerprint:
            continue
        row.detail_fingerprint = row.list_fingerprint
        rows.append(row)
        if not is_same:
            is_new_detail = row.detail_synced_at is None
            found_by = _found_by(row)
            _fill(row, record, now)
            if row.pk is not None and found_by != _found_by(row):
                renamed.add(row.pk)
            row.content_hash = marks[record.kopis_id]
            changed.append(record)
            tally.created += row.pk is None
            tally.updated += not is_new_detail
            tally.visible = True
    _upsert(
        rows,
        [
            *DETAIL_FIELDS,
            *PLACE_FIELDS,
            "wheelchair_seats",
            "detail_fingerprint",
            "content_hash",
            "detail_synced_at",
            "synced_at",
        ],
    )
    if changed:
        renamed |= _write_halls(changed)
        today = timezone.localdate(now)
        places.link_waiting([record.kopis_id for record in changed], today=today)
        indexing.index_venues(renamed, today=today)


def _found_by(row: Venue) -> tuple[str, str | None]:
    """Return what the venue's performances are found by."""
    return row.name, row.district_text


def _fill_stub(row: Venue, item: ListedVenue, now: datetime) -> bool:
    """Write a list row into a venue and say whether a reader could see a difference."""
    values: dict[str, Any] = {}
    if item.region:
        values |= {
            "region": item.region,
            "district_text": item.district_text,
            "district_code": find_code(item.region, item.district_text),
        }
    if row.detail_synced_at is None:
        values |= {"name": item.name, "closed": item.closed}
        values |= {name: value for name in ("kind", "opened_year") if (value := getattr(item, name)) is not None}
    differs = any(getattr(row, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(row, name, value)
    if differs:
        row.synced_at = now
    return differs


def _fill(row: Venue, record: VenueRecord, now: datetime) -> None:
    for name in DETAIL_FIELDS:
        value = getattr(record, name)
        if value is not None:
            setattr(row, name, value)
    if not row.list_fingerprint or row.region is None:
        region, district = split_address(row.address)
        if region:
            row.region, row.district_text = region, district
            row.district_code = find_code(region, district)
    known = [hall.wheelchair_seats for hall in record.halls if hall.wheelchair_seats is not None]
    if known:
        row.wheelchair_seats = sum(known)
    row.synced_at = row.detail_synced_at = now


def _write_halls(records: Sequence[VenueRecord]) -> set[int]:
    """Write the halls that differ; return the venues with a hall of another name."""
    venues = dict(
        Venue.objects.filter(kopis_id__in=[record.kopis_id for record in records]).values_list("kopis_id", "pk")
    )
    named = {hall.kopis_id: (hall, venues[record.kopis_id]) for record in records for hall in record.halls}
    stored = {row.kopis_id: row for row in Hall.objects.filter(kopis_id__in=named)}
    rows: list[Hall] = []
    renamed: set[int] = set()
    for kopis_id, (hall, venue) in sorted(named.items()):
        row = stored.get(kopis_id) or Hall(kopis_id=kopis_id)
        before = (row.venue_id, row.name, row.seats, row.wheelchair_seats)
        row.venue_id = venue
        for name in HALL_FIELDS:
            value = getattr(hall, name)
            if value is not None:
                setattr(row, name, value)
        if row.pk is None or before != (row.venue_id, row.name, row.seats, row.wheelchair_seats):
            rows.append(row)
        if row.pk is not None and before[1] != row.name:
            renamed.add(venue)
    Hall.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["kopis_id"], update_fields=["venue", *HALL_FIELDS]
    )
    return renamed


def _upsert(rows: list[Venue], fields: list[str]) -> None:
    Venue.objects.bulk_create(rows, update_conflicts=True, unique_fields=["kopis_id"], update_fields=fields)
