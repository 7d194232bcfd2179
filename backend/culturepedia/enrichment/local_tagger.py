"""Hashtags without a model: words in their dictionary forms, genre and facts, weighed by a data file. Pure.

`data/tag_rules.json` says how much each sign speaks for a hashtag. Signs add up; a sum of 1 is a confidence of 0.5.
The surest hashtags are taken, and at least one of each kind: the genre alone says something.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from culturepedia.enrichment.vocabulary import LEAST_CONFIDENCE, MOST, SLUGS, Tags, choose_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from culturepedia.enrichment.contents import Content

FILE = Path(__file__).with_name("data") / "tag_rules.json"
TITLE_FACTOR = 1.5  # a word of the title says more than one of the synopsis
SMALL_SEATS, LARGE_SEATS = 300, 1_000
YOUNG_AGE = 5  # years: "from 36 months"

Weights = dict[str, float]  # by slug


class Rules:
    """The weights, checked: an unknown hashtag in the file is a mistake of ours."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.version = str(data["version"])
        self.genres: dict[str, Weights] = data["genres"]
        self.facts: dict[str, Weights] = data["facts"]
        self.words: dict[str, Weights] = data["words"]
        self.phrases: dict[str, Weights] = data["phrases"]
        groups = (self.genres, self.facts, self.words, self.phrases)
        unknown = {slug for group in groups for weights in group.values() for slug in weights} - SLUGS
        if unknown:
            raise ValueError(f"{FILE.name} has hashtags that do not exist: {sorted(unknown)}")


@cache
def rules() -> Rules:
    """Return the rules of the data file, read once."""
    return Rules(json.loads(FILE.read_text(encoding="utf-8")))


def tagger_name() -> str:
    """Return the name under which results stand: other rules are another tagger."""
    return f"auto-local/{rules().version}"


def texts_of(content: Content) -> list[str]:
    """Return what is to be taken apart into words: the title, then the synopsis."""
    return [content.title, content.synopsis]


def tag(content: Content, title_words: Sequence[str], synopsis_words: Sequence[str]) -> Tags:
    """Return the hashtags of a performance whose texts have these words."""
    known, scores = rules(), defaultdict[str, float](float)
    _add(scores, known.genres[content.genre or ""], 1)
    for fact in _facts(content):
        _add(scores, known.facts[fact], 1)
    text = f"{content.title}\n{content.synopsis}"
    for phrase, weights in known.phrases.items():
        if phrase in text:
            _add(scores, weights, TITLE_FACTOR if phrase in content.title else 1)
    in_title = set(title_words)
    for word in sorted((in_title | set(synopsis_words)) & known.words.keys()):
        _add(scores, known.words[word], TITLE_FACTOR if word in in_title else 1)
    sure = {slug: round(score / (score + 1), 2) for slug, score in scores.items() if score > 0}
    return choose_tags(sure.items()) if _has_each_kind(sure) else choose_tags(_raised(sure))


def _facts(content: Content) -> Iterable[str]:
    facts = content.facts
    for name in ("visiting", "child", "daehakro", "festival", "musical_licensed", "musical_original"):
        if facts.get(name):
            yield name
    if facts.get("seats"):
        if facts["seats"] <= SMALL_SEATS:
            yield "small"
        if facts["seats"] >= LARGE_SEATS:
            yield "large"
    if "age_min" in facts and facts["age_min"] <= YOUNG_AGE:
        yield "young"


def _add(scores: defaultdict[str, float], weights: Weights, factor: float) -> None:
    for slug, weight in weights.items():
        scores[slug] += weight * factor


def _has_each_kind(sure: Mapping[str, float]) -> bool:
    return all(any(sure.get(code.value, 0) >= LEAST_CONFIDENCE for code in kind) for kind, _ in MOST)


def _raised(sure: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return the same with the best of each kind raised to the least confidence that counts."""
    raised = dict(sure)
    for kind, _ in MOST:
        of_kind = {code.value: sure.get(code.value, 0.0) for code in kind}
        best = max(of_kind, key=lambda slug: of_kind[slug])
        if of_kind[best] > 0:
            raised[best] = max(of_kind[best], LEAST_CONFIDENCE)
    return list(raised.items())
