"""What `recs_tune` does between the rows and the core."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from culturepedia.recommendations.core.rating_files import RatingSet
from culturepedia.recommendations.core.tune import best_of, try_settings
from culturepedia.recommendations.models import ModelPointer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from culturepedia.recommendations.core.records import Interactions, Item, Settings
    from culturepedia.recommendations.core.tune import Tried

CHOSEN = ("cf_half_life_days", "popularity_half_life_days", "popularity_weight")


def try_all(items: Sequence[Item], opinions: Interactions, settings: Settings, *, weeks: int) -> list[Tried]:
    """Return every setting of the grid with its value over the past weeks, the best first; none without opinions."""
    if not len(opinions):
        return []
    weight = opinions.weight
    stars = np.where(weight > 0, weight * 3 + 2, 3 + weight * 4)
    tried = try_settings(RatingSet("site", list(items), opinions, stars), settings, weeks=weeks, skipped=0)
    return sorted(tried, key=lambda one: -one.value)


def choose(tried: Sequence[Tried]) -> Settings | None:
    """Return the settings to train with, None where nothing could be tried."""
    return best_of(tried) if tried else None


def keep(settings: Settings) -> None:
    """Have the next training use these settings."""
    chosen = {name: getattr(settings, name) for name in CHOSEN}
    ModelPointer.objects.update_or_create(pk=ModelPointer.ONLY_ID, defaults={"settings": chosen})
