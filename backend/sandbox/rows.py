"""The skeleton of a performance: what lists, windows and filters need. Texts are drawn later, when asked for.

A performance is a function of the seed, the day it was registered and its place in that day. Its whole life
(changes, postponements, cancellation) is drawn with it; what a reader sees depends on the day of the question.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from sandbox.dice import Salt, roll
from sandbox.kinds import EVERGREEN, KINDS, RUNS, Kind

if TYPE_CHECKING:
    from random import Random

    from sandbox.venues import VenuePool

ANCHOR_DAY = date(2026, 11, 23).toordinal()
ANCHOR_NUMBER = 305_900
SLOTS_PER_DAY = 80
NUMBERS_PER_DAY = 85  # the last five numbers of a day are kept for the open runs
TOUR_DAYS = 14
TOURS_PER_FORTNIGHT = 22
TOUR_SHARE = 0.22
MEAN_DAYS_BETWEEN_CHANGES = 15
MAX_CHANGES = 9
FIRST_EVERGREEN_DAY = date(2017, 6, 1).toordinal()
EVERGREEN_EVERY_DAYS = 41
CANCELLED_SHARE = 0.09
CHANGES = ("price", "cast", "poster", "times", "dates", "text", "seller", "crew")
_KIND_ODDS = list(accumulate(kind.share for kind in KINDS))
# Days from registration to the first night: (weight, shortest, longest).
_LEADS = ((6, 0, 6), (26, 7, 30), (32, 31, 70), (22, 71, 120), (14, 121, 185))
_LEAD_ODDS = [lead[0] for lead in _LEADS]


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its day (ordinal), what changed and the run after it."""

    day: int
    what: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One performance from registration to its end; days are ordinals of the Seoul calendar.

    Attributes:
        number: The digits of its ID.
        production: Equal for the stops of one tour.
        cancelled: Day from which lists and details no longer know it; 0 = never.
        appeal: How well it sells, in arbitrary units.
    """

    number: int
    registered: int
    second: int
    kind: Kind
    production: int
    on_tour: bool
    venue: int
    start: int
    end: int
    changes: tuple[Change, ...]
    cancelled: int
    appeal: float
    open_run: bool
    festival: bool
    visiting: bool

    @property
    def code(self) -> str:
        """The performance's ID."""
        return f"PF{self.number:06d}"


def number_on(day: int, slot: int) -> int:
    """Return the ID number of a registration slot; later days have larger numbers."""
    return ANCHOR_NUMBER + (day - ANCHOR_DAY) * NUMBERS_PER_DAY + slot


def make_row(seed: int, day: int, slot: int, pool: VenuePool) -> Row:
    """Return the performance registered on `day` in `slot` (0 to 79)."""
    number = number_on(day, slot)
    rng = roll(seed, Salt.ROW, number)
    on_tour = rng.random() < TOUR_SHARE
    production = -(day // TOUR_DAYS * TOURS_PER_FORTNIGHT + rng.randrange(TOURS_PER_FORTNIGHT)) if on_tour else number
    kind = _kind_of(roll(seed, Salt.PRODUCTION, production) if on_tour else rng)
    start = _first_night(day, kind, rng)
    end = start + _run_days(kind, rng) - 1
    if end - start >= 6:
        end += (7 - end) % 7  # long runs close on a Sunday
    changes = _changes(day, start, end, rng)
    return Row(
        number=number,
        registered=day,
        second=9 * 3_600 + slot * 420 + rng.randrange(400),
        kind=kind,
        production=production,
        on_tour=on_tour,
        venue=pool.pick(rng, kind.places, day),
        start=start,
        end=end,
        changes=changes,
        cancelled=_cancelled(day, start, rng),
        appeal=rng.lognormvariate(0, 0.9) * kind.fame,
        open_run=False,
        festival=kind.name == "pop.festival" or rng.random() < 0.035,
        visiting=kind.name == "pop.visit" or rng.random() < 0.02,
    )


def make_evergreen(seed: int, index: int, pool: VenuePool) -> Row:
    """Return one of the open runs: registered years ago, extended every December."""
    rng = roll(seed, Salt.EVERGREEN, index)
    day = FIRST_EVERGREEN_DAY + index * EVERGREEN_EVERY_DAYS + rng.randrange(30)
    number = number_on(day, SLOTS_PER_DAY + index % 5)
    start = day + rng.randrange(10, 40)
    year = date.fromordinal(start).year
    changes = tuple(
        Change(date(y, 12, 1).toordinal() + index % 20, "dates", start, date(y + 1, 12, 31).toordinal())
        for y in range(year, 2040)
    )
    return Row(
        number=number,
        registered=day,
        second=10 * 3_600 + rng.randrange(20_000),
        kind=EVERGREEN,
        production=number,
        on_tour=False,
        venue=pool.pick(rng, "daehakro", day),
        start=start,
        end=date(year, 12, 31).toordinal(),
        changes=changes,
        cancelled=0,
        appeal=rng.lognormvariate(0, 0.6) * EVERGREEN.fame,
        open_run=True,
        festival=False,
        visiting=False,
    )


def _kind_of(rng: Random) -> Kind:
    return rng.choices(KINDS, cum_weights=_KIND_ODDS)[0]


def _first_night(day: int, kind: Kind, rng: Random) -> int:
    _, low, high = rng.choices(_LEADS, _LEAD_ODDS)[0]
    start = day + rng.randint(low, high)
    weekday = (start - 1) % 7
    if kind.run in {"concert", "festival", "weekend"} and weekday < 5 and rng.random() < 0.85:
        start += 5 - weekday  # Saturday
    elif kind.run in {"play", "comedy", "big", "small"} and weekday == 0:
        start += rng.choice((1, 2, 3))  # Monday is the theatres' day off
    return start


def _run_days(kind: Kind, rng: Random) -> int:
    runs = RUNS[kind.run]
    _, low, high = rng.choices(runs, [run[0] for run in runs])[0]
    return rng.randint(low, high)


def _changes(day: int, start: int, end: int, rng: Random) -> tuple[Change, ...]:
    changes: list[Change] = []
    while len(changes) < MAX_CHANGES:
        day += 1 + int(rng.expovariate(1 / MEAN_DAYS_BETWEEN_CHANGES))
        if day > end:
            break
        what = CHANGES[int(rng.random() * len(CHANGES))]
        if what == "dates" and day < start - 5:
            if end - start < 7:
                start, end = start + 7, end + 7  # postponed by a week, same weekdays
            else:
                end += 7 * rng.randint(1, 3)  # extended
        elif what == "dates":
            what = "price"
        changes.append(Change(day, what, start, end))
    return tuple(changes)


def _cancelled(day: int, start: int, rng: Random) -> int:
    if rng.random() >= CANCELLED_SHARE or start - day < 4:
        return 0
    return rng.randint(day + 2, start - 1)
