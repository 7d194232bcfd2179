"""XML as the real server writes it: one line, blanks as a space in some elements and as empty elements in others."""

from __future__ import annotations

from xml.sax.saxutils import escape

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
BLANKS = ("<{0}> </{0}>", "<{0}></{0}>", "<{0}/>")


def element(name: str, text: str, blank_style: int = 0) -> str:
    """Return one element; a blank text is written in one of three styles."""
    if text:
        return f"<{name}>{escape(text)}</{name}>"
    return BLANKS[blank_style % 3].format(name)


def document(root: str, items: list[str]) -> str:
    """Return a whole answer; without items the root is empty."""
    if not items:
        return f"{DECLARATION}<{root}/>" if root == "dbs" else f"{DECLARATION}<{root}></{root}>"
    return f"{DECLARATION}<{root}>{''.join(items)}</{root}>"
