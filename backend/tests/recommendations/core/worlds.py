"""Small made-up catalogues for the tests of the core."""

from __future__ import annotations

from itertools import count
from typing import Any

import numpy as np

from culturepedia.recommendations.core.records import Interactions, Item, Settings, Signal, Source
from culturepedia.recommendations.core.signals import rating_weight
from culturepedia.recommendations.core.training import train

TODAY = 739_900
SETTINGS = Settings()


def item(number: int, **given: Any) -> Item:
    facts = {"family": f"work {number}", "start_day": TODAY - 5, "end_day": TODAY + 30, "listed_day": TODAY - 60}
    return Item(id=number, **(facts | given))


def review(number: int, rating: float, *, ago: int = 1) -> Signal:
    return Signal(source=Source.REVIEW, item=number, rating=rating, day=TODAY - ago)


def opinions(rows: list[tuple[int, int, float]], *, ago: int = 3) -> Interactions:
    """Return (person, row of the item, rating) as columns."""
    person, place, rating = zip(*rows, strict=True) if rows else ((), (), ())
    return Interactions(
        np.array(person, np.int64),
        np.array(place, np.int64),
        np.array([rating_weight(one) for one in rating], np.float32),
        np.full(len(rows), TODAY - ago, np.int64),
    )


def two_tastes(each: int = 30, people: int = 40) -> tuple[list[Item], Interactions]:
    """Return a catalogue of musicals (even ids) and plays (odd ids) whose audiences do not overlap."""
    chance = np.random.default_rng(3)
    names = count()
    items = [
        item(
            number,
            genre="play" if number % 2 else "musical",
            tags=("dark", "solo") if number % 2 else ("grand", "moving"),
            cast=(f"actor {number % 2} {next(names) % 4}",),
            venue=f"venue {number % 9}",
            region="busan" if number % 5 == 0 else "seoul",
        )
        for number in range(2 * each)
    ]
    rows = [
        (person, int(row) * 2 + person % 2, float(chance.choice([4, 4.5, 5])))
        for person in range(people)
        for row in chance.choice(each - 5, 8, replace=False)
    ]
    return items, opinions(rows)


def train_world(items: list[Item], told: Interactions, settings: Settings = SETTINGS) -> Any:
    return train(items, told, day=TODAY, settings=settings)
