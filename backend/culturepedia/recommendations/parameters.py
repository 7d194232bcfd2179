"""What recommendations can be asked, and what the taste of a guest looks like in an address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from culturepedia.common.parameters import MAX_VALUES, Choice, day, integer, many_of, one_of
from culturepedia.performances.codes import Characteristic, Genre, Mood, Region
from culturepedia.performances.filters import MAX_KRW

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from culturepedia.common.parameters import Reader
    from culturepedia.performances.codes import Code

MAX_LIMIT = 50
DEFAULT_LIMIT = 20
TABS = ("fit", "new", "weekend", "near", "closing")
PICKS: Mapping[str, type[Code]] = {
    "categories": Genre,
    "characteristics": Characteristic,
    "moods": Mood,
    "regions": Region,
}


def picks_of(choices: Collection[str]) -> Reader:
    """Return the reader of picked codes; a parameter without any value picks nothing."""
    read_codes = many_of(choices, excluding=False)

    def read(name: str, values: list[str]) -> Choice:
        given = [item for value in values for item in value.split(",") if item]
        return read_codes(name, [",".join(given[: MAX_VALUES + 1])]) if given else Choice((), ())

    return read


READERS: Mapping[str, Reader] = {
    **{name: picks_of(tuple(kind)) for name, kind in PICKS.items()},
    "tab": one_of(TABS),
    "from": day,
    "to": day,
    "price_max_krw": integer(0, MAX_KRW),
    "limit": integer(1, MAX_LIMIT),
}


def picked(values: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the picks that an address names, by kind."""
    return {name: values[name].included if name in values else () for name in PICKS}
