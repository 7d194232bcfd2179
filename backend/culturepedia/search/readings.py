"""What else a query that finds little may have meant: another keyboard layout, Latin spelling, a particle. Pure.

Every reading is a text, to be analysed like one that somebody typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from culturepedia.search.hangul import hangul_to_qwerty, is_hangul, is_syllable, qwerty_to_hangul

if TYPE_CHECKING:
    from collections.abc import Sequence

OBJECT_PARTICLES = ("을", "를")  # hardly a noun ends with one of these
PARTICLES = (
    "에서는", "으로는", "이라는", "에서", "에게", "으로", "까지", "부터", "이랑", "하고", "라는", "처럼", "보다",
    *OBJECT_PARTICLES,
    "은", "는", "이", "가", "의", "에", "로", "와", "과", "도", "만", "랑",
)  # fmt: skip
MIN_STEM = 2


def other_layout(text: str) -> str | None:
    """Return the text as the same keys type it on the other keyboard, or None when it mixes both."""
    has_hangul = any(map(is_hangul, text))
    has_latin = any(char.isascii() and char.isalpha() for char in text)
    if has_hangul == has_latin:
        return None
    return hangul_to_qwerty(text) if has_hangul else qwerty_to_hangul(text)


def without_particle(word: str, particles: Sequence[str] = PARTICLES) -> str | None:
    """Return a word without the particle at its end, or None when it has none or too little would be left."""
    for particle in particles:
        stem = word.removesuffix(particle)
        if stem != word and len(stem) >= MIN_STEM and is_syllable(stem[-1]):
            return stem
    return None


def replaced(words: Sequence[str], at: int, word: str) -> str:
    """Return the words as a text with one of them replaced."""
    return " ".join([*words[:at], word, *words[at + 1 :]])
