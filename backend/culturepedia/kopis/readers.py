"""From the rows of KOPIS' answers to records.

The only place where KOPIS' element names appear. A row that lacks a valid id, a title or real dates becomes `Skipped`
with its reason; every other field that does not read is unknown. Blank, empty and absent are the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from culturepedia.kopis.parse import codes, dates, names, numbers, prices
from culturepedia.kopis.parse.schedule import read_schedule
from culturepedia.kopis.parse.text import clean, clean_lines, is_damaged
from culturepedia.kopis.records import (
    BookingLink,
    HallRecord,
    ListedPerformance,
    ListedVenue,
    PerformanceRecord,
    RankingRow,
    Skipped,
    VenueRecord,
)
from culturepedia.performances.codes import CompanyRole

if TYPE_CHECKING:
    from datetime import date

    from culturepedia.kopis.records import Row

PERFORMANCE_ID = re.compile(r"PF\d{6,10}", re.ASCII)
VENUE_ID = re.compile(r"FC\d{6,10}", re.ASCII)
HALL_ID = re.compile(r"FC\d{6,10}-\d{1,4}", re.ASCII)
RANK = re.compile(r"[1-9]|[1-4]\d|50", re.ASCII)
LONG_TEXT = 4_000  # more than any parser reads, so that none takes a cut text for a whole one
MAX_LINKS = 30
COMPANY_ELEMENTS = {
    CompanyRole.PRODUCTION: "entrpsnmP",
    CompanyRole.AGENCY: "entrpsnmA",
    CompanyRole.HOST: "entrpsnmH",
    CompanyRole.ORGANIZER: "entrpsnmS",
}
PERFORMANCE_FLAGS = {
    "visiting": "visit",
    "child": "child",
    "daehakro": "daehakro",
    "festival": "festival",
    "musical_licensed": "musicallicense",
    "musical_original": "musicalcreate",
}
VENUE_FLAGS = {
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


def read_listed_performance(row: Row, *, base_url: str) -> ListedPerformance | Skipped:
    """Read a row of the performance list; `base_url` completes posters that are given as paths."""
    head = _read_head(row)
    if isinstance(head, Skipped):
        return head
    kopis_id, title, start, end = head
    return ListedPerformance(
        kopis_id=kopis_id,
        title=title,
        start_date=start,
        end_date=end,
        venue_name=clean(row.get("fcltynm"), max_length=200),
        poster_url=names.read_url(row.get("poster"), base=base_url),
        region=codes.read_region(clean(row.get("area"))),
        region_text=clean(row.get("area"), max_length=60),
        genre=codes.read_genre(clean(row.get("genrenm"))),
        genre_text=clean(row.get("genrenm"), max_length=60),
        open_run=numbers.read_flag(clean(row.get("openrun"))),
        state_text=clean(row.get("prfstate"), max_length=20),
    )


def read_performance(row: Row, *, base_url: str) -> PerformanceRecord | Skipped:
    """Read a performance's detail; `base_url` completes images that are given as paths."""
    listed = read_listed_performance(row, base_url=base_url)
    if isinstance(listed, Skipped):
        return listed
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
        poster_url=listed.poster_url,
        synopsis=clean_lines(row.get("sty")),
        source_updated_at=dates.read_moment(clean(row.get("updatedate"))),
        source_registered_at=dates.read_moment(clean(row.get("frstregdt"))),
        **_read_place(row),
        **_read_people(row),
        **_read_times(row),
        **_read_price(row),
        **_read_companies(row),
        **_read_flags(row, PERFORMANCE_FLAGS),
        **_read_links(row, base_url),
    )


def read_listed_venue(row: Row) -> ListedVenue | Skipped:
    """Read a row of the facility list."""
    kopis_id = _matching(VENUE_ID, row.get("mt10id"))
    if kopis_id is None:
        return Skipped("bad_id")
    if is_damaged(row.get("fcltynm")):
        return Skipped("damaged_name", kopis_id)
    name, closed = names.read_venue_name(clean(row.get("fcltynm"), max_length=200))
    if name is None:
        return Skipped("no_name", kopis_id)
    return ListedVenue(
        kopis_id=kopis_id,
        name=name,
        closed=closed,
        hall_count=numbers.read_count(clean(row.get("mt13cnt"))),
        kind=clean(row.get("fcltychartr"), max_length=60),
        region=codes.read_region(clean(row.get("sidonm"))),
        district_text=clean(row.get("gugunnm"), max_length=40),
        opened_year=numbers.read_year(clean(row.get("opende"))),
    )


def read_venue(row: Row) -> VenueRecord | Skipped:
    """Read a facility's detail."""
    listed = read_listed_venue(row)
    if isinstance(listed, Skipped):
        return listed
    position = numbers.read_position(clean(row.get("la")), clean(row.get("lo")))
    return VenueRecord(
        kopis_id=listed.kopis_id,
        name=listed.name,
        closed=listed.closed,
        kind=listed.kind,
        opened_year=listed.opened_year,
        seats=numbers.read_count(clean(row.get("seatscale"))),
        phone=clean(row.get("telno"), max_length=60),
        url=names.read_url(row.get("relateurl")),
        address=clean(row.get("adres"), max_length=300),
        latitude=position[0] if position else None,
        longitude=position[1] if position else None,
        **_read_flags(row, VENUE_FLAGS),
        halls=_read_halls(row, listed.kopis_id),
    )


