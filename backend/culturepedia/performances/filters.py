"""What the list of performances can be asked: each parameter's values, its conditions, and the orderings.

Source: API.md, catalogue. An unknown fact never fits a filter that asks for it, and is never excluded by one that
excludes another value.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from culturepedia.common import errors
from culturepedia.common.parameters import Choice, Place, boolean, day, integer, many_like, many_of, one_of, place
from culturepedia.performances.codes import Accessibility, Characteristic, Genre, Mood, Region, State
from culturepedia.performances.districts import all_districts
from culturepedia.performances.models.performance import UNRANKED
from culturepedia.performances.sql import Where, collate_by_code, marks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from culturepedia.common.parameters import Reader

KOPIS_ID = r"[A-Za-z0-9]{1,12}"
NUMBER = r"[0-9]{1,15}"
MAX_KRW = 100_000_000
EARTH_RADIUS_KM = 6371.0088
KM_PER_DEGREE = 111.0  # of latitude, at the least
FLAGS = ("child", "visiting", "festival", "daehakro", "open_run")
ORDERING_NAMES = ("sales", "newest", "opening", "closing", "rating", "title")
FACETS = ("genre", "region", "district", "state", "access", "flags", "price", "when", "hashtag")
DISTRICT_CODES = tuple(district.code for district in all_districts())
HASHTAGS = (*Characteristic, *Mood)

PAGE_READERS: Mapping[str, Reader] = {"page": integer(1, 999_999), "page_size": integer(1, 100)}
FILTER_READERS: Mapping[str, Reader] = {
    "genre": many_of(tuple(Genre)),
    "region": many_of(tuple(Region)),
    "district": many_of(DISTRICT_CODES),
    "state": many_of(tuple(State)),
    "from": day,
    "to": day,
    "price_max_krw": integer(0, MAX_KRW),
    "price_min_krw": integer(0, MAX_KRW),
    "free": boolean,
    "age_max": integer(0, 150),
    **dict.fromkeys(FLAGS, boolean),
    "accessible": many_of(tuple(Accessibility)),
    "venue": many_like(KOPIS_ID),
    "company": many_like(NUMBER),
    "person": many_like(NUMBER),
    "hashtag": many_of(HASHTAGS),
    "near": place,
}
LIST_READERS: Mapping[str, Reader] = {
    **FILTER_READERS,
    **PAGE_READERS,
    "ordering": one_of([sign + name for name in ORDERING_NAMES for sign in ("", "-")]),
    "facets": many_of(FACETS, excluding=False),
}
ACCESS_CONDITIONS = {
    Accessibility.PARKING: "v.accessible_parking",
    Accessibility.RESTROOM: "v.accessible_restroom",
    Accessibility.RAMP: "v.accessible_ramp",
    Accessibility.ELEVATOR: "v.accessible_elevator",
    Accessibility.WHEELCHAIR_SEATS: "v.wheelchair_seats > 0",
}


def check_span(values: Mapping[str, Any]) -> None:
    """Refuse days that leave nothing between them.

    Raises:
        ValidationError: The span ends before it begins.
    """
    if "from" in values and "to" in values and values["from"] > values["to"]:
        raise errors.invalid_value("to", ko="from보다 앞선 날짜입니다.", en="It lies before from.")


def conditions(values: Mapping[str, Any], today: date, where: Where | None = None) -> Where:
    """Return what the parameters ask for, after what `where` asks for; without it withdrawn performances never fit."""
    if where is None:
        where = Where()
        where.add("", "p.withdrawn_at IS NULL")
    for name, column in (("genre", "p.genre"), ("region", "p.region"), ("district", "v.district_code")):
        _add_choice(where, name, column, values.get(name))
    _add_choice(where, "venue", "v.kopis_id", values.get("venue"))
    _add_states(where, values.get("state"), today)
    if "to" in values:
        where.add("to", "p.start_date <= %s", values["to"])
    if "from" in values:
        where.add("from", "(p.open_run OR p.end_date >= %s)", values["from"])
    _add_prices(where, values)
    if "age_max" in values:
        where.add("age_max", "p.age_min <= %s", values["age_max"])
    for name in FLAGS:
        if name in values:
            where.add(name, f"p.{name} = %s", values[name])
    add_access(where, values.get("accessible"))
    _add_linked(where, values)
    add_near(where, values.get("near"))
    return where


def ordering_clause(ordering: str) -> str:
    """Return the total order of that name: unknown values last in both directions, ties by KOPIS number."""
    name = ordering.removeprefix("-")
    if name == "sales":
        if ordering == name:
            return "p.sales_order, p.start_date DESC, p.kopis_id DESC"
        is_unranked = f"CASE WHEN p.sales_order >= {UNRANKED} THEN 1 ELSE 0 END"
        return f"{is_unranked}, p.sales_order DESC, p.start_date, p.kopis_id"
    # The names of most orders mean their natural direction: newest and best rated first, next to open and close first.
    is_descending = (ordering != name) != (name in {"newest", "rating"})
    direction = "DESC" if is_descending else "ASC"
    if name == "newest":
        return f"p.created_at {direction}, p.kopis_id {direction}"
    columns = {
        "opening": f"p.start_date {direction}",
        "closing": f"(CASE WHEN p.open_run THEN 1 ELSE 0 END), p.end_date {direction}",
        "rating": f"p.rating_average {direction} NULLS LAST, p.rating_count DESC",
        "title": f"p.title {collate_by_code()} {direction}",
    }
    return f"{columns[name]}, p.kopis_id"


def state_condition(state: str, today: date) -> tuple[str, tuple[date, ...]]:
    """Return the condition that a run is in this state on that day."""
    if state == State.UPCOMING:
        return "p.start_date > %s", (today,)
    if state == State.RUNNING:
        return "(p.start_date <= %s AND (p.open_run OR p.end_date >= %s))", (today, today)
    return "(p.start_date <= %s AND NOT p.open_run AND p.end_date < %s)", (today, today)


def price_condition(most_krw: int) -> tuple[str, tuple[int]]:
    """Return the condition that some seat costs at most this, or nothing."""
    return "(p.is_free OR p.price_min_krw <= %s)", (most_krw,)


def add_access(where: Where, choice: Choice | None) -> None:
    """Ask for venues that are known to have all the facilities, and none of the excluded ones."""
    if choice is None:
        return
    for value in choice.included:
        where.add("accessible", ACCESS_CONDITIONS[Accessibility(value)], needs_venue=True)
    for value in choice.excluded:
        text = ACCESS_CONDITIONS[Accessibility(value)]
        where.add("accessible", f"(CASE WHEN {text} THEN 1 ELSE 0 END) = 0", needs_venue=True)


def add_near(where: Where, around: Place | None) -> None:
    """Ask for venues within a distance; a box that an index can use stands before the exact circle."""
    if around is None:
        return
    margin = around.km / KM_PER_DEGREE
    where.add(
        "near", "v.latitude BETWEEN %s AND %s", around.latitude - margin, around.latitude + margin, needs_venue=True
    )
    shrink = math.cos(math.radians(min(abs(around.latitude) + margin, 90)))
    if shrink > 0.01 and abs(around.longitude) + margin / shrink < 180:
        west, east = around.longitude - margin / shrink, around.longitude + margin / shrink
        where.add("near", "v.longitude BETWEEN %s AND %s", west, east, needs_venue=True)
    text, params = haversine(around)
    limit = math.sin(min(around.km / (2 * EARTH_RADIUS_KM), math.pi / 2)) ** 2
    where.add("near", f"{text} <= %s", *params, limit, needs_venue=True)


def haversine(around: Place) -> tuple[str, tuple[float, ...]]:
    """Return an expression that grows with a venue's distance from a point."""
    text = (
        "(POWER(SIN(RADIANS(v.latitude - %s) / 2), 2)"
        " + %s * COS(RADIANS(v.latitude)) * POWER(SIN(RADIANS(v.longitude - %s) / 2), 2))"
    )
    return text, (around.latitude, math.cos(math.radians(around.latitude)), around.longitude)


