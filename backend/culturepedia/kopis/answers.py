"""From the bytes of an answer to its rows, under KOPIS' contract.

An answer is refused whole when it is not well-formed XML, has a DTD, another root or other items than asked for, or far
more items than asked for. A `returncode` anywhere means that the answer is an error, whatever surrounds it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import defusedxml.ElementTree as SafeTree
import xmltodict
from defusedxml import DefusedXmlException

from culturepedia.kopis.errors import KopisMalformed, KopisRejected, KopisUnavailable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from culturepedia.kopis.records import Row

MAX_DEPTH = 12
MAX_ELEMENTS = 200_000
OVERFULL = 10  # times the rows asked for
DECLARED_KOREAN = re.compile(rb"""<\?xml[^>]{0,100}encoding=["'](?:euc-?kr|cp949|ms949|ks_c_5601[-0-9]*)["']""", re.I)
DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
CONTAINERS = {"styurls", "relates", "relate", "mt13s", "mt13"}
LISTS = ("db", "boxof", "styurl", "relate", "mt13")
NORMAL, NO_DATA = "00", "04"
PERMANENT = {"01", "02", "05", "06"}
ITEM_OF_ROOT = {"dbs": "db", "boxofs": "boxof"}
BESIDE_ITEMS = {"boxofs": {"basedate"}}


def read_rows(body: bytes, *, root: str, expected: int, what: str) -> list[Row]:
    """Return the rows of an answer; none for a well-formed empty one.

    Args:
        body: The answer as it came.
        root: The root element it must have, `dbs` or `boxofs`.
        expected: How many rows were asked for.
        what: Names the call in errors; holds no secret.

    Raises:
        KopisMalformed: The answer breaks the contract.
        KopisRejected: Our request is wrong or the key is refused.
        KopisUnavailable: KOPIS says that it cannot answer now.
    """
    tree = _parse(body, what)
    code = _return_code(tree)
    if code is not None and code != NORMAL:
        if code == NO_DATA:
            return []
        raise _error_for(code, what)
    item = ITEM_OF_ROOT[root]
    if tree.tag != root or (tree.text or "").strip():
        raise KopisMalformed(f"{what}: the root is not <{root}>")
    for child in tree:
        if child.tag not in {item, *BESIDE_ITEMS.get(root, ())} or (child.tail or "").strip():
            raise KopisMalformed(f"{what}: something else than <{item}> stands in it")
    if len(tree) > OVERFULL * expected:
        raise KopisMalformed(f"{what}: {len(tree)} items where {expected} were asked for")
    return _rows(tree, root, item)


def _parse(body: bytes, what: str) -> Element:
    try:
        tree: Element = SafeTree.fromstring(_as_utf8(body), forbid_dtd=True)
    except DefusedXmlException:
        raise KopisMalformed(f"{what}: the answer has a DTD or entities") from None
    except (SafeTree.ParseError, ValueError, LookupError):
        raise KopisMalformed(f"{what}: not well-formed XML") from None
    _check_depth(tree, what)
    return tree


def _as_utf8(body: bytes) -> bytes:
    """Decode a body that declares a Korean legacy encoding, which the parser does not know; exactly or not at all."""
    if not DECLARED_KOREAN.search(body[:200]):
        return body
    return DECLARATION.sub("", body.decode("cp949"), count=1).encode()


def _check_depth(tree: Element, what: str) -> None:
    """Refuse trees that only exist to break what walks them; our own walk keeps its own stack."""
    waiting = [(tree, 1)]
    seen = 0
    while waiting:
        element, depth = waiting.pop()
        seen += 1
        if depth > MAX_DEPTH or seen > MAX_ELEMENTS:
            raise KopisMalformed(f"{what}: nested too deeply or too large")
        waiting.extend((child, depth + 1) for child in element)


def _return_code(tree: Element) -> str | None:
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag.rpartition("}")[2] == "returncode":
            return "".join(element.itertext()).strip()
    return None


def _error_for(code: str, what: str) -> KopisRejected | KopisUnavailable:
    shown = code if re.fullmatch(r"\w{1,8}", code, re.ASCII) else "unreadable"
    if code in PERMANENT:
        return KopisRejected(f"{what}: returncode {shown}", code=code)
    return KopisUnavailable(f"{what}: returncode {shown}")


def _rows(tree: Element, root: str, item: str) -> list[Row]:
    for element in tree.iter():
        # Markup inside a text is text: everything below counts, in its order.
        if element is not tree and element.tag not in {item, *CONTAINERS} and len(element):
            text = "".join(element.itertext())
            for child in list(element):
                element.remove(child)
            element.text = text
    parsed: dict[str, Any] = xmltodict.parse(SafeTree.tostring(tree), force_list=LISTS, xml_attribs=False)
    inside = parsed[root]
    rows = inside.get(item, []) if isinstance(inside, dict) else []
    return [_single(row) for row in rows if isinstance(row, dict)]


def _single(row: dict[str, Any]) -> Row:
    """Take the first of repeated plain elements, so that every field is one text."""
    return {name: value[0] if isinstance(value, list) and name not in LISTS else value for name, value in row.items()}
