"""The booking board: at most fifty rows of a period, by invented but steady bookings."""

from __future__ import annotations

from math import exp

from sandbox.catalogue import Catalogue, Listing
from sandbox.details import View, poster_path
from sandbox.dice import Salt, share
from sandbox.kinds import GENRES
from sandbox.markup import element
from sandbox.venues import hall_for
from sandbox.writer import HOST, day_text

TOP = 50
SALES_OPEN_DAYS = 90
SEAT_BANDS = {
    "0": (0, 0),
    "100": (1, 300),
    "300": (300, 500),
    "500": (500, 1_000),
    "1000": (1_000, 5_000),
    "5000": (5_000, 10_000),
    "10000": (10_000, 10**9),
}


def rank(
    catalogue: Catalogue, first: int, last: int, *, genre: str = "", province: str = "", seats: str = ""
) -> list[Listing]:
    """Return the best-selling listings of the days `first` to `last` (ordinals), best first.

    `genre` and `province` are KOPIS codes, `seats` a key of `SEAT_BANDS`; blank means all.
    """
    scored = [
        (-_bookings(catalogue, listing, first, last), listing.row.number, listing)
        for listing in catalogue.listings
        if listing.end >= first and listing.row.registered <= last and listing.start <= last + SALES_OPEN_DAYS
        if not genre or GENRES[View(catalogue, listing).genre_slug][0] == genre
        if not province or catalogue.venue_of(listing).district.province.code == province
        if not seats or _in_band(_seats(catalogue, listing), seats)
    ]
    scored.sort(key=lambda item: item[:2])
    return [listing for _, _, listing in scored[:TOP]]


def _bookings(catalogue: Catalogue, listing: Listing, first: int, last: int) -> float:
    row = listing.row
    # People book most shortly before the show; a long run sells every day.
    nearness = exp(-(listing.start - last) / 24) if listing.start > last else 1.0
    days = min(last, listing.end) - max(first, listing.start) + 1
    run = 1 + max(0, days) ** 0.5
    noise = 0.8 + 0.4 * share(catalogue.seed, Salt.RANKING, row.number, first // 7, last - first)
    return row.appeal * nearness * run * noise


def _seats(catalogue: Catalogue, listing: Listing) -> int:
    venue = catalogue.venue_of(listing)
    return hall_for(venue, listing.row.kind.places, catalogue.seed, listing.row.number).seats


def _in_band(seats: int, band: str) -> bool:
    low, high = SEAT_BANDS[band]
    return low <= seats <= high


def write_board(catalogue: Catalogue, ranked: list[Listing]) -> list[str]:
    """Return the `boxof` items of a ranking."""
    return [_item(View(catalogue, listing), place) for place, listing in enumerate(ranked, start=1)]


def _item(view: View, place: int) -> str:
    listing, venue, hall = view.listing, view.venue, view.hall
    left = view.timetable.count_sessions(max(view.catalogue.day, listing.start), listing.end)
    path = poster_path(view)
    relative = share(view.seed, Salt.RANKING, listing.row.number) < 0.06  # as before 2025
    pairs = [
        ("cate", view.genre_name),
        ("rnum", str(place)),
        ("prfnm", view.title),
        ("prfpd", f"{day_text(listing.start)}~{day_text(listing.end)}"),
        ("prfdtcnt", str(left)),
        ("area", venue.district.province.short),
        ("prfplcnm", f"{venue.name} {hall.name}" + (" " if listing.row.number % 9 == 0 else "")),
        ("seatcnt", str(hall.seats)),
        ("poster", ("" if relative else HOST) + path if path else ""),
        ("mt20id", listing.row.code),
    ]
    return "<boxof>" + "".join(element(name, text, place) for name, text in pairs) + "</boxof>"
