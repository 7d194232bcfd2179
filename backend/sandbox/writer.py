"""Listings and venues as XML items. `HOST` stands where the address the request came to belongs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sandbox.catalogue import STATES, Catalogue, Listing
from sandbox.details import (
    NEW_ELEMENTS_FROM,
    View,
    age_text,
    companies,
    facility_and_hall,
    intro_paths,
    moment_of,
    names,
    poster_path,
    price_text,
    runtime_text,
    sellers,
    synopsis,
)
from sandbox.dice import Salt, mix, share
from sandbox.markup import element

if TYPE_CHECKING:
    from sandbox.venues import Hall, Venue

HOST = "\x00"
Pairs = list[tuple[str, str]]


def day_text(day: int) -> str:
    """Return an ordinal as `YYYY.MM.DD`."""
    return date.fromordinal(day).strftime("%Y.%m.%d")


def yes_no(value: object) -> str:
    """Return `Y` for a true value, else `N`."""
    return "Y" if value else "N"


def poster_url(view: View) -> str:
    """Return the absolute poster address, sometimes with the trailing space real answers have."""
    path = poster_path(view)
    space = " " if share(view.seed, Salt.POSTER, view.row.number, 9) < 0.03 else ""
    return f"{HOST}{path}{space}" if path else ""


def write_listing(catalogue: Catalogue, listing: Listing) -> str:
    """Return a `db` item of the performance list."""
    view = View(catalogue, listing)
    pairs = list_pairs(view)
    if share(view.seed, Salt.LIST, listing.row.number, 1) < 0.02:
        pairs = [pair for pair in pairs if pair[0] != "area"]
    return "<db>" + _elements(view, pairs) + "</db>"


def list_pairs(view: View) -> Pairs:
    """Return the elements of a list item in order."""
    listing = view.listing
    return [
        ("mt20id", listing.row.code),
        ("prfnm", view.title),
        ("prfpdfrom", day_text(listing.start)),
        ("prfpdto", day_text(listing.end)),
        ("fcltynm", view.venue.name),
        ("poster", poster_url(view)),
        ("area", view.area),
        ("genrenm", view.genre_name),
        ("openrun", yes_no(listing.row.open_run)),
        ("prfstate", STATES[view.catalogue.state_of(listing)]),
    ]


def write_detail(catalogue: Catalogue, listing: Listing) -> str:
    """Return the `db` item of a performance's detail."""
    view = View(catalogue, listing)
    row, venue = listing.row, view.venue
    new = row.registered >= NEW_ELEMENTS_FROM
    pairs: Pairs = [("mt20id", row.code)]
    if new:
        pairs.append(("mt13id", f"{venue.code}-{view.hall.number:02d}"))
    pairs += [
        ("prfnm", view.title),
        ("prfpdfrom", day_text(listing.start)),
        ("prfpdto", day_text(listing.end)),
        ("fcltynm", facility_and_hall(view)),
        ("prfcast", names(view, "cast")),
        ("prfcrew", names(view, "crew")),
        ("prfruntime", runtime_text(view)),
        ("prfage", age_text(view)),
        *companies(view).items(),
        ("pcseguidance", price_text(view)),
        ("poster", poster_url(view)),
        ("sty", synopsis(view)),
        ("area", view.area),
        ("genrenm", view.genre_name),
        ("openrun", yes_no(row.open_run)),
        *_flags(view),
    ]
    if new:
        pairs.append(("frstregdt", str(moment_of(view, 0))))
    pairs += [
        ("updatedate", _updated(view)),
        ("prfstate", STATES[catalogue.state_of(listing)]),
        ("mt10id", venue.code),
        ("dtguidance", view.timetable.text),
    ]
    return "<db>" + _elements(view, pairs) + _images(view) + _links(view) + "</db>"


