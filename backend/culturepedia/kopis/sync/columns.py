"""Which columns of a performance come from which fields of KOPIS' detail, and what a blank field does to them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from culturepedia.kopis.records import PerformanceRecord

# Columns that follow from the first one: blank keeps them all, a new text replaces them all.
GROUPS: tuple[tuple[str, ...], ...] = (
    ("genre_text", "genre"),
    ("region_text", "region"),
    ("runtime_text", "runtime_minutes"),
    ("age_text", "age_min"),
    ("price_text", "prices", "price_min_krw", "price_max_krw", "is_free"),
)
SINGLES = (
    "open_run", "synopsis", "cast_text", "crew_text", "companies_text", "schedule_text",
    "visiting", "child", "daehakro", "festival", "musical_licensed", "musical_original",
    "source_updated_at", "source_registered_at",
)  # fmt: skip
# Every column that the sync of details may write.
OWNED_FIELDS = [
    "title", "start_date", "end_date",
    *(name for group in GROUPS for name in group), *SINGLES,
    "venue", "hall", "venue_kopis_id", "hall_kopis_id", "venue_name", "hall_name",
    "poster_source_url", "intro_image_urls", "booking_links", "work_key", "work_title",
    "detail_fingerprint", "content_hash", "synced_at", "detail_synced_at", "missing_since", "withdrawn_at",
]  # fmt: skip


def column_values(record: PerformanceRecord) -> dict[str, Any]:
    """Return the columns that `record` speaks of, with their values; blank fields are left out."""
    values: dict[str, Any] = {"title": record.title, "start_date": record.start_date, "end_date": record.end_date}
    for group in GROUPS:
        if getattr(record, group[0]) is not None:
            values |= {name: getattr(record, name) for name in group}
    values |= {name: value for name in SINGLES if (value := getattr(record, name)) is not None}
    if "prices" in values:
        values["prices"] = [asdict(price) for price in record.prices]
    if record.venue_id:  # the hall belongs to the venue: another venue, another hall
        values |= {"venue_kopis_id": record.venue_id, "hall_kopis_id": record.hall_id}
    if record.venue_name:
        values |= {"venue_name": record.venue_name, "hall_name": record.hall_name}
    if record.poster_url:
        values["poster_source_url"] = record.poster_url
    if record.intro_image_urls:
        values["intro_image_urls"] = list(record.intro_image_urls)
    if record.booking_links:
        values["booking_links"] = [asdict(link) for link in record.booking_links]
    return values
