"""What the list of performances and the suggestions can be asked, beside the filters of the catalogue."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from culturepedia.common import errors
from culturepedia.common.parameters import one_of, single
from culturepedia.performances.filters import FILTER_READERS, LIST_READERS, ORDERING_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from culturepedia.common.parameters import Reader

MAX_LENGTH = 100
RELEVANCE = "relevance"
ORDERINGS = tuple(sign + name for name in (RELEVANCE, *ORDERING_NAMES) for sign in ("", "-"))


def query(name: str, values: list[str]) -> str:
    """Read what somebody typed, 1 to 100 characters; composed, words one space apart."""
    return _read(name, values, shortest=1)


def query_so_far(name: str, values: list[str]) -> str:
    """Read what somebody has typed so far, which may be nothing."""
    return _read(name, values, shortest=0)


def check(values: Mapping[str, Any]) -> None:
    """Refuse an order by relevance to nothing.

    Raises:
        ValidationError: `ordering` asks for relevance without `q`.
    """
    if values.get("ordering", "").removeprefix("-") == RELEVANCE and "q" not in values:
        raise errors.invalid_value("ordering", ko="relevance는 q와 함께만 쓸 수 있습니다.", en="relevance needs q.")


def only_filters(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that narrow the list."""
    return {name: value for name, value in values.items() if name in FILTER_READERS}


def _read(name: str, values: list[str], *, shortest: int) -> str:
    text = single(name, values)
    length = len(unicodedata.normalize("NFC", text))
    if not shortest <= length <= MAX_LENGTH or "\0" in text:
        raise errors.invalid_value(
            name,
            ko=f"{shortest}자에서 {MAX_LENGTH}자까지 쓸 수 있습니다.",
            en=f"It must have {shortest} to {MAX_LENGTH} characters.",
        )
    return " ".join(unicodedata.normalize("NFC", text).split())


SEARCH_READERS: Mapping[str, Reader] = {**LIST_READERS, "q": query, "ordering": one_of(ORDERINGS)}
SUGGEST_READERS: Mapping[str, Reader] = {"q": query_so_far}
