"""One performance as a row, for the apps that hang something on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from culturepedia.common import errors
from culturepedia.performances.models import Performance

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

COLUMNS = ("pk", "kopis_id", "title", "start_date", "end_date", "open_run", "withdrawn_at")


def find(kopis_id: str) -> Performance:
    """Return a performance, withdrawn or not; one query.

    Raises:
        NotFound: There is no such performance.
    """
    return _first(Performance.objects.all(), kopis_id)


def lock(kopis_id: str) -> Performance:
    """Return a performance and hold its row until the transaction ends, for who writes its counters.

    Raises:
        NotFound: There is no such performance.
    """
    # Without its key: two who add rows to a performance would otherwise wait for each other.
    return _first(Performance.objects.select_for_update(no_key=True), kopis_id)


def is_kopis_id(text: str) -> bool:
    """Return whether the text can be a KOPIS id; others are not worth a query."""
    return text.isascii() and text.isalnum() and len(text) <= 12


def last_day(performance: Performance, today: date) -> date:
    """Return the last day up to now on which the performance can have been seen."""
    return today if performance.open_run else min(performance.end_date, today)


def _first(rows: QuerySet[Performance], kopis_id: str) -> Performance:
    if is_kopis_id(kopis_id):
        for row in rows.filter(kopis_id=kopis_id).only(*COLUMNS):
            return row
    raise errors.not_found()