def read_ranking_row(row: Row, *, base_url: str) -> RankingRow | Skipped:
    """Read a place on the booking board; until 2024 it gave posters as paths, which `base_url` completes."""
    kopis_id = _matching(PERFORMANCE_ID, row.get("mt20id"))
    if kopis_id is None:
        return Skipped("bad_id")
    rank = clean(row.get("rnum"))
    if not rank or not RANK.fullmatch(rank):
        return Skipped("bad_rank", kopis_id)
    return RankingRow(
        rank=int(rank),
        kopis_id=kopis_id,
        title=clean(row.get("prfnm")),
        genre=codes.read_genre(clean(row.get("cate"))),
        region=codes.read_region(clean(row.get("area"))),
        venue_text=clean(row.get("prfplcnm"), max_length=200),
        run=dates.read_run(clean(row.get("prfpd"))),
        poster_url=names.read_url(row.get("poster"), base=base_url),
        seats=numbers.read_count(clean(row.get("seatcnt"))),
        sessions=numbers.read_count(clean(row.get("prfdtcnt")), zero_is_unknown=False),
    )


def _read_head(row: Row) -> tuple[str, str, date, date] | Skipped:
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


def _read_place(row: Row) -> dict[str, Any]:
    """Read where it plays: the list names the facility alone, the detail `facility (hall)`."""
    facility, hall = names.split_place(clean(row.get("fcltynm"), max_length=LONG_TEXT))
    venue_id, hall_id = _matching(VENUE_ID, row.get("mt10id")), _matching(HALL_ID, row.get("mt13id"))
    return {
        "venue_id": venue_id,
        "hall_id": hall_id if hall_id and hall_id.startswith(f"{venue_id}-") else None,
        "venue_name": clean(facility, max_length=200),
        "hall_name": clean(hall, max_length=200),
    }


def _read_people(row: Row) -> dict[str, Any]:
    cast = clean(row.get("prfcast"), max_length=LONG_TEXT)
    crew = clean(row.get("prfcrew"), max_length=LONG_TEXT)
    return {"cast_text": cast, "cast": names.read_people(cast), "crew_text": crew, "crew": names.read_people(crew)}


def _read_times(row: Row) -> dict[str, Any]:
    runtime = clean(row.get("prfruntime"), max_length=100)
    age = clean(row.get("prfage"), max_length=100)
    schedule = clean(row.get("dtguidance"), max_length=LONG_TEXT)
    return {
        "runtime_text": runtime,
        "runtime_minutes": numbers.read_runtime(runtime),
        "age_text": age,
        "age_min": numbers.read_age(age),
        "schedule_text": schedule,
        "showtimes": read_schedule(schedule),
    }


def _read_price(row: Row) -> dict[str, Any]:
    text = clean(row.get("pcseguidance"), max_length=LONG_TEXT)
    found = prices.read_prices(text)
    return {
        "price_text": text,
        "prices": found.tiers if found else (),
        "price_min_krw": found.min_krw if found else None,
        "price_max_krw": found.max_krw if found else None,
        "is_free": found.is_free if found else None,
    }


def _read_companies(row: Row) -> dict[str, Any]:
    """Read the four roles; old rows have only the combined text, which then counts as the production."""
    combined = clean(row.get("entrpsnm"), max_length=LONG_TEXT)
    roles = {
        role: names.read_companies(clean(row.get(name), max_length=LONG_TEXT))
        for role, name in COMPANY_ELEMENTS.items()
    }
    if combined and not any(roles.values()):
        roles[CompanyRole.PRODUCTION] = names.read_companies(combined)
    return {"companies": roles, "companies_text": combined}


def _read_flags(row: Row, elements: dict[str, str]) -> dict[str, Any]:
    return {name: numbers.read_flag(clean(row.get(element))) for name, element in elements.items()}


def _read_links(row: Row, base_url: str) -> dict[str, Any]:
    found = (names.read_url(raw, base=base_url) for raw in _nested(row, "styurls", "styurl") if isinstance(raw, str))
    images = dict.fromkeys(url for url in found if url)
    sellers: dict[str, BookingLink] = {}
    for relate in _nested(row, "relates", "relate"):
        url = names.read_url(relate.get("relateurl")) if isinstance(relate, dict) else None
        if url:
            name = clean(relate.get("relatenm"), max_length=60)
            sellers.setdefault(url, BookingLink(name or names.host_of(url), url))
    return {
        "intro_image_urls": tuple(images)[:MAX_LINKS],
        "booking_links": tuple(sellers.values())[:MAX_LINKS],
    }


def _read_halls(row: Row, venue_id: str) -> tuple[HallRecord, ...]:
    """Read the halls that carry the venue's own number; the first of two with one number wins."""
    halls: dict[str, HallRecord] = {}
    for part in _nested(row, "mt13s", "mt13"):
        number = _matching(HALL_ID, part.get("mt13id")) if isinstance(part, dict) else None
        name = clean(part.get("prfplcnm"), max_length=200) if number else None
        if number and name and number.startswith(f"{venue_id}-"):
            seats = numbers.read_count(clean(part.get("seatscale")))
            wheelchairs = numbers.read_count(clean(part.get("disabledseatscale")))
            halls.setdefault(number, HallRecord(number, name, seats, wheelchairs))
    return tuple(halls.values())


def _matching(pattern: re.Pattern[str], raw: Any) -> str | None:
    text = raw.strip() if isinstance(raw, str) else ""
    return text if pattern.fullmatch(text) else None


def _nested(row: Row, wrapper: str, item: str) -> list[Any]:
    """Return the items of a nested list; a missing or blank wrapper is an empty list."""
    inside = row.get(wrapper)
    found = inside.get(item) if isinstance(inside, dict) else None
    return found if isinstance(found, list) else []
