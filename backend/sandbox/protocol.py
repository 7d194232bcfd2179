"""Requests to answers: which parameters each endpoint takes and what it says when they are wrong.

An application error is HTTP 200 with a `returncode` in the ordinary envelope, as the real service does it. Checks
run in this order: key, then required and well-formed parameters, then the limits.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from threading import Lock
from typing import TYPE_CHECKING

from sandbox import boxoffice, siblings
from sandbox.catalogue import Catalogue, Listing
from sandbox.clock import SEOUL
from sandbox.details import View
from sandbox.kinds import GENRES
from sandbox.markup import document, element
from sandbox.questions import Params, RefusalError, read_day, read_page, read_window
from sandbox.regions import province_of
from sandbox.venue_facts import CHARTR_CODES
from sandbox.writer import HOST, write_detail, write_listing, write_venue, write_venue_detail

if TYPE_CHECKING:
    from sandbox.venues import Venue

MAX_CACHED_ITEMS = 8_192
BAD_KEYS = frozenset({"bad"})
MESSAGES = {
    "01": "INVALID REQUEST PARAMETER ERROR",
    "02": "SERVICE KEY IS NOT REGISTERED ERROR",
    # Real messages of the limits arrive as UTF-8 read as Latin-1; ours arrive the same way.
    "05": "최대 조회기간은 31일까지 가능합니다.".encode().decode("latin-1"),
    "06": "최대 조회수는 100건까지 가능합니다.".encode().decode("latin-1"),
}
Test = Callable[[Listing], bool]
Answer = Callable[[Catalogue, Params], str]
LIST_FILTERS = (
    "shprfnm",
    "shprfnmfct",
    "shcate",
    "prfplccd",
    "signgucode",
    "signgucodesub",
    "kidstate",
    "prfstate",
    "openrun",
    "afterdate",
)


class Protocol:
    """Answers requests about one catalogue."""

    def __init__(self, key: str | None = None) -> None:
        """Accept `key` only, or any key but a known bad one when it is None."""
        self._key = key
        self._lock = Lock()
        self._items: dict[tuple[int, str], str] = {}
        self._lists: dict[str, Answer] = {
            "pblprfr": self._performances,
            "prfplc": self._venues,
            "boxoffice": self._board,
            "mnfct": self._producers,
            **{name: self._sibling(name) for name in siblings.SIBLINGS},
        }
        self._details: dict[str, Answer] = {"pblprfr": self._performance, "prfplc": self._venue}

    def answer(self, catalogue: Catalogue, path: str, params: Params, host: str) -> str | None:
        """Return the XML for `path` (below the base), or None when there is no such endpoint."""
        name, _, code = path.strip("/").partition("/")
        answer = (self._details if code else self._lists).get(name)
        if answer is None or "/" in code:
            return None
        try:
            self._check_key(params)
            text = answer(catalogue, {**params, "id": code} if code else params)
        except RefusalError as refusal:
            return error_document(refusal.code, catalogue.day)
        return text.replace(HOST, host)

    def _check_key(self, params: Params) -> None:
        key = params.get("service", "").strip()
        if not key or (key != self._key if self._key is not None else key in BAD_KEYS):
            raise RefusalError("02")

    def _performances(self, catalogue: Catalogue, params: Params) -> str:
        found, page = self._select(catalogue, params)
        return document("dbs", [self._cached(catalogue, listing) for listing in page(found)])

    def _performance(self, catalogue: Catalogue, params: Params) -> str:
        listing = catalogue.by_code.get(params["id"])
        return document("dbs", [write_detail(catalogue, listing)] if listing else [])

    def _venues(self, catalogue: Catalogue, params: Params) -> str:
        page = read_page(params)
        tests = _venue_tests(catalogue, params)
        found = [venue for venue in catalogue.venues if all(test(venue) for test in tests)]
        return document("dbs", [write_venue(venue) for venue in page(found)])

    def _venue(self, catalogue: Catalogue, params: Params) -> str:
        venue = catalogue.pool.by_code.get(params["id"])
        known = venue is not None and venue.registered <= catalogue.day
        return document("dbs", [write_venue_detail(venue, catalogue.day)] if venue and known else [])

    def _board(self, catalogue: Catalogue, params: Params) -> str:
        first, last = read_window(params)
        seats = params.get("srchseatscale", "")
        if seats and seats not in boxoffice.SEAT_BANDS:
            raise RefusalError("01")
        province = province_of(params.get("area", ""))
        board = boxoffice.Board(first, last, params.get("catecode", ""), province, seats)
        ranked = boxoffice.rank(catalogue, board)
        return document("boxofs", boxoffice.write_board(catalogue, ranked))

    def _sibling(self, name: str) -> Answer:
        select, write = siblings.SIBLINGS[name]

        def answer(catalogue: Catalogue, params: Params) -> str:
            found, page = self._select(catalogue, params)
            chosen = page([listing for listing in found if select(View(catalogue, listing))])
            return document("dbs", [write(View(catalogue, listing)) for listing in chosen])

        return answer

    def _producers(self, catalogue: Catalogue, params: Params) -> str:
        page = read_page(params)
        return document("dbs", siblings.write_producers(catalogue, params.get("entrpsnm", ""), page))

    def _select(self, catalogue: Catalogue, params: Params) -> tuple[list[Listing], Callable[..., list[Listing]]]:
        page = read_page(params)
        first, last = read_window(params)
        wanted = {name: params[name] for name in LIST_FILTERS if params.get(name)}
        tests = [lambda listing: listing.start <= last and listing.end >= first, *_tests(catalogue, wanted)]
        return catalogue.find((first, last, *sorted(wanted.items())), tests), page

    def _cached(self, catalogue: Catalogue, listing: Listing) -> str:
        key = (catalogue.day, listing.row.code)
        item = self._items.get(key)
        if item is None:
            item = write_listing(catalogue, listing)
            with self._lock:
                if len(self._items) >= MAX_CACHED_ITEMS:
                    self._items.clear()
                self._items[key] = item
        return item


def error_document(code: str, day: int) -> str:
    """Return the error envelope for `code`; its clock shows the world's day."""
    clock = datetime.now(SEOUL).strftime("%H:%M:%S")
    parts = [
        element("returncode", code),
        element("errmsg", MESSAGES.get(code, "")),
        element("responsetime", f"{date.fromordinal(day)} {clock}"),
    ]
    return document("dbs", [f"<db>{''.join(parts)}</db>"])


