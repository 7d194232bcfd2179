"""Made-up performances, people and opinions, with what film data lacks: regions, cast, crew, producers, tags.

Tastes are vectors: each token has one, an item is the sum of its tokens' and something of its own, and people choose
by likeness, by how much an item is talked about, and by chance. How far tokens explain an item is a parameter, so that
the evaluation sees catalogues whose tokens tell much and such whose tokens tell little. Seeded.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from culturepedia.recommendations.core.rating_files import RatingSet
from culturepedia.recommendations.core.records import Doubles, Interactions, Ints, Item
from culturepedia.recommendations.core.signals import rating_weight

FIRST_DAY = 739_000
TASTE_DIMENSIONS = 12
REGIONS = ("seoul", "seoul", "seoul", "gyeonggi", "busan", "daegu", "jeju")
CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How large a set is and what its tokens tell."""

    name: str
    items: int = 3_000
    people: int = 4_000
    opinions_each: float = 20  # the median; few give very many
    genres: int = 9
    tags: int = 32
    tags_each: int = 4
    names: int = 1_500  # cast, crew and producers each; 0: the set has none
    own: float = 0.7  # how much of an item no token tells
    span_days: int = 700
    run_days: int = 60  # items live about so long; the whole span: they never fade
    taste: float = 2.0  # how much likeness decides against fame
    fame: float = 1.0
    seed: int = 11


RICH = Recipe(name="rich: people and tags")
PLAIN = Recipe(name="plain: genres, few tags", genres=18, tags=20, tags_each=1, names=0, own=1.2)
EVERGREEN = Recipe(
    name="evergreen: genres, dense", people=2_000, genres=18, tags=0, names=0, own=1.5, opinions_each=60, run_days=700
)
EVERGREEN_RICH = Recipe(name="evergreen: people and tags", people=2_000, opinions_each=40, run_days=700)


def generate(recipe: Recipe) -> RatingSet:
    """Return the rating set of a recipe; equal recipes give equal sets."""
    chance = np.random.default_rng(recipe.seed)
    items, tastes = _items(recipe, chance)
    people = chance.standard_normal((recipe.people, TASTE_DIMENSIONS))
    people /= np.linalg.norm(people, axis=1, keepdims=True)
    fame = chance.gumbel(size=recipe.items) * recipe.fame
    counts = np.clip(chance.lognormal(np.log(recipe.opinions_each), 0.9, recipe.people), 1, recipe.items // 4)
    person, item, rating = [], [], []
    for first in range(0, recipe.people, CHUNK):
        liking = people[first : first + CHUNK] @ tastes.T
        pull = liking * recipe.taste + fame + chance.gumbel(size=liking.shape)
        for row, order in enumerate(np.argsort(-pull, axis=1, kind="stable")):
            chosen = order[: int(counts[first + row])]
            person.append(np.full(len(chosen), first + row))
            item.append(chosen)
            rating.append(_rate(liking[row, chosen], chance))
    chosen = np.concatenate(person), np.concatenate(item), np.concatenate(rating)
    return _as_set(recipe, items, chosen, chance)


def _rate(liking: Doubles, chance: np.random.Generator) -> Doubles:
    felt = 3.3 + 0.7 * liking + 0.6 * chance.standard_normal(len(liking))
    return np.clip(np.round(felt * 2) / 2, 0.5, 5)


def _as_set(
    recipe: Recipe, items: list[Item], chosen: tuple[Ints, Ints, Doubles], chance: np.random.Generator
) -> RatingSet:
    person, item, rating = chosen
    start = np.array([one.start_day for one in items])[item]
    end = np.array([one.end_day for one in items])[item]
    day = start + ((end - start + 1) * chance.random(len(item)) ** 1.5).astype(np.int64)
    order = np.lexsort((item, person, day))
    weight = np.array([rating_weight(value) for value in rating], np.float32)
    opinions = Interactions(person[order], item[order].astype(np.int64), weight[order], day[order])
    return RatingSet(recipe.name, items, opinions, rating[order])


def _items(recipe: Recipe, chance: np.random.Generator) -> tuple[list[Item], Doubles]:
    vectors = {
        kind: chance.standard_normal((max(size, 1), TASTE_DIMENSIONS)) * scale
        for kind, size, scale in (
            ("genre", recipe.genres, 0.7),
            ("tag", recipe.tags, 0.6),
            ("cast", recipe.names, 0.9),
            ("crew", recipe.names, 0.9),
            ("prod", recipe.names // 5, 0.6),
        )
    }
    items, tastes = [], np.empty((recipe.items, TASTE_DIMENSIONS))
    for row in range(recipe.items):
        genre = _skewed(recipe.genres, 1, chance)
        tags = _skewed(recipe.tags, recipe.tags_each, chance)
        cast = _skewed(recipe.names, int(chance.integers(3, 8)), chance)
        crew = _skewed(recipe.names, int(chance.integers(1, 4)), chance)
        producers = _skewed(recipe.names // 5, 1, chance)
        start = FIRST_DAY + int(chance.integers(0, max(recipe.span_days - recipe.run_days, 1)))
        parts = (("genre", genre), ("tag", tags), ("cast", cast), ("crew", crew), ("prod", producers))
        tokens = np.concatenate([vectors[kind][chosen] for kind, chosen in parts]).sum(axis=0)
        tastes[row] = tokens + recipe.own * chance.standard_normal(TASTE_DIMENSIONS)
        items.append(
            Item(
                id=row,
                family=f"work-{row}",
                genre=f"g{genre[0]}",
                tags=tuple(f"t{one}" for one in tags),
                cast=tuple(f"cast {one}" for one in cast),
                crew=tuple(f"crew {one}" for one in crew),
                producers=tuple(f"company {one}" for one in producers),
                venue=f"venue {chance.integers(0, 300)}",
                region=str(chance.choice(REGIONS)),
                price_min_krw=int(chance.integers(0, 15)) * 10_000,
                start_day=start,
                end_day=start + max(int(recipe.run_days * chance.uniform(0.5, 1)) - 1, 0),
                listed_day=start - 30,
            )
        )
    tastes /= np.linalg.norm(tastes, axis=1).mean()
    return items, tastes * np.sqrt(TASTE_DIMENSIONS)


def _skewed(size: int, count: int, chance: np.random.Generator) -> Ints:
    """Return distinct numbers below a size, small ones more often."""
    if not size:
        return np.zeros(0, np.int64)
    drawn = (size * chance.random(count) ** 2).astype(np.int64)
    return np.unique(drawn)
