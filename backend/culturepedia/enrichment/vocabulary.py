"""Which hashtags machines may give: the fixed vocabulary and how many of it. Pure.

Whatever a model or a rule says passes through here; what is not in the vocabulary is dropped, so that no text of a
stranger ever becomes a hashtag.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from culturepedia.performances.codes import Characteristic, Mood

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from culturepedia.performances.codes import Code

Tags = list[tuple[str, float]]  # slug and confidence, the surest first

SLUGS = frozenset(code.value for code in (*Characteristic, *Mood))
MOST: tuple[tuple[type[Code], int], ...] = ((Characteristic, 4), (Mood, 3))
LEAST_CONFIDENCE = 0.3
UNSAID_CONFIDENCE = 0.5

MAX_TITLE_LENGTH = 150
_TITLE = re.compile(r"[A-Za-z0-9À-ÖØ-öø-ÿĀ-ž '’‘“”\"!?&.,:;()\[\]/+\-–—#%*·…°№²³×~]+")
_NOT_A_TITLE = re.compile(r"://|www\.|https?|\.(?:com|net|org|kr|io)\b|@", re.IGNORECASE)
_HANGUL = re.compile("[가-힣]")
_OPEN_LETTER = re.compile("[A-Za-zÀ-ž]")


def choose_tags(found: Iterable[tuple[Any, Any]]) -> Tags:
    """Return the surest tags of the vocabulary: at most four characteristics, then at most three moods."""
    sure: dict[str, float] = {}
    for slug, confidence in found:
        if isinstance(slug, str) and slug in SLUGS:
            sure[slug] = max(sure.get(slug, 0.0), read_confidence(confidence))
    chosen: Tags = []
    for kind, most in MOST:
        of_kind = [(code.value, sure[code.value]) for code in kind if sure.get(code.value, 0.0) >= LEAST_CONFIDENCE]
        chosen += sorted(of_kind, key=lambda pair: -pair[1])[:most]
    return chosen


def read_confidence(value: Any) -> float:
    """Return a number from 0 to 1 with two decimals; what is no number says nothing either way."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return UNSAID_CONFIDENCE
    return round(min(max(float(value), 0.0), 1.0), 2)


def clean_title_en(text: Any, *, title: str) -> str | None:
    """Return an English title for a Korean one if the text can be one: Latin, one line, no address, not too long."""
    if not isinstance(text, str) or not _HANGUL.search(title):
        return None
    line = " ".join(unicodedata.normalize("NFC", text).split())
    most = min(MAX_TITLE_LENGTH, 20 + 5 * len(title))
    if not 0 < len(line) <= most or not _TITLE.fullmatch(line) or _NOT_A_TITLE.search(line):
        return None
    return line if _OPEN_LETTER.search(line) else None


def show_order(tags: Sequence[tuple[str, float]], pinned: Sequence[str], removed: frozenset[str]) -> list[str]:
    """Return the slugs as cards show them: what staff pinned, then a machine's, without what staff removed."""
    return [*pinned, *(slug for slug, _ in tags if slug not in pinned and slug not in removed)]
