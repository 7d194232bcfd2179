"""What autocompletion and correction know of one label: a row for each word it may be entered at. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from culturepedia.search.hangul import initials, is_hangul
from culturepedia.search.romanisation import loosen, romanise, sound
from culturepedia.search.typos import keys_of, term_grams
from culturepedia.search.words import fold_stored

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LABEL = 200
MAX_TEXT = 80
MAX_STARTS = 6
MIN_ENGLISH_WORD = 4


class Kind(StrEnum):
    """What a term names."""

    PERFORMANCE = "performance"
    PERSON = "person"
    VENUE = "venue"
    COMPANY = "company"
    HASHTAG = "hashtag"


@dataclass(frozen=True, slots=True)
class TermRow:
    """One way into a label: from the word at `start` to its end."""

    kind: Kind
    target: str  # id of a person, venue or company, slug of a hashtag, core title of performances
    label: str
    start: int  # of the folded label's words; 0 is the whole label
    text: str  # folded, from that word on
    keys: str
    initials: str
    loose: str
    sound: str
    weight: float
    best: int  # primary key of the performance that it leads to first

    @property
    def k1(self) -> str:
        """Return the first key."""
        return self.keys[:1]

    @property
    def k2(self) -> str:
        """Return the first two keys."""
        return self.keys[:2]

    @property
    def k3(self) -> str:
        """Return the first three keys: a syllable, as far as most go."""
        return self.keys[:3]

    @property
    def k4(self) -> str:
        """Return the first four keys, which two syllables have at least."""
        return self.keys[:4]

    @property
    def i2(self) -> str:
        """Return the first two initials."""
        return self.initials[:2]

    @property
    def grams(self) -> set[str]:
        """Return the pieces by which a typo finds the row."""
        return term_grams(self.keys)


def make_rows(kind: Kind, target: str, label: str, weight: float, best: int) -> Iterator[TermRow]:
    """Yield the rows of a label."""
    label = label[:MAX_LABEL]
    words = fold_stored(label).split()
    for start in range(min(len(words), MAX_STARTS)):
        word = words[start]
        if start and word.isascii() and len(word) < MIN_ENGLISH_WORD:
            continue
        text = " ".join(words[start:])[:MAX_TEXT]
        squashed = text.replace(" ", "")
        has_hangul = any(is_hangul(char) for char in squashed)
        loose = loosen(romanise(squashed))[:MAX_TEXT]
        yield TermRow(
            kind=kind,
            target=target,
            label=label,
            start=start,
            text=text,
            keys=keys_of(squashed),
            initials=initials(squashed)[:MAX_TEXT] if has_hangul else "",
            loose=loose,
            sound=sound(loose),
            weight=weight,
            best=best,
        )
