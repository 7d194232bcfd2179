"""Looks up terms: by what has been typed of them, by sound, and by nearness."""

from __future__ import annotations

import re
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
    from collections.abc import Callable, Iterable, Sequence

ENOUGH = 40
MOST_FIRST = 4  # keys by which terms are found at once
TOP = 1_000  # of those that begin with the same few letters
NEAR_LIMIT = 400
MIN_ROMANISED = 4
TRIPLE = re.compile(r"(.)\1\1")  # no word in any spelling has a letter three times in a row
SOUND_SHARE = 0.5  # of the letters that may differ between words of one sound
_ORDER = "t.weight DESC, t.id"
_COLUMNS = "t.kind, t.target, t.label, t.start, t.text, t.keys, t.loose, t.weight, t.best"


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
    best: int  # primary key of the performance that it leads to first

    @property
    def squashed(self) -> str:
        """Return the text without spaces."""
        return self.text.replace(" ", "")


def starting_with(squashed: str, limit: int = ENOUGH) -> list[Term]:
    """Return the weightiest terms that begin with what was typed: its keys, or its initials."""
    keys = keystream(squashed)[:MAX_KEYS]
    if not keys:
        return []
    if len(keys) <= MOST_FIRST:
        found = _fetch(f"t.k{len(keys)} = %s", [keys], limit)
    else:
        found = _fetch_beginning("keys", f"k{MOST_FIRST}", keys, limit)
    if len(keys) == 1 or not _are_initials(squashed):
        return found
    if len(keys) == 2:
        return found + _fetch("t.i2 = %s", [keys], limit)
    return found + _fetch_beginning("initials", "i2", squashed, limit)


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
    typed = loose[0] if loose and not TRIPLE.search("".join(words)) else ""
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
        for term in _fetch_with_grams(question):
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
        f"SELECT {_COLUMNS} FROM search_searchterm t WHERE {condition} ORDER BY {_ORDER} LIMIT %s",  # noqa: S608
        [*params, limit],
    )
    return [Term(Kind(kind), *rest) for kind, *rest in rows]


def _fetch_with_grams(question: Iterable[Iterable[str]]) -> list[Term]:
    """Return the weightiest terms with these pieces: gathered before they are sorted, and that without their texts."""
    condition, params = get_engine().grams_condition(question)
    rows = fetch(
        "WITH t AS MATERIALIZED (SELECT t.id, t.weight FROM search_searchterm t "  # noqa: S608
        f"WHERE {condition}), best AS MATERIALIZED (SELECT t.id FROM t ORDER BY {_ORDER} LIMIT %s) "
        f"SELECT {_COLUMNS} FROM best JOIN search_searchterm t ON t.id = best.id ORDER BY {_ORDER}",
        [*params, NEAR_LIMIT],
    )
    return [Term(Kind(kind), *rest) for kind, *rest in rows]


def _fetch_beginning(column: str, first: str, text: str, limit: int) -> list[Term]:
    """Return the weightiest terms of which a column begins with a text, by code points.

    Where very many begin so, they are among the weightiest with the same first letters, for which `first` is a column;
    only else are all gathered. The gate keeps SQLite from doing so in any case.
    """
    collation = 'COLLATE "C"' if connection.vendor == "postgresql" else ""  # as the database's index has it
    begins = f"t.{column} {collation} >= %s AND t.{column} {collation} < %s"
    some, terms = "SELECT t.id, t.weight", "search_searchterm t"
    rows = fetch(
        f"WITH top AS MATERIALIZED ({some}, t.{column} FROM {terms} WHERE t.{first} = %s ORDER BY {_ORDER} LIMIT %s), "  # noqa: S608
        f"best AS MATERIALIZED ({some} FROM top t WHERE {begins} ORDER BY {_ORDER} LIMIT %s), "
        "gate AS MATERIALIZED (SELECT 1 WHERE (SELECT COUNT(*) FROM best) < %s), "
        f"rest AS MATERIALIZED ({some} FROM gate CROSS JOIN {terms} WHERE {begins} ORDER BY {_ORDER} LIMIT %s), "
        "found AS (SELECT id FROM best UNION SELECT id FROM rest) "
        f"SELECT {_COLUMNS} FROM found JOIN {terms} ON t.id = found.id ORDER BY {_ORDER} LIMIT %s",
        [text[: int(first[1])], TOP, *2 * [text, f"{text}\U0010ffff", limit, limit]],
    )
    return [Term(Kind(kind), *rest) for kind, *rest in rows]


def _are_initials(squashed: str) -> bool:
    return all(is_consonant(char) for char in squashed)
