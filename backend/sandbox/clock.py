"""The world's calendar: a fixed day, or one that moves on at midnight in Seoul."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")
EARLIEST = date(2019, 1, 1)
LATEST = date(2039, 12, 31)


def seoul_today() -> date:
    """Return today's date in Seoul."""
    return datetime.now(SEOUL).date()


class Clock:
    """Tells the world's day; `set` moves it, `follow` lets it keep pace with the real calendar from there."""

    def __init__(self, day: date, *, follow: bool) -> None:
        """Start at `day`."""
        self._follow = follow
        self.set(day)

    def set(self, day: date) -> None:
        """Move to `day`.

        Raises:
            ValueError: The day is outside the years the world can describe.
        """
        if not EARLIEST <= day <= LATEST:
            raise ValueError(f"the sandbox knows the days {EARLIEST} to {LATEST}")
        self._day = day
        self._set_on = seoul_today()

    def today(self) -> date:
        """Return the world's day."""
        return self._day + (seoul_today() - self._set_on if self._follow else timedelta())
