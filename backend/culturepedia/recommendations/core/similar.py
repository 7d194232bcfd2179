"""Which performances are like one: by their tokens, and by who likes both where enough people do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from culturepedia.recommendations.core.candidates import Past, find_candidates
from culturepedia.recommendations.core.explain import (
    Reason,
    ReasonCode,
    people_who_like_both,
    reasons_in_common,
)
from culturepedia.recommendations.core.recommend import Recommendation
from culturepedia.recommendations.core.records import PRIVACY_FLOOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from culturepedia.recommendations.core.candidates import Wish
    from culturepedia.recommendations.core.model import Model
    from culturepedia.recommendations.core.records import Doubles, Ints, Item
    from culturepedia.recommendations.core.shelf import Shelf

LIKES_SHARE = 0.4  # of likeness, where people like both; tokens are the rest
SAME_WORK = 1.0  # other productions come first
MOST_OF_A_WORK = 3
MOST_SIMILAR = 12


def find_similar(
    model: Model, shelf: Shelf, item: Item, *, wish: Wish, limit: int = MOST_SIMILAR
) -> list[Recommendation]:
    """Return what is like an item and can still be seen, each with what both have; nothing without a reason."""
    rows = find_candidates(shelf, wish, Past(items=frozenset({item.id}))).rows
    likeness = _likeness(model, shelf, item, rows)
    found: list[Recommendation] = []
    same = 0
    for at in np.lexsort((shelf.ids[rows], -likeness)).tolist():
        if len(found) >= limit or likeness[at] <= 0:
            break
        other = shelf.items[int(rows[at])]
        same += other.family == item.family
        if other.family == item.family and same > MOST_OF_A_WORK:
            continue
        if reasons := list(_reasons(model, item, other)):
            found.append(Recommendation(item=other, score=float(likeness[at]), reasons=reasons))
    return found


def _likeness(model: Model, shelf: Shelf, item: Item, rows: Ints) -> Doubles:
    own = model.vocabulary.vectorise([item])
    cosine = np.asarray((shelf.rows[rows] @ own.T).toarray(), np.float64).ravel()
    warm = model.warm.get(item.family, -1)
    if warm >= 0 and len(rows):
        told = np.append(model.together[warm].toarray().ravel() > 0, False)
        reach = np.append(np.maximum(model.ease[warm], 0), np.float32(0)).astype(np.float64) * told
        likes = reach[shelf.warm[rows]]
        if likes.max() > 0:
            cosine += LIKES_SHARE / (1 - LIKES_SHARE) * likes / likes.max()
    number = shelf.families.index.get(item.family, -2)
    return np.asarray(np.round(cosine + SAME_WORK * (shelf.families.numbers[rows] == number), 6))


def _reasons(model: Model, item: Item, other: Item) -> Iterator[Reason]:
    if item.family == other.family:
        yield Reason(ReasonCode.NEW_PRODUCTION, {"item": item.id})
    yield from reasons_in_common(other, item, {"item": item.id})
    people = people_who_like_both(model, item.family, other.family)
    if people >= PRIVACY_FLOOR:
        yield Reason(ReasonCode.LIKED_TOGETHER, {"item": item.id, "people": people})
