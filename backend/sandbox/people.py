"""Invented people and companies: two pools per seed, from which a few names come back often and most seldom."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sandbox.dice import Salt, roll
from sandbox.grammar import name_grammar

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

KOREAN_NAMES = 2_600
FOREIGN_NAMES = 260
COMPANIES = 520
# Where each field's best-known people sit in the pool: actors and cellists are seldom the same people.
_FIELD_OFFSET = {
    "classical": 0,
    "play": 500,
    "musical": 800,
    "pop": 1_300,
    "gugak": 1_600,
    "dance": 1_900,
    "pop_dance": 2_050,
    "circus": 2_150,
    "mixed": 2_250,
}


class People:
    """The people and companies of one seed."""

    def __init__(self, seed: int) -> None:
        """Draw the pools; they are the same for the same seed."""
        rng = roll(seed, Salt.PEOPLE)
        self.korean = _draw_distinct(rng, KOREAN_NAMES, _korean_name)
        self.foreign = _draw_distinct(rng, FOREIGN_NAMES, _foreign_name)
        self.companies = _draw_distinct(roll(seed, Salt.COMPANY), COMPANIES, _company)

    def person(self, rng: Random, field: str) -> str:
        """Return a Korean name of someone who works in `field` (a genre slug)."""
        size = len(self.korean)
        return self.korean[(int(size * rng.random() ** 2.2) + _FIELD_OFFSET[field]) % size]

    def visitor(self, rng: Random) -> str:
        """Return a foreign name in Hangul, as KOPIS writes them."""
        return self.foreign[int(len(self.foreign) * rng.random())]

    def company(self, rng: Random) -> str:
        """Return a company name, most with a corporate mark such as (주)."""
        return self.companies[int(len(self.companies) * rng.random() ** 1.5)]


@lru_cache(maxsize=4)
def people_of(seed: int) -> People:
    """Return the pools of `seed`, made once."""
    return People(seed)


def _draw_distinct(rng: Random, count: int, make: Callable[[Random], str]) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found[make(rng)] = None
    return list(found)


def _korean_name(rng: Random) -> str:
    words = name_grammar()
    surname = words.draw("surname", rng)
    if rng.random() < 0.03:
        return surname + words.draw("second", rng)
    first, second = words.draw("first", rng), words.draw("second", rng)
    return surname + first + (second if second != first else "우")


def _foreign_name(rng: Random) -> str:
    words = name_grammar()
    return f"{words.draw('foreignfirst', rng)} {words.draw('foreignlast', rng)}"


def _company(rng: Random) -> str:
    words = name_grammar()
    mark = words.draw("mark", rng)
    return (f"{mark} " if mark == "주식회사" else mark) + words.draw("company", rng)
