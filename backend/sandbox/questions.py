"""Reading of request parameters, with the code KOPIS answers when one is missing, malformed or beyond a limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

MAX_DAYS = 31
MAX_ROWS = 100
MAX_PAGE = 999
Params = Mapping[str, str]
Item = TypeVar("Item")


class RefusalError(Exception):
    """The request gets an error envelope with `code`."""

    def __init__(self, code: str) -> None:
        """Keep the return code."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Page:
    """A page number from 1 and its size."""

    number: int
    rows: int

    def __call__(self, items: list[Item]) -> list[Item]:
        """Return the items on this page."""
        return items[(self.number - 1) * self.rows : self.number * self.rows]


def read_page(params: Params) -> Page:
    """Return the page asked for.

    Raises:
        RefusalError: 01 when `cpage` or `rows` is missing or no positive number, 06 for more than 100 rows.
    """
    number, rows = _read_count(params, "cpage"), _read_count(params, "rows")
    if rows > MAX_ROWS:
        raise RefusalError("06")
    if number > MAX_PAGE:
        raise RefusalError("01")
    return Page(number, rows)


def read_window(params: Params) -> tuple[int, int]:
    """Return the first and last day (ordinals) of the window.

    Raises:
        RefusalError: 01 when a day is missing, malformed or the order is wrong, 05 for more than 31 days.
    """
    first, last = read_day(params.get("stdate", "")), read_day(params.get("eddate", ""))
    if last < first:
        raise RefusalError("01")
    if last - first + 1 > MAX_DAYS:
        raise RefusalError("05")
    return first, last


def read_day(text: str) -> int:
    """Return `YYYYMMDD` as an ordinal.

    Raises:
        RefusalError: 01 when `text` is no day of the calendar.
    """
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        raise RefusalError("01")
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])).toordinal()
    except ValueError:
        raise RefusalError("01") from None


def _read_count(params: Params, name: str) -> int:
    text = params.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 9) or int(text) == 0:
        raise RefusalError("01")
    return int(text)
