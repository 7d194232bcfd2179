"""The counters of ratings: counted anew from the rows under the performance's lock, so they cannot drift."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count

from culturepedia.accounts import counters
from culturepedia.common import clock
from culturepedia.performances.models import CatalogueVersion, Performance
from culturepedia.reviews.models import Review, ReviewVersion
from culturepedia.search import indexing

if TYPE_CHECKING:
    from collections.abc import Collection

    from culturepedia.accounts.models import User


def refresh_performances(keys: Collection[int]) -> None:
    """Count the ratings of performances whose rows are held; let every public read see them. Call it last."""
    for key in keys:
        rows = Review.objects.filter(performance=key, hidden_at=None).order_by().values_list("rating")
        numbers: dict[Decimal, int] = dict(rows.annotate(number=Count("pk")))
        count = sum(numbers.values())
        total = sum((rating * number for rating, number in numbers.items()), Decimal(0))
        average = (total / count).quantize(Decimal("0.01"), ROUND_HALF_UP) if count else None
        Performance.objects.filter(pk=key).update(
            rating_average=average,
            rating_count=count,
            rating_distribution={f"{rating:.1f}": numbers[rating] for rating in sorted(numbers)},
        )
    CatalogueVersion.advance()
    ReviewVersion.advance()
    transaction.on_commit(lambda: _tell_search(keys), robust=True)


@transaction.atomic
def _tell_search(keys: Collection[int]) -> None:
    """Let search rank by the new counts.

    After the change and apart from it: a sync holds the rows of search for long, and no reviewer shall wait for it or
    fail with it. What is lost here is made up for when search brings its priors to the next day.
    """
    indexing.index_popularity(keys, today=clock.seoul_today())
    CatalogueVersion.advance()


def refresh_author(author: User) -> None:
    """Count the reviews of an account that is held, hidden ones too."""
    counters.write(author, "review_count", Review.objects.filter(author=author).count())
