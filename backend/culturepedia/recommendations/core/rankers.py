"""Rankers for the offline evaluation: ours, and what it stands beside; each is made for a trial."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from culturepedia.recommendations.core.baselines import als, map_from_tokens
from culturepedia.recommendations.core.linear import ease
from culturepedia.recommendations.core.metrics import TOP
from culturepedia.recommendations.core.rerank import rerank
from culturepedia.recommendations.core.score import best_first, score, token_profile

if TYPE_CHECKING:
    from collections.abc import Callable

    from culturepedia.recommendations.core.records import Doubles, Ints
    from culturepedia.recommendations.core.trials import Asker, Trial

EASE_PENALTY = 100.0
MOST_EASE = 3_000


def ours(trial: Trial, *, diverse: bool = False, newcomers: bool = False) -> Callable[[Asker], Ints]:
    """Return our ranking, plain, re-ranked for diversity, or with the place for newcomers too."""

    def rank(asker: Asker) -> Ints:
        scores = score(trial.model, trial.shelf, asker.profile, asker.open_rows)
        order = best_first(scores)
        if not diverse:
            return scores.chosen[order[:TOP]]
        places = rerank(scores, order, limit=TOP, today=trial.day + 1, newcomers=newcomers)
        return np.array([place.row for place in places], np.int64)

    return rank


def by_value(value: Callable[[Asker], Doubles]) -> Callable[[Asker], Ints]:
    """Return the ranking by a value of each row of the shelf; ties fall to the smaller id."""

    def rank(asker: Asker) -> Ints:
        values = np.asarray(value(asker))[asker.open_rows]
        return asker.open_rows[np.argsort(-values, kind="stable")[:TOP]]

    return rank


def popularity(trial: Trial, half_life_days: float | None = None) -> Callable[[Asker], Ints]:
    """Return the ranking by the number of positives, or by their weights with a half-life."""
    liked = trial.past.pick(trial.past.weight > 0)
    weight = np.ones(len(liked))
    if half_life_days is not None:
        weight = liked.weight * 0.5 ** ((trial.day - liked.day) / half_life_days)
    values = np.bincount(liked.item, weight, minlength=len(trial.items)).astype(np.float64)[_rows_of(trial)]
    return by_value(lambda _: values)


def content_cosine(trial: Trial) -> Callable[[Asker], Ints]:
    """Return the ranking by the cosine of the token profile."""

    def value(asker: Asker) -> Doubles:
        wanted, _ = token_profile(trial.model, asker.profile)
        return np.asarray(trial.shelf.rows @ wanted, np.float64)

    return by_value(value)


def weighted_ease(trial: Trial) -> Callable[[Asker], Ints]:
    """Return the ranking of EASE on positive weights that do not fade."""
    weights, number = _weights(trial)
    counts = np.asarray((weights > 0).sum(axis=0)).ravel()
    kept = np.argsort(-counts, kind="stable")[: min(MOST_EASE, int((counts >= 5).sum()))]
    matrix = sparse.csr_matrix(weights[:, kept])
    reach = ease(matrix, EASE_PENALTY)
    column = np.full(len(trial.items), len(kept))
    column[kept] = np.arange(len(kept))
    shelf = column[_rows_of(trial)]
    return by_value(lambda asker: np.append(np.asarray(matrix[number[asker.person]] @ reach).ravel(), 0)[shelf])


def factors(trial: Trial, *, mapped: bool = False) -> Callable[[Asker], Ints]:
    """Return the ranking of ALS; mapped: with item factors told from tokens."""
    weights, number = _weights(trial)
    people, items = als(weights)
    if mapped:
        met = np.flatnonzero(np.asarray(weights.sum(axis=0)).ravel() > 0)
        rows = trial.model.vocabulary.vectorise([trial.items[row] for row in met.tolist()])
        shelf = np.asarray(trial.shelf.rows @ map_from_tokens(rows, items[met]), np.float64)
    else:
        shelf = items[_rows_of(trial)]
    return by_value(lambda asker: np.asarray(shelf @ people[number[asker.person]]))


def _rows_of(trial: Trial) -> Ints:
    place = {item.id: row for row, item in enumerate(trial.items)}
    return np.fromiter((place[int(one)] for one in trial.shelf.ids), np.int64, len(trial.shelf))


def _weights(trial: Trial) -> tuple[sparse.csr_matrix, dict[int, int]]:
    """Return people x items of positive weights, and each person's row."""
    people, rows = np.unique(trial.past.person, return_inverse=True)
    liked = trial.past.weight > 0
    shape = (len(people), len(trial.items))
    found = sparse.csr_matrix((trial.past.weight[liked], (rows[liked], trial.past.item[liked])), shape=shape)
    return found, {int(person): row for row, person in enumerate(people)}
