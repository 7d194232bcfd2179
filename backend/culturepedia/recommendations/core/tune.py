"""Choosing half-lives and the weight of popularity by replaying past weeks, as `recs_tune` does.

A setting that ranks worse than popularity alone is refused; where all do, popularity gets the greatest weight there is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from culturepedia.recommendations.core.metrics import TOP, ndcg
from culturepedia.recommendations.core.score import find_parts, weigh, zscore
from culturepedia.recommendations.core.training import with_popularity
from culturepedia.recommendations.core.trials import last_weeks, replay_week

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from culturepedia.recommendations.core.rating_files import RatingSet
    from culturepedia.recommendations.core.records import Doubles, Settings
    from culturepedia.recommendations.core.trials import Asker, Trial

POPULARITY_HALF_LIVES = (3.0, 7.0, 14.0, 30.0)
CF_HALF_LIVES = (14.0, 30.0, 180.0)
POPULARITY_WEIGHTS = (0.5, 1.0, 2.0, 4.0, 8.0)
WEEKS = 5
MOST_PEOPLE = 300  # a week


@dataclass(frozen=True, slots=True)
class Tried:
    """One setting, its nDCG@10, and that of popularity alone with the same half-life."""

    settings: Settings
    value: float
    popularity: float


def tune(data: RatingSet, settings: Settings, *, weeks: int = WEEKS, skipped: int = 0) -> Settings:
    """Return the settings that would have ranked the past weeks best and not worse than popularity alone."""
    tried = try_settings(data, settings, weeks=weeks, skipped=skipped)
    return best_of(tried) if tried else settings


def best_of(tried: Sequence[Tried]) -> Settings:
    """Return the best of some settings; where all lose to popularity alone, popularity with the greatest weight."""
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
        columns = {half_life: _popularity(trial, half_life) for half_life in POPULARITY_HALF_LIVES}
        for asker in trial.askers:
            for key, value in _values(trial, asker, columns):
                found[cf, *key].append(value)
        if cf == CF_HALF_LIVES[0]:
            for half_life, column in columns.items():
                popular[half_life] += [_ndcg(asker, column[asker.open_rows]) for asker in trial.askers]
    return [
        Tried(
            replace(settings, cf_half_life_days=cf, popularity_half_life_days=half_life, popularity_weight=weight),
            float(np.mean(found[cf, half_life, weight])),
            float(np.mean(popular[half_life])),
        )
        for cf, half_life, weight in grid
        if found[cf, half_life, weight]
    ]


def _popularity(trial: Trial, half_life: float) -> Doubles:
    model = with_popularity(trial.model, trial.items, trial.past, half_life)
    return np.log1p(model.family_values([item.family for item in trial.shelf.items], model.families.popularity))


def _values(
    trial: Trial, asker: Asker, columns: Mapping[float, Doubles]
) -> Iterator[tuple[tuple[float, float], float]]:
    """Yield (half-life, weight) of popularity and the nDCG@10 that they give one asker."""
    parts = find_parts(trial.model, trial.shelf, asker.profile, asker.open_rows)
    rest = sum(weigh(parts, replace(trial.model.settings, popularity_weight=0)), np.zeros(len(asker.open_rows)))
    for half_life, column in columns.items():
        popularity = zscore(column[asker.open_rows])
        for weight in POPULARITY_WEIGHTS:
            yield (half_life, weight), _ndcg(asker, np.round(rest + weight * popularity, 6))


def _ndcg(asker: Asker, values: Doubles) -> float:
    return ndcg(asker.open_rows[np.argsort(-values, kind="stable")[:TOP]], asker.relevant)
