"""From the bytes of an answer to its rows, under KOPIS' contract.

An answer is refused whole when it is not well-formed XML, has a DTD, another root or other items than asked for, far
more items than asked for, or an encoding that would have to be guessed. A `returncode` anywhere means that the answer
is an error, whatever surrounds it.
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
MAX_SIGNS = 100_000  # of tags and attributes
OVERFULL = 10  # times the rows asked for
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
ENCODING = re.compile(rb"""\sencoding\s{0,9}=\s{0,9}["']([^"']*)["']""")
MAX_DECLARATION_BYTES = 300
AS_DECLARED = {"utf-8", "us-ascii", "utf-16", "utf-16le", "utf-16be"}  # the parser knows these and is exact
KOREAN = {"euc-kr", "euckr", "cp949", "ms949", "uhc", "windows-949", "x-windows-949", "ksc5601"}
KOREAN |= {"ks_c_5601-1987", "ks_c_5601", "ks_c_5601-1989"}
CONTAINERS = {"styurls", "relates", "relate", "mt13s", "mt13"}
LISTS = ("db", "boxof", "styurl", "relate", "mt13")
ITEM_OF_ROOT = {"dbs": "db", "boxofs": "boxof"}
BESIDE_ITEMS = {"dbs": set[str](), "boxofs": {"basedate"}}
ENVELOPE = {"returncode", "errmsg", "responsetime"}
NORMAL, NO_DATA = "00", "04"
PERMANENT = {"01", "02", "05", "06"}


def read_rows(body: bytes, *, root: str, expected: int, what: str) -> list[Row]:
    """Return the rows of an answer; none for a well-formed empty one, an empty row for an empty item.

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
    codes = _return_codes(tree)
    if codes - {NORMAL}:
        _check_codes(codes - {NORMAL}, tree, what)
        return []
    item = ITEM_OF_ROOT[root]
    if tree.tag != root or (tree.text or "").strip():
        raise KopisMalformed(f"{what}: the root is not <{root}>")
    beside = BESIDE_ITEMS[root] | (ENVELOPE if codes and tree.find(item) is not None else set())
    for child in tree:
        if child.tag not in {item, *beside} or (child.tail or "").strip():
            raise KopisMalformed(f"{what}: something else than <{item}> stands in it")
    if len(tree) > OVERFULL * expected:
        raise KopisMalformed(f"{what}: {len(tree)} items where {expected} were asked for")
    return _rows(tree, root, item)


def _parse(body: bytes, what: str) -> Element:
    if body.count(b"<") + body.count(b"=") > MAX_SIGNS:
        raise KopisMalformed(f"{what}: more than {MAX_SIGNS} tags and attributes")
    try:
        tree: Element = SafeTree.fromstring(_decodable(body, what), forbid_dtd=True)
    except DefusedXmlException:
        raise KopisMalformed(f"{what}: the answer has a DTD or entities") from None
    except (SafeTree.ParseError, ValueError, LookupError):
        raise KopisMalformed(f"{what}: not well-formed XML") from None
    _check_depth(tree, what)
    return tree


def _decodable(body: bytes, what: str) -> bytes:
    """Return bytes that the parser decodes exactly: the body, or UTF-8 made from a Korean legacy encoding.

    Latin-1 and its kin decode anything, wrong declarations included; KOPIS never meant them. A body that is both valid
    UTF-8 and declared as Korean is most likely UTF-8, and never sure to be either.
    """
    start = len(BYTE_ORDER_MARK) if body.startswith(BYTE_ORDER_MARK) else 0
    if not body.startswith(b"<?xml", start):
        return body
    end = body.find(b"?>", start, start + MAX_DECLARATION_BYTES)
    found = ENCODING.search(body, start, max(end, start))
    encoding = found[1].decode("ascii").lower() if found else "utf-8"
    if end >= 0 and encoding in AS_DECLARED:
        return body
    rest = body[end + 2 :]
    if end >= 0 and encoding == "utf8":
        return rest
    if end < 0 or encoding not in KOREAN or start or (not rest.isascii() and _is_utf8(rest)):
        raise KopisMalformed(f"{what}: the declared encoding is not to be trusted")
    return rest.decode("cp949").encode()


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _check_depth(tree: Element, what: str) -> None:
    """Refuse trees that only exist to break what walks them; our own walk keeps its own stack."""
    waiting = [(tree, 1)]
    while waiting:
        element, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise KopisMalformed(f"{what}: nested too deeply")
        waiting.extend((child, depth + 1) for child in element)


def _return_codes(tree: Element) -> set[str]:
    return {
        "".join(element.itertext()).strip()
        for element in tree.iter()
        if element.tag.rpartition("}")[2].lower() == "returncode"
    }


def _check_codes(codes: set[str], tree: Element, what: str) -> None:
    """Raise what the codes of an error stand for; "no data" alone, in a bare envelope, is none."""
    if refused := sorted(codes & PERMANENT):
        raise KopisRejected(f"{what}: returncode {refused[0]}", code=refused[0])
    if codes != {NO_DATA}:
        shown = next((code for code in sorted(codes) if re.fullmatch(r"\w{1,8}", code, re.ASCII)), "unreadable")
        raise KopisUnavailable(f"{what}: returncode {shown}")
    if tree.tag not in ITEM_OF_ROOT or any(not ENVELOPE.issuperset(item.tag for item in child) for child in tree):
        raise KopisMalformed(f"{what}: returncode {NO_DATA} beside data")


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
    return [_settle(row) if isinstance(row, dict) else {} for row in rows]


def _settle(row: Row) -> Row:
    """Make every element one text, or a list where lists belong; repeats that contradict each other say nothing."""
    return {name: _settle_value(name, value) for name, value in row.items()}


def _settle_value(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return _settle(value)
    if not isinstance(value, list):
        return value
    if name in LISTS:
        return [_settle_value("", one) for one in value]
    different = [one for place, one in enumerate(value) if one is not None and one not in value[:place]]
    return _settle_value("", different[0]) if len(different) == 1 else None
