"""How well a performance answers a query: one candidate and one query give one number. Pure.

The quality of a token is that of the best field it matches; a query's is the mean of its tokens', or that of all
tokens read as one phrase if that is better. Half of the prior (popularity, and whether the run is on) is added.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from culturepedia.search.queries import is_tag

if TYPE_CHECKING:
    import re
    from datetime import date

    from culturepedia.search.queries import Query, Token

SEPARATOR = "|"  # never part of a folded text
RUNNING, UPCOMING = 6.0, 5.0
FRESH, FADES_DAYS = 6.0, 365.0
PRIOR_WEIGHT = 0.5
COMPLETED = 4  # what a title loses when typing has not reached its end
BRACKET = 50
REORDERED = 97
TAG = 24
SYNOPSIS = 5
NOTHING = 0


@dataclass(frozen=True, slots=True)
class Grades:
    """What a match is worth: of the whole value, at its start, inside."""

    whole: int
    start: int
    inside: int


CORE = Grades(100, 82, 62)
ENGLISH = Grades(95, 78, 58)
CAST = Grades(70, 55, 15)
CREW = Grades(45, 45, 10)
VENUE = Grades(48, 48, 38)
COMPANY = Grades(34, 34, 26)


@dataclass(frozen=True, slots=True)
class Fields:
    """A performance's folded texts; several values stand between separators."""

    core: str
    title: str
    english: str
    cast: str
    crew: str
    venue: str
    companies: str
    tags: str


def prior_on(today: date, start_date: date, end_date: date, *, open_run: bool) -> float:
    """Return what a day's place in the run is worth: running before upcoming before ended, and then how long ago."""
    if start_date > today:
        return UPCOMING + FRESH
    if open_run or end_date >= today:
        return RUNNING + FRESH
    return FRESH * math.exp(-(today - end_date).days / FADES_DAYS)


def score(query: Query, fields: Fields, prior: float) -> float | None:
    """Return how well the fields answer the query, or None when a token is nowhere in them."""
    qualities = [_quality(token.pattern, token.text, fields) for token in query.tokens]
    if not qualities or NOTHING in qualities:
        return None
    quality = sum(qualities) / len(qualities)
    if len(qualities) > 1:
        quality = max(quality, _quality(query.phrase, query.squashed, fields), _coverage(query, fields.core))
    return quality + PRIOR_WEIGHT * prior


def _quality(pattern: re.Pattern[str], text: str, fields: Fields) -> int:
    """Return the quality of the best field; the fields come in the order of what they can be worth."""
    best = max(_grade(pattern, text, fields.core, CORE), _grade(pattern, text, fields.english, ENGLISH))
    if best >= CAST.whole:
        return best
    best = max(best, _grade_names(pattern, fields.cast, CAST))
    if best < BRACKET and pattern.search(fields.title):
        best = BRACKET
    if best < VENUE.whole:
        best = max(best, _grade_names(pattern, fields.venue, VENUE), _grade_names(pattern, fields.crew, CREW))
    if best < COMPANY.whole:
        best = max(best, _grade_names(pattern, fields.companies, COMPANY))
    if best < TAG and is_tag(text):
        best = max(best, _grade_tags(pattern, fields.tags))
    return best


def _grade(pattern: re.Pattern[str], text: str, value: str, grades: Grades) -> int:
    found = pattern.search(value) if value else None
    if found is None:
        return NOTHING
    if found.start():
        return grades.inside
    if found.end() < len(value):
        return grades.start
    return grades.whole if found[0].replace(" ", "") == text else grades.whole - COMPLETED


def _grade_names(pattern: re.Pattern[str], names: str, grades: Grades) -> int:
    best = NOTHING
    for found in pattern.finditer(names):
        if names[found.start() - 1] != SEPARATOR:
            best = max(best, grades.inside)
        elif names[found.end()] != SEPARATOR:
            best = max(best, grades.start)
        else:
            return grades.whole
    return best


def _grade_tags(pattern: re.Pattern[str], tags: str) -> int:
    """Return the quality of a word of a tag that begins so."""
    return TAG if any(tags[found.start() - 1] in f"{SEPARATOR} " for found in pattern.finditer(tags)) else NOTHING


def _coverage(query: Query, core: str) -> int:
    """Return the quality of a title that consists of just these tokens, in another order."""
    left = core
    for token in sorted(query.tokens, key=_length, reverse=True):
        left, count = token.pattern.subn(SEPARATOR, left, count=1)
        if not count:
            return NOTHING
    return REORDERED if core and not left.replace(SEPARATOR, "").strip() else NOTHING


def _length(token: Token) -> int:
    return len(token.text)
