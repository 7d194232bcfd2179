"""What a query asks for: terms that an engine can intersect, and patterns that verify and mark. Pure.

Every token of a query must match, in any field and by any of its alternatives; an alternative is a set of terms that
all must be there. Terms are made here only, from letters and digits: no text of a user is part of an engine's language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from culturepedia.search.hangul import (
    FINAL_KEYS,
    FINALS,
    VOWEL_KEYS,
    compose,
    fold_text,
    is_consonant,
    is_hangul,
    is_jamo,
    is_syllable,
    join,
    keystream,
    split,
    syllable_range,
)
from culturepedia.search.tokens import MAX_INITIALS, TAG_MARK
from culturepedia.search.words import MAX_TOKEN, NUMERALS, Piece, split_pieces

MAX_QUERY = 80  # characters that are looked at, before any variant is made
MAX_TOKENS = 8


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A token of the index, or the beginning of one."""

    text: str
    is_prefix: bool = False


Alternative = tuple[Term, ...]  # all of them


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a query: `text` folded, without spaces."""

    text: str
    alternatives: tuple[Alternative, ...]
    source: str  # the pattern's text
    pattern: re.Pattern[str]

    @property
    def is_initials(self) -> bool:
        """Return whether it consists of consonants alone."""
        return all(is_consonant(char) for char in self.text)


@dataclass(frozen=True)
class Query:
    """A query as it is understood; without tokens it asks for nothing that exists."""

    tokens: tuple[Token, ...]

    @cached_property
    def text(self) -> str:
        """Return the folded query."""
        return " ".join(token.text for token in self.tokens)

    @cached_property
    def squashed(self) -> str:
        """Return the folded query without spaces."""
        return "".join(token.text for token in self.tokens)

    @cached_property
    def phrase(self) -> re.Pattern[str]:
        """Return the pattern of all tokens in their order."""
        return re.compile(" ?".join(token.source for token in self.tokens))


@lru_cache(maxsize=2048)
def analyse(text: str) -> Query:
    """Return what a text asks for."""
    words = fold_text(text[: 4 * MAX_QUERY])[:MAX_QUERY].split()[:MAX_TOKENS]
    last = len(words) - 1
    return Query(tuple(make_token(word[:MAX_TOKEN], is_open=at == last) for at, word in enumerate(words)))


def make_token(word: str, *, is_open: bool) -> Token:
    """Return the token of a folded word; an open one may still be on its way to a longer word."""
    word = _composed(word)
    pieces = [piece for stretch in split_pieces(word) for piece in _glued(stretch)]
    readings = [_read(piece, is_open=is_open and at == len(pieces) - 1) for at, piece in enumerate(pieces)]
    alternatives: list[Alternative] = [()]
    for reading in readings:
        alternatives = [(*made, *terms) for made in alternatives for terms in reading]
    if is_tag(word):
        alternatives.append((Term(TAG_MARK + word, is_prefix=True),))
    source = _pattern(pieces, is_open=is_open)
    unique = dict.fromkeys(tuple(sorted(set(terms))) for terms in alternatives)
    return Token(word, tuple(unique), source, re.compile(source))


def is_tag(word: str) -> bool:
    """Return whether a word may stand for a hashtag, a genre or a place: more than one letter, not just initials."""
    return len(word) > 1 and not all(is_consonant(char) for char in word)


def _composed(word: str) -> str:
    """Return single jamo as the syllables that they type, where they type any: ㅎㅐㅁ is 햄."""
    if not any(is_jamo(char) and not is_consonant(char) for char in word):
        return word
    composed = compose(keystream(word))
    return word if any(is_jamo(char) and not is_consonant(char) for char in composed) else composed


def _glued(stretch: list[Piece]) -> list[Piece]:
    if stretch[0].is_hangul:
        return stretch
    return [Piece("".join(piece.text for piece in stretch), is_hangul=False)]


def _read(piece: Piece, *, is_open: bool) -> list[Alternative]:
    """Return the ways in which a piece may stand in the index."""
    text = piece.text
    if not piece.is_hangul:
        return [(Term(other[:MAX_TOKEN], is_prefix=True),) for other in _spellings(text)]
    if all(is_consonant(char) for char in text):
        return [(Term(text[:MAX_INITIALS], is_prefix=len(text) > 2),)]
    readings = [_pairs(text)]
    if is_open and is_syllable(text[-1]):
        readings += [_pairs(text[:-1] + shown) for shown in _carried_over(text[-1])]
    return readings


def _spellings(word: str) -> list[str]:
    """Return a word and, where it may be a number, its other spelling in the index."""
    return [word, NUMERALS[word]] if word in NUMERALS else [word]


def _pairs(run: str) -> Alternative:
    """Return the pairs of a run that the index has; a run of one syllable is the beginning of a pair."""
    if len(run) == 1:
        return (Term(run, is_prefix=True),)
    pairs = [
        Term(run[at : at + 2])
        for at in range(len(run) - 1)
        if is_syllable(run[at]) and (is_syllable(run[at + 1]) or is_consonant(run[at + 1]))
    ]
    return tuple(pairs) or tuple(Term(char, is_prefix=is_syllable(char)) for char in run)


def _carried_over(syllable: str) -> tuple[str, ...]:
    """Return what stands there if the last consonant begins the next syllable: 랍 may become 라 and ㅂ."""
    initial, vowel, final = split(syllable)
    if not final:
        return ()
    keys = FINAL_KEYS.get(final, final)
    if len(keys) == 2:
        return (join(initial, vowel, keys[0]) + keys[1],)
    return (join(initial, vowel) + final,) if is_consonant(final) else ()


# --- Patterns: over folded texts, whose words are one space apart ----------------------------------------------------
def _pattern(pieces: list[Piece], *, is_open: bool) -> str:
    """Return a pattern for the pieces, wherever the text has spaces; linear in the length of the text."""
    parts: list[str] = []
    for piece in pieces:
        chars = [_char_pattern(char) for char in piece.text]
        if is_open and piece is pieces[-1] and is_syllable(piece.text[-1]):
            chars[-1] = _open_pattern(piece.text[-1])
        source = " ?".join(chars)
        parts.append(f"(?:{source}|{NUMERALS[piece.text]})" if piece.text in NUMERALS else source)
    return _boundary(pieces[0].text[0]) + " ?".join(parts)


def _boundary(first: str) -> str:
    """Return what keeps a pattern from beginning inside a word."""
    if is_hangul(first):
        return ""
    if first.isdecimal():
        return r"(?<![0-9])"
    return r"(?<![a-z])" if first.isascii() else ""


def _char_pattern(char: str) -> str:
    if is_consonant(char):
        first, last = syllable_range(char)
        return f"[{first}-{last}{char}]"
    return re.escape(char)


def _open_pattern(syllable: str) -> str:
    """Return a pattern for every syllable that typing may still make of this one."""
    initial, vowel, final = split(syllable)
    if not final:
        vowels = [vowel, *(joined for joined, keys in VOWEL_KEYS.items() if keys[0] == vowel)]
        spans = [_closed_span(join(initial, one)) for one in vowels]
        return f"[{''.join(spans)}]"
    whole = [syllable, *(join(initial, vowel, joined) for joined, keys in FINAL_KEYS.items() if keys[0] == final)]
    carried = [shown[0] + " ?" + _char_pattern(shown[1]) for shown in _carried_over(syllable)]
    return f"(?:{'|'.join(['[' + ''.join(whole) + ']', *carried])})"


def _closed_span(syllable: str) -> str:
    first = ord(syllable)
    return f"{syllable}-{chr(first + len(FINALS) - 1)}"
