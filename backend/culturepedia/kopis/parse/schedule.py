"""Timetable text: `화요일 ~ 금요일(20:00), 토요일(15:00,19:00), HOL(14:00)`.

A text is read as a whole or not at all: half a timetable would send people to a closed house. Repeated and overlapping
segments are merged; a range may wrap around the week (`금요일 ~ 월요일`).
"""

from __future__ import annotations

import re
from datetime import time
from typing import NamedTuple

from culturepedia.performances.codes import Weekday

WEEK = (Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI, Weekday.SAT, Weekday.SUN)
DAY_NAMES: dict[str, Weekday] = {
    **{f"{day.ko}요일": day for day in WEEK},
    "HOL": Weekday.HOLIDAY,
    "공휴일": Weekday.HOLIDAY,
}
SEGMENT = re.compile(
    r"\s*(?P<first>[월화수목금토일]요일|HOL|공휴일)\s*(?:[~∼～-]\s*(?P<last>[월화수목금토일]요일)\s*)?"
    r"\(\s*(?P<times>[0-9:,\s]{4,200}?)\s*\)\s*",
    re.IGNORECASE,
)
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
    at = 0
    while at < len(text):
        match = SEGMENT.match(text, at)
        times = _read_times(match["times"]) if match else ()
        if not match or not times:
            return ()
        rules.update(ShowtimeRule(day, moment) for day in _days(match) for moment in times)
        at = match.end()
        if at < len(text):
            if text[at] != ",":
                return ()
            at += 1
            if not text[at:].strip():
                return ()  # ends in a comma: something was cut off
    order = {day: place for place, day in enumerate(Weekday)}
    return tuple(sorted(rules, key=lambda rule: (order[rule.weekday], rule.at)))


def _days(match: re.Match[str]) -> list[Weekday]:
    first = DAY_NAMES[match["first"].upper()]
    if match["last"] is None:
        return [first]
    if first is Weekday.HOLIDAY:
        return [first, DAY_NAMES[match["last"]]]
    start, end = WEEK.index(first), WEEK.index(DAY_NAMES[match["last"]])
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
