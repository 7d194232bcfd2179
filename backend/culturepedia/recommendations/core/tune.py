"""Choosing half-lives and the weight of popularity by replaying past weeks, as `recs_tune` does.

A setting that ranks worse than popularity alone is refused; where all do, popularity gets the greatest weight there is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from culturepedia.recommendations.core.metrics import ndcg
from culturepedia.recommendations.core.score import find_parts, weigh, zscore
from culturepedia.recommendations.core.training import with_popularity
from culturepedia.recommendations.core.trials import last_weeks, replay_week

if TYPE_CHECKING:
    from collections.abc import Iterable

    from culturepedia.recommendations.core.rating_files import RatingSet
    from culturepedia.recommendations.core.records import Settings
    from culturepedia.recommendations.core.trials import Trial

POPULARITY_HALF_LIVES = (3.0, 7.0, 14.0, 30.0)
CF_HALF_LIVES = (14.0, 30.0, 180.0)
POPULARITY_WEIGHTS = (0.5, 1.0, 2.0, 4.0, 8.0)
WEEKS = 5
MOST_PEOPLE = 400  # a week


@dataclass(frozen=True, slots=True)
class Tried:
    """One setting, its nDCG@10, and that of popularity alone with the same half-life."""

    settings: Settings
    value: float
    popularity: float


def tune(data: RatingSet, settings: Settings, *, weeks: int = WEEKS, skipped: int = 0) -> Settings:
    """Return the settings that would have ranked the past weeks best and not worse than popularity alone."""
    tried = try_settings(data, settings, weeks=weeks, skipped=skipped)
    if not tried:
        return settings
    good = [one for one in tried if one.value >= one.popularity]
    if good:
        return max(good, key=lambda one: one.value).settings
    best = max(tried, key=lambda one: one.popularity).settings
    return replace(best, popularity_weight=POPULARITY_WEIGHTS[-1])


def try_settings(data: RatingSet, settings: Settings, *, weeks: int, skipped: int) -> list[Tried]:
    """Return every setting of the grid with its mean over the askers of the weeks, best half-lives of none left out."""
    grid = list(product(CF_HALF_LIVES, POPULARITY_HALF_LIVES, POPULARITY_WEIGHTS))
    found: dict[tuple[float, float, float], list[float]] = {key: [] for key in grid}
    popular: dict[float, list[float]] = {half_life: [] for half_life in POPULARITY_HALF_LIVES}
    for start, cf in product(last_weeks(data, weeks, skipped), CF_HALF_LIVES):
        trial = replay_week(data, start, replace(settings, cf_half_life_days=cf), MOST_PEOPLE)
        for half_life in POPULARITY_HALF_LIVES:
            for weight, values in _values(trial, half_life):
                found[cf, half_life, weight].extend(values)
            if cf == CF_HALF_LIVES[0]:
                popular[half_life].extend(_popular_values(trial, half_life))
    return [
        Tried(
            replace(settings, cf_half_life_days=cf, popularity_half_life_days=half_life, popularity_weight=weight),
            float(np.mean(found[cf, half_life, weight])),
            float(np.mean(popular[half_life])),
        )
        for cf, half_life, weight in grid
        if found[cf, half_life, weight]
    ]


def _popularity(trial: Trial, half_life: float) -> np.ndarray:
    model = with_popularity(trial.model, trial.items, trial.past, half_life)
    return np.log1p(model.family_values([item.family for item in trial.shelf.items], model.families.popularity))


def _values(trial: Trial, half_life: float) -> Iterable[tuple[float, list[float]]]:
    popularity = _popularity(trial, half_life)
    values: dict[float, list[float]] = {weight: [] for weight in POPULARITY_WEIGHTS}
    for asker in trial.askers:
        parts = find_parts(trial.model, trial.shelf, asker.profile, asker.open_rows)
        parts = replace(parts, popularity=zscore(popularity[asker.open_rows]))
        for weight in POPULARITY_WEIGHTS:
            personal, general = weigh(parts, replace(trial.model.settings, popularity_weight=weight))
            order = np.argsort(-np.round(personal + general, 6), kind="stable")[:10]
            values[weight].append(ndcg(asker.open_rows[order], asker.relevant))
    return values.items()


def _popular_values(trial: Trial, half_life: float) -> list[float]:
    popularity = _popularity(trial, half_life)
    return [
        ndcg(asker.open_rows[np.argsort(-popularity[asker.open_rows], kind="stable")[:10]], asker.relevant)
        for asker in trial.askers
    ]
