"""What someone did that says what they like, in one query, and what of it may be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import orjson

from culturepedia.performances.sql import fetch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from culturepedia.accounts.models import User

SOURCES = ("review", "favorite", "visit", "search")  # those that people may switch off
# The day of a moment is its day in UTC: an age in days is never off by more than one.
_STATEMENT = """
SELECT 'review', performance_id, CAST(rating AS REAL), CAST(created_at AS text), NULL
FROM reviews_review WHERE author_id = %s
UNION ALL SELECT 'favorite', performance_id, NULL, CAST(created_at AS text), NULL
FROM favorites_favorite WHERE user_id = %s
UNION ALL SELECT 'visit', performance_id, CAST(rating AS REAL), CAST(watched_on AS text), NULL
FROM diary_visit WHERE user_id = %s
UNION ALL SELECT 'dismissal', performance_id, NULL, CAST(created_at AS text), NULL
FROM recommendations_dismissal WHERE user_id = %s
UNION ALL SELECT 'search', NULL, NULL, CAST(searched_at AS text), CAST(tags AS text)
FROM search_searchhistory WHERE user_id = %s
"""


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing that someone did: about a performance (its primary key), or a search with the tags it names."""

    source: str
    performance: int | None
    rating: float | None
    day: date
    tags: tuple[str, ...] = ()


def read_traces(user: User) -> list[Trace]:
    """Return everything, in an order that depends on the rows alone; one query."""
    rows = fetch(_STATEMENT, [user.pk] * 5)
    traces = [
        Trace(source, performance, rating, date.fromisoformat(moment[:10]), tuple(orjson.loads(tags)) if tags else ())
        for source, performance, rating, moment, tags in rows
    ]
    return sorted(traces, key=lambda one: (one.source, one.performance or 0, one.day, one.rating or 0, one.tags))


def divide(traces: Sequence[Trace], allowed: Sequence[str]) -> tuple[list[Trace], list[Trace]]:
    """Return what may be used, and what only says which performances must not come back."""
    used = [trace for trace in traces if trace.source in allowed or trace.source == "dismissal"]
    return used, [trace for trace in traces if trace.source not in allowed and trace.source != "dismissal"]
