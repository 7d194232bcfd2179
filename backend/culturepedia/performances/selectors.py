"""Lists of performances. Plain rows in, plain payloads out; the caller gives the day.

The version is read before anything else: rows that change in between are served under the older number once, and
never again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from culturepedia.common import errors
from culturepedia.performances import cards, facets, filters
from culturepedia.performances.models import CatalogueVersion
from culturepedia.performances.sql import Where, fetch, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from culturepedia.performances.cards import Card

PAGE_SIZE = 20


def read_version() -> str:
    """Return the number of the catalogue's last change; one query."""
    rows = fetch("SELECT number FROM performances_catalogueversion WHERE id = %s", [CatalogueVersion.ONLY_ID])
    return str(rows[0][0]) if rows else "0"


def list_performances(
    values: Mapping[str, Any], *, today: date, language: str, link: Callable[..., str]
) -> dict[str, Any]:
    """Return a page of cards, with facets when asked for; two queries, three with facets.

    Raises:
        NotFound: The page lies past the end.
    """
    where = filters.conditions(values, today)
    count = fetch(f"SELECT COUNT(*) FROM {where.source()} {where.text}", where.params)[0][0]  # noqa: S608
    order = filters.ordering_clause(values.get("ordering", "sales"))

    def rows(limit: int, offset: int) -> list[Card]:
        rest = f"{where.text} ORDER BY {order} LIMIT %s OFFSET %s"
        return cards.fetch_cards(rest, [*where.params, limit, offset], today)

    page = paginate(values, count, rows, link)
    if "facets" in values:
        page["facets"] = facets.count_facets(values["facets"].included, where, today=today, language=language)
    return page


def paginate(
    values: Mapping[str, Any], count: int, rows: Callable[[int, int], list[Any]], link: Callable[..., str]
) -> dict[str, Any]:
    """Return the page that `page` and `page_size` name; `rows` is given limit and offset.

    Raises:
        NotFound: The page lies past the end.
    """
    number, size = values.get("page", 1), values.get("page_size", PAGE_SIZE)
    offset = (number - 1) * size
    if offset >= count and number > 1:
        raise errors.not_found()
    return {
        "count": count,
        "next": link(page=number + 1) if offset + size < count else None,
        "previous": link(page=number - 1) if number > 1 else None,
        "results": rows(size, offset) if count else [],
    }


def cards_by_key(keys: Sequence[int], today: date, *, with_withdrawn: bool = False) -> dict[int, Card]:
    """Return cards by primary key, by default without withdrawn performances; one query."""
    if not keys:
        return {}
    shown = "" if with_withdrawn else "p.withdrawn_at IS NULL AND "
    rows = fetch(
        f"SELECT p.id, {cards.CARD_COLUMNS} FROM {cards.CARD_SOURCE} "  # noqa: S608 - constants and placeholders
        f"WHERE {shown}p.id IN ({numbers(keys)})"
    )
    return {row[0]: cards.build_card(row[1:], today) for row in rows}


def closing_soon(today: date, limit: int) -> list[Card]:
    """Return what runs today and ends first; one query."""
    where = _shown()
    where.add("", "p.start_date <= %s AND NOT p.open_run AND p.end_date >= %s", today, today)
    rest = f"{where.text} ORDER BY p.end_date, p.sales_order, p.kopis_id LIMIT %s"
    return cards.fetch_cards(rest, [*where.params, limit], today)


def newest(today: date, limit: int) -> list[Card]:
    """Return what came into the catalogue last and has not ended; one query."""
    where = _shown()
    where.add("", "(p.open_run OR p.end_date >= %s)", today)
    rest = f"{where.text} ORDER BY p.created_at DESC, p.kopis_id DESC LIMIT %s"
    return cards.fetch_cards(rest, [*where.params, limit], today)


def count_catalogue(today: date) -> dict[str, int]:
    """Return how many performances and venues there are and how many run today; one query."""
    where = _shown()
    running, params = filters.state_condition("running", today)
    rows = fetch(
        f"SELECT COUNT(*), SUM(CASE WHEN {running} THEN 1 ELSE 0 END), "  # noqa: S608 - constants
        f"(SELECT COUNT(*) FROM performances_venue WHERE NOT closed) FROM {where.source()} {where.text}",
        [*params, *where.params],
    )
    performances, now, venues = rows[0]
    return {"performances": performances, "running": int(now or 0), "venues": venues}


def _shown() -> Where:
    where = Where()
    where.add("", "p.withdrawn_at IS NULL")
    return where
