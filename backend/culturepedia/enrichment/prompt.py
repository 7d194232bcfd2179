"""The prompt for hashtags: instructions from a versioned file, the vocabulary, and strangers' texts well apart.

Changing what a model is told means a new file with a new number: the number is part of the key of every answer.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from culturepedia.performances.codes import Characteristic, Genre, Mood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from culturepedia.enrichment.contents import Content

VERSION = "hashtags-1"
FOLDER = Path(__file__).with_name("prompts")
GENRES = {genre.value: genre.ko for genre in Genre}


@cache
def system_text() -> str:
    """Return the instructions with the vocabulary."""
    lists = {
        name: "\n".join(f"- {code.value}: {code.ko} ({code.en})" for code in kind)
        for name, kind in (("characteristics", Characteristic), ("moods", Mood))
    }
    return (FOLDER / f"{VERSION}.txt").read_text(encoding="utf-8").format(**lists)


@cache
def answer_schema() -> dict[str, Any]:
    """Return the JSON schema that answers are restricted to."""

    def tags(kind: type[Characteristic | Mood]) -> dict[str, Any]:
        item = {
            "type": "object",
            "properties": {
                "tag": {"type": "string", "enum": [code.value for code in kind]},
                "confidence": {"type": "number"},
            },
            "required": ["tag", "confidence"],
            "additionalProperties": False,
        }
        return {"type": "array", "items": item}

    result = {
        "type": "object",
        "properties": {
            "n": {"type": "integer"},
            "characteristics": tags(Characteristic),
            "moods": tags(Mood),
            "title_en": {"type": "string"},
        },
        "required": ["n", "characteristics", "moods", "title_en"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"results": {"type": "array", "items": result}},
        "required": ["results"],
        "additionalProperties": False,
    }


def user_parts(contents: Sequence[Content], posters: Sequence[str | None]) -> list[dict[str, Any]]:
    """Return the parts of the user message; `posters` are data URLs, or None where there is no poster."""
    lines = "\n".join(data_line(number, content) for number, content in enumerate(contents, 1))
    parts: list[dict[str, Any]] = [{"type": "text", "text": f"<performances>\n{lines}\n</performances>"}]
    for number, poster in enumerate(posters, 1):
        if poster:
            parts.append({"type": "text", "text": f"Poster of n={number}:"})
            parts.append({"type": "image_url", "image_url": {"url": poster, "detail": "low"}})
    return parts


def data_line(number: int, content: Content) -> str:
    """Return a performance as one line of JSON in which no text can close the delimiter."""
    told = {
        "n": number,
        "title": content.title,
        "genre": GENRES.get(content.genre or "", "?"),
        "people": list(content.people),
        "facts": content.facts,
        "synopsis": content.synopsis,
    }
    line = json.dumps({name: value for name, value in told.items() if value not in ("", [], {})}, ensure_ascii=False)
    for char in "<>\x85\u2028\u2029":
        line = line.replace(char, f"\\u{ord(char):04x}")
    return line
