"""Words that somebody meant who typed another one: which terms to look at, and which of them are near. Pure.

Distances count keys of a Korean keyboard, so 헴릿 is one away from 햄릿. A term must share enough pieces with the typed
word to be looked at: cut into pieces that do not overlap, a word with `d` wrong keys keeps all but `d` of them. Words
of one or two syllables are too short for that; they share pairs of keys at nearly the same place with terms that are
short as well.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from culturepedia.search.hangul import is_hangul, keystream

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_KEYS = 40
MIN_KEYS = 4
SHORT_QUERY = 5  # keys; up to here a word is compared with short terms only
SHORT_TERM = 7
PIECE = 3
MAX_PIECES = 6
MIN_SYLLABLES_TO_SWAP = 4

Grams = frozenset[str]
# Keys that are taken for each other by ear, or in transcriptions.
_ALIKE = str.maketrans("ㅔㅖㅒㄲㅋㄸㅌㅃㅍㅆㅉㅊㅎㅗㅜ", "ㅐㅐㅐㄱㄱㄷㄷㅂㅂㅅㅈㅈㅇㅓㅡ")


@dataclass(frozen=True, slots=True)
class Near:
    """How near a term is to what was typed; smaller is nearer."""

    distance: int
    heard: int  # the distance by ear
    is_cut: bool  # only the beginning of the term is near

    @property
    def rank(self) -> tuple[int, bool]:
        """Return what to sort by."""
        return self.distance + self.heard, self.is_cut


def term_grams(keys: str) -> set[str]:
    """Return the pieces by which a term is found."""
    grams = {keys[at : at + PIECE] for at in range(len(keys) - PIECE + 1)}
    if len(keys) <= SHORT_TERM:
        grams.update(f"{at}{keys[at : at + 2]}" for at in range(len(keys) - 1))
    return grams


def allowed_distance(length: int) -> int:
    """Return how many keys may be wrong in a word of so many."""
    return 0 if length < MIN_KEYS else 1 if length <= 8 else 2 if length <= 16 else 3


def gram_questions(keys: str) -> Iterable[list[Grams]]:
    """Yield what to ask the index, the narrowest first: terms that have all pieces of any of the sets."""
    if len(keys) < MIN_KEYS:
        return
    if len(keys) <= SHORT_QUERY:
        places = [
            [f"{near}{keys[at : at + 2]}" for near in range(max(at - 1, 0), at + 2)] for at in range(len(keys) - 1)
        ]
        yield [frozenset(pair) for one, other in combinations(places, 2) for pair in _pairs(one, other)]
        yield [frozenset([gram]) for place in places for gram in place]
        return
    count = min(len(keys) // PIECE, MAX_PIECES)
    step = len(keys) / count
    pieces = [keys[int(at * step) : int(at * step) + PIECE] for at in range(count)]
    for kept in range(count - 1, max(count - allowed_distance(len(keys)), 1) - 1, -1):
        yield [frozenset(some) for some in combinations(pieces, kept)]


def compare(typed: str, keys: str) -> Near | None:
    """Return how near a term is to the typed keys, or None when it is too far."""
    limit = allowed_distance(len(typed))
    typed_heard = _hear(typed)
    best: Near | None = None
    lengths = {len(keys)} if len(typed) <= SHORT_QUERY else {len(keys), *range(len(typed) - 1, len(typed) + 2)}
    for length in lengths:
        if length > len(keys) or abs(length - len(typed)) > limit:
            continue
        part = keys[:length]
        distance = OSA.distance(typed, part, score_cutoff=limit + 1)
        heard = OSA.distance(typed_heard, _hear(part), score_cutoff=limit)
        if distance > limit and not (distance == limit + 1 and heard < limit):
            continue
        near = Near(distance, heard, length < len(keys))
        if best is None or near.rank < best.rank:
            best = near
    return best


def compare_swapped(typed: str, term: str) -> Near | None:
    """Return how near a term is whose neighbouring syllables were typed in the wrong order, or None."""
    part = term[: len(typed)]
    if len(typed) < MIN_SYLLABLES_TO_SWAP or not is_hangul(typed[0]) or Counter(typed) != Counter(part):
        return None
    return Near(1, 1, len(part) < len(term)) if OSA.distance(typed, part, score_cutoff=1) == 1 else None


def _hear(keys: str) -> str:
    """Return keys with those alike that sound alike; the particle 의 is said like 에."""
    return keys.replace("ㅡㅣ", "ㅐ").translate(_ALIKE)


def keys_of(squashed: str) -> str:
    """Return the keys of a folded word, as terms keep them."""
    return keystream(squashed)[:MAX_KEYS]


def _pairs(one: list[str], other: list[str]) -> Iterable[tuple[str, str]]:
    return [(first, second) for first in one for second in other if first[0] < second[0]]
