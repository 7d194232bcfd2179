"""Timetable text: `화요일 ~ 금요일(20:00), 토요일(15:00,19:00), HOL(14:00)`.

A text is read as a whole or not at all: half a timetable would send people to a closed house. Repeated and overlapping
segments are merged; a range may wrap around the week (`금요일 ~ 월요일`). A range to or from holidays is unread, for
holidays have no place in the week.
"""

from __future__ import annotations

import re
from datetime import time
from typing import NamedTuple

from culturepedia.kopis.parse.text import plain
from culturepedia.performances.codes import Weekday

WEEK = (Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI, Weekday.SAT, Weekday.SUN)
WEEK_NAMES = [day.ko for day in WEEK]
DAY = "[월화수목금토일](?:요일)?"
SEGMENT = re.compile(
    rf"(?:(?P<holiday>HOL|공휴일)|(?P<every>매일)|(?P<first>{DAY})(?: ?[~-] ?(?P<last>{DAY}))?)"
    r" ?\((?P<times>[0-9:, ]{4,400})\)",
    re.IGNORECASE | re.ASCII,
)
BETWEEN = re.compile(r" ?[,/] ?| ")
TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
MAX_TEXT_LENGTH = 2_000


class ShowtimeRule(NamedTuple):
    """A start time on a weekday, or on public holidays."""

    weekday: Weekday
    at: time


def read_schedule(text: str | None) -> tuple[ShowtimeRule, ...]:
    """Return the rules of a timetable in the order of the week; none unless all of it reads."""
    if not text or len(text) > MAX_TEXT_LENGTH:
        return ()
    rules: set[ShowtimeRule] = set()
    rest = plain(text)
    at = 0
    while match := SEGMENT.match(rest, at):
        times = _read_times(match["times"])
        if not times:
            return ()
        rules.update(ShowtimeRule(day, moment) for day in _days(match) for moment in times)
        if match.end() == len(rest):
            order = {day: place for place, day in enumerate(Weekday)}
            return tuple(sorted(rules, key=lambda rule: (order[rule.weekday], rule.at)))
        between = BETWEEN.match(rest, match.end())
        if not between:
            return ()
        at = between.end()
    return ()


def _days(match: re.Match[str]) -> list[Weekday]:
    if match["holiday"]:
        return [Weekday.HOLIDAY]
    if match["every"]:
        return list(WEEK)
    start = WEEK_NAMES.index(match["first"][0])
    end = WEEK_NAMES.index((match["last"] or match["first"])[0])
    length = (end - start) % len(WEEK) + 1
    return [WEEK[(start + step) % len(WEEK)] for step in range(length)]


def _read_times(text: str) -> tuple[time, ...]:
    times = []
    for piece in text.split(","):
        match = TIME.fullmatch(piece.strip())
        if not match:
            return ()
        times.append(time(int(match[1]), int(match[2])))
    return tuple(times)
