"""What people see of a text, wherever it comes from.

Controls, direction marks, zero-width and other invisible characters go; white space of any kind is a blank; what looks
like nothing is nothing. Emoji keep the joiners that hold their parts together. Texts are NFC.
"""

from __future__ import annotations

import re
import unicodedata

ZERO_WIDTH_JOINER = "\u200d"
UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn"}
# Emoji younger than this Python's tables are unassigned for it.
PICTOGRAPHS = ("\U0001f000", "\U0001faff")
# Letters and symbols that look like nothing: Hangul fillers, a blank Braille cell, an invisible joiner.
BLANK_LOOKING = {0x3164: " ", 0xFFA0: " ", 0x2800: " ", 0x115F: None, 0x1160: None, 0x034F: None}
# Only what follows these blocks can pile up marks on one letter; putting a long pile in order takes quadratic time.
WITHOUT_MARKS = re.compile("[\x00-\u02ff\u1100-\u11ff\u2000-\u20cf\u2100-\u2cee\u3000-\u3029\u3030-\u3098\u309b-\ua66e"
                           "\uac00-\ud7a3\uf900-\ufaff\ufe30-\uffff]*")  # fmt: skip
MAX_MARKS = 30


def visible(text: str) -> str:
    """Return the text without what nobody sees; its blanks are not collapsed."""
    text = text.translate(BLANK_LOOKING)
    if not text.isprintable():
        text = _without_invisible(text)
    if WITHOUT_MARKS.fullmatch(text) is None:
        text = _without_piles(text)
    return unicodedata.normalize("NFC", text)


def shows_something(text: str) -> bool:
    """Say whether a text has a character that stands for itself: marks and selectors alone look like nothing."""
    return any(unicodedata.category(char)[0] in "LNPS" or _is_pictograph(char) for char in text)


def _without_invisible(text: str) -> str:
    kept: list[str] = []
    for at, char in enumerate(text):
        if char.isspace():
            kept.append(" ")
        elif unicodedata.category(char) not in UNWANTED or _is_pictograph(char) or _joins_pictographs(text, at):
            kept.append(char)
    return "".join(kept)


def _without_piles(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= MAX_MARKS:
            kept.append(char)
    return "".join(kept)


def _joins_pictographs(text: str, at: int) -> bool:
    """Say whether a zero-width joiner holds the parts of one emoji together."""
    if text[at] != ZERO_WIDTH_JOINER or at == 0 or at + 1 == len(text):
        return False
    before = text[at - 1]
    return (before == "\ufe0f" or _is_pictograph(before)) and _is_pictograph(text[at + 1])


def _is_pictograph(char: str) -> bool:
    return unicodedata.category(char) == "So" or PICTOGRAPHS[0] <= char <= PICTOGRAPHS[1]