def _flags(view: View) -> Pairs:
    row = view.row
    original = view.genre_slug == "musical" and not row.kind.child
    licensed = original and mix(view.seed, Salt.DETAIL, row.production) % 5 == 0
    return [
        ("visit", yes_no(row.visiting)),
        ("child", yes_no(row.kind.child)),
        ("daehakro", yes_no(view.venue.style == "daehakro")),
        ("festival", yes_no(row.festival)),
        ("musicallicense", yes_no(licensed)),
        ("musicalcreate", yes_no(original and not licensed)),
    ]


def _updated(view: View) -> str:
    moment = moment_of(view, view.listing.version)
    fraction = mix(view.seed, Salt.EVENT, view.row.number, view.listing.version, 1) % 1_000_000
    return f"{moment}.{fraction:06d}" if fraction % 3 == 0 else str(moment)


def _images(view: View) -> str:
    paths = intro_paths(view)
    if not paths:
        return ("", "<styurls> </styurls>", "<styurls></styurls>")[view.row.number % 3]
    return "<styurls>" + "".join(element("styurl", HOST + path) for path in paths) + "</styurls>"


def _links(view: View) -> str:
    links = sellers(view)
    if not links:
        return ("", "<relates/>", "<relates> </relates>")[view.row.number % 3]
    items = (
        f"<relate>{element('relatenm', name)}{element('relateurl', url, view.row.number)}</relate>"
        for name, url in links
    )
    return "<relates>" + "".join(items) + "</relates>"


def _elements(view: View, pairs: Pairs) -> str:
    style = view.row.number
    return "".join(element(name, text, style + position) for position, (name, text) in enumerate(pairs))


def write_venue(venue: Venue) -> str:
    """Return a `db` item of the facility list: short province name, no address."""
    district = venue.district
    pairs = [
        ("fcltynm", venue.name),
        ("mt10id", venue.code),
        ("mt13cnt", str(len(venue.halls))),
        ("fcltychartr", venue.kind),
        ("sidonm", district.province.short),
        ("gugunnm", district.name),
        ("opende", venue.year),
    ]
    return "<db>" + "".join(element(name, text, 1) for name, text in pairs) + "</db>"


def write_venue_detail(venue: Venue, day: int) -> str:
    """Return the `db` item of a facility's detail as it stands on `day` (an ordinal)."""
    changes = venue.changed_by(day)
    flags = dict(venue.flags)
    if changes % 2:
        flags["cafe"] = "N" if flags["cafe"] == "Y" else "Y"
    phone = f"{venue.phone[:-1]}{changes % 10}" if venue.phone and changes else venue.phone
    pairs = [
        ("fcltynm", venue.name),
        ("mt10id", venue.code),
        ("mt13cnt", str(len(venue.halls))),
        ("fcltychartr", venue.kind),
        ("opende", venue.year),
        ("seatscale", str(sum(hall.seats for hall in venue.halls))),
        ("telno", phone),
        ("relateurl", venue.url),
        ("adres", venue.address),
        ("la", venue.latitude),
        ("lo", venue.longitude),
        *flags.items(),
    ]
    halls = "".join(_hall(venue, hall) for hall in venue.halls)
    body = "".join(element(name, text, 1) for name, text in pairs)
    return f"<db>{body}<mt13s>{halls}</mt13s></db>"


def _hall(venue: Venue, hall: Hall) -> str:
    flag = "YNZ0"[mix(hall.number, hall.seats) % 4]
    pairs = [
        ("prfplcnm", hall.name),
        ("mt13id", f"{venue.code}-{hall.number:02d}"),
        ("seatscale", f"{hall.seats:,}"),
        ("stageorchat", "Y" if hall.seats > 600 else "N"),
        ("stagepracat", flag),
        ("stagedresat", "Y" if hall.seats else "N"),
        ("stageoutdrat", "Y" if venue.style == "outdoor" else "N"),
        ("disabledseatscale", hall.wheelchair_seats),
        ("stagearea", hall.stage),
    ]
    return "<mt13>" + "".join(element(name, text, 1) for name, text in pairs) + "</mt13>"
