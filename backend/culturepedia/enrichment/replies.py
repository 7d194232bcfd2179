"""Reads what a model said, whatever it said: whole, chatty, cut off or nonsense. Pure.

Only results with a number that was asked for and at least one tag of the vocabulary count; the rest is dropped.
"""

from __future__ import annotations

import json
import re
from typing import Any

from culturepedia.enrichment.vocabulary import Tags, choose_tags, clean_title_en

MAX_REPLY = 64_000  # characters
MAX_RESULTS = 200
_RESULT = re.compile(r'\{\s*"n"\s*:')


def read_reply(text: str, titles: list[str]) -> dict[int, tuple[Tags, str | None]]:
    """Return tags and English title by position (from 0) of those performances that the reply has a usable word on."""
    usable: dict[int, tuple[Tags, str | None]] = {}
    for result in _find_results(text[:MAX_REPLY]):
        number = result.get("n")
        if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= len(titles):
            continue
        tags = choose_tags(_pairs(result.get("characteristics")) + _pairs(result.get("moods")))
        if tags and number - 1 not in usable:
            usable[number - 1] = (tags, clean_title_en(result.get("title_en"), title=titles[number - 1]))
    return usable


def _find_results(text: str) -> list[dict[str, Any]]:
    """Return the result objects: of the whole document, or those that stand complete in a text around them."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return _scan(text)
    results = whole.get("results") if isinstance(whole, dict) else whole
    return [one for one in results[:MAX_RESULTS] if isinstance(one, dict)] if isinstance(results, list) else []


def _scan(text: str) -> list[dict[str, Any]]:
    decoder, found = json.JSONDecoder(), []
    for start in list(_RESULT.finditer(text))[:MAX_RESULTS]:
        try:
            one, _ = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            continue
        found.append(one)
    return found


def _pairs(given: Any) -> list[tuple[Any, Any]]:
    """Return tag and confidence of each entry; a bare word counts as a tag without a confidence."""
    if not isinstance(given, list):
        return []
    pairs = []
    for one in given[:50]:
        if isinstance(one, dict):
            pairs.append((one.get("tag"), one.get("confidence")))
        else:
            pairs.append((one, None))
    return pairs
