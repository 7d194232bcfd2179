"""Repeatable chance: the same numbers in give the same random stream out, on every machine.

Each thing in the world (a row, a production, a poster) draws from its own stream, so that adding a draw in one
place does not change anything elsewhere.
"""

from __future__ import annotations

from enum import IntEnum
from random import Random

_MASK = (1 << 64) - 1


class Salt(IntEnum):
    """What a stream is for; streams with different salts are independent."""

    DAY = 1
    ROW = 2
    PRODUCTION = 3
    TITLE = 4
    STOP = 5
    DETAIL = 6
    EVENT = 7
    SCHEDULE = 8
    VENUE = 9
    PEOPLE = 10
    COMPANY = 11
    POSTER = 12
    RANKING = 13
    EVERGREEN = 14
    LIST = 15


def mix(*parts: int) -> int:
    """Return a 64-bit number that depends on every part and on their order."""
    value = 0x9E3779B97F4A7C15
    for part in parts:
        value = ((value ^ (part & _MASK)) * 0xBF58476D1CE4E5B9) & _MASK
        value ^= value >> 29
    value = (value * 0x94D049BB133111EB) & _MASK
    return value ^ (value >> 31)


def roll(*parts: int) -> Random:
    """Return a random stream of its own for `parts`."""
    return Random(mix(*parts))


def share(*parts: int) -> float:
    """Return one number in [0, 1) for `parts`: cheaper than a stream where a single draw is enough."""
    return mix(*parts) / (_MASK + 1)
