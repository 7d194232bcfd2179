"""Puts pictures that were given up back into their queues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from culturepedia.performances.models import CatalogueVersion, Performance

if TYPE_CHECKING:
    from collections.abc import Collection


def forget_poster_failures(performance_ids: Collection[int]) -> int:
    """Let the posters be fetched as if for the first time; return how many."""
    rows = Performance.objects.filter(pk__in=performance_ids, poster_failures__gt=0)
    return rows.update(poster_fetched_url=None, poster_failures=0, poster_error=None, poster_retry_at=None)


@transaction.atomic
def forget_intro_failures(performance_ids: Collection[int]) -> int:
    """Let the introduction pictures that fail be fetched as if for the first time; return how many performances."""
    rows = Performance.objects.filter(pk__in=performance_ids, intro_failures__gt=0)
    count = rows.update(intro_fetched_urls=None, intro_failures=0, intro_error=None, intro_retry_at=None)
    CatalogueVersion.advance()  # that queue is looked at when the catalogue moved
    return count
