"""What the core is told: performances and what people did with them.

Days are proleptic ordinals (`date.toordinal()`), so that ages are subtractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

PRIVACY_FLOOR = 5  # fewer people than this leave no trace in what others see


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One performance, as far as taste and filters care; `family` is equal for all productions of one work."""

    id: int
    family: str
    genre: str | None = None
    tags: tuple[str, ...] = ()
    cast: tuple[str, ...] = ()
    crew: tuple[str, ...] = ()
    producers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    venue: str | None = None
    region: str | None = None
    age_min: int | None = None
    price_min_krw: int | None = None
    start_day: int = 0
    end_day: int | None = None  # None: an open run
    listed_day: int = 0
    cancelled: bool = False
    sales_rank: int | None = None  # on the box office's weekly board of the country


class Source(StrEnum):
    """Where a signal comes from; people may switch each off."""

    REVIEW = "review"
    FAVORITE = "favorite"
    VISIT = "visit"
    SEARCH = "search"
    DISMISSAL = "dismissal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One thing a person did: about an item, or (a search) about a tag."""

    source: Source
    day: int
    item: int | None = None
    tag: str | None = None
    rating: float | None = None  # 0.5 to 5


@dataclass(frozen=True, slots=True)
class Interactions:
    """Many people's opinions of items in columns: signed weights before any decay."""

    person: Ints
    item: Ints  # the row of the item in the catalogue given beside
    weight: Floats
    day: Ints

    def __len__(self) -> int:
        return len(self.person)

    def pick(self, chosen: Bools) -> Interactions:
        """Return the chosen rows."""
        return Interactions(self.person[chosen], self.item[chosen], self.weight[chosen], self.day[chosen])


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What training and scoring may vary; `tune` and `calibrate` choose some of it."""

    cf_half_life_days: float = 180.0
    popularity_half_life_days: float = 7
    profile_half_life_days: float = 365
    popularity_weight: float = 1.0
    draw_weight: float = 0.5
    taste_mix: tuple[float, float, float] = (0.65, 0.35, 0.0)  # tokens, EASE and spectral, both through tokens
    known_token_share: float = 0.5  # what tokens still say of an item whose likes are fully trusted
    cosine_share: float = 0.25  # of what tokens say; the rest is taste
    seed: int = 7


def last_fifth(opinions: Interactions) -> Bools:
    """Return which opinions are the last fifth of their person's, rounded down."""
    order = np.lexsort((np.arange(len(opinions)), opinions.day, opinions.person))
    person = opinions.person[order]
    begin = np.searchsorted(person, person, side="left")
    size = np.searchsorted(person, person, side="right") - begin
    late = np.zeros(len(opinions), np.bool_)
    late[order] = np.arange(len(order)) - begin >= size - size // 5
    return late
