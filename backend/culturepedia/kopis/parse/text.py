"""Cleaning of texts from KOPIS.

Every text is NFC, without control, bidirectional-control and invisible characters, with white space collapsed, and cut
to the length of its column. Markup is text, except in a synopsis, where KOPIS sometimes sends HTML.
"""

from __future__ import annotations

import html
import re
import unicodedata

ZERO_WIDTH_JOINER = "\u200d"
REPLACEMENT = "\ufffd"
KEPT_FORMAT = {ZERO_WIDTH_JOINER}
UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn"}
BLANK_WORDS = {"-", "없음", "해당없음", "해당 없음", "해당사항없음", "해당사항 없음"}
BREAKING_TAGS = re.compile(r"<\s*/?\s*(?:br|p|div|li|tr|h[1-6])\b[^<>]*>", re.IGNORECASE)
ANY_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
DROPPED_BLOCKS = re.compile(r"<(script|style)\b[^<>]*>", re.IGNORECASE)


def clean(raw: str | None, *, max_length: int = 300) -> str | None:
    """Return one line of text, or None when nothing is left of it or it was damaged on its way."""
    if raw is None or REPLACEMENT in raw:
        return None
    line = " ".join(_visible(raw).split())[:max_length].strip()
    return line or None


def clean_lines(raw: str | None, *, max_length: int = 20_000) -> str | None:
    """Return text with its line breaks, HTML turned into plain paragraphs; None when nothing is left."""
    if raw is None or REPLACEMENT in raw:
        return None
    text = raw[: max_length * 4]
    if "<" in text:
        text = _strip_tags(text)
    if "&" in text:
        text = html.unescape(text)
    lines = [" ".join(_visible(line).split()) for line in text.splitlines()]
    joined = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:max_length].strip()
    return joined or None


def is_damaged(raw: str | None) -> bool:
    """Say whether a text holds the mark that a decoder leaves where it lost bytes."""
    return raw is not None and REPLACEMENT in raw


def is_blank_word(text: str | None) -> bool:
    """Say whether a text is one of the ways to write "nothing"."""
    return text is None or text in BLANK_WORDS


def _visible(text: str) -> str:
    kept: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        if char.isspace():
            kept.append(" ")
        elif unicodedata.category(char) not in UNWANTED:
            kept.append(char)
        elif char in KEPT_FORMAT and kept and _is_pictograph(kept[-1]):
            kept.append(char)  # joins the parts of one emoji
    while kept and kept[-1] in KEPT_FORMAT:
        kept.pop()
    return "".join(kept)


def _is_pictograph(char: str) -> bool:
    return unicodedata.category(char) == "So" or char == "\ufe0f"


def _strip_tags(text: str) -> str:
    parts: list[str] = []
    at = 0
    while match := DROPPED_BLOCKS.search(text, at):
        end = text.lower().find(f"</{match[1].lower()}", match.end())
        parts.append(text[at : match.start()])
        at = len(text) if end < 0 else end
    parts.append(text[at:])
    return ANY_TAG.sub("", BREAKING_TAGS.sub("\n", "".join(parts)))
