"""The booking board: at most fifty rows of a period, by invented but steady bookings."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from sandbox.details import View, poster_path
from sandbox.dice import Salt, share
from sandbox.kinds import GENRES
from sandbox.markup import element
from sandbox.venues import hall_for
from sandbox.writer import HOST, day_text

if TYPE_CHECKING:
    from sandbox.catalogue import Catalogue, Listing

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


@dataclass(frozen=True, slots=True)
class Board:
    """A question to the board: days are ordinals, `genre` and `province` KOPIS codes, `seats` a key of `SEAT_BANDS`.

    Blank means all.
    """

    first: int
    last: int
    genre: str = ""
    province: str = ""
    seats: str = ""


def rank(catalogue: Catalogue, board: Board) -> list[Listing]:
    """Return the best-selling listings of the board's days, best first."""
    scored = [
        (-_bookings(catalogue, listing, board), listing.row.number, listing)
        for listing in catalogue.listings
        if listing.end >= board.first
        if listing.row.registered <= board.last
        if listing.start <= board.last + SALES_OPEN_DAYS
        if _belongs(catalogue, listing, board)
    ]
    scored.sort(key=lambda item: item[:2])
    return [listing for _, _, listing in scored[:TOP]]


def _belongs(catalogue: Catalogue, listing: Listing, board: Board) -> bool:
    if board.genre and GENRES[View(catalogue, listing).genre_slug][0] != board.genre:
        return False
    if board.province and catalogue.venue_of(listing).district.province.code != board.province:
        return False
    return not board.seats or _in_band(_seats(catalogue, listing), board.seats)


def _bookings(catalogue: Catalogue, listing: Listing, board: Board) -> float:
    row, first, last = listing.row, board.first, board.last
    # People book most shortly before the show; a long run sells every day.
    nearness = exp((last - listing.start) / 24) if listing.start > last else 1.0
    days = max(0, min(last, listing.end) - max(first, listing.start) + 1)
    noise = 0.8 + 0.4 * share(catalogue.seed, Salt.RANKING, row.number, first // 7, last - first)
    return row.appeal * nearness * float((1 + days) ** 0.3) * noise


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
