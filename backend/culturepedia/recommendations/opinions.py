"""Everybody's opinions in columns, as training takes them.

From public reviews, favorites and visits of active accounts; whoever switched recommendations or one of these sources
off is left out of it. Searches and dismissals say nothing about others.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from culturepedia.performances.sql import fetch
from culturepedia.recommendations.core.records import Interactions, Signal, Source
from culturepedia.recommendations.core.signals import weigh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from culturepedia.recommendations.core.records import Ints

AT_ONCE = 20_000
RATING = "CAST(x.rating AS REAL)"
# Table, owner, switch, rating, moment, and what else must hold.
_TABLES = {
    Source.REVIEW: ("reviews_review", "author_id", "reviews", RATING, "created_at", "x.hidden_at IS NULL"),
    Source.FAVORITE: ("favorites_favorite", "user_id", "favorites", "NULL", "created_at", "1 = 1"),
    Source.VISIT: ("diary_visit", "user_id", "visits", RATING, "watched_on", "1 = 1"),
}


def read_opinions(keys: Ints, *, day: int) -> Interactions:
    """Return one opinion for each person and performance; `keys` are the performances' primary keys in rising order.

    What is said of others is left out. Opinions of later days than `day` count as that day's.
    """
    person, performance, strength, weight, days = (np.concatenate(parts) for parts in zip(*_pieces(), strict=True))
    # Of several that someone said of one performance the strongest counts, and of equal ones the newest.
    order = np.lexsort((days, strength, performance, person))
    person, performance, weight, days = (column[order] for column in (person, performance, weight, days))
    last = np.ones(len(order), np.bool_)
    last[:-1] = (person[1:] != person[:-1]) | (performance[1:] != performance[:-1])
    place = np.searchsorted(keys, performance)
    known = last & (place < len(keys))
    known[known] = keys[place[known]] == performance[known]
    return Interactions(
        person[known], place[known].astype(np.int64), weight[known].astype(np.float32), np.minimum(days[known], day)
    )


def _pieces() -> Iterator[tuple[np.ndarray, ...]]:
    empty = np.empty(0, np.int64)
    yield empty, empty, empty, np.empty(0, np.float64), empty
    for source in _TABLES:
        statement, last = _statement(source), 0
        # In pieces: a statement over all opinions would take longer than the database lets one take.
        while rows := fetch(statement, [last, AT_ONCE]):
            keys, people, performances, ratings, days = zip(*rows, strict=True)
            last = keys[-1]
            weighed = [_weigh(source, rating) for rating in ratings]
            yield (
                np.array(people, np.int64),
                np.array(performances, np.int64),
                np.array([strength for strength, _ in weighed], np.int64),
                np.array([weight for _, weight in weighed], np.float64),
                np.array([_ordinal(one) for one in days], np.int64),
            )


def _statement(source: Source) -> str:
    table, owner, switch, rating, moment, condition = _TABLES[source]
    return (
        f"SELECT x.id, x.{owner}, x.performance_id, {rating}, substr(CAST(x.{moment} AS text), 1, 10) "  # noqa: S608
        f"FROM {table} x JOIN accounts_user u ON u.id = x.{owner} AND u.is_active "
        "LEFT JOIN recommendations_taste t ON t.user_id = u.id "
        f"WHERE x.id > %s AND (t.id IS NULL OR (t.enabled AND t.use_{switch})) AND {condition} ORDER BY x.id LIMIT %s"
    )


@lru_cache(maxsize=64)
def _weigh(source: Source, rating: float | None) -> tuple[int, float]:
    found = weigh(Signal(source=source, day=0, item=0, rating=rating))
    assert found is not None  # noqa: S101 - each of these sources weighs something
    return found


@lru_cache(maxsize=4096)
def _ordinal(text: str) -> int:
    return date.fromisoformat(text).toordinal()
