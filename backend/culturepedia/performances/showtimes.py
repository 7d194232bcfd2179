"""From a weekly timetable to dated showtimes. Pure.

Rules of the weekday `holiday` replace those of the weekday on a Korean public holiday, if a performance has any.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import holidays

from culturepedia.performances.codes import Weekday
from culturepedia.performances.sql import SEOUL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

WEEK = tuple(weekday.value for weekday in Weekday)
WEEKDAYS = WEEK[:7]
LAST_DAY = date(2999, 12, 31)


class Rule(NamedTuple):
    """A start time on a weekday, or on public holidays."""

    weekday: str
    time: time


class Showtime(NamedTuple):
    """One dated showtime; `weekday` is the calendar's, also on a public holiday."""

    date: date
    weekday: str
    starts_at: datetime


def weekday_of(day: date) -> str:
    """Return the code of a date's weekday."""
    return WEEKDAYS[day.weekday()]


@lru_cache(maxsize=64)
def _holidays(year: int) -> Mapping[date, str]:
    return dict(holidays.country_holidays("KR", years=year, language="ko"))


def holiday_name(day: date) -> str | None:
    """Return what public holiday a date is in Korea, or None."""
    return _holidays(day.year).get(day)


def times_on(day: date, rules: Collection[Rule]) -> list[time]:
    """Return the start times on a date, in order."""
    weekday: str = weekday_of(day)
    if holiday_name(day) and any(rule.weekday == Weekday.HOLIDAY for rule in rules):
        weekday = Weekday.HOLIDAY
    return sorted({rule.time for rule in rules if rule.weekday == weekday})


def dated_showtimes(rules: Sequence[Rule], first: date, last: date) -> Iterator[Showtime]:
    """Yield every showtime from the first to the last day, in order."""
    if not rules:
        return
    day = first
    while day <= min(last, LAST_DAY):
        for start in times_on(day, rules):
            yield Showtime(day, weekday_of(day), datetime.combine(day, start, SEOUL))
        day += timedelta(days=1)


def weekly_table(rules: Collection[Rule]) -> list[dict[str, Any]]:
    """Return the rules as the API shows them: one line a weekday, in the order of the week."""
    times: dict[str, list[str]] = {}
    for weekday, start in sorted(set(rules), key=itemgetter(1)):
        times.setdefault(weekday, []).append(start.isoformat("minutes"))
    return [{"weekday": weekday, "times": times[weekday]} for weekday in WEEK if weekday in times]
