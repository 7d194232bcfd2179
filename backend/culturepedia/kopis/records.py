"""What KOPIS says, in our words: typed records made from the rows of its answers.

The only place where KOPIS' element names appear. A row that lacks a valid id, a title or real dates becomes `Skipped`
with its reason; every other field that does not read is unknown. Blank, empty and absent are the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from culturepedia.kopis.parse import codes, dates, names, numbers, prices
from culturepedia.kopis.parse.prices import PriceTier
from culturepedia.kopis.parse.schedule import ShowtimeRule, read_schedule
from culturepedia.kopis.parse.text import clean, clean_lines, is_damaged
from culturepedia.performances.codes import CompanyRole, Genre, Region

__all__ = ["PriceTier", "ShowtimeRule"]

Row = dict[str, Any]  # element name -> text, None, or the rows of a nested list

PERFORMANCE_ID = re.compile(r"PF\d{6,10}", re.ASCII)
VENUE_ID = re.compile(r"FC\d{6,10}", re.ASCII)
HALL_ID = re.compile(r"FC\d{6,10}-\d{1,4}", re.ASCII)
COMPANY_FIELDS = {
    CompanyRole.PRODUCTION: "entrpsnmP",
    CompanyRole.AGENCY: "entrpsnmA",
    CompanyRole.HOST: "entrpsnmH",
    CompanyRole.ORGANIZER: "entrpsnmS",
}


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that cannot be stored, and why."""

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


def listed_performance(row: Row) -> ListedPerformance | Skipped:
    """Read a list row."""
    head = _head(row)
    if isinstance(head, Skipped):
        return head
    kopis_id, title, start, end = head
    return ListedPerformance(
        kopis_id=kopis_id,
        title=title,
        start_date=start,
        end_date=end,
        venue_name=clean(row.get("fcltynm"), max_length=200),
        poster_url=names.read_url(row.get("poster")),
        region=codes.read_region(row.get("area")),
        region_text=clean(row.get("area"), max_length=60),
        genre=codes.read_genre(row.get("genrenm")),
        genre_text=clean(row.get("genrenm"), max_length=60),
        open_run=numbers.read_flag(clean(row.get("openrun"))),
        state_text=clean(row.get("prfstate"), max_length=20),
    )


def performance(row: Row) -> PerformanceRecord | Skipped:
    """Read a detail answer's row."""
    listed = listed_performance(row)
    if isinstance(listed, Skipped):
        return listed
    venue_id = _matching(VENUE_ID, row.get("mt10id"))
    venue_name, hall_name = names.split_place(listed.venue_name)
    price_text = clean(row.get("pcseguidance"), max_length=2_000)
    found = prices.read_prices(price_text)
    return PerformanceRecord(
        kopis_id=listed.kopis_id,
        title=listed.title,
        start_date=listed.start_date,
        end_date=listed.end_date,
        open_run=listed.open_run,
        genre=listed.genre,
        genre_text=listed.genre_text,
        region=listed.region,
        region_text=listed.region_text,
        venue_id=venue_id,
        hall_id=_matching(HALL_ID, row.get("mt13id")),
        venue_name=venue_name,
        hall_name=hall_name,
        price_text=price_text,
        prices=found.tiers if found else (),
        price_min_krw=found.min_krw if found else None,
        price_max_krw=found.max_krw if found else None,
        is_free=found.is_free if found else None,
        synopsis=clean_lines(row.get("sty")),
        poster_url=listed.poster_url,
        **_texts(row),
        **_companies(row),
        **_flags(row),
        **_links(row),
    )


def _texts(row: Row) -> dict[str, Any]:
    cast = clean(row.get("prfcast"), max_length=2_000)
    crew = clean(row.get("prfcrew"), max_length=2_000)
    runtime = clean(row.get("prfruntime"), max_length=100)
    age = clean(row.get("prfage"), max_length=100)
    schedule = clean(row.get("dtguidance"), max_length=2_000)
    return {
        "cast_text": cast,
        "cast": names.read_people(cast),
        "crew_text": crew,
        "crew": names.read_people(crew),
        "runtime_text": runtime,
        "runtime_minutes": numbers.read_runtime(runtime),
        "age_text": age,
        "age_min": numbers.read_age(age),
        "schedule_text": schedule,
        "showtimes": read_schedule(schedule),
        "source_updated_at": dates.read_moment(clean(row.get("updatedate"))),
        "source_registered_at": dates.read_moment(clean(row.get("frstregdt"))),
    }


def _companies(row: Row) -> dict[str, Any]:
    """Read the four roles; old rows have only the combined text, which then counts as the production."""
    combined = clean(row.get("entrpsnm"), max_length=2_000)
    roles = {
        role: names.read_companies(clean(row.get(name), max_length=2_000)) for role, name in COMPANY_FIELDS.items()
    }
    if combined and not any(roles.values()):
        roles[CompanyRole.PRODUCTION] = names.read_companies(combined)
    return {"companies": roles, "companies_text": combined}


def _flags(row: Row) -> dict[str, bool | None]:
    elements = {
        "visiting": "visit",
        "child": "child",
        "daehakro": "daehakro",
        "festival": "festival",
        "musical_licensed": "musicallicense",
        "musical_original": "musicalcreate",
    }
    return {name: numbers.read_flag(clean(row.get(element))) for name, element in elements.items()}


