"""Titles of productions, and the bracket with the city that touring stops carry."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from sandbox.dice import Salt, roll
from sandbox.grammar import Words, stage_grammar
from sandbox.people import people_of
from sandbox.regions import District, districts
from sandbox.rows import EVERGREEN_EVERY_DAYS, FIRST_EVERGREEN_DAY, TOUR_DAYS, TOURS_PER_FORTNIGHT, Row

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

SEASONS = ("겨울", "겨울", "봄", "봄", "봄", "여름", "여름", "여름", "가을", "가을", "가을", "겨울")
# Words that only fit some months.
SEASONAL_WORDS = {
    "송년": (12,),
    "연말": (11, 12),
    "크리스마스": (11, 12),
    "호두까기": (11, 12, 1),
    "신년": (1, 2),
    "어린이날": (4, 5),
}
TOUR_LEAD_DAYS = 50
MAX_TRIES = 8


def title_of(seed: int, row: Row, district: District) -> str:
    """Return the title of `row`, which plays in `district`."""
    if row.open_run:
        names = stage_grammar().options("openrun")
        return names[(row.registered - FIRST_EVERGREEN_DAY) // EVERGREEN_EVERY_DAYS % len(names)]
    title = _plain(seed, row, district)[0]
    if row.on_tour or (row.kind.child and roll(seed, Salt.STOP, row.number).random() < 0.3):
        return title + _city(seed, row, district)
    return title


def people_in_title(seed: int, row: Row, district: District) -> tuple[str, ...]:
    """Return the people the title names, for they are also on stage."""
    return () if row.open_run else _plain(seed, row, district)[1]


def _plain(seed: int, row: Row, district: District) -> tuple[str, tuple[str, ...]]:
    if not row.on_tour:
        return _draw(seed, row.production, row.kind.name, row.start, district.town)
    home = roll(seed, Salt.STOP, row.production).choice(districts()).town
    day = -row.production // TOURS_PER_FORTNIGHT * TOUR_DAYS + TOUR_LEAD_DAYS
    return _draw(seed, row.production, row.kind.name, day, home)


@lru_cache(maxsize=16_384)
def _draw(seed: int, production: int, kind: str, day: int, town: str) -> tuple[str, tuple[str, ...]]:
    rng = roll(seed, Salt.TITLE, production)
    when = date.fromordinal(day)
    named: list[str] = []
    words = _words(seed, kind, when, town, named)
    title = ""
    for _ in range(MAX_TRIES):
        named.clear()
        title = stage_grammar().draw(kind, rng, words)
        if all(when.month in months for word, months in SEASONAL_WORDS.items() if word in title):
            break
    return title, tuple(named)


def _words(seed: int, kind: str, when: date, town: str, named: list[str]) -> Words:
    people = people_of(seed)
    field = kind.partition(".")[0]

    def numbered(low: int, high: int) -> Callable[[Random], str]:
        return lambda rng: str(low + int(rng.random() * (high - low + 1)))

    def note(name: str) -> str:
        named.append(name)
        return name

    return {
        "person": lambda rng: note(people.person(rng, field)),
        "foreign": lambda rng: note(people.visitor(rng)),
        "town": lambda _: town,
        "big": numbered(12, 480),
        "small": numbered(2, 40),
        "small1": numbered(1, 6),
        "year": lambda _: str(when.year),
        "season": lambda _: SEASONS[when.month - 1],
    }


def _city(seed: int, row: Row, district: District) -> str:
    rng = roll(seed, Salt.STOP, row.number, 1)
    chance = rng.random()
    if chance < 0.03:
        return f" [{district.town} (앵콜) ]"
    if district.metropolitan and chance < 0.45:
        return f" [{district.town} {district.quarter}]"
    return f" [{district.town}]"
