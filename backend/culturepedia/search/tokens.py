"""Which tokens a value leaves in the index. Pure.

A value is one title, name or label: no token spans two of them. Hangul leaves pairs of syllables, the last syllable
alone, pairs whose second syllable is half typed, and the initials from each position; other words leave themselves
glued to what follows, so that every beginning of a word is the beginning of a token. One and two initials are tokens
of their own: as prefixes they would gather a large part of the index for every question.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from culturepedia.search.hangul import FINAL_KEYS, INITIALS, VOWEL_KEYS, initials, is_syllable, join, split
from culturepedia.search.words import MAX_TOKEN, Piece, fold_stored, split_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_INITIALS = 8
_CONSONANTS = re.compile(f"[{INITIALS}]+")
MAX_VALUE = 600  # characters of one value that are looked at
MAX_PROSE = 4_000
TAG_MARK = "\u16c3"  # a letter that no title has


def value_tokens(values: Iterable[str | None]) -> set[str]:
    """Return the tokens of values."""
    return set().union(*[_tokens_of(value[:MAX_VALUE]) for value in values if value])


def tag_tokens(values: Iterable[str]) -> set[str]:
    """Return the tokens of hashtags, genres and places: each word with what follows it, found by its beginning only.

    They hang on a large part of the catalogue, so a single syllable or initials must not bring them up.
    """
    tokens: set[str] = set()
    for value in values:
        words = fold_stored(value[:MAX_VALUE]).split()
        tokens.update([TAG_MARK + "".join(words[at:])[:MAX_TOKEN] for at in range(len(words))])
    return tokens


def prose_tokens(text: str | None) -> set[str]:
    """Return the tokens of a running text: pairs of syllables inside words, and other words."""
    tokens: set[str] = set()
    for word in set(fold_stored((text or "")[:MAX_PROSE]).split()):
        for stretch in split_pieces(word):
            piece = stretch[0].text
            if not stretch[0].is_hangul:
                _add_words(tokens, stretch)
            elif len(piece) == 1:
                tokens.add(piece)
            else:
                tokens.update([piece[at : at + 2] for at in range(len(piece) - 1)])
    return tokens


@cache
def half_typed(syllable: str) -> tuple[str, ...]:
    """Return what a Korean keyboard shows on the way to a syllable, beginning with its initial alone."""
    initial, vowel, final = split(syllable)
    shown = [initial]
    if vowel in VOWEL_KEYS:
        shown.append(join(initial, VOWEL_KEYS[vowel][0]))
    if final:
        shown.append(join(initial, vowel))
    if final in FINAL_KEYS:
        shown.append(join(initial, vowel, FINAL_KEYS[final][0]))
    return tuple(shown)


@lru_cache(maxsize=4096)  # names and venues come back
def _tokens_of(value: str) -> frozenset[str]:
    tokens: set[str] = set()
    for stretch in split_pieces(fold_stored(value)):
        if stretch[0].is_hangul:
            _add_hangul(tokens, stretch[0].text)
        else:
            _add_words(tokens, stretch)
    return frozenset(tokens)


def _add_hangul(tokens: set[str], run: str) -> None:
    tokens.add(run[-1])
    for first, second in pairwise(run):
        tokens.add(first + second)
        if is_syllable(first) and is_syllable(second):
            tokens.update([first + shown for shown in half_typed(second)])
    letters = initials(run)
    for found in _CONSONANTS.finditer(letters):
        some = found[0]
        for at in range(len(some)):
            tokens.update((some[at], some[at : at + 2], some[at : at + MAX_INITIALS]))


def _add_words(tokens: set[str], stretch: list[Piece]) -> None:
    glued = ""
    for piece in reversed(stretch):
        glued = (piece.text + glued)[:MAX_TOKEN]
        tokens.add(glued)
