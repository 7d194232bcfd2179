"""Which performances may be recommended to someone at all: hard filters, before any score.

Too few near someone? The region is widened, first to its area and then to the country, and the answer says so. Dates,
ages and prices are never widened.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from culturepedia.recommendations.core.records import Source
from culturepedia.recommendations.core.signals import LIKED_FROM, LOVED_FROM

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from culturepedia.recommendations.core.records import Bools, Ints, Item, Signal
    from culturepedia.recommendations.core.shelf import Shelf
    from culturepedia.recommendations.core.signals import Opinion

HORIZON_DAYS = 90  # what starts later is not recommended yet
FEW = 10
AREAS = (
    frozenset({"seoul", "incheon", "gyeonggi"}),
    frozenset({"daejeon", "sejong", "chungbuk", "chungnam"}),
    frozenset({"gwangju", "jeonbuk", "jeonnam"}),
    frozenset({"busan", "daegu", "ulsan", "gyeongbuk", "gyeongnam"}),
    frozenset({"gangwon"}),
    frozenset({"jeju"}),
)


class Reach(StrEnum):
    """How far the regions of a request were widened."""

    ASKED = "asked"
    AREA = "area"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a request asks for; None and empty sets ask for nothing."""

    today: int
    first_day: int | None = None
    last_day: int | None = None
    regions: frozenset[str] = frozenset()
    genres: frozenset[str] = frozenset()
    age: int | None = None
    price_max_krw: int | None = None
    listed_from: int | None = None  # first listed on this day or later
    ends_by: int | None = None  # has a last day, and it is this or an earlier one


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What must not come back: items by id, families by name; and what may come back in a row of its own."""

    items: frozenset[int] = frozenset()
    families: frozenset[str] = frozenset()
    loved: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Rows of the shelf, how far they were looked for, and other productions of what the person loved."""

    rows: Ints
    reach: Reach
    again: Ints


def past_of(signals: Sequence[Signal], opinions: Iterable[Opinion], items: Mapping[int, Item]) -> Past:
    """Return what a person has seen, saved or dismissed.

    Another production of a title that was seen or dismissed is that title again. A saved one is not: someone who saved
    a run that is over wants to hear of the next.
    """
    met = {signal.item for signal in signals if signal.item is not None}
    families: dict[bool, set[str]] = {False: set(), True: set()}
    for signal in signals:
        if signal.item is not None and signal.item in items and signal.source is not Source.FAVORITE:
            families[signal.source is Source.DISMISSAL].add(items[signal.item].family)
    rated = [(items[one.item].family, one.rating) for one in opinions if one.rating is not None and one.item in items]
    loved = {family for family, rating in rated if rating >= LOVED_FROM}
    refused = families[True] | {family for family, rating in rated if rating < LIKED_FROM}
    return Past(
        items=frozenset(met),
        families=frozenset(families[False] | families[True]),
        loved=frozenset(loved - refused),
    )


def find_candidates(shelf: Shelf, wish: Wish, past: Past) -> Candidates:
    """Return what may be recommended, in the order of the shelf."""
    suits = _suits(shelf, wish)
    suits &= ~np.isin(shelf.ids, np.fromiter(past.items, np.int64, len(past.items)))
    loved = shelf.families.among(past.loved)
    new = suits & ~loved & ~shelf.families.among(past.families)
    reach = Reach.ASKED
    for reach, regions in _reaches(wish.regions):  # noqa: B007
        here = shelf.regions.among(regions) if regions else np.ones(len(shelf), np.bool_)
        rows = np.flatnonzero(new & here)
        if len(rows) >= FEW or not wish.regions:
            break
    return Candidates(rows=rows, reach=reach, again=np.flatnonzero(suits & loved & here))


def _reaches(regions: frozenset[str]) -> list[tuple[Reach, frozenset[str]]]:
    area = frozenset().union(*(area for area in AREAS if area & regions))
    return [(Reach.ASKED, regions), (Reach.AREA, area | regions), (Reach.COUNTRY, frozenset())]


def _suits(shelf: Shelf, wish: Wish) -> Bools:
    first = wish.today if wish.first_day is None else max(wish.first_day, wish.today)
    last = wish.today + HORIZON_DAYS if wish.last_day is None else wish.last_day
    suits = (shelf.end_day >= first) & (shelf.start_day <= min(last, wish.today + HORIZON_DAYS)) & ~shelf.cancelled
    if wish.age is not None:
        suits &= shelf.age_min <= wish.age
    if wish.price_max_krw is not None:
        suits &= shelf.price_min_krw <= wish.price_max_krw
    if wish.listed_from is not None:
        suits &= shelf.listed_day >= wish.listed_from
    if wish.ends_by is not None:
        suits &= shelf.end_day <= wish.ends_by
    if wish.genres:
        suits &= shelf.genres.among(wish.genres)
    return suits
