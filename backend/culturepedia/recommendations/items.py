"""Performances as the core sees them: what can be said about taste, and what filters ask.

A family is the catalogue's work, as its title tells or staff say; a performance without one is a family of its own.
Nothing is guessed: what the catalogue does not know is None.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from culturepedia.performances.cards import json_value
from culturepedia.performances.models.performance import UNRANKED
from culturepedia.performances.sql import JOIN_VENUE, PERFORMANCES, SEOUL, fetch, marks, moment
from culturepedia.recommendations.core.records import Item

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST_NAMES = 12  # of a kind: who stands further down tells little of a taste
AT_ONCE, BARE_AT_ONCE = 5_000, 50_000  # rows of a statement: none takes long
KINDS = {"cast": "cast", "crew": "crew", "production": "producers", "agency": "producers"}
_COLUMNS = (
    "p.id, p.work, p.genre, p.hashtags, p.region, p.age_min, p.price_min_krw, p.is_free, p.start_date, p.end_date, "
    "p.open_run, COALESCE(p.source_registered_at, p.created_at), p.withdrawn_at, p.sales_rank, "
    "COALESCE(v.name, p.venue_name)"
)
LIVE = "p.withdrawn_at IS NULL AND (p.open_run OR p.end_date >= %s)"


def read_live(today: date) -> list[Item]:
    """Return all that can still be seen; a few queries, none of them long."""
    keys = [key for (key,) in fetch(f"SELECT p.id FROM {PERFORMANCES} WHERE {LIVE} ORDER BY p.id", [today])]  # noqa: S608
    pieces = (keys[first : first + AT_ONCE] for first in range(0, len(keys), AT_ONCE))
    return [
        item for piece in pieces for item in _read(f"p.id BETWEEN %s AND %s AND {LIVE}", [piece[0], piece[-1], today])
    ]


def read_some(keys: Sequence[int]) -> dict[int, Item]:
    """Return performances by primary key, over and withdrawn ones too; two queries."""
    return {item.id: item for item in _read(f"p.id IN ({marks(keys)})", keys)} if keys else {}


def read_all() -> Iterator[list[Item]]:
    """Yield the whole catalogue in pieces, in the order of the primary keys."""
    last = 0
    while True:
        keys = [
            key
            for (key,) in fetch(
                "SELECT id FROM performances_performance WHERE id > %s ORDER BY id LIMIT %s", [last, AT_ONCE]
            )
        ]
        if not keys:
            return
        last = keys[-1]
        yield _read("p.id BETWEEN %s AND %s", [keys[0], last])


def read_bare() -> list[Item]:
    """Return the whole catalogue with nothing but families: what counting likes needs."""
    found: list[Item] = []
    statement = "SELECT id, work FROM performances_performance WHERE id > %s ORDER BY id LIMIT %s"
    while rows := fetch(statement, [found[-1].id if found else 0, BARE_AT_ONCE]):
        found.extend(Item(id=key, family=family_of(key, work)) for key, work in rows)
    return found


def read_titles(keys: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return KOPIS id and title of performances by primary key; one query."""
    rows = fetch(f"SELECT id, kopis_id, title FROM performances_performance WHERE id IN ({marks(keys)})", keys)  # noqa: S608
    return {key: (kopis_id, title) for key, kopis_id, title in rows}


def family_of(key: int, work: str | None) -> str:
    """Return the name of a performance's family."""
    return work or f"one:{key}"


def _read(condition: str, params: Sequence[Any]) -> list[Item]:
    rows = fetch(
        f"SELECT {_COLUMNS} FROM {PERFORMANCES} {JOIN_VENUE} WHERE {condition} ORDER BY p.id",  # noqa: S608 - constants
        params,
    )
    names = _read_names(condition, params)
    return [_item(row, names.get(row[0], {})) for row in rows]


def _read_names(condition: str, params: Sequence[Any]) -> Mapping[int, Mapping[str, list[str]]]:
    """Return the names of each performance by kind, in the order of the source; one query."""
    parts = [
        f"SELECT p.id AS id, c.{kind} AS kind, c.position AS position, n.name AS name FROM {PERFORMANCES} "  # noqa: S608
        f"JOIN {table} c ON c.performance_id = p.id JOIN {people} n ON n.id = c.{link} WHERE {condition}"
        for table, people, link, kind in (
            ("performances_credit", "performances_person", "person_id", "kind"),
            ("performances_companycredit", "performances_company", "company_id", "role"),
        )
    ]
    found: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key, kind, _, name in fetch(f"{' UNION ALL '.join(parts)} ORDER BY 1, 2 DESC, 3, 4", [*params, *params]):
        if kind in KINDS and len(held := found[key][KINDS[kind]]) < MOST_NAMES and name not in held:
            held.append(name)
    return found


def _item(row: Sequence[Any], names: Mapping[str, Sequence[str]]) -> Item:
    (
        key, work, genre, hashtags, region, age_min, price_min, is_free, start, end, open_run, listed, withdrawn,
        sales_rank, venue,
    ) = row  # fmt: skip
    return Item(
        id=key,
        family=family_of(key, work),
        genre=genre,
        tags=tuple(json_value(hashtags)),
        cast=tuple(names.get("cast", ())),
        crew=tuple(names.get("crew", ())),
        producers=tuple(names.get("producers", ())),
        venue=venue,
        region=region,
        age_min=age_min,
        price_min_krw=0 if is_free else price_min,
        start_day=start.toordinal(),
        end_day=None if open_run else end.toordinal(),
        listed_day=_day_of(listed),
        cancelled=withdrawn is not None,
        sales_rank=sales_rank if sales_rank is not None and sales_rank < UNRANKED else None,
    )


def _day_of(value: datetime | str) -> int:
    """Return the Seoul day of a stored moment."""
    text = moment(value)
    assert text is not None  # noqa: S101 - a column without NULL
    return datetime.fromisoformat(text).astimezone(SEOUL).date().toordinal()
