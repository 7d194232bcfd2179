"""Names of people, companies and places, and links, out of KOPIS' free text."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from culturepedia.kopis.parse.text import clean, is_blank_word, split_outside_brackets

SEPARATORS = ",，、;；\n"
AND_OTHERS = re.compile(r" (?:등|외)(?: ?\d{1,4} ?[명팀인]| 다수)?")
NOBODY = {"등", "외", "다수", "미정", "추후공개", "추후 공개", "추후공지", "추후 공지", "TBA"}
MAX_TEXT_LENGTH = 3_000
MAX_NAMES = 100
MAX_PERSON_LENGTH = 100
MAX_COMPANY_LENGTH = 150
MAX_URL_LENGTH = 500
CLOSED_MARK = re.compile(r"[(\[] ?폐관 ?[)\]]")
NEVER_IN_URLS = frozenset(' <>"\\`')


def read_people(text: str | None) -> tuple[str, ...]:
    """Return the names of a cast or crew text in their order, each once, without the closing "and others"."""
    line = (text or "").rstrip(" .")
    ending = max(line.rfind(" 등"), line.rfind(" 외"))
    if ending > 0 and AND_OTHERS.fullmatch(line, ending):
        line = line[:ending]
    return _names(line, MAX_PERSON_LENGTH)


def read_companies(text: str | None) -> tuple[str, ...]:
    """Return the names of a company text in their order, each once, with their corporate marks."""
    return _names(text or "", MAX_COMPANY_LENGTH)


def _names(text: str, max_length: int) -> tuple[str, ...]:
    """Return the pieces that are names; what is too long for one is a sentence, what is far too long no list."""
    if len(text) > MAX_TEXT_LENGTH:
        return ()
    names: dict[str, None] = {}
    for piece in split_outside_brackets(text, SEPARATORS):
        name = clean(piece, max_length=max_length + 1)
        if name is None or len(name) > max_length or name in NOBODY or is_blank_word(name):
            continue
        if any(char.isalnum() for char in name):
            names[name] = None
    return tuple(names)[:MAX_NAMES]


def split_place(text: str | None) -> tuple[str | None, str | None]:
    """Cut `facility (hall)` at the last bracket that opens outside all others; both parts may hold brackets.

    Without a closing bracket at the end, or with brackets that do not pair, the whole text is the facility. A hall in
    brackets of its own, as in `시온아트홀 (구. JK아트홀) (시온아트홀(구. JK아트홀))`, stays whole.
    """
    if not text:
        return None, None
    opening = _last_opening(text)
    if opening is None or opening == 0 or not text[opening - 1].isspace():
        return text, None
    facility, hall = text[:opening].strip(), text[opening + 1 : -1].strip()
    return (facility, hall) if facility and hall else (text, None)


def _last_opening(text: str) -> int | None:
    """Return where the bracket opens that the last character closes, or None when round brackets do not pair."""
    if not text.endswith(")"):
        return None
    stack: list[int] = []
    opening = None
    for at, char in enumerate(text):
        if char == "(":
            stack.append(at)
        elif char == ")":
            if not stack:
                return None
            opening = stack.pop()
    return opening if not stack else None


def read_venue_name(text: str | None) -> tuple[str | None, bool]:
    """Return a venue's name without the mark of closed ones, and whether it stood there."""
    if not text:
        return None, False
    name = " ".join(CLOSED_MARK.sub(" ", text).split())
    return (name or text), bool(CLOSED_MARK.search(text))


def read_url(text: str | None, *, base: str | None = None) -> str | None:
    """Return an http(s) address, or None; a path is taken from `base`'s host. Nothing is repaired or cut."""
    url = (text or "").strip()
    if base and url.startswith("/") and not url.startswith("//"):
        parts = urlsplit(base)
        url = f"{parts.scheme}://{parts.netloc}{url}"
    if not url or len(url) > MAX_URL_LENGTH or clean(url, max_length=MAX_URL_LENGTH) != url:
        return None
    if NEVER_IN_URLS & set(url):
        return None
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
        _ = parts.port
    except ValueError:
        return None
    return url if is_usable else None


def host_of(url: str) -> str:
    """Return the host and port of an address that `read_url` returned."""
    return urlsplit(url).netloc
