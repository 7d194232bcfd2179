"""Looks up terms: by what has been typed of them, by sound, and by nearness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from rapidfuzz.distance import OSA

from culturepedia.performances.sql import fetch
from culturepedia.search.backends import get_engine
from culturepedia.search.hangul import is_consonant, is_hangul, keystream
from culturepedia.search.romanisation import readings, romanise, sound
from culturepedia.search.terms import Kind
from culturepedia.search.typos import MAX_KEYS, Near, compare, compare_swapped, gram_questions, keys_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ENOUGH = 40
NEAR_LIMIT = 400
MIN_ROMANISED = 4
SOUND_SHARE = 0.5  # of the letters that may differ between words of one sound
_COLUMNS = "t.kind, t.target, t.label, t.start, t.text, t.keys, t.loose, t.weight"


@dataclass(frozen=True, slots=True)
class Term:
    """A stored way into a label."""

    kind: Kind
    target: str
    label: str
    start: int
    text: str
    keys: str
    loose: str
    weight: float

    @property
    def squashed(self) -> str:
        """Return the text without spaces."""
        return self.text.replace(" ", "")


def starting_with(squashed: str, limit: int = ENOUGH) -> list[Term]:
    """Return the weightiest terms that begin with what was typed: its keys, or its initials."""
    keys = keystream(squashed)[:MAX_KEYS]
    if not keys:
        return []
    if len(keys) == 1:
        return _fetch("t.k1 = %s", [keys], limit)
    if len(keys) == 2:
        found = _fetch("t.k2 = %s", [keys], limit)
        return found + (_fetch("t.i2 = %s", [keys], limit) if _are_initials(squashed) else [])
    found = _fetch(*_range("t.keys", keys), limit)
    return found + (_fetch(*_range("t.initials", squashed), limit) if _are_initials(squashed) else [])


def romanised(words: Sequence[str]) -> list[Term]:
    """Return the terms that Latin words spell: those nearest to the usual romanisation, the weightiest first."""
    typed = "".join(words)
    forms = [form for form in readings(list(words)) if len(form) >= MIN_ROMANISED]
    if not forms or not typed.isascii() or not typed.isalpha():
        return []
    found = [term for form in forms for term in _fetch("t.loose = %s", [form], ENOUGH)]
    return _nearest(found, lambda term: OSA.distance(romanise(term.squashed), typed))


def sounding_like(words: Sequence[str]) -> list[Term]:
    """Return the terms in other letters whose consonants sound like the words': 캣츠 for Cats, or Cats for 캣츠."""
    loose = readings([romanise(word) for word in words])
    typed = loose[0] if loose else ""
    heard = sound(typed)
    if not heard:
        return []
    found = [
        term
        for term in _fetch("t.sound = %s", [heard], ENOUGH)
        if any(map(is_hangul, term.text)) != any(map(is_hangul, words[0]))
        and OSA.distance(term.loose, typed) <= SOUND_SHARE * max(len(typed), len(term.loose))
    ]
    return _nearest(found, lambda term: OSA.distance(term.loose, typed))


def near(squashed: str) -> list[tuple[Near, Term]]:
    """Return terms of which the typed word may be a misspelling, the nearest first."""
    keys = keys_of(squashed)
    best: dict[tuple[Kind, str, int], tuple[Near, Term]] = {}
    for question in gram_questions(keys):
        for term in _fetch(*get_engine().grams_condition(question), NEAR_LIMIT):
            found = compare(keys, term.keys) or compare_swapped(squashed, term.squashed)
            if found is not None:
                best[term.kind, term.target, term.start] = found, term
        if best:
            break
    return sorted(best.values(), key=lambda pair: (pair[0].rank, pair[1].start > 0, -pair[1].weight, pair[1].target))


def popular(limit: int) -> list[Term]:
    """Return the titles that most people want to see now."""
    return _fetch("t.kind = %s AND t.start = 0", [Kind.PERFORMANCE.value], limit)


def _nearest(terms: list[Term], distance: Callable[[Term], int]) -> list[Term]:
    """Return the terms at the least distance, the weightiest first."""
    if not terms:
        return []
    least = min(map(distance, terms))
    nearest = [term for term in terms if distance(term) == least]
    return sorted(nearest, key=lambda term: (term.start > 0, -term.weight, term.target))


def _fetch(condition: str, params: Sequence[Any], limit: int) -> list[Term]:
    rows = fetch(
        f"WITH t AS MATERIALIZED (SELECT * FROM search_searchterm t WHERE {condition}) "  # noqa: S608 - constants
        f"SELECT {_COLUMNS} FROM t ORDER BY t.weight DESC, t.kind, t.target, t.start LIMIT %s"
        if "MATCH" in condition or "@@" in condition
        else f"SELECT {_COLUMNS} FROM search_searchterm t WHERE {condition} "  # noqa: S608
        "ORDER BY t.weight DESC, t.kind, t.target, t.start LIMIT %s",
        [*params, limit],
    )
    return [Term(Kind(kind), *rest) for kind, *rest in rows]


def _range(column: str, beginning: str) -> tuple[str, list[str]]:
    """Return the condition that a column begins with a text, by code points, as both databases' indexes have them."""
    collation = ' COLLATE "C"' if connection.vendor == "postgresql" else ""
    return f"{column}{collation} >= %s AND {column}{collation} < %s", [beginning, f"{beginning}\U0010ffff"]


def _are_initials(squashed: str) -> bool:
    return all(is_consonant(char) for char in squashed)
