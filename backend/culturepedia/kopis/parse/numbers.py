"""Counts, years, coordinates, flags, running times and ages. What does not read cleanly is unknown, never zero.

Running times and ages are read in every form that a person reads without doubt: about ninety minutes are ninety, an
intermission that is part of the time changes nothing. A range, an intermission to be added, a recommendation, school
years and years of birth stay unknown.
"""

from __future__ import annotations

import math
import re

from culturepedia.kopis.parse.text import plain

MAX_SEATS = 200_000
COUNT = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,9}", re.ASCII)
YEAR = re.compile(r"(?:18|19|20)\d\d|2100", re.ASCII)
COORDINATE = re.compile(r"\d{1,3}(?:\.\d{1,20})?", re.ASCII)
LATITUDES = (33.0, 39.0)
LONGITUDES = (124.0, 132.0)

MAX_TEXT_LENGTH = 100
MAX_RUNTIME_MINUTES = 24 * 60
PAUSE = r"(?:인터미션|휴식(?: ?시간)?|중간 ?휴식|쉬는 ?시간)"
PAUSE_MINUTES = r"(?: ?:? ?(?:약 ?)?\d{1,2} ?분)?"
RUNTIME = re.compile(
    rf"(?:{PAUSE}{PAUSE_MINUTES} ?포함,? ?)?(?:총 ?)?(?:약|대략)? ?"
    r"(?:(?P<hours>\d{1,2}) ?시간(?: ?(?:(?P<half>반)|(?P<minutes>\d{1,2}) ?분))?|(?P<only>\d{1,4}) ?분)"
    r"(?: ?(?:내외|정도|가량|예정|소요))?"
    rf"(?: ?\( ?(?:{PAUSE}{PAUSE_MINUTES} ?(?:포함|있음|없음)?|예정) ?\)|,? {PAUSE}{PAUSE_MINUTES} ?포함)?",
    re.ASCII,
)

MAX_AGE = 99
ADMITTED = r"(?: ?(?:관람|입장|이용) ?(?:가능|가)?| ?가능)?"
REFUSED = r" ?(?:관람|입장|이용)? ?(?:불가능|불가|금지)"
SAME_IN_OTHER_WORDS = r"(?: ?\( ?(?:미취학 ?아동|미취학|영유아|유아|청소년)(?:은)?(?: ?관람| ?입장) ?불가 ?\))?"
AGE = re.compile(
    r"(?:(?:만 ?)?(?P<years>\d{1,2}) ?세|(?P<months>\d{1,3}) ?개월)"
    rf" ?(?:이상{ADMITTED}|미만(?:은)?{REFUSED}){SAME_IN_OTHER_WORDS}",
    re.ASCII,
)
ALL_AGES = re.compile(rf"(?:전체|전 ?연령|모든 ?연령){ADMITTED}|연령 ?제한 ?없음")


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
    return int(text) if text and YEAR.fullmatch(text) else None


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
    """Return minutes of `1시간 40분`, `50분`, `6시간`, `약 90분`, `100분(인터미션 15분)`."""
    match = RUNTIME.fullmatch(_matched(text))
    if not match:
        return None
    if match["only"]:
        minutes = int(match["only"])
    else:
        over = 30 if match["half"] else int(match["minutes"] or 0)
        minutes = int(match["hours"]) * 60 + over if over < 60 else 0
    return minutes if 0 < minutes <= MAX_RUNTIME_MINUTES else None


def read_age(text: str | None) -> int | None:
    """Return the youngest admitted age in full years, months rounded up; 0 when everyone may come."""
    matched = _matched(text)
    if ALL_AGES.fullmatch(matched):
        return 0
    match = AGE.fullmatch(matched)
    if not match:
        return None
    years = int(match["years"]) if match["years"] else math.ceil(int(match["months"]) / 12)
    return years if years <= MAX_AGE else None


def _matched(text: str | None) -> str:
    return plain(text) if text and len(text) <= MAX_TEXT_LENGTH else ""
