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

    from culturepedia.performances.cards import Card

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


class Boards:
    """Boards of one period with their entries and cards, read at once: three queries for any number of boards."""

    def __init__(self, period: str, scopes: Collection[tuple[str, str]], *, today: date) -> None:
        """Read the newest board and the one a span before, for each pair of genre and region (empty: all)."""
        stored = _stored_boards(period, scopes)
        self._pairs = {scope: _newest_and_previous(stored.get(scope, ())) for scope in scopes}
        keys = [board.key for pair in self._pairs.values() for board in pair if board]
        self._entries = _entries(keys)
        newest = [pair[0].key for pair in self._pairs.values() if pair[0]]
        named = {key for board in newest for _, _, key, _ in self._entries.get(board, ()) if key is not None}
        self._cards = cards_by_key(sorted(named), today)

    def newest(self, scope: tuple[str, str]) -> Board | None:
        """Return the newest board of a genre and region, or None when none is stored."""
        return self._pairs[scope][0]

    def places(self, scope: tuple[str, str], *, region: str | None = None, limit: int) -> list[dict[str, Any]]:
        """Return the ranked cards of a board; with a region only its performances, numbered anew."""
        board, previous = self._pairs[scope]
        if board is None:
            return []
        before = dict(self._ranks(previous, region)) if previous else {}
        places = []
        for kopis_id, rank, card in self._ranked(board, region):
            places.append({"rank": rank, "previous_rank": before.get(kopis_id), "performance": card})
        return places[:limit]

    def _ranked(self, board: Board, region: str | None) -> list[tuple[str, int, Card]]:
        ranks = dict(self._ranks(board, region))
        found = []
        for _, kopis_id, key, _ in self._entries.get(board.key, ()):
            card = self._cards.get(key) if key is not None else None
            if card is not None and kopis_id in ranks:
                found.append((kopis_id, ranks[kopis_id], card))
        return found

    def _ranks(self, board: Board, region: str | None) -> list[tuple[str, int]]:
        entries = self._entries.get(board.key, ())
        if region is None:
            return [(kopis_id, rank) for rank, kopis_id, _, _ in entries]
        inside = [kopis_id for _, kopis_id, _, its_region in entries if its_region == region]
        return [(kopis_id, number) for number, kopis_id in enumerate(inside, 1)]


def get_ranking(values: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """Return the newest board of a period, genre and region; at most three queries.

    KOPIS has no boards of a genre in a region: there the genre's national board is narrowed to the region.
    """
    period = values.get("period") or Period.WEEK.value
    genre, region = values.get("genre"), values.get("region")
    scope = (genre or "", "" if genre else region or "")
    boards = Boards(period, [scope], today=today)
    return ranking_payload(boards, scope, period=period, genre=genre, region=region, limit=MOST_PLACES)


def ranking_payload(  # noqa: PLR0913 - what the answer repeats
    boards: Boards, scope: tuple[str, str], *, period: str, genre: str | None, region: str | None, limit: int
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
        "results": boards.places(scope, region=region if genre else None, limit=limit),
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


def _entries(keys: Sequence[int]) -> dict[int, list[tuple[int, str, int | None, str | None]]]:
    """Return each board's places: rank, KOPIS id, performance's key and region."""
    if not keys:
        return {}
    rows = fetch(
        "SELECT e.ranking_id, e.rank, e.kopis_id, p.id, p.region FROM performances_rankingentry e "  # noqa: S608
        "LEFT JOIN performances_performance p ON p.id = e.performance_id AND p.withdrawn_at IS NULL "
        f"WHERE e.ranking_id IN ({marks(keys)}) AND e.rank <= %s ORDER BY e.ranking_id, e.rank",
        [*keys, MOST_PLACES],
    )
    entries: dict[int, list[tuple[int, str, int | None, str | None]]] = {}
    for key, *entry in rows:
        entries.setdefault(key, []).append(tuple(entry))
    return entries
