"""Reads query strings: every name is known, every value means something, or the request is refused.

A parameter is a function from its raw values to a meaning; `read_query` applies them and is pure, so that its results
can be kept. Raises `ValidationError` with the parameter's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from culturepedia.common import errors

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    Reader = Callable[[str, list[str]], Any]

MAX_VALUES = 60
MAX_DIGITS = 9
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d{1,12})?(?:[Zz]|[+-]\d{2}:\d{2})", re.ASCII)
_FRACTION = r"(?:\.\d{1,12})?"
PLACE = (
    rf"-?(?:90(?:\.0{{1,12}})?|[1-8]?\d{_FRACTION})"  # degrees of latitude
    rf",-?(?:180(?:\.0{{1,12}})?|(?:1[0-7]\d|[1-9]?\d){_FRACTION})"  # degrees of longitude
    rf",(?:100(?:\.0{{1,12}})?|[1-9]\d?{_FRACTION}|0\.\d{{0,6}}[1-9]\d{{0,5}})"  # kilometres
)
BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Choice:
    """The values of a multi-valued filter: at least one of `included` if any, none of `excluded`."""

    included: tuple[str, ...]
    excluded: tuple[str, ...]

    def __str__(self) -> str:
        return ",".join([*self.included, *(f"-{value}" for value in self.excluded)])


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the globe in degrees and a distance around it."""

    latitude: float
    longitude: float
    km: float

    def __str__(self) -> str:
        return f"{self.latitude},{self.longitude},{self.km}"


def read_query(raw: str, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """Return the meaning of each parameter that the query string has.

    Raises:
        ValidationError: A name is unknown, or a value is not one that its parameter can have.
    """
    values = QueryDict(raw.encode("latin-1", "replace"))
    meanings: dict[str, Any] = {}
    for name in values:
        reader = readers.get(name)
        if reader is None:
            raise errors.unknown_parameter(name)
        meanings[name] = reader(name, values.getlist(name))
    return meanings


def single(name: str, values: Sequence[str]) -> str:
    """Return the value of a parameter that stands once.

    Raises:
        ValidationError: It stands more often.
    """
    if len(values) != 1:
        raise errors.invalid_value(name, ko="한 번만 쓸 수 있습니다.", en="It may be given only once.")
    return values[0]


def one_of(choices: Collection[str]) -> Reader:
    """Return the reader of a value out of a list."""

    def read(name: str, values: list[str]) -> str:
        value = single(name, values)
        if value not in choices:
            raise _not_one_of(name, choices)
        return value

    return read


def optional(reader: Reader) -> Reader:
    """Return a reader to which an empty value means that the parameter is not given."""

    def read(name: str, values: list[str]) -> Any:
        return None if values == [""] else reader(name, values)

    return read


def many_of(choices: Collection[str], *, excluding: bool = True) -> Reader:
    """Return the reader of any number of values out of a list; `-value` excludes it."""

    def read(name: str, values: list[str]) -> Choice:
        found = _split(name, values, excluding=excluding)
        if not all(value in choices for value in (*found.included, *found.excluded)):
            raise _not_one_of(name, choices)
        return found

    return read


def many_like(pattern: str) -> Reader:
    """Return the reader of any number of ids that look like the pattern; `-id` excludes it."""
    compiled = re.compile(pattern, re.ASCII)

    def read(name: str, values: list[str]) -> Choice:
        found = _split(name, values, excluding=True)
        if not all(compiled.fullmatch(value) for value in (*found.included, *found.excluded)):
            raise errors.invalid_value(name, ko="번호의 형식이 아닙니다.", en="It is not an id.")
        return found

    return read


def boolean(name: str, values: list[str]) -> bool:
    """Read `true`, `false`, `1` or `0`."""
    found = BOOLEANS.get(single(name, values))
    if found is None:
        raise errors.invalid_value(name, ko="true 또는 false여야 합니다.", en="It must be true or false.")
    return found


def integer(low: int, high: int) -> Reader:
    """Return the reader of a whole number between two limits."""

    def read(name: str, values: list[str]) -> int:
        text = single(name, values)
        if len(text) > MAX_DIGITS or not (text.isascii() and text.isdigit()) or not low <= int(text) <= high:
            raise errors.invalid_value(
                name, ko=f"{low}에서 {high} 사이의 정수여야 합니다.", en=f"It must be a number from {low} to {high}."
            )
        return int(text)

    return read


def day(name: str, values: list[str]) -> date:
    """Read a date, `YYYY-MM-DD`."""
    text = single(name, values)
    try:
        if DATE.fullmatch(text) and text.isascii():
            return date.fromisoformat(text)
    except ValueError:
        pass  # a day that no month has is answered below, like any other text
    raise errors.invalid_value(name, ko="YYYY-MM-DD 형식의 날짜여야 합니다.", en="It must be a date, YYYY-MM-DD.")


def moment(name: str, values: list[str]) -> datetime:
    """Read a moment with its offset, `2026-11-28T19:30:00+09:00` (RFC 3339); it is returned as UTC."""
    text = single(name, values)
    try:
        if MOMENT.fullmatch(text):
            return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except ValueError:
        pass  # an hour that no day has is answered below, like any other text
    except OverflowError:  # a moment of the first or the last day there is
        return datetime.min.replace(tzinfo=UTC) if text.startswith("0001") else datetime.max.replace(tzinfo=UTC)
    raise errors.invalid_value(
        name,
        ko="2026-11-28T19:30:00+09:00 형식의 시각이어야 합니다.",
        en="It must be a moment like 2026-11-28T19:30:00+09:00.",
    )


def place(name: str, values: list[str]) -> Place:
    """Read `latitude,longitude,km` in degrees and kilometres, at most 100 km."""
    text = single(name, values)
    if re.fullmatch(PLACE, text, re.ASCII):
        return Place(*map(float, text.split(",")))
    raise errors.invalid_value(
        name, ko="위도,경도,거리(100km 이하)여야 합니다.", en="It must be latitude,longitude,kilometres (at most 100)."
    )


def _split(name: str, values: Sequence[str], *, excluding: bool) -> Choice:
    """Return the values between commas, each once and in one order, so that equal filters look equal."""
    items = [item for value in values for item in value.split(",")]
    if len(items) > MAX_VALUES:
        raise errors.invalid_value(name, ko="값이 너무 많습니다.", en="There are too many values.")
    found = set(items)
    excluded = {item for item in found if item.startswith("-")} if excluding else set()
    return Choice(tuple(sorted(found - excluded)), tuple(sorted(item[1:] for item in excluded)))


def _not_one_of(name: str, choices: Collection[str]) -> Exception:
    listed = ", ".join(choices) if len(choices) <= MAX_VALUES else ""
    return errors.invalid_value(
        name,
        ko=f"허용되지 않는 값입니다. {listed}".rstrip(),
        en=f"This value is not possible. {listed}".rstrip(),
    )
