"""What KOPIS says, in our words: typed records. `readers` makes them from the rows of its answers.

A field that KOPIS leaves blank, or that does not read, is None or empty. Texts are clean and fit their columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from culturepedia.kopis.parse.prices import PriceTier
from culturepedia.kopis.parse.schedule import ShowtimeRule

if TYPE_CHECKING:
    from datetime import date, datetime

    from culturepedia.performances.codes import CompanyRole, Genre, Region

__all__ = ["PriceTier", "ShowtimeRule"]

Row = dict[str, Any]  # element name -> text, None, or the rows of a nested list


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that cannot be stored, and why.

    Reasons: `bad_id`, `no_title`, `damaged_title`, `bad_dates`, `no_name`, `damaged_name`, `bad_rank`, `repeated`.
    """

    reason: str
    kopis_id: str | None = None


@dataclass(frozen=True, slots=True)
class BookingLink:
    """Where tickets are sold."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class ListedPerformance:
    """A row of the performance list."""

    kopis_id: str
    title: str
    start_date: date
    end_date: date
    venue_name: str | None
    poster_url: str | None
    region: Region | None
    region_text: str | None
    genre: Genre | None
    genre_text: str | None
    open_run: bool | None
    state_text: str | None


@dataclass(frozen=True, slots=True)
class PerformanceRecord:
    """A performance in full."""

    kopis_id: str
    title: str
    start_date: date
    end_date: date
    open_run: bool | None
    genre: Genre | None
    genre_text: str | None
    region: Region | None
    region_text: str | None
    venue_id: str | None
    hall_id: str | None
    venue_name: str | None
    hall_name: str | None
    cast_text: str | None
    cast: tuple[str, ...]
    crew_text: str | None
    crew: tuple[str, ...]
    runtime_text: str | None
    runtime_minutes: int | None
    age_text: str | None
    age_min: int | None
    price_text: str | None
    prices: tuple[PriceTier, ...]
    price_min_krw: int | None
    price_max_krw: int | None
    is_free: bool | None
    synopsis: str | None
    companies: dict[CompanyRole, tuple[str, ...]]
    companies_text: str | None
    visiting: bool | None
    child: bool | None
    daehakro: bool | None
    festival: bool | None
    musical_licensed: bool | None
    musical_original: bool | None
    schedule_text: str | None
    showtimes: tuple[ShowtimeRule, ...]
    poster_url: str | None
    intro_image_urls: tuple[str, ...]
    booking_links: tuple[BookingLink, ...]
    source_updated_at: datetime | None
    source_registered_at: datetime | None


@dataclass(frozen=True, slots=True)
class ListedVenue:
    """A row of the facility list."""

    kopis_id: str
    name: str
    closed: bool
    hall_count: int | None
    kind: str | None
    region: Region | None
    district_text: str | None
    opened_year: int | None


@dataclass(frozen=True, slots=True)
class HallRecord:
    """One stage of a venue."""

    kopis_id: str
    name: str
    seats: int | None
    wheelchair_seats: int | None


@dataclass(frozen=True, slots=True)
class VenueRecord:
    """A facility in full; the fields are named like the columns of `Venue`."""

    kopis_id: str
    name: str
    closed: bool
    kind: str | None
    opened_year: int | None
    seats: int | None
    phone: str | None
    url: str | None
    address: str | None
    latitude: float | None
    longitude: float | None
    has_restaurant: bool | None
    has_cafe: bool | None
    has_store: bool | None
    has_playroom: bool | None
    has_nursing_room: bool | None
    has_parking_lot: bool | None
    accessible_parking: bool | None
    accessible_restroom: bool | None
    accessible_ramp: bool | None
    accessible_elevator: bool | None
    halls: tuple[HallRecord, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class RankingRow:
    """A place on the booking board."""

    rank: int
    kopis_id: str
    title: str | None
    genre: Genre | None
    region: Region | None
    venue_text: str | None
    run: tuple[date, date] | None
    poster_url: str | None
    seats: int | None
    sessions: int | None
