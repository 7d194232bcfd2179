"""Training: from items and many people's opinions to a model. Every part is a closed form or a seeded sketch."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from culturepedia.recommendations.core.draw import learn_draw, no_draw
from culturepedia.recommendations.core.features import learn_vocabulary
from culturepedia.recommendations.core.linear import ease, invert, leading_tastes, right_factors
from culturepedia.recommendations.core.model import FamilyFacts, Model
from culturepedia.recommendations.core.records import PRIVACY_FLOOR
from culturepedia.recommendations.core.signals import LASTING_FLOOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from culturepedia.recommendations.core.draw import Draw
    from culturepedia.recommendations.core.features import Vocabulary
    from culturepedia.recommendations.core.records import Doubles, Floats, Interactions, Ints, Item, Settings

DIMENSIONS = 128
EASE_PENALTY = 100.0  # of weights that have not faded
MAX_WARM = 3_000
TASTES = 32
CF_FLOOR = 0.02  # old likes tell little of what goes together now, but are better than none
TASTE_PENALTY = 300.0
TOKEN_PENALTY = 1.0
RIDGE_PENALTY = 2.0
MAX_PEOPLE = 100_000


@dataclass(frozen=True, slots=True)
class Positives:
    """The positive opinions with rows of people and families that are dense."""

    person: Ints
    item: Ints
    family: Ints
    weight: Doubles
    age: Doubles  # days
    people: int

    def decayed(self, half_life_days: float, floor: float = 0) -> Floats:
        """Return the weights as they count today."""
        return (self.weight * np.maximum(0.5 ** (self.age / half_life_days), floor)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Described:
    """What tokens tell of a catalogue; the same for all opinions of it."""

    vocabulary: Vocabulary
    rows: sparse.csr_matrix
    projection: Floats
    dense: Floats


def describe(items: Sequence[Item], seed: int) -> Described:
    """Return what tokens tell of a catalogue."""
    vocabulary = learn_vocabulary(items)
    rows = vocabulary.vectorise(items)
    projection = right_factors(rows, DIMENSIONS, seed)
    return Described(vocabulary, rows, projection, np.asarray(rows @ projection, np.float32))


def train(
    items: Sequence[Item], opinions: Interactions, *, day: int, settings: Settings, described: Described | None = None
) -> Model:
    """Return the model of a day from a catalogue and the opinions up to then.

    `opinions.item` are rows of `items`. Opinions of later days are refused. Who trains on the same items several times
    may describe them once.

    Raises:
        ValueError: An opinion is from the future.
    """
    if len(opinions) and int(opinions.day.max()) > day:
        raise ValueError("opinions from after the model's day")
    opinions = sample_people(opinions, settings.seed)
    told = described or describe(items, settings.seed)
    vocabulary, rows = told.vocabulary, told.rows
    names, family_of = _number_families(items)
    positives = _positives(opinions, family_of, day)
    facts = _family_facts(positives, names, settings)
    warm = _warm_families(positives, facts, names)
    fading = positives.decayed(settings.cf_half_life_days, CF_FLOOR)
    weights = _warm_weights(positives, warm, fading)
    long_lived = positives.decayed(settings.profile_half_life_days, LASTING_FLOOR)
    lasting = _warm_weights(positives, warm, long_lived)
    spectral = leading_tastes(lasting, TASTES)
    warm_rows = _family_rows(rows, family_of, warm)
    dual = _dual(warm_rows)
    model = Model(
        version="",
        day=day,
        settings=settings,
        vocabulary=vocabulary,
        families=facts,
        warm={names[family]: row for row, family in enumerate(warm)},
        ease=ease(weights, _penalty(positives, fading)),
        ease_ridge=(ease(lasting, _penalty(positives, long_lived)) @ dual).astype(np.float32),
        spectral=spectral,
        spectral_tokens=np.asarray(warm_rows.T @ (dual @ spectral), np.float32),
        warm_rows=warm_rows,
        together=_together(weights),
        projection=told.projection,
        taste=_taste(positives, told.dense, settings),
        draw=_draw(items, rows, positives, vocabulary, day),
    )
    return replace(model, version=_fingerprint(model))


def untrained(items: Sequence[Item], *, day: int, settings: Settings) -> Model:
    """Return a model that knows nothing but tokens: likeness and sales rank, nobody's opinion does. Takes no time."""
    vocabulary = learn_vocabulary(items)
    width = len(vocabulary.columns)

    def none(*shape: int) -> Floats:
        return np.zeros(shape, np.float32)

    return Model(
        version=f"untrained-{day}",
        day=day,
        settings=settings,
        vocabulary=vocabulary,
        families=FamilyFacts({}, np.zeros(0, np.int64), none(0), none(0)),
        warm={},
        ease=none(0, 0),
        ease_ridge=none(0, 0),
        spectral=none(0, 0),
        spectral_tokens=none(width, 0),
        warm_rows=sparse.csr_matrix((0, width), dtype=np.float32),
        together=sparse.csr_matrix((0, 0), dtype=np.int32),
        projection=none(width, 0),
        taste=none(0, 0),
        draw=no_draw(width),
    )