def add_place_filters(where: Where, values: Mapping[str, Any]) -> None:
    """Ask for venues by their own region, district, facilities and position."""
    _add_choice(where, "region", "v.region", values.get("region"))
    _add_choice(where, "district", "v.district_code", values.get("district"))
    add_access(where, values.get("accessible"))
    add_near(where, values.get("near"))


def _add_choice(where: Where, name: str, column: str, choice: Choice | None) -> None:
    if choice is None:
        return
    needs_venue = column.startswith("v.")
    if choice.included:
        where.add(name, f"{column} IN ({marks(choice.included)})", *choice.included, needs_venue=needs_venue)
    if choice.excluded:
        text = f"({column} IS NULL OR {column} NOT IN ({marks(choice.excluded)}))"
        where.add(name, text, *choice.excluded, needs_venue=needs_venue)


def _add_states(where: Where, choice: Choice | None, today: date) -> None:
    if choice is None:
        return
    wanted = [state for state in State if not choice.included or state in choice.included]
    parts = [state_condition(state, today) for state in wanted if state not in choice.excluded]
    text = " OR ".join(text for text, _ in parts)
    where.add("state", f"({text})" if parts else "1 = 0", *(value for _, params in parts for value in params))


def _add_prices(where: Where, values: Mapping[str, Any]) -> None:
    if "price_max_krw" in values:
        text, params = price_condition(values["price_max_krw"])
        where.add("price_max_krw", text, *params)
    if "price_min_krw" in values:
        where.add("price_min_krw", "p.price_max_krw >= %s", values["price_min_krw"])
    if "free" in values:
        where.add("free", "p.is_free = %s", values["free"])


def _add_linked(where: Where, values: Mapping[str, Any]) -> None:
    """Ask for performances by who takes part and by their hashtags."""
    links = (
        ("company", "performances_companycredit", "company_id", int),
        ("person", "performances_credit", "person_id", int),
        ("hashtag", "performances_performancehashtag", "slug", str),
    )
    for name, table, column, kind in links:
        choice: Choice | None = values.get(name)
        if choice is None:
            continue
        for wanted, negation in ((choice.included, ""), (choice.excluded, "NOT ")):
            if wanted:
                subquery = f"SELECT x.performance_id FROM {table} x WHERE x.{column} IN ({marks(wanted)})"  # noqa: S608
                where.add(name, f"p.id {negation}IN ({subquery})", *(kind(value) for value in wanted))
