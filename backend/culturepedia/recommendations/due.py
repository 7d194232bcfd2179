"""When the candidates must be gathered anew. Light: a look that finds nothing to do loads no NumPy."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from culturepedia.performances.models import CatalogueVersion, Performance
from culturepedia.recommendations.models import ModelPointer

if TYPE_CHECKING:
    from datetime import date, datetime

REFRESH_EVERY = timedelta(hours=1)
TRAIN_AFTER = timedelta(hours=26)  # a night was missed: the machine was off
OUTGROWN = 1.5  # a model of a first, small catalogue knows few of the words that a whole one has
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


def must_train(pointer: ModelPointer | None, *, now: datetime) -> bool:
    """Return whether there is no model, an old one, or one of a much smaller catalogue; one query at most."""
    if pointer is None or pointer.model_file is None or pointer.trained_at is None:
        return True
    if not timedelta(0) <= now - pointer.trained_at < TRAIN_AFTER:
        return True
    return Performance.objects.count() > OUTGROWN * pointer.performances
