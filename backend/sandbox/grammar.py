"""Texts from word lists: `#name#` stands for another list, `{을}` for the particle that fits the word before it.

The lists are in `data/*.txt`: a `[name]` line opens a list, `|` separates its alternatives, a repeated alternative
is drawn more often. An unknown name raises `KeyError` when the lists are loaded, not when a text is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from random import Random

Words = Mapping[str, Callable[[Random], str]]
DATA = Path(__file__).with_name("data")
OUTSIDE_WORDS = ("person", "foreign", "town", "big", "small", "small1", "year", "season")
_SLOT = re.compile(r"#(\w[\w.]*)#")
_PARTICLE = re.compile(r"(\S)(\W*)\{(\w+)\}")
_PARTICLES = {"을": "를", "이": "가", "은": "는", "와": "과", "으로": "로"}
_AFTER_VOWEL = {"와"}


class Grammar:
    """Word lists that draw texts."""

    def __init__(self, *file_names: str) -> None:
        """Load the lists of `data/<file_name>.txt`."""
        self._lists: dict[str, list[list[str]]] = {}
        for file_name in file_names:
            self._load((DATA / f"{file_name}.txt").read_text(encoding="utf-8"))
        used = {slot for options in self._lists.values() for parts in options for slot in parts[1::2]}
        missing = used - self._lists.keys() - set(OUTSIDE_WORDS)
        if missing:
            raise KeyError(f"no word list for {sorted(missing)}")

    def _load(self, text: str) -> None:
        current: list[list[str]] = []
        for line in text.splitlines():
            if line.startswith("[") and line.endswith("]"):
                current = self._lists.setdefault(line[1:-1], [])
            elif line.strip():
                current.extend(_SLOT.split(option.strip()) for option in line.split("|"))

    def draw(self, name: str, rng: Random, words: Words | None = None) -> str:
        """Return one text of the list `name`; `words` fills the slots that come from outside."""
        text = self._expand(name, rng, words or {})
        return fit_particles(text) if "{" in text else text

    def options(self, name: str) -> list[str]:
        """Return the plain alternatives of a list without slots."""
        return [parts[0] for parts in self._lists[name]]

    def _expand(self, name: str, rng: Random, words: Words) -> str:
        outside = words.get(name)
        if outside is not None:
            return outside(rng)
        options = self._lists[name]
        parts = options[int(rng.random() * len(options))]
        if len(parts) == 1:
            return parts[0]
        return "".join(self._expand(part, rng, words) if odd % 2 else part for odd, part in enumerate(parts))


def fit_particles(text: str) -> str:
    """Replace every `{을}` by 을 or 를 (and so on) after the final sound of the word before it."""

    def replace(match: re.Match[str]) -> str:
        last, between, particle = match.groups()
        return f"{last}{between}{_particle(last, particle)}"

    return _PARTICLE.sub(replace, text)


def _particle(last: str, particle: str) -> str:
    other = _PARTICLES[particle]
    code = ord(last) - 0xAC00
    final = code % 28 if 0 <= code < 11_172 else 0
    closed = final != 0 and not (particle == "으로" and final == 8)  # ㄹ takes 로
    if particle in _AFTER_VOWEL:
        return other if closed else particle
    return particle if closed else other


@cache
def stage_grammar() -> Grammar:
    """Return the lists of titles and synopses, loaded once."""
    return Grammar("music", "stage", "others", "synopsis")


@cache
def name_grammar() -> Grammar:
    """Return the lists of person and company names, loaded once."""
    return Grammar("names")


@cache
def venue_grammar() -> Grammar:
    """Return the lists of venue, hall and street names, loaded once."""
    return Grammar("venues")
