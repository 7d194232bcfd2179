"""A year of visits in numbers."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear

from culturepedia.diary.models import Visit
from culturepedia.performances.details import full_distribution
from culturepedia.performances.selectors import cards_by_key
from culturepedia.performances.sql import SEOUL
from culturepedia.reviews.models import Review

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from culturepedia.accounts.models import User

TOP = 10
FIRST_YEAR, LAST_YEAR = 1900, 2999
# How people part names: commas, dots in the middle, slashes, new lines, ampersands.
BETWEEN_NAMES = re.compile(r"[,，、/·ㆍ;&\n]")


def get_stats(user: User, *, year: int, today: date) -> dict[str, Any]:
    """Return what someone saw in a year, by month, genre, venue, performance and performer; nine queries."""
    mine = Visit.objects.filter(user=user)
    visits = mine.filter(watched_on__year=year)
    totals = visits.aggregate(visits=Count("pk"), performances=Count("performance", distinct=True))
    years = mine.order_by().values_list(ExtractYear("watched_on"), flat=True).distinct()
    return {
        "year": year,
        "years": sorted(set(years), reverse=True),
        **totals,
        "by_month": _by_month(visits),
        "by_genre": _by_genre(visits),
        "by_venue": _by_venue(visits),
        "most_seen": _most_seen(visits, today),
        "performers": _performers(visits),
        "ratings": _ratings(user, year),
    }


def _by_month(visits: QuerySet[Visit]) -> list[dict[str, int]]:
    found = dict(visits.order_by().values_list(ExtractMonth("watched_on")).annotate(number=Count("pk")))
    return [{"month": month, "count": found.get(month, 0)} for month in range(1, 13)]


def _by_genre(visits: QuerySet[Visit]) -> list[dict[str, Any]]:
    rows = visits.order_by().values_list("performance__genre").annotate(number=Count("pk"))
    return [
        {"genre": genre, "count": number} for genre, number in sorted(rows, key=lambda row: (-row[1], row[0] or "~"))
    ]


def _by_venue(visits: QuerySet[Visit]) -> list[dict[str, Any]]:
    """Count by venue, by its name where the catalogue knows no more; visits without either are left out."""
    name = Coalesce("performance__venue__name", "performance__venue_name")
    rows = (
        visits.order_by()
        .annotate(venue_name=name)
        .exclude(venue_name=None)
        .values_list("performance__venue__kopis_id", "venue_name")
        .annotate(number=Count("pk"))
        .order_by("-number", "venue_name")[:TOP]
    )
    return [{"venue": {"id": venue, "name": title}, "count": number} for venue, title, number in rows]


def _most_seen(visits: QuerySet[Visit], today: date) -> list[dict[str, Any]]:
    rows = list(
        visits.order_by()
        .values_list("performance_id")
        .annotate(number=Count("pk"), last=Max("watched_on"))
        .order_by("-number", "-last", "-performance_id")[:TOP]
    )
    cards = cards_by_key([key for key, _, _ in rows], today, with_withdrawn=True)
    return [{"performance": cards[key], "count": number} for key, number, _ in rows]


def _performers(visits: QuerySet[Visit]) -> list[dict[str, Any]]:
    """Count the names that people wrote down as the cast they saw; once a visit."""
    counts: Counter[str] = Counter()
    for text in visits.exclude(cast_seen=None).values_list("cast_seen", flat=True):
        counts.update({" ".join(name.split()) for name in BETWEEN_NAMES.split(text or "")} - {""})
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [{"name": name, "count": number} for name, number in ranked[:TOP]]


def _ratings(user: User, year: int) -> dict[str, int]:
    """Count the stars of reviews of what was seen that year, or written then when the day is not known."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    from_moment = datetime(year, 1, 1, tzinfo=SEOUL)
    to_moment = datetime(year + 1, 1, 1, tzinfo=SEOUL)
    of_year = Q(watched_on__range=(first, last)) | Q(
        watched_on=None, created_at__gte=from_moment, created_at__lt=to_moment
    )
    rows = Review.objects.filter(of_year, author=user).order_by().values_list("rating").annotate(number=Count("pk"))
    return full_distribution({f"{rating:.1f}": number for rating, number in rows})
