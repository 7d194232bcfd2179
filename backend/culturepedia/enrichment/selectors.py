"""Which performances wait for pictures; the table itself is the queue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, DateField, F, IntegerField, Q, TextField, Value, When
from django.db.models.functions import Cast
from django.db.models.lookups import Exact

from culturepedia.performances.models import Performance

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

MAX_TRIES = 3  # then a source is left alone until its URL changes


@dataclass(frozen=True)
class PosterJob:
    """One poster to be made."""

    performance_id: int
    source_url: str
    failures: int  # earlier tries of this very URL


@dataclass(frozen=True)
class IntroJob:
    """The introduction pictures of one performance."""

    performance_id: int
    source_urls: tuple[str, ...]
    made: dict[str, list[dict[str, Any]]]  # pieces by source, of those that we have
    failures: int  # earlier tries of these very URLs


def in_turn(rows: QuerySet[Performance], *, today: date) -> QuerySet[Performance]:
    """Return performances in the order in which people will miss them: ranked, running, upcoming, ended."""
    running = Q(start_date__lte=today, end_date__gte=today)
    upcoming = Q(start_date__gt=today)
    return rows.annotate(
        turn=Case(
            When(running, then=Value(0)),
            When(upcoming, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        ),
        nearest=Case(When(running, then=F("end_date")), When(upcoming, then=F("start_date")), output_field=DateField()),
    ).order_by("sales_order", "turn", "nearest", "-end_date", "-kopis_id")


def list_intro_jobs(*, now: datetime, today: date, limit: int) -> list[IntroJob]:
    """Return the performances whose introduction pictures wait, in the posters' order."""
    rows = in_turn(Performance.objects.filter(_intro_waiting(now)), today=today).values_list(
        "pk", "intro_image_urls", "intro_images", "intro_fetched_urls", "intro_failures"
    )[:limit]
    return [
        IntroJob(pk, tuple(urls), {one["source"]: one["pieces"] for one in made}, failures if fetched == urls else 0)
        for pk, urls, made, fetched, failures in rows
    ]


def list_poster_jobs(*, now: datetime, today: date, limit: int) -> list[PosterJob]:
    """Return what waits: ranked first, then running, upcoming and ended, each from the nearest date on."""
    rows = in_turn(Performance.objects.filter(_waiting(now)), today=today).values_list(
        "pk", "poster_source_url", "poster_fetched_url", "poster_failures"
    )[:limit]
    return [PosterJob(pk, source or "", failures if fetched == source else 0) for pk, source, fetched, failures in rows]


def count_poster_jobs(*, now: datetime) -> int:
    """Return how many posters wait."""
    return Performance.objects.filter(_waiting(now)).count()


def _waiting(now: datetime) -> Q:
    # `poster_fetched_url` is the source that was tried last, with or without success.
    never_tried = Q(poster_fetched_url__isnull=True) | ~Q(poster_fetched_url=F("poster_source_url"))
    due_again = Q(poster_failures__gt=0, poster_failures__lt=MAX_TRIES, poster_retry_at__lte=now)
    return Q(poster_source_url__isnull=False) & (never_tried | due_again)


def _intro_waiting(now: datetime) -> Q:
    # As text: the two columns are written from the same list, and databases differ in how they compare JSON.
    sources, tried = Cast("intro_image_urls", TextField()), Cast("intro_fetched_urls", TextField())
    never_tried = Q(intro_fetched_urls__isnull=True) & ~Q(intro_image_urls=[])
    changed = Q(intro_fetched_urls__isnull=False) & ~Exact(sources, tried)
    due_again = Q(intro_failures__gt=0, intro_failures__lt=MAX_TRIES, intro_retry_at__lte=now)
    return never_tried | changed | due_again
