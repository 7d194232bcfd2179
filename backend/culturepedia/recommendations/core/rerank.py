"""The best ones, not ten times the same: maximal marginal relevance over the best fifty, with limits.

In ten there is one of a family, two of a venue, three of a producer, and one place for the best new listing. Where the
limits leave too few, those left out fill up, the best first.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from culturepedia.recommendations.core.records import Bools, Doubles, Ints, Item
    from culturepedia.recommendations.core.score import Scores

DEPTH = 50
RELEVANCE_SHARE = 0.8
WINDOW = 10
MOST_OF_A_VENUE = 2
MOST_OF_A_PRODUCER = 3
NEW_DAYS = 14
NEW_SUPPORT = 5  # interactions from which a listing is no newcomer
NEW_PLACE = 9  # the last of ten


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the list: a row of the shelf, its position in the scores, and whether it is there as a newcomer."""

    row: int
    position: int
    newcomer: bool = False


class _Limits:
    """What the places of the current ten already hold."""

    def __init__(self) -> None:
        self._held: Counter[tuple[str, str]] = Counter()

    def allow(self, item: Item) -> bool:
        """Tell whether one more like this may stand in these ten."""
        return all(self._held[key] < most for key, most in self._keys(item))

    def add(self, item: Item) -> None:
        """Count an item in."""
        self._held.update(key for key, _ in self._keys(item))

    @staticmethod
    def _keys(item: Item) -> Iterable[tuple[tuple[str, str], int]]:
        yield ("family", item.family), 1
        if item.venue is not None:
            yield ("venue", item.venue), MOST_OF_A_VENUE
        for producer in set(item.producers):
            yield ("producer", producer), MOST_OF_A_PRODUCER


def rerank(scores: Scores, order: Ints, *, limit: int, today: int, newcomers: bool = True) -> list[Place]:
    """Return at most `limit` places; `order` are positions in `scores`, the best first."""
    shelf = scores.shelf
    head = order[: max(DEPTH, limit)]
    near = _likeness(scores, head)
    worth = _relevance(scores.total[head])
    items = [shelf.items[row] for row in scores.chosen[head].tolist()]
    new = _best_newcomer(scores, order, today) if newcomers else None
    closest = np.zeros(len(head))
    free = np.ones(len(head), np.bool_)
    places: list[Place] = []
    limits = _Limits()
    while len(places) < min(limit, len(order)) and (free.any() or new is not None):
        if len(places) % WINDOW == 0:
            limits = _Limits()
        if new is not None and len(places) == min(NEW_PLACE, limit - 1, len(order) - 1):
            row = int(scores.chosen[new])
            if all(place.row != row for place in places) and limits.allow(shelf.items[row]):
                places.append(Place(row, new, newcomer=True))
                limits.add(shelf.items[row])
                free[head == new] = False
                new = None
                continue
            new = None
        at = _next(worth * RELEVANCE_SHARE - closest * (1 - RELEVANCE_SHARE), free, items, limits)
        if at is None:
            break
        free[at] = False
        limits.add(items[at])
        closest = np.maximum(closest, near[at])
        places.append(Place(int(scores.chosen[head[at]]), int(head[at])))
    return places


def _next(value: Doubles, free: Bools, items: list[Item], limits: _Limits) -> int | None:
    """Return the best that the limits allow, else the best that is left."""
    ranked = [int(at) for at in np.argsort(-np.round(value, 9), kind="stable") if free[at]]
    return next((at for at in ranked if limits.allow(items[at])), ranked[0] if ranked else None)


def _likeness(scores: Scores, head: Ints) -> Doubles:
    look = scores.shelf.look[scores.chosen[head]]
    return np.asarray((look @ look.T).toarray(), np.float64)


def _relevance(total: Doubles) -> Doubles:
    if not len(total):
        return total
    spread = total[0] - total[-1]
    return (total - total[-1]) / spread if spread > 0 else np.zeros_like(total)


def _best_newcomer(scores: Scores, order: Ints, today: int) -> int | None:
    """Return the position of the best listing under two weeks old that hardly anyone has met yet."""
    shelf, rows = scores.shelf, scores.chosen[order]
    age = today - shelf.listed_day[rows]
    new = (age >= 0) & (age < NEW_DAYS) & (shelf.support[rows] < NEW_SUPPORT)
    return int(order[np.argmax(new)]) if new.any() else None
