"""Choosing, at training, how new items are judged: a fifth of the items is held back, and the best mix of parts kept.

How much tokens tell differs from catalogue to catalogue: with casts and tags the cosine and the token model are good,
with little but a genre the tastes that people share are better, told from those few tokens.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from culturepedia.recommendations.core.metrics import ndcg
from culturepedia.recommendations.core.score import find_parts, weigh
from culturepedia.recommendations.core.shelf import stock
from culturepedia.recommendations.core.signals import build_profile, reviews_of
from culturepedia.recommendations.core.training import sample_people, train

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from culturepedia.recommendations.core.model import Model
    from culturepedia.recommendations.core.records import Bools, Interactions, Item, Settings
    from culturepedia.recommendations.core.score import Parts

MIXES = (
    (0.65, 0.35, 0.0),
    (1.0, 0.0, 0.0),
    (0.3, 0.7, 0.0),
    (0.0, 1.0, 0.0),
    (0.65, 0.0, 0.35),
    (0.3, 0.0, 0.7),
    (0.0, 0.0, 1.0),
    (0.0, 0.5, 0.5),
    (0.34, 0.33, 0.33),
    (0.0, 0.75, 0.25),
    (0.0, 0.25, 0.75),
)
COSINE_SHARES = (0.25, 0.0, 0.1, 0.5)
DRAW_WEIGHTS = (0.5, 0.0, 0.1, 0.25, 1.0)
FIRST_COSINE_SHARES = (0.1,)
FIRST_DRAW_WEIGHTS = (0.0, 0.5)
MIXES_KEPT = 2
HELD_BACK = 5  # one item in so many
MOST_PEOPLE = 1_000
LEAST_PEOPLE = 50  # fewer say nothing about the next one
MOST_ITEMS = 2_000
RELEVANT = 0.6  # the weight of four stars
LEAST_GAIN = 1.02  # a smaller gain over the given settings is chance
SAMPLE_PEOPLE = 20_000


def train_calibrated(items: Sequence[Item], opinions: Interactions, *, day: int, settings: Settings) -> Model:
    """Return the model of a day, its judgement of new items chosen on this very data.

    Raises:
        ValueError: An opinion is from the future.
    """
    return train(items, opinions, day=day, settings=calibrate(items, opinions, day=day, settings=settings))


def calibrate(items: Sequence[Item], opinions: Interactions, *, day: int, settings: Settings) -> Settings:
    """Return the settings with the mix that ranks held-back items best; the given ones where data is too little."""
    items, opinions = _only_met(items, sample_people(opinions, settings.seed, SAMPLE_PEOPLE))
    held = _hold_back(len(items), opinions, settings.seed)
    kept = opinions.pick(~held[opinions.item]) if len(opinions) else opinions
    model = train(items, kept, day=day, settings=settings)
    cases = _cases(model, items, opinions, held, day)
    if len(cases) < LEAST_PEOPLE:
        return settings
    # First which mix, coarsely; then all of it for the best mixes: a quarter of the whole grid's work.
    coarse = _best_first(cases, settings, product(MIXES, FIRST_COSINE_SHARES, FIRST_DRAW_WEIGHTS))
    mixes = list(dict.fromkeys(one.taste_mix for _, one in coarse))[:MIXES_KEPT]
    value, best = _best_first(cases, settings, product(mixes, COSINE_SHARES, DRAW_WEIGHTS))[0]
    return best if value > _value(cases, settings) * LEAST_GAIN else settings


def _best_first(
    cases: Sequence[tuple[Parts, set[int]]],
    settings: Settings,
    grid: Iterable[tuple[tuple[float, float, float], float, float]],
) -> list[tuple[float, Settings]]:
    tried = [replace(settings, taste_mix=mix, cosine_share=share, draw_weight=draw) for mix, share, draw in grid]
    return sorted(((_value(cases, one), one) for one in tried), key=lambda pair: -pair[0])


def _only_met(items: Sequence[Item], opinions: Interactions) -> tuple[Sequence[Item], Interactions]:
    """Return the items that someone has an opinion of, and the opinions with rows of these; most items have none."""
    met, rows = np.unique(opinions.item, return_inverse=True)
    return [items[row] for row in met.tolist()], replace(opinions, item=rows.astype(np.int64))


def _hold_back(size: int, opinions: Interactions, seed: int) -> Bools:
    """Return which items are held back: of those with opinions one in `HELD_BACK`, at most `MOST_ITEMS`."""
    met = np.unique(opinions.item)
    count = min(len(met) // HELD_BACK, MOST_ITEMS)
    held = np.zeros(size, np.bool_)
    held[np.random.default_rng(seed).choice(met, count, replace=False)] = True
    return held


def _cases(
    model: Model, items: Sequence[Item], opinions: Interactions, held: Bools, day: int
) -> list[tuple[Parts, set[int]]]:
    """Return parts over the held-back items for people who like some of them, with the rows that they like."""
    if not len(opinions):
        return []
    rows = np.flatnonzero(held)
    shelf = stock(model, [items[row] for row in rows.tolist()])
    place = {int(one): position for position, one in enumerate(shelf.ids)}
    on_shelf = held[opinions.item]
    liked = opinions.pick(on_shelf & (opinions.weight >= RELEVANT))
    past = opinions.pick(~on_shelf)
    people = np.intersect1d(liked.person, past.person)
    if len(people) > MOST_PEOPLE:
        people = np.random.default_rng(model.settings.seed).choice(people, MOST_PEOPLE, replace=False)
    by_id = {item.id: item for item in items}
    everything = np.arange(len(shelf))
    cases = []
    for person in sorted(people.tolist()):
        profile = build_profile(model, reviews_of(past, items, person), by_id, day=day)
        relevant = {place[items[row].id] for row in liked.item[liked.person == person].tolist()}
        cases.append((find_parts(model, shelf, profile, everything), relevant))
    return cases


def _value(cases: Sequence[tuple[Parts, set[int]]], settings: Settings) -> float:
    """Return the mean nDCG@10 over the held-back items."""
    total = 0.0
    for parts, relevant in cases:
        personal, general = weigh(parts, settings)
        together = personal + general
        first = np.argpartition(-together, min(10, len(together) - 1))[:10]
        total += ndcg(first[np.lexsort((first, -together[first]))], relevant)
    return total / len(cases)
