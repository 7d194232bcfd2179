"""Reads of someone's favorites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from culturepedia.common.parameters import many_of, one_of
from culturepedia.performances import cards
from culturepedia.performances.codes import State
from culturepedia.performances.filters import PAGE_READERS, state_condition
from culturepedia.performances.selectors import paginate
from culturepedia.performances.sql import JOIN_HALL, JOIN_VENUE, PERFORMANCES, Where, fetch, moment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from culturepedia.accounts.models import User
    from culturepedia.common.parameters import Reader

NEWEST = "f.created_at DESC, f.id DESC"
# What closes next comes first; what has no last day comes after that, and what is over last.
CLOSING = "(CASE WHEN p.end_date < %s AND NOT p.open_run THEN 1 ELSE 0 END), p.open_run, p.end_date, p.kopis_id"
LIST_READERS: Mapping[str, Reader] = {
    **PAGE_READERS,
    "state": many_of(tuple(State)),
    "ordering": one_of(("newest", "closing")),
}
SOURCE = f"favorites_favorite f JOIN {PERFORMANCES} ON p.id = f.performance_id"


def list_favorites(user: User, values: Mapping[str, Any], *, today: date, link: Callable[..., str]) -> dict[str, Any]:
    """Return a page of cards, withdrawn performances too, with when each was kept; two queries.

    Raises:
        NotFound: The page lies past the end.
    """
    where = _conditions(user, values, today)
    count = fetch(f"SELECT COUNT(*) FROM {SOURCE} {where.text}", where.params)[0][0]  # noqa: S608 - constants
    by_closing = values.get("ordering") == "closing"
    order, order_params = (CLOSING, [today]) if by_closing else (NEWEST, [])

    def page(limit: int, offset: int) -> list[dict[str, Any]]:
        text = (
            f"SELECT f.created_at, p.withdrawn_at, {cards.CARD_COLUMNS} FROM {SOURCE} {JOIN_VENUE} {JOIN_HALL} "  # noqa: S608
            f"{where.text} ORDER BY {order} LIMIT %s OFFSET %s"
        )
        return [
            {
                **cards.build_card(row[2:], today),
                "favorited_at": moment(row[0]),
                "withdrawn": row[1] is not None,
            }
            for row in fetch(text, [*where.params, *order_params, limit, offset])
        ]

    return paginate(values, count, page, link)


def _conditions(user: User, values: Mapping[str, Any], today: date) -> Where:
    where = Where()
    where.add("", "f.user_id = %s", user.pk)
    if "state" in values:
        for states, negation in ((values["state"].included, ""), (values["state"].excluded, "NOT ")):
            parts = [state_condition(state, today) for state in states]
            if parts:
                texts = " OR ".join(text for text, _ in parts)
                where.add("state", f"{negation}({texts})", *(day for _, days in parts for day in days))
    return where