def _tests(catalogue: Catalogue, wanted: Params) -> list[Test]:
    makers: dict[str, Callable[[Catalogue, str], Test]] = {
        "shprfnm": lambda c, v: lambda listing: v in View(c, listing).title,
        "shprfnmfct": lambda c, v: lambda listing: v in c.venue_of(listing).name,
        "shcate": lambda c, v: lambda listing: GENRES[View(c, listing).genre_slug][0] == v,
        "prfplccd": lambda c, v: lambda listing: _hall_code(c, listing) == v,
        "signgucode": lambda c, v: lambda listing: c.venue_of(listing).district.province.code == province_of(v),
        "signgucodesub": lambda c, v: lambda listing: c.venue_of(listing).district.code == v,
        "kidstate": lambda _, v: lambda listing: v != "Y" or listing.row.kind.child,
        "prfstate": lambda c, v: lambda listing: c.state_of(listing) == v,
        "openrun": lambda _, v: lambda listing: v != "Y" or listing.row.open_run,
        "afterdate": lambda _, v: _touched_since(read_day(v)),
    }
    return [makers[name](catalogue, value) for name, value in wanted.items()]


def _touched_since(day: int) -> Test:
    return lambda listing: listing.touched >= day


def _hall_code(catalogue: Catalogue, listing: Listing) -> str:
    view = View(catalogue, listing)
    return f"{view.venue.code}-{view.hall.number:02d}"


def _venue_tests(catalogue: Catalogue, params: Params) -> list[Callable[[Venue], bool]]:
    tests: list[Callable[[Venue], bool]] = []
    if name := params.get("shprfnmfct"):
        tests.append(lambda venue: name in venue.name)
    if kind := params.get("fcltychartr"):
        tests.append(lambda venue: venue.kind in CHARTR_CODES.get(kind, ()))
    if province := province_of(params.get("signgucode", "")):
        tests.append(lambda venue: venue.district.province.code == province)
    if district := params.get("signgucodesub"):
        tests.append(lambda venue: venue.district.code == district)
    if after := params.get("afterdate"):
        since = read_day(after)
        tests.append(lambda venue: venue.touched_on(catalogue.day) >= since)
    return tests
