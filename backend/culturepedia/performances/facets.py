"""How many performances each option of a filter would give, all facets in one statement.

Each facet is counted under every filter but its own. For the flags each is a filter of its own.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from culturepedia.performances.codes import Accessibility, Characteristic, Genre, Mood, Region, State
from culturepedia.performances.districts import get_district
from culturepedia.performances.filters import ACCESS_CONDITIONS, FLAGS, HASHTAGS, price_condition, state_condition
from culturepedia.performances.sql import Where, fetch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from culturepedia.performances.codes import Code

    Option = tuple[str, str, tuple[Any, ...]]  # value, condition, parameters

PRICE_STEPS_KRW = (10_000, 30_000, 50_000, 100_000)
GROUPED = {"genre": "p.genre", "region": "p.region", "district": "v.district_code"}
# The columns that facets and their filters look at.
NARROW = (
    *("p.genre", "p.region", "p.start_date", "p.end_date", "p.price_min_krw", "p.price_max_krw", "p.is_free"),
    *(f"p.{flag}" for flag in FLAGS),
    *("v.district_code", "v.accessible_parking", "v.accessible_restroom", "v.accessible_ramp"),
    *("v.accessible_elevator", "v.wheelchair_seats"),
)
# Facets of the venue: only they pay for looking venues up.
OF_VENUES = frozenset({"district", "access"})
RENAMED = (*NARROW, "p.id")  # the key only where hashtags are asked about: without it an index holds all the rest
OWN_FILTERS = {
    "access": {"accessible"},
    "price": {"price_max_krw", "price_min_krw", "free"},
    "when": {"from", "to"},
}
FACET_FILTERS = frozenset({"genre", "region", "district", "state", "hashtag", *FLAGS}.union(*OWN_FILTERS.values()))
TEXTS = {
    "child": ("아이와 함께", "For children"),
    "visiting": ("내한 공연", "From abroad"),
    "festival": ("축제", "Festival"),
    "daehakro": ("대학로", "Daehangno"),
    "open_run": ("오픈런", "Open run"),
    "free": ("무료", "Free"),
    "today": ("오늘", "Today"),
    "weekend": ("이번 주말", "This weekend"),
    "nextweek": ("다음 주", "Next week"),
}


def count_facets(names: Sequence[str], where: Where, *, today: date, language: str) -> dict[str, list[dict[str, Any]]]:
    """Return the options of each named facet with label and count; one query.

    What no facet leaves out is looked up once, into a narrow table; the facets are counted there.
    """
    if not names:
        return {}
    common, own = where.without(FACET_FILTERS), where.only(FACET_FILTERS)
    parts: list[str] = []
    params = common.params
    for name in names:
        for text, values in _statements(name, own, today):
            parts.append(text)
            params += values
    with_venue = own.needs_venue or not OF_VENUES.isdisjoint(names)
    about_tags = "hashtag" in names or own.only({"hashtag"}).conditions
    chosen = (column for column in (RENAMED if about_tags else NARROW) if with_venue or column.startswith("p."))
    columns = ", ".join(chosen)
    narrow = f"SELECT {columns} FROM {common.source(with_venue=with_venue)} {common.text}"  # noqa: S608 - constants
    counted = " UNION ALL ".join(parts)
    counts: dict[str, dict[str, int]] = {name: {} for name in names}
    for name, value, count in fetch(f"WITH narrow AS MATERIALIZED ({narrow}) {counted}", params):
        counts[name][value] = int(count or 0)
    return {name: _options(name, counts[name], language) for name in names}


def when_span(preset: str, today: date) -> tuple[date, date]:
    """Return the first and last day of `today`, `weekend` (what is left of it) or `nextweek` (Monday to Sunday)."""
    if preset == "today":
        return today, today
    to_sunday = 6 - today.weekday()
    if preset == "weekend":
        return today + timedelta(days=max(to_sunday - 1, 0)), today + timedelta(days=to_sunday)
    return today + timedelta(days=to_sunday + 1), today + timedelta(days=to_sunday + 7)


def _statements(name: str, where: Where, today: date) -> Iterable[tuple[str, list[Any]]]:
    if name in GROUPED:
        yield _grouped(name, GROUPED[name], where.without({name}))
    elif name == "hashtag":
        yield _tagged(name, where.without({name}))
    elif name == "flags":
        if not any(where.only({flag}).conditions for flag in FLAGS):  # all under the same filters: count them at once
            yield _conditional(name, [(flag, f"p.{flag}", ()) for flag in FLAGS], where)
            return
        for flag in FLAGS:
            yield _conditional(name, [(flag, f"p.{flag}", ())], where.without({flag}))
    else:
        yield _conditional(name, _conditions(name, today), where.without(OWN_FILTERS.get(name, {name})))


def _conditions(name: str, today: date) -> list[Option]:
    if name == "state":
        return [(state.value, *state_condition(state, today)) for state in State]
    if name == "access":
        return [(value.value, text, ()) for value, text in ACCESS_CONDITIONS.items()]
    if name == "price":
        return [("free", "p.is_free", ()), *((str(step), *price_condition(step)) for step in PRICE_STEPS_KRW)]
    return [
        (preset, "(p.start_date <= %s AND (p.open_run OR p.end_date >= %s))", (last, first))
        for preset in ("today", "weekend", "nextweek")
        for first, last in [when_span(preset, today)]
    ]


def _grouped(name: str, column: str, where: Where) -> tuple[str, list[Any]]:
    narrow = where.renamed(RENAMED)
    column = column[2:]
    text = (
        f"SELECT '{name}', {column}, COUNT(*) FROM narrow {narrow.text or 'WHERE 1 = 1'} "  # noqa: S608 - constants
        f"AND {column} IS NOT NULL GROUP BY {column}"
    )
    return text, narrow.params


def _tagged(name: str, where: Where) -> tuple[str, list[Any]]:
    narrow = where.renamed(RENAMED)
    text = (
        f"SELECT '{name}', x.slug, COUNT(*) FROM (SELECT id FROM narrow {narrow.text}) AS kept "  # noqa: S608 - constants
        "JOIN performances_performancehashtag x ON x.performance_id = kept.id GROUP BY x.slug"
    )
    return text, narrow.params


def _conditional(name: str, options: Sequence[Option], where: Where) -> tuple[str, list[Any]]:
    """Count several conditions in one pass over the rows, and turn the columns into rows."""
    narrow = where.renamed(RENAMED)
    asked = Where()
    for value, condition, values in options:
        asked.add(value, condition, *values)
    asked = asked.renamed(RENAMED)
    sums = ", ".join(
        f"SUM(CASE WHEN {one.text} THEN 1 ELSE 0 END) AS n{number}" for number, one in enumerate(asked.conditions)
    )
    cases = " ".join(f"WHEN {number} THEN n{number}" for number in range(len(options)))
    labels = " ".join(f"WHEN {number} THEN '{value}'" for number, (value, _, _) in enumerate(options))
    numbers = " UNION ALL ".join(f"SELECT {number} AS i" for number in range(len(options)))
    text = (
        f"SELECT '{name}', CASE i {labels} END, CASE i {cases} END "  # noqa: S608 - constants
        f"FROM (SELECT {sums} FROM narrow {narrow.text}) AS counted CROSS JOIN ({numbers}) AS numbers"
    )
    return text, asked.params + narrow.params


_LABELS: dict[str, Callable[[str], Code]] = {
    "genre": Genre,
    "region": Region,
    "state": State,
    "access": Accessibility,
}
_ORDER: dict[str, Sequence[str]] = {
    "genre": tuple(Genre),
    "region": tuple(Region),
    "state": tuple(State),
    "hashtag": tuple(HASHTAGS),
    "access": tuple(ACCESS_CONDITIONS),
    "flags": FLAGS,
    "price": ("free", *map(str, PRICE_STEPS_KRW)),
    "when": ("today", "weekend", "nextweek"),
}


def _options(name: str, counts: dict[str, int], language: str) -> list[dict[str, Any]]:
    """Return options in their natural order, those without performances too; districts by their codes."""
    values = _ORDER.get(name) or sorted(value for value in counts if get_district(value))
    return [
        {"value": str(value), "label": _label(name, value, language), "count": counts.get(value, 0)} for value in values
    ]


def _label(name: str, value: str, language: str) -> str:
    is_english = language == "en"
    if name in _LABELS:
        code = _LABELS[name](value)
        return code.en if is_english else code.ko
    if name == "hashtag":
        tag = Characteristic(value) if value in set(Characteristic) else Mood(value)
        return tag.en if is_english else tag.ko
    if name == "district":
        district = get_district(value)
        return "" if district is None else district.en if is_english else district.ko
    if name == "price" and value != "free":
        return f"Up to ₩{int(value):,}" if is_english else f"{int(value) // 10_000}만원 이하"
    return TEXTS[value][is_english]
