"""Counts, years, coordinates, flags, running times and ages. What does not read cleanly is unknown, never zero."""

from __future__ import annotations

import math
import re

MAX_SEATS = 200_000
COUNT = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,9}", re.ASCII)
COORDINATE = re.compile(r"\d{1,3}(?:\.\d{1,20})?", re.ASCII)
LATITUDES = (33.0, 39.0)
LONGITUDES = (124.0, 132.0)
RUNTIME = re.compile(r"(?:(\d{1,2}) ?시간)? ?(?:(\d{1,3}) ?분)?", re.ASCII)
MAX_RUNTIME_MINUTES = 24 * 60
INTERMISSION = re.compile(r" ?\( ?(?:인터미션|인터미션 ?포함|쉬는 ?시간) ?:? ?(?:약 ?)?(?:\d{1,2} ?분)? ?(?:포함)? ?\)")
AGE_YEARS = re.compile(r"(?:만 ?)?(\d{1,2}) ?세 ?이상(?: ?관람 ?가(?:능)?)?", re.ASCII)
AGE_MONTHS = re.compile(r"(\d{1,3}) ?개월 ?이상(?: ?관람 ?가(?:능)?)?", re.ASCII)
ALL_AGES = re.compile(r"(?:전체|전연령|전 연령|모든 연령) ?(?:관람)? ?가?능?")
MAX_AGE = 99


def read_count(text: str | None, *, zero_is_unknown: bool = True) -> int | None:
    """Return a number of seats or sessions written with or without thousands commas; 0 means unknown."""
    if not text or not COUNT.fullmatch(text):
        return None
    value = int(text.replace(",", ""))
    if value > MAX_SEATS or (value == 0 and zero_is_unknown):
        return None
    return value


def read_year(text: str | None) -> int | None:
    """Return a year from 1800 to 2100."""
    value = int(text) if text and re.fullmatch(r"\d{4}", text, re.ASCII) else 0
    return value if 1800 <= value <= 2100 else None


def read_position(latitude: str | None, longitude: str | None) -> tuple[float, float] | None:
    """Return degrees of a place in Korea; both or neither."""
    pair = []
    for text, (low, high) in ((latitude, LATITUDES), (longitude, LONGITUDES)):
        if not text or not COORDINATE.fullmatch(text):
            return None
        value = float(text)
        if not low <= value <= high:
            return None
        pair.append(value)
    return pair[0], pair[1]


def read_flag(text: str | None) -> bool | None:
    """Return what `Y` or `N` says; other letters are unknown."""
    return {"Y": True, "N": False}.get(text or "")


def read_runtime(text: str | None) -> int | None:
    """Return minutes of `1시간 40분`, `50분`, `6시간`; an intermission in brackets is part of them."""
    match = RUNTIME.fullmatch(INTERMISSION.sub("", text, count=1).strip()) if text else None
    if not match or (match[1] is None and match[2] is None):
        return None
    minutes = int(match[1] or 0) * 60 + int(match[2] or 0)
    return minutes if 0 < minutes <= MAX_RUNTIME_MINUTES else None


def read_age(text: str | None) -> int | None:
    """Return the youngest admitted age in full years, months rounded up; 0 when everyone may come."""
    if not text:
        return None
    if ALL_AGES.fullmatch(text):
        return 0
    if match := AGE_YEARS.fullmatch(text):
        years = int(match[1])
    elif match := AGE_MONTHS.fullmatch(text):
        years = math.ceil(int(match[1]) / 12)
    else:
        return None
    return years if years <= MAX_AGE else None
