"""Texts cut into what the index and queries speak of: runs of Hangul, words of other letters, numbers. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from culturepedia.search.hangul import Folded, fold, fold_text, is_hangul

MAX_TOKEN = 40  # characters of one term; PostgreSQL refuses very long ones

# Single letters are left alone: i, v and x are words of their own more often than numbers.
NUMERALS = {
    numeral: str(number)
    for number, numeral in enumerate(
        ["ii", "iii", "iv", "", "vi", "vii", "viii", "ix", "", "xi", "xii", "xiii", "xiv", "xv"], 2
    )
    if numeral
}
_NUMERAL = re.compile(rf"(?<![^ ])(?:{'|'.join(sorted(NUMERALS, key=len, reverse=True))})(?![^ ])")
_PIECE = re.compile(r"[ㄱ-ㅣ가-힣]+|[0-9]+|[^ㄱ-ㅣ가-힣0-9 ]+")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of one script: `text` without spaces."""

    text: str
    is_hangul: bool


def fold_value(text: str) -> Folded:
    """Return a stored text as search compares it: folded, roman numerals as digits."""
    folded = fold(text)
    if not _NUMERAL.search(folded.text):
        return folded
    made: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for found in _NUMERAL.finditer(folded.text):
        begin, end = found.span()
        number = NUMERALS[found[0]]
        made += [folded.text[at:begin], number]
        starts += [*folded.starts[at:begin], *[folded.starts[begin]] * len(number)]
        ends += [*folded.ends[at:begin], *[folded.ends[end - 1]] * len(number)]
        at = end
    return Folded("".join([*made, folded.text[at:]]), (*starts, *folded.starts[at:]), (*ends, *folded.ends[at:]))


def fold_stored(text: str) -> str:
    """Return what `fold_value` makes of a text, without the positions."""
    folded = fold_text(text)
    if "i" not in folded and "x" not in folded:
        return folded
    return _NUMERAL.sub(lambda found: NUMERALS[found[0]], folded)


def split_pieces(folded: str) -> list[list[Piece]]:
    """Return stretches of a folded text: each is one Hangul run without its spaces, or neighbouring other words.

    Numbers and letters are words of their own, and so is each ideograph, because nothing separates those.
    """
    stretches: list[list[Piece]] = []
    for found in _PIECE.finditer(folded):
        for text in _words(found[0]):
            piece = Piece(text, is_hangul(text[0]))
            last = stretches[-1] if stretches else None
            if last is None or last[0].is_hangul != piece.is_hangul:
                stretches.append([piece])
            elif piece.is_hangul:
                last[0] = Piece(last[0].text + piece.text, is_hangul=True)
            else:
                last.append(piece)
    return stretches


def _words(text: str) -> list[str]:
    return list(text) if _IDEOGRAPH.match(text) else [text]
