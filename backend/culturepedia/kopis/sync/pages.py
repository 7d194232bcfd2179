"""Writing a page so that one item the database refuses never costs the others."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

from django.db import DataError, IntegrityError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from culturepedia.kopis.sync.runs import Run, Tally

logger = logging.getLogger(__name__)
REFUSED = (DataError, IntegrityError, OverflowError, ValueError)

Item = TypeVar("Item")


def write_page(run: Run, items: Sequence[Item], write: Callable[[Sequence[Item], Tally], None]) -> list[Item]:
    """Write the items in one transaction, or each in its own if that fails; return those that were refused.

    Raises:
        LeaseLost: Another process has taken over.
    """
    try:
        with run.page() as tally:
            write(items, tally)
    except REFUSED as error:
        if len(items) == 1:
            _refuse(run, items[0], error)
            return list(items)
        return [item for one in items for item in write_page(run, [one], write)]
    return []


def _refuse(run: Run, item: object, error: Exception) -> None:
    kopis_id = getattr(item, "kopis_id", "?")
    logger.error("kopis item %s was refused by the database: %s", kopis_id, type(error).__name__)
    run.note_problem(f"{kopis_id}: {type(error).__name__}")
    with run.page() as tally:
        tally.failed += 1
