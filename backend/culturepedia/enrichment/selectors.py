"""Which performances wait for a poster; the table itself is the queue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, DateField, F, IntegerField, Q, Value, When

from culturepedia.performances.models import Performance

if TYPE_CHECKING:
    from datetime import date, datetime

MAX_TRIES = 3  # then a source is left alone until its URL changes


@dataclass(frozen=True)
class PosterJob:
    """One poster to be made."""

    performance_id: int
    source_url: str
    failures: int  # earlier tries of this very URL


def list_poster_jobs(*, now: datetime, today: date, limit: int) -> list[PosterJob]:
    """Return what waits: ranked first, then running, upcoming and ended, each from the nearest date on."""
    running = Q(start_date__lte=today, end_date__gte=today)
    upcoming = Q(start_date__gt=today)
    rows = (
        Performance.objects.filter(_waiting(now))
        .annotate(
            turn=Case(
                When(running, then=Value(0)),
                When(upcoming, then=Value(1)),
                default=Value(2),
                output_field=IntegerField(),
            ),
            nearest=Case(
                When(running, then=F("end_date")), When(upcoming, then=F("start_date")), output_field=DateField()
            ),
        )
        .order_by("sales_order", "turn", "nearest", "-end_date", "-kopis_id")
        .values_list("pk", "poster_source_url", "poster_fetched_url", "poster_failures")[:limit]
    )
    return [PosterJob(pk, source or "", failures if fetched == source else 0) for pk, source, fetched, failures in rows]


def count_poster_jobs(*, now: datetime) -> int:
    """Return how many posters wait."""
    return Performance.objects.filter(_waiting(now)).count()


def _waiting(now: datetime) -> Q:
    # `poster_fetched_url` is the source that was tried last, with or without success.
    never_tried = Q(poster_fetched_url__isnull=True) | ~Q(poster_fetched_url=F("poster_source_url"))
    due_again = Q(poster_failures__gt=0, poster_failures__lt=MAX_TRIES, poster_retry_at__lte=now)
    return Q(poster_source_url__isnull=False) & (never_tried | due_again)