def with_popularity(model: Model, items: Sequence[Item], opinions: Interactions, half_life_days: float) -> Model:
    """Return the model with what is popular counted anew, from newer opinions or with another half-life."""
    names, family_of = _number_families(items)
    settings = replace(model.settings, popularity_half_life_days=half_life_days)
    positives = _positives(sample_people(opinions, settings.seed), family_of, model.day)
    return replace(model, settings=settings, families=_family_facts(positives, names, settings))


def _number_families(items: Sequence[Item]) -> tuple[list[str], Ints]:
    names = list(dict.fromkeys(item.family for item in items))
    number = {name: row for row, name in enumerate(names)}
    return names, np.fromiter((number[item.family] for item in items), np.int64, len(items))


def sample_people(opinions: Interactions, seed: int, most: int = MAX_PEOPLE) -> Interactions:
    """Return the opinions of at most so many people, drawn with the seed."""
    people = np.unique(opinions.person)
    if len(people) <= most:
        return opinions
    chosen = np.random.default_rng(seed).choice(people, most, replace=False)
    return opinions.pick(np.isin(opinions.person, chosen))


def _positives(opinions: Interactions, family_of: Ints, day: int) -> Positives:
    liked = opinions.pick(opinions.weight > 0)
    people, person = np.unique(liked.person, return_inverse=True)
    return Positives(
        person=person.astype(np.int64),
        item=liked.item,
        family=family_of[liked.item] if len(liked) else liked.item,
        weight=liked.weight.astype(np.float64),
        age=(day - liked.day).astype(np.float64),
        people=len(people),
    )


def _family_facts(positives: Positives, names: list[str], settings: Settings) -> FamilyFacts:
    """Return counts and recent weight of each family; what fewer people than the floor did is as if it were not."""
    size = len(names)
    pairs = np.unique(positives.person * size + positives.family) if size else positives.person
    people = np.bincount(pairs % size, minlength=size) if size else pairs
    told = people >= PRIVACY_FLOOR
    support = np.bincount(positives.family, minlength=size) * told
    recent = positives.decayed(settings.popularity_half_life_days)
    popularity = np.bincount(positives.family, recent, minlength=size) * told
    met = np.flatnonzero(told)
    rows = {names[family]: row for row, family in enumerate(met)}
    return FamilyFacts(rows, people[met], support[met].astype(np.float32), popularity[met].astype(np.float32))


def _penalty(positives: Positives, counted: Floats) -> float:
    """Return EASE's penalty: as weights fade it shrinks with their squares, or it would outweigh them."""
    whole = float(positives.weight @ positives.weight)
    return EASE_PENALTY * float(counted.astype(np.float64) @ counted) / whole if whole else EASE_PENALTY


def _warm_families(positives: Positives, facts: FamilyFacts, names: list[str]) -> list[int]:
    """Return the families whose likings are many enough to compare, the weightiest first."""
    counts = np.bincount(positives.family, minlength=len(names))
    told = [family for family in np.argsort(-counts, kind="stable") if names[family] in facts.rows]
    return [int(family) for family in told[:MAX_WARM]]


