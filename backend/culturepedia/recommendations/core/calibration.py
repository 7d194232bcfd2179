"""Choosing, at training, how items are judged, on what is held back: a fifth of the items, or of each one's opinions.

How much tokens tell differs from catalogue to catalogue: with casts and tags the cosine and the token model are good,
with little but a genre the tastes that people share are better, told from those few tokens.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from culturepedia.recommendations.core.metrics import ndcg
from culturepedia.recommendations.core.records import last_fifth
from culturepedia.recommendations.core.score import find_parts, weigh
from culturepedia.recommendations.core.shelf import stock
from culturepedia.recommendations.core.signals import build_profile, reviews_of
from culturepedia.recommendations.core.training import describe, sample_people, train

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

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
POPULARITY_WEIGHTS = (1.0, 0.7, 0.5, 0.35, 0.25, 0.1, 0.0)
KNOWN_TOKEN_SHARES = (0.5, 0.25, 0.0)
NEVER_DAYS = 1e6  # a half-life that nobody lives to see
RECENT_DAYS = 35
LASTING_DAYS = 60
MOSTLY = 0.8  # from this share on, items last
HELD_BACK = 5  # one item in so many
FOLDS = 3  # which fifth is held back decides much: where few items are liked by most, they are in it or not
MOST_PEOPLE = 1_000
LEAST_PEOPLE = 50  # fewer say nothing about the next one
MOST_ITEMS = 2_000
RELEVANT = 0.6  # the weight of four stars
LEAST_GAIN = 1.02  # a smaller gain is chance
SAMPLE_PEOPLE = 20_000


def train_calibrated(
    items: Sequence[Item],
    opinions: Interactions,
    *,
    day: int,
    settings: Settings,
    step: Callable[[str], None] = lambda _: None,
) -> Model:
    """Return the model of a day, its settings chosen on this very data; `step` is told what comes next.

    Raises:
        ValueError: An opinion is from the future.
    """
    step("calibrate")
    chosen = calibrate(items, opinions, day=day, settings=settings)
    if lasting_share(opinions) > MOSTLY:
        step("calibrate known")
        chosen = calibrate_known(items, opinions, day=day, settings=chosen)
    step("train")
    return train(items, opinions, day=day, settings=chosen)


def lasting_share(opinions: Interactions) -> float:
    """Return which share of recent likes went to items that had been met long before; 0 without any."""
    if not len(opinions):
        return 0.0
    first = np.full(int(opinions.item.max()) + 1, np.iinfo(np.int64).max)
    np.minimum.at(first, opinions.item, opinions.day)
    recent = opinions.pick((opinions.weight > 0) & (opinions.day > opinions.day.max() - RECENT_DAYS))
    return float(np.mean(recent.day - first[recent.item] > LASTING_DAYS)) if len(recent) else 0.0


def calibrate_known(items: Sequence[Item], opinions: Interactions, *, day: int, settings: Settings) -> Settings:
    """Return the settings that rank best what people liked last; the given ones where data is too little.

    Where items last, what was liked long ago counts, and what is popular this week says little. Of settings that differ
    by chance the one with the greatest weight of popularity is taken: it is wrong the least where little is known.
    """
    items, opinions = _only_met(items, sample_people(opinions, settings.seed, SAMPLE_PEOPLE))
    late = last_fifth(opinions)
    described = describe(items, settings.seed)
    tried: list[tuple[float, Settings]] = []
    for half_life in (settings.cf_half_life_days, NEVER_DAYS):
        faded = replace(settings, cf_half_life_days=half_life)
        model = train(items, opinions.pick(~late), day=day, settings=faded, described=described)
        cases = _known_cases(model, items, opinions, late, day)
        if len(cases) < LEAST_PEOPLE:
            return settings
        for weight, share in product(POPULARITY_WEIGHTS, KNOWN_TOKEN_SHARES):
            one = replace(model.settings, popularity_weight=weight, known_token_share=share)
            tried.append((_value(cases, one), one))
    best = max(value for value, _ in tried)
    near = [pair for pair in tried if pair[0] * LEAST_GAIN >= best]
    return max(near, key=lambda pair: (pair[1].popularity_weight, pair[0]))[1]


def calibrate(items: Sequence[Item], opinions: Interactions, *, day: int, settings: Settings) -> Settings:
    """Return the settings with the mix that ranks held-back items best; the given ones where data is too little."""
    items, opinions = _only_met(items, sample_people(opinions, settings.seed, SAMPLE_PEOPLE))
    described = describe(items, settings.seed)
    cases: list[tuple[Parts, set[int]]] = []
    for held in hold_back(len(items), opinions, settings.seed)[:FOLDS] if len(opinions) else ():
        model = train(items, opinions.pick(~held[opinions.item]), day=day, settings=settings, described=described)
        cases += _cases(model, items, opinions, held, day)
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


def hold_back(size: int, opinions: Interactions, seed: int) -> list[Bools]:
    """Return which items are held back in each turn: a fifth of those with opinions, another one each time."""
    met = np.random.default_rng(seed).permutation(np.unique(opinions.item))
    return [np.isin(np.arange(size), part[:MOST_ITEMS]) for part in np.array_split(met, HELD_BACK)]


def _cases(
    model: Model, items: Sequence[Item], opinions: Interactions, held: Bools, day: int
) -> list[tuple[Parts, set[int]]]:
    """Return parts over the held-back items for people who like some of them, with the rows that they like."""
    rows = np.flatnonzero(held)
    shelf = stock(model, [items[row] for row in rows.tolist()])
    place = {int(one): position for position, one in enumerate(shelf.ids)}
    on_shelf = held[opinions.item]
    liked = opinions.pick(on_shelf & (opinions.weight >= RELEVANT))
    past = opinions.pick(~on_shelf)
    people = np.intersect1d(liked.person, past.person)
    if len(people) > MOST_PEOPLE // FOLDS:
        people = np.random.default_rng(model.settings.seed).choice(people, MOST_PEOPLE // FOLDS, replace=False)
    by_id = {item.id: item for item in items}
    everything = np.arange(len(shelf))
    cases = []
    for person in sorted(people.tolist()):
        profile = build_profile(model, reviews_of(past, items, person), by_id, day=day)
        relevant = {place[items[row].id] for row in liked.item[liked.person == person].tolist()}
        cases.append((find_parts(model, shelf, profile, everything), relevant))
    return cases


def _known_cases(
    model: Model, items: Sequence[Item], opinions: Interactions, late: Bools, day: int
) -> list[tuple[Parts, set[int]]]:
    """Return parts over what each person has not met, with the rows of what they liked last."""
    past, after = opinions.pick(~late), opinions.pick(late & (opinions.weight >= RELEVANT))
    counts = np.bincount(past.item, minlength=len(items))
    shelf = stock(model, [items[row] for row in np.argsort(-counts, kind="stable")[:MOST_ITEMS].tolist()])
    place = {int(one): position for position, one in enumerate(shelf.ids)}
    by_id = {item.id: item for item in items}
    people = np.unique(after.person)
    if len(people) > MOST_PEOPLE // 2:
        people = np.random.default_rng(model.settings.seed).choice(people, MOST_PEOPLE // 2, replace=False)
    cases = []
    for person in sorted(people.tolist()):
        signals = reviews_of(past, items, person)
        seen = {place.get(signal.item, -1) for signal in signals if signal.item is not None}
        rows = np.setdiff1d(np.arange(len(shelf)), np.fromiter(seen, np.int64, len(seen)))
        wanted = {place.get(items[row].id, -1) for row in after.item[after.person == person].tolist()}
        relevant = set(np.flatnonzero(np.isin(rows, np.fromiter(wanted, np.int64, len(wanted)))).tolist())
        if signals and relevant:
            profile = build_profile(model, signals, by_id, day=day)
            cases.append((find_parts(model, shelf, profile, rows), relevant))
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
