"""What a device is called in the list of sign-ins, from its User-Agent; a hint for its owner, never a proof."""

from __future__ import annotations

# The first mark that stands in the text names it: browsers also claim to be the ones they descend from.
BROWSERS = (
    ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"), ("Whale/", "Whale"), ("KAKAOTALK", "KakaoTalk"), ("NAVER(", "NAVER"),
    ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ("curl/", "curl"), ("python-requests/", "Python"), ("Python", "Python"), ("okhttp/", "Android app"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip
UNKNOWN = "?"


def name_device(user_agent: str) -> str:
    """Return like `Chrome · Windows`; `?` for what is not recognised."""
    browser = _first(BROWSERS, user_agent)
    system = _first(SYSTEMS, user_agent)
    return " · ".join(part for part in (browser, system) if part) or UNKNOWN


def _first(marks: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for mark, name in marks if mark in text), "")