def _warm_weights(positives: Positives, warm: list[int], counted: Floats | Doubles) -> sparse.csr_matrix:
    """Return people x warm families: the greatest weight where someone liked several productions."""
    column = np.full(int(positives.family.max(initial=-1)) + 1, -1)
    column[warm] = np.arange(len(warm))
    where = column[positives.family] if len(positives.family) else positives.family
    kept = where >= 0
    matrix = sparse.csr_matrix(
        (counted[kept], (positives.person[kept], where[kept])), shape=(positives.people, len(warm))
    )
    matrix.data = np.minimum(matrix.data, 1)
    return matrix


def _family_rows(rows: sparse.csr_matrix, family_of: Ints, warm: list[int]) -> sparse.csr_matrix:
    """Return one row a warm family: the mean of its productions."""
    column = np.full(int(family_of.max(initial=-1)) + 1, -1)
    column[warm] = np.arange(len(warm))
    where = column[family_of]
    items = np.flatnonzero(where >= 0)
    share = 1 / np.maximum(np.bincount(where[items], minlength=len(warm)), 1)
    mean = sparse.csr_matrix((share[where[items]], (where[items], items)), shape=(len(warm), rows.shape[0]))
    return sparse.csr_matrix(mean @ rows, dtype=np.float32)


def _dual(warm_rows: sparse.csr_matrix) -> Doubles:
    """Return the matrix that leads from targets of the warm families to the dual of their ridge onto tokens."""
    kernel = (warm_rows @ warm_rows.T).toarray().astype(np.float64)
    kernel[np.diag_indices_from(kernel)] += RIDGE_PENALTY
    return invert(kernel)


def _together(weights: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return how many people like both of two families, where that is at least the privacy floor."""
    ones = weights.copy()
    ones.data = np.ones_like(ones.data)
    counts = sparse.csr_matrix(ones.T @ ones)
    counts.setdiag(0)
    counts.data[counts.data < PRIVACY_FLOOR] = 0
    counts.eliminate_zeros()
    return counts.astype(np.int32)


def _taste(positives: Positives, dense: Floats, settings: Settings) -> Floats:
    """Return M, which leads from what someone likes to what they will like, both in token dimensions.

    The squared weights take out what an item says about itself.
    """
    weight = positives.decayed(settings.profile_half_life_days, LASTING_FLOOR)
    shape = (positives.people, len(dense))
    weights = sparse.csr_matrix((weight, (positives.person, positives.item)), shape=shape)
    profiles = np.asarray(weights @ dense, np.float64)
    own = np.asarray(weights.multiply(weights).sum(axis=0)).ravel()
    second = profiles.T @ profiles
    moment = (dense.T * own) @ dense
    size = dense.shape[1]
    spread = dense.T.astype(np.float64) @ dense
    left = invert(second + TASTE_PENALTY * np.eye(size))
    right = invert(spread + TOKEN_PENALTY * np.eye(size))
    return np.asarray(left @ (second - moment) @ right, np.float32)


def _draw(
    items: Sequence[Item], rows: sparse.csr_matrix, positives: Positives, vocabulary: Vocabulary, day: int
) -> Draw:
    """Return what items draw, learned from those that were met, or were over before anyone met them."""
    demand = np.bincount(positives.item, positives.weight, minlength=len(items)).astype(np.float64)
    opened = day - positives.age.max(initial=0)  # the first day of which there is an opinion
    missed = np.fromiter((item.end_day is not None and opened <= item.end_day < day for item in items), np.bool_)
    learned = np.flatnonzero((demand > 0) | missed)
    return learn_draw(sparse.csr_matrix(rows[learned]), demand[learned], vocabulary)


def _fingerprint(model: Model) -> str:
    digest = hashlib.sha256(f"{model.day} {model.settings}".encode())
    for array in (model.ease, model.taste, model.draw.tokens, model.draw.of_sets, model.families.popularity):
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()[:16]
