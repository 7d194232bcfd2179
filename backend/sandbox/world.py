"""The world: which performances exist on a day, as a function of the seed and the day.

Day 0 has the number of performances asked for; every day after it registers about seventy more, changes about a
hundred and cancels a few. A performance of a calendar day is the same whatever day 0 was, so two servers started on
different days agree about every ID they both know.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from threading import Lock
from typing import TYPE_CHECKING

from sandbox.catalogue import Catalogue, Listing
from sandbox.dice import Salt, mix, roll
from sandbox.rows import SLOTS_PER_DAY, Row, make_evergreen, make_row, number_on
from sandbox.venues import VenuePool, venue_pool

if TYPE_CHECKING:
    from collections.abc import Iterator

DEFAULT_PERFORMANCES = 3_600
DEFAULT_VENUES = 400
PAST_DAYS = 120
FUTURE_DAYS = 180
REGISTRATION_DAYS = 146
FULL_DAY = 68
MAX_EVERGREENS = 46


@dataclass(frozen=True, slots=True)
class Settings:
    """What a world is made from; `day_zero` is an ordinal, `new_per_day` None means about seventy."""

    seed: int
    day_zero: int
    performances: int = DEFAULT_PERFORMANCES
    venues: int = DEFAULT_VENUES
    new_per_day: int | None = None


class World:
    """All performances of one seed; catalogues are snapshots of it."""

    def __init__(self, settings: Settings) -> None:
        """Draw the performances of day 0."""
        self.settings = settings
        self.pool: VenuePool = venue_pool(settings.seed, settings.venues)
        self._lock = Lock()
        self._base = self._draw_base()
        self._later: dict[int, list[Row]] = {}
        self._newest: Catalogue | None = None

    def catalogue_on(self, day: int) -> Catalogue:
        """Return what KOPIS would know on `day` (an ordinal)."""
        with self._lock:
            if self._newest is None or self._newest.day != day:
                listings = [listing for row in self._rows_until(day) if (listing := look(row, day)) is not None]
                listings.sort(key=lambda listing: -listing.row.number)
                self._newest = Catalogue(self.settings.seed, day, listings, self.pool)
            return self._newest

    def _rows_until(self, day: int) -> Iterator[Row]:
        yield from self._base
        for later in range(self.settings.day_zero + 1, day + 1):
            if later not in self._later:
                self._later[later] = list(self._draw_day(later, self._new_rows_on(later)))
            yield from self._later[later]

    def _draw_base(self) -> list[Row]:
        wanted = self.settings.performances
        seed, today = self.settings.seed, self.settings.day_zero
        rows = [
            row
            for index in range(min(MAX_EVERGREENS, wanted // 75))
            if (row := make_evergreen(seed, index, self.pool)).registered < today
        ]
        days = max(REGISTRATION_DAYS, wanted // FULL_DAY)
        # A backlog too large for one season reaches back over years, as the real one does.
        oldest_end = today - (PAST_DAYS if days == REGISTRATION_DAYS else 2 * days)
        per_day = wanted / days
        for day in range(today, today - 2 * days, -1):
            if number_on(day, 0) <= 0:
                break
            quota = floor((day + 1) * per_day) - floor(day * per_day)
            drawn = self._draw_day(day, quota)
            rows += [
                row
                for row in drawn
                if row.end >= oldest_end and row.start <= today + FUTURE_DAYS and not 0 < row.cancelled <= today
            ]
            if len(rows) >= wanted:
                break
        return rows[:wanted]

    def _draw_day(self, day: int, quota: int) -> Iterator[Row]:
        seed = self.settings.seed
        slots = list(range(SLOTS_PER_DAY))
        roll(seed, Salt.DAY, day).shuffle(slots)
        # A smaller quota takes a part of the same slots: the day's rows stay the same rows.
        for slot in sorted(slots[:quota]):
            yield make_row(seed, day, slot, self.pool)

    def _new_rows_on(self, day: int) -> int:
        if self.settings.new_per_day is not None:
            return min(self.settings.new_per_day, SLOTS_PER_DAY)
        workday = (day - 1) % 7 < 5
        return (71 if workday else 62) + mix(self.settings.seed, Salt.DAY, day, 1) % 6


def look(row: Row, day: int) -> Listing | None:
    """Return a row as it stands on `day`, or None when it is not registered yet or cancelled."""
    if row.registered > day or (row.cancelled and row.cancelled <= day):
        return None
    version = 0
    for change in row.changes:
        if change.day > day:
            break
        version += 1
    if version == 0:
        return Listing(row, 0, row.start, row.end, row.registered)
    last = row.changes[version - 1]
    return Listing(row, version, last.start, last.end, last.day)