def _links(row: Row) -> dict[str, Any]:
    images = dict.fromkeys(url for raw in nested(row, "styurls", "styurl") if (url := names.read_url(text_of(raw))))
    sellers: dict[str, BookingLink] = {}
    for relate in nested(row, "relates", "relate"):
        if isinstance(relate, dict) and (url := names.read_url(clean(relate.get("relateurl"), max_length=500))):
            seller = clean(relate.get("relatenm"), max_length=60)
            sellers.setdefault(url, BookingLink(seller or names.urlsplit(url).netloc, url))
    return {"intro_image_urls": tuple(images)[:30], "booking_links": tuple(sellers.values())[:30]}


def listed_venue(row: Row) -> ListedVenue | Skipped:
    """Read a row of the facility list."""
    kopis_id = _matching(VENUE_ID, row.get("mt10id"))
    if kopis_id is None:
        return Skipped("bad_id")
    name, closed = names.read_venue_name(clean(row.get("fcltynm"), max_length=200))
    if name is None:
        return Skipped("no_name", kopis_id)
    return ListedVenue(
        kopis_id=kopis_id,
        name=name,
        closed=closed,
        hall_count=numbers.read_count(clean(row.get("mt13cnt"))),
        kind=clean(row.get("fcltychartr"), max_length=60),
        region=codes.read_region(row.get("sidonm")),
        district_text=clean(row.get("gugunnm"), max_length=40),
        opened_year=numbers.read_year(clean(row.get("opende"))),
    )


def venue(row: Row) -> VenueRecord | Skipped:
    """Read a facility's detail."""
    listed = listed_venue(row)
    if isinstance(listed, Skipped):
        return listed
    position = numbers.read_position(clean(row.get("la")), clean(row.get("lo")))
    flags = {
        "has_restaurant": "restaurant",
        "has_cafe": "cafe",
        "has_store": "store",
        "has_playroom": "nolibang",
        "has_nursing_room": "suyu",
        "has_parking_lot": "parkinglot",
        "accessible_parking": "parkbarrier",
        "accessible_restroom": "restbarrier",
        "accessible_ramp": "runwbarrier",
        "accessible_elevator": "elevbarrier",
    }
    return VenueRecord(
        kopis_id=listed.kopis_id,
        name=listed.name,
        closed=listed.closed,
        kind=listed.kind,
        opened_year=listed.opened_year,
        seats=numbers.read_count(clean(row.get("seatscale"))),
        phone=clean(row.get("telno"), max_length=60),
        url=names.read_url(clean(row.get("relateurl"), max_length=500)),
        address=clean(row.get("adres"), max_length=300),
        latitude=position[0] if position else None,
        longitude=position[1] if position else None,
        **{name: numbers.read_flag(clean(row.get(element))) for name, element in flags.items()},
        halls=_halls(row, listed.kopis_id),
    )


def _halls(row: Row, venue_id: str) -> tuple[HallRecord, ...]:
    """Read the halls that carry the venue's own number; the last of two with one number wins."""
    halls = {}
    for part in nested(row, "mt13s", "mt13"):
        number = _matching(HALL_ID, part.get("mt13id")) if isinstance(part, dict) else None
        name = clean(part.get("prfplcnm"), max_length=200) if number else None
        if number and name and number.startswith(f"{venue_id}-"):
            halls[number] = HallRecord(
                number,
                name,
                numbers.read_count(clean(part.get("seatscale"))),
                numbers.read_count(clean(part.get("disabledseatscale"))),
            )
    return tuple(halls.values())


def ranking_row(row: Row, *, base_url: str) -> RankingRow | Skipped:
    """Read a place on the board; older answers give posters as paths."""
    kopis_id = _matching(PERFORMANCE_ID, row.get("mt20id"))
    if kopis_id is None:
        return Skipped("bad_id")
    rank = clean(row.get("rnum"))
    if not rank or not re.fullmatch(r"[1-9]\d{0,2}", rank, re.ASCII):
        return Skipped("bad_rank", kopis_id)
    return RankingRow(
        rank=int(rank),
        kopis_id=kopis_id,
        title=clean(row.get("prfnm")),
        genre=codes.read_genre(row.get("cate")),
        region=codes.read_region(row.get("area")),
        venue_text=clean(row.get("prfplcnm"), max_length=200),
        run=dates.read_run(clean(row.get("prfpd"))),
        poster_url=names.read_url(row.get("poster"), base=base_url),
        seats=numbers.read_count(clean(row.get("seatcnt"))),
        sessions=numbers.read_count(clean(row.get("prfdtcnt")), zero_is_unknown=False),
    )


def _head(row: Row) -> tuple[str, str, date, date] | Skipped:
    """Read what no performance can be without."""
    kopis_id = _matching(PERFORMANCE_ID, row.get("mt20id"))
    if kopis_id is None:
        return Skipped("bad_id")
    if is_damaged(row.get("prfnm")):
        return Skipped("damaged_title", kopis_id)
    title = clean(row.get("prfnm"), max_length=300)
    if title is None:
        return Skipped("no_title", kopis_id)
    start, end = dates.read_day(clean(row.get("prfpdfrom"))), dates.read_day(clean(row.get("prfpdto")))
    if start is None or end is None or start > end:
        return Skipped("bad_dates", kopis_id)
    return kopis_id, title, start, end


def _matching(pattern: re.Pattern[str], raw: Any) -> str | None:
    text = raw.strip() if isinstance(raw, str) else ""
    return text if pattern.fullmatch(text) else None


def nested(row: Row, wrapper: str, item: str) -> list[Any]:
    """Return the items of a nested list; a missing or blank wrapper is an empty list."""
    inside = row.get(wrapper)
    found = inside.get(item) if isinstance(inside, dict) else None
    return found if isinstance(found, list) else []


def text_of(value: Any) -> str | None:
    """Return a value that is a text; anything else is no text."""
    return value if isinstance(value, str) else None
