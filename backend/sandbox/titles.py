"""Titles of productions, and the bracket with the city that touring stops carry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from random import Random

from sandbox.dice import Salt, roll
from sandbox.grammar import Words, stage_grammar
from sandbox.people import people_of
from sandbox.regions import District, districts
from sandbox.rows import TOUR_DAYS, TOURS_PER_FORTNIGHT, Row


def title_of(seed: int, row: Row, district: District) -> str:
    """Return the title of `row`, which plays in `district`."""
    if row.open_run:
        names = stage_grammar().options("openrun")
        return names[row.number % 85 % 5 + row.registered % 41 % (len(names) - 4)]
    if row.on_tour:
        return _tour_title(seed, row.production, row.kind.name) + _city(seed, row, district)
    title = _draw(seed, row.production, row.kind.name, row.registered, district.town)
    if row.kind.child and roll(seed, Salt.STOP, row.number).random() < 0.3:
        title += _city(seed, row, district)
    return title


@lru_cache(maxsize=4_096)
def _tour_title(seed: int, production: int, kind: str) -> str:
    rng = roll(seed, Salt.STOP, production)
    home = rng.choice(districts()).town
    return _draw(seed, production, kind, -production // TOURS_PER_FORTNIGHT * TOUR_DAYS, home)


def _draw(seed: int, production: int, kind: str, day: int, town: str) -> str:
    rng = roll(seed, Salt.TITLE, production)
    return stage_grammar().draw(kind, rng, _words(seed, kind, day, town))


def _words(seed: int, kind: str, day: int, town: str) -> Words:
    people = people_of(seed)
    field = kind.partition(".")[0]

    def numbered(low: int, high: int) -> Callable[[Random], str]:
        return lambda rng: str(low + int(rng.random() * (high - low + 1)))

    return {
        "person": lambda rng: people.person(rng, field),
        "foreign": people.visitor,
        "town": lambda _: town,
        "big": numbered(12, 480),
        "small": numbered(2, 40),
        "small1": numbered(1, 6),
        "year": lambda _: str(date.fromordinal(day + 45).year),
    }


def _city(seed: int, row: Row, district: District) -> str:
    rng = roll(seed, Salt.STOP, row.number, 1)
    chance = rng.random()
    if chance < 0.03:
        return f" [{district.town} (앵콜) ]"
    if district.metropolitan and chance < 0.45:
        return f" [{district.town} {district.quarter}]"
    return f" [{district.town}]"
