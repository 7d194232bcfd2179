"""Box-office boards as KOPIS counts them, with the places of one span before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from culturepedia.common.parameters import one_of, optional
from culturepedia.performances.codes import Genre, Period, Region
from culturepedia.performances.selectors import cards_by_key
from culturepedia.performances.sql import fetch, marks, moment

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime


MOST_PLACES = 50
READERS = {
    "genre": optional(one_of(tuple(Genre))),
    "region": optional(one_of(tuple(Region))),
    "period": optional(one_of(tuple(Period))),
}


class Board(NamedTuple):
    """A stored board."""

    key: int
    genre: str
    region: str
    from_date: date
    to_date: date
    fetched_at: datetime


class Place(NamedTuple):
    """A place on a board; no key when the performance cannot be shown."""

    rank: int
    kopis_id: str
    key: int | None
    region: str | None


class Boards:
    """Boards of one period with their entries and cards, read at once: three queries for any number of boards."""

    def __init__(
        self, period: str, scopes: Mapping[tuple[str, str], int], *, today: date, region: str | None = None
    ) -> None:
        """Read the newest board and the one a span before, for each pair of genre and region (empty: all).

        The number beside a scope is how many of its places are wanted. With `region` the boards are narrowed to the
        performances there and numbered anew.
        """
        self._region = region
        self._limits = scopes
        stored = _stored_boards(period, scopes)
        self._pairs = {scope: _newest_and_previous(stored.get(scope, ())) for scope in scopes}
        self._entries = _entries([board.key for pair in self._pairs.values() for board in pair if board])
        named = {place.key for scope in scopes for place in self._wanted(scope) if place.key is not None}
        self._cards = cards_by_key(sorted(named), today)

    def newest(self, scope: tuple[str, str]) -> Board | None:
        """Return the newest board of a genre and region, or None when none is stored."""
        return self._pairs[scope][0]

    def places(self, scope: tuple[str, str]) -> list[dict[str, Any]]:
        """Return the ranked cards of the newest board; places whose performance cannot be shown are left out."""
        before = {place.kopis_id: place.rank for place in self._places(self._pairs[scope][1])}
        return [
            {"rank": place.rank, "previous_rank": before.get(place.kopis_id), "performance": self._cards[place.key]}
            for place in self._wanted(scope)
            if place.key in self._cards
        ]

    def _wanted(self, scope: tuple[str, str]) -> list[Place]:
        shown = [place for place in self._places(self._pairs[scope][0]) if place.key is not None]
        return shown[: self._limits[scope]]

    def _places(self, board: Board | None) -> list[Place]:
        places = self._entries.get(board.key, []) if board else []
        if self._region is None:
            return places
        inside = [place for place in places if place.region == self._region]
        return [place._replace(rank=number) for number, place in enumerate(inside, 1)]


def get_ranking(values: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """Return the newest board of a period, genre and region; at most three queries.

    KOPIS has no boards of a genre in a region: there the genre's national board is narrowed to the region.
    """
    period = values.get("period") or Period.WEEK.value
    genre, region = values.get("genre"), values.get("region")
    scope = (genre or "", "" if genre else region or "")
    boards = Boards(period, {scope: MOST_PLACES}, today=today, region=region if genre else None)
    return ranking_payload(boards, scope, period=period, genre=genre, region=region)


def ranking_payload(
    boards: Boards, scope: tuple[str, str], *, period: str, genre: str | None, region: str | None
) -> dict[str, Any]:
    """Return a board as the API shows it; dates are null when none is stored."""
    board = boards.newest(scope)
    return {
        "period": period,
        "genre": genre,
        "region": region,
        "from": board and board.from_date,
        "to": board and board.to_date,
        "source_updated_at": board and moment(board.fetched_at),
        "results": boards.places(scope),
    }


def _stored_boards(period: str, scopes: Collection[tuple[str, str]]) -> dict[tuple[str, str], list[Board]]:
    """Return the boards of each scope, the newest first."""
    either = " OR ".join(["(genre = %s AND region = %s)"] * len(scopes))
    rows = fetch(
        "SELECT id, genre, region, from_date, to_date, fetched_at FROM performances_ranking "  # noqa: S608
        f"WHERE period = %s AND ({either}) ORDER BY to_date DESC",
        [period, *(part for scope in scopes for part in scope)],
    )
    boards: dict[tuple[str, str], list[Board]] = {}
    for row in rows:
        board = Board(*row)
        boards.setdefault((board.genre, board.region), []).append(board)
    return boards


def _newest_and_previous(boards: Sequence[Board]) -> tuple[Board | None, Board | None]:
    """Return the newest board and the one that ended about one span earlier.

    Boards of a week are stored every day: the one of yesterday says nothing about last week.
    """
    if not boards:
        return None, None
    newest = boards[0]
    span = (newest.to_date - newest.from_date).days + 1
    aim = newest.to_date - timedelta(days=span)
    slack = timedelta(days=max(span // 2, 1))
    near = [board for board in boards[1:] if abs(board.to_date - aim) <= slack]
    # On a tie the older one: it shares no day with the newest.
    return newest, min(near, key=lambda board: (abs(board.to_date - aim), board.to_date), default=None)


def _entries(keys: Sequence[int]) -> dict[int, list[Place]]:
    """Return each board's places in their order."""
    if not keys:
        return {}
    rows = fetch(
        "SELECT e.ranking_id, e.rank, e.kopis_id, p.id, p.region FROM performances_rankingentry e "  # noqa: S608
        "LEFT JOIN performances_performance p ON p.id = e.performance_id AND p.withdrawn_at IS NULL "
        f"WHERE e.ranking_id IN ({marks(keys)}) AND e.rank <= %s ORDER BY e.ranking_id, e.rank",
        [*keys, MOST_PLACES],
    )
    entries: dict[int, list[Place]] = {}
    for key, *place in rows:
        entries.setdefault(key, []).append(Place(*place))
    return entries
