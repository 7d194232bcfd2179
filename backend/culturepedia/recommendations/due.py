"""When the candidates must be gathered anew. Light: a look that finds nothing to do loads no NumPy."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from culturepedia.performances.models import CatalogueVersion
from culturepedia.recommendations.models import ModelPointer

if TYPE_CHECKING:
    from datetime import date, datetime

REFRESH_EVERY = timedelta(hours=1)
NEWS_AFTER = timedelta(minutes=10)  # a changed catalogue waits so long at most


def is_due(*, today: date, now: datetime) -> bool:
    """Return whether the candidates are old, or older than the catalogue for some minutes; two queries at most."""
    pointer = find_pointer()
    if pointer is None or pointer.shelved_at is None or pointer.shelved_on != today:
        return True
    age = now - pointer.shelved_at
    if age >= REFRESH_EVERY or age < timedelta(0):
        return True
    return age >= NEWS_AFTER and pointer.catalogue_version != CatalogueVersion.current()


def find_pointer() -> ModelPointer | None:
    """Return the pointer row, if anything was ever made; one query."""
    return ModelPointer.objects.filter(pk=ModelPointer.ONLY_ID).first()


def must_count(pointer: ModelPointer | None, *, today: date, now: datetime) -> bool:
    """Return whether what is popular was counted too long ago."""
    if pointer is None or pointer.counted_at is None or pointer.shelved_on != today:
        return True
    return not timedelta(0) <= now - pointer.counted_at < REFRESH_EVERY
