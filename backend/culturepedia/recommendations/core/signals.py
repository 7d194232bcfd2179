"""From what people did to weights: how much, which way, and how fast it fades.

Only reviews, favorites, visits and searched tags count; which pages someone looked at does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from culturepedia.recommendations.core.records import Signal, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from scipy import sparse

    from culturepedia.recommendations.core.model import Model
    from culturepedia.recommendations.core.records import Floats, Interactions, Ints, Item

LIKED_FROM = 3.0  # stars
LOVED_FROM = 4.5  # stars: fans do go again
FAVORITE_WEIGHT = 0.8
VISIT_WEIGHT = 0.5  # went there and did not say how it was: less than a favorite, as much as 3.5 stars
SEARCH_WEIGHT = 0.3
SEARCH_HALF_LIFE_DAYS = 30
MOST_PER_TAG = 1.0
PICK_PATIENCE = 5  # picks count half once this much else is known
LASTING_FLOOR = 0.5  # who shares whose taste stays true, however long ago they said so
ENOUGH = 3.0  # strength from which answers are personal


def rating_weight(rating: float) -> float:
    """Return what a rating says: 3 stars a third, 5 stars all; below 3 stars it pushes away."""
    return (rating - 2) / 3 if rating >= LIKED_FROM else -(LIKED_FROM - rating) / 4


def fade(age_days: float, half_life_days: float) -> float:
    """Return what is left of a weight after some days; the future counts as today."""
    return float(0.5 ** (max(age_days, 0) / half_life_days))


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What all signals of a person about one item come to."""

    item: int
    weight: float  # signed, not decayed
    day: int
    source: Source
    rating: float | None = None


def opinions_of(signals: Iterable[Signal]) -> list[Opinion]:
    """Return one opinion an item, by item: the newest review, else rated visit, else favorite, else visit."""
    best: dict[int, tuple[tuple[int, int], Opinion]] = {}
    for signal in signals:
        if signal.item is None or (weighed := weigh(signal)) is None:
            continue
        strength, weight = weighed
        opinion = Opinion(item=signal.item, weight=weight, day=signal.day, source=signal.source, rating=signal.rating)
        if signal.item not in best or best[signal.item][0] < (strength, signal.day):
            best[signal.item] = ((strength, signal.day), opinion)
    return [best[item][1] for item in sorted(best)]


def weigh(signal: Signal) -> tuple[int, float] | None:
    """Return how strong a signal about an item is beside others, and its weight; None where it says no liking."""
    if signal.source is Source.REVIEW and signal.rating is not None:
        return 3, rating_weight(signal.rating)
    if signal.source is Source.VISIT:
        return (0, VISIT_WEIGHT) if signal.rating is None else (2, rating_weight(signal.rating))
    return (1, FAVORITE_WEIGHT) if signal.source is Source.FAVORITE else None


def searched_tags(signals: Iterable[Signal], day: int) -> dict[str, float]:
    """Return the weight of each searched tag today."""
    found: dict[str, float] = {}
    for signal in signals:
        if signal.source is Source.SEARCH and signal.tag is not None:
            weight = SEARCH_WEIGHT * fade(day - signal.day, SEARCH_HALF_LIFE_DAYS)
            found[signal.tag] = min(found.get(signal.tag, 0) + weight, MOST_PER_TAG)
    return dict(sorted(found.items()))


def strength_of(opinions: Iterable[Opinion], tags: Mapping[str, float]) -> float:
    """Return n, how much is known of a person: what they liked, and half of the distinct tags they searched."""
    return sum(opinion.weight > 0 for opinion in opinions) + len(tags) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A person as the model sees them; rows of `items` belong to `opinions`."""

    opinions: Sequence[Opinion]
    families: Sequence[str]
    items: sparse.csr_matrix  # tokens of the items
    weights: Floats  # signed, as they count today
    fresh: Floats  # the positive part, as collaborative scores count it
    lasting: Floats  # the positive part, as tastes that many share count it
    warm: Ints  # row of each item's family in the collaborative matrices, or -1
    tags: Mapping[str, float]
    picks: Sequence[str] = ()  # tokens
    strength: float = 0


def build_profile(
    model: Model, signals: Sequence[Signal], items: Mapping[int, Item], *, day: int, picks: Sequence[str] = ()
) -> Profile:
    """Return a person's profile on a day; signals about items that are not given are left out."""
    opinions = [opinion for opinion in opinions_of(signals) if opinion.item in items]
    tags = searched_tags(signals, day)
    families = [items[opinion.item].family for opinion in opinions]
    settings = model.settings
    weight = np.array([opinion.weight for opinion in opinions], np.float32)
    faded = _fade_all(opinions, day, settings.profile_half_life_days)
    liked = np.maximum(weight, 0)
    return Profile(
        opinions=opinions,
        families=families,
        items=model.vocabulary.vectorise([items[opinion.item] for opinion in opinions]),
        weights=weight * faded,
        fresh=liked * _fade_all(opinions, day, settings.cf_half_life_days),
        lasting=liked * np.maximum(faded, LASTING_FLOOR),
        warm=model.warm_columns(families),
        tags=tags,
        picks=tuple(dict.fromkeys(picks)),
        strength=strength_of(opinions, tags),
    )


def reviews_of(opinions: Interactions, items: Sequence[Item], person: int) -> list[Signal]:
    """Return a person's opinions as the reviews that they stand for."""
    mine = opinions.pick(opinions.person == person)
    return [
        Signal(source=Source.REVIEW, day=day, item=items[row].id, rating=_rating_of(weight))
        for row, weight, day in zip(mine.item.tolist(), mine.weight.tolist(), mine.day.tolist(), strict=True)
    ]


def _rating_of(weight: float) -> float:
    return round(weight * 3 + 2 if weight > 0 else 3 + weight * 4, 3)


def _fade_all(opinions: Sequence[Opinion], day: int, half_life_days: float) -> Floats:
    return np.array([fade(day - opinion.day, half_life_days) for opinion in opinions], np.float32)
