"""Cleaning of texts from KOPIS, and the steps that all parsers share.

Every text is NFC, without control, bidirectional-control and invisible characters, with white space collapsed, and cut
to the length of its column. Markup is text, except in a synopsis, where KOPIS sometimes sends HTML. A text that holds
U+FFFD lost bytes on its way and is unknown.
"""

from __future__ import annotations

import html
import re

from culturepedia.common.visible import ZERO_WIDTH_JOINER, visible

REPLACEMENT = "\ufffd"
TRAILING = f" \n{ZERO_WIDTH_JOINER}"  # what a cut may leave at the end
BLANK_WORDS = {"-", "없음", "해당없음", "해당 없음", "해당사항없음", "해당사항 없음"}
HTML_NAMES = (
    "a|abbr|article|b|big|blockquote|body|br|center|code|dd|div|dl|dt|em|figure|figcaption|font|footer|form|h[1-6]|"
    "head|header|hr|html|i|iframe|img|ins|li|link|main|meta|o:p|ol|p|pre|s|section|small|span|strike|strong|style|"
    "script|sub|sup|svg|table|tbody|td|tfoot|th|thead|title|tr|u|ul|video"
)
BREAKING_TAG = re.compile(r"</?(?:br|p|div|li|tr|h[1-6])\b[^<>]*>", re.IGNORECASE)
HTML_TAG = re.compile(rf"</?(?:{HTML_NAMES})\b[^<>]*>", re.IGNORECASE)
DROPPED = re.compile(r"<!--|<(script|style)\b", re.IGNORECASE)
DROPPED_ENDS = {
    "": re.compile("-->"),
    "script": re.compile(r"</script\b", re.IGNORECASE),
    "style": re.compile(r"</style\b", re.IGNORECASE),
}
# Full-width signs and the many dashes and tildes, one character for one.
FOLDED = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ", 0xFFE6: "₩", **dict.fromkeys(map(ord, "∼〜～˜⁓"), "~"), **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
}  # fmt: skip
OPENING, CLOSING = "([{（［〔<〈", ")]}）］〕>〉"


def clean(raw: str | None, *, max_length: int = 300) -> str | None:
    """Return one line of text, or None when nothing is left of it or it was damaged on its way."""
    if raw is None or REPLACEMENT in raw:
        return None
    line = " ".join(visible(raw[: max_length * 4 + 400]).split())[:max_length].rstrip(TRAILING)
    return line or None


def clean_lines(raw: str | None, *, max_length: int = 20_000) -> str | None:
    """Return text with its line breaks, HTML turned into plain paragraphs; None when nothing is left."""
    if raw is None or REPLACEMENT in raw:
        return None
    text = raw[: max_length * 2]
    if "<" in text:
        text = _strip_tags(text)
    if "&" in text:
        text = html.unescape(text).replace(REPLACEMENT, "")
    lines = [" ".join(visible(line).split()) for line in text.splitlines()]
    joined = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:max_length].rstrip(TRAILING)
    return joined or None


def is_damaged(raw: str | None) -> bool:
    """Say whether a text holds the mark that a decoder leaves where it lost bytes."""
    return raw is not None and REPLACEMENT in raw


def is_blank_word(text: str | None) -> bool:
    """Say whether a text is one of the ways to write "nothing"."""
    return text is None or text in BLANK_WORDS


def fold(text: str) -> str:
    """Return a text with full-width signs, dashes and tildes in their plain form; its length stays the same."""
    return text.translate(FOLDED)


def plain(text: str) -> str:
    """Return a text to be matched: folded, on one line, with single spaces."""
    return " ".join(fold(text).split())


def split_outside_brackets(text: str, separators: str) -> list[str]:
    """Cut at separators, except inside brackets and between the digits of a number; blank pieces are left out."""
    pieces, depth, start = [], 0, 0
    folded = fold(text)
    for at, char in enumerate(text):
        if char in OPENING:
            depth += 1
        elif char in CLOSING:
            depth = max(0, depth - 1)
        elif char in separators and depth == 0 and not _is_thousands_comma(folded, at):
            pieces.append(text[start:at].strip())
            start = at + 1
    pieces.append(text[start:].strip())
    return [piece for piece in pieces if piece]


def _is_thousands_comma(folded: str, at: int) -> bool:
    if at == 0 or folded[at] != "," or not _is_digits(folded[at - 1]):
        return False
    after = folded[at + 1 : at + 4]
    return len(after) == 3 and _is_digits(after) and not _is_digits(folded[at + 4 : at + 5])


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _strip_tags(text: str) -> str:
    parts: list[str] = []
    at = 0
    while match := DROPPED.search(text, at):
        end = DROPPED_ENDS[(match[1] or "").lower()].search(text, match.end())
        parts.append(text[at : match.start()])
        at = len(text) if end is None else end.start() if match[1] else end.end()
    parts.append(text[at:])
    return HTML_TAG.sub("", BREAKING_TAG.sub("\n", "".join(parts)))
