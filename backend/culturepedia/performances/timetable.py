"""What plays on a day, by start time: filtered, counted and paged by the database."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from culturepedia.common.parameters import day
from culturepedia.performances import cards, filters, showtimes
from culturepedia.performances.selectors import paginate
from culturepedia.performances.sql import JOIN_HALL, JOIN_VENUE, PERFORMANCES, SEOUL, Where, collate_by_code, fetch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

READERS = {"date": day, "region": filters.LIST_READERS["region"], "genre": filters.LIST_READERS["genre"]}
READERS |= filters.PAGE_READERS
RULES = "performances_showtimerule r JOIN performances_performance p ON p.id = r.performance_id"


def list_showtimes(values: Mapping[str, Any], *, today: date, link: Callable[..., str]) -> dict[str, Any]:
    """Return a page of dated showtimes with the name of the public holiday, if it is one; two queries.

    Raises:
        NotFound: The page lies past the end.
    """
    asked_day: date = values.get("date", today)
    holiday = showtimes.holiday_name(asked_day)
    where = _rules_on(asked_day, is_holiday=holiday is not None)
    chosen = {name: values[name] for name in ("genre", "region") if name in values}
    where.conditions += filters.conditions(chosen, today).conditions
    count = fetch(f"SELECT COUNT(*) FROM {RULES} {where.text}", where.params)[0][0]  # noqa: S608

    def rows(limit: int, offset: int) -> list[dict[str, Any]]:
        text = (
            f"SELECT r.time, {cards.CARD_COLUMNS} FROM performances_showtimerule r "  # noqa: S608
            f"JOIN {PERFORMANCES} ON p.id = r.performance_id {JOIN_VENUE} {JOIN_HALL} {where.text} "
            f"ORDER BY r.time, p.title {collate_by_code()}, p.kopis_id LIMIT %s OFFSET %s"
        )
        return [
            {
                "starts_at": datetime.combine(asked_day, row[0], SEOUL),
                "performance": cards.build_card(row[1:], today),
            }
            for row in fetch(text, [*where.params, limit, offset])
        ]

    return {**paginate(values, count, rows, link), "date": asked_day, "holiday": holiday}


def _rules_on(asked_day: date, *, is_holiday: bool) -> Where:
    """Return the conditions of a rule that holds on a day within the run."""
    where = Where()
    weekday = showtimes.weekday_of(asked_day)
    if is_holiday:
        where.add(
            "",
            "(r.weekday = 'holiday' OR (r.weekday = %s AND NOT EXISTS (SELECT 1 FROM performances_showtimerule x "
            "WHERE x.performance_id = r.performance_id AND x.weekday = 'holiday')))",
            weekday,
        )
    else:
        where.add("", "r.weekday = %s", weekday)
    where.add("", "p.start_date <= %s AND (p.open_run OR p.end_date >= %s)", asked_day, asked_day)
    return where
