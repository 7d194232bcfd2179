"""Reads of reviews. Hidden ones are left out of everything that is public."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from culturepedia.common import errors
from culturepedia.common.parameters import many_of, one_of
from culturepedia.performances import rows as performance_rows
from culturepedia.performances.cards import json_value
from culturepedia.performances.details import RATINGS, full_distribution
from culturepedia.performances.filters import PAGE_READERS
from culturepedia.performances.selectors import cards_by_key, paginate
from culturepedia.performances.sql import Where, fetch, marks
from culturepedia.reviews.models import HelpfulVote, Report, Review, ReviewVersion
from culturepedia.reviews.payloads import ROW_COLUMNS, ROW_SOURCE, build_review, public_review, review_text
from culturepedia.reviews.payloads import own_review as own_payload

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from culturepedia.accounts.models import User
    from culturepedia.common.parameters import Reader

ORDERINGS = {
    "newest": "r.created_at DESC, r.id DESC",
    "helpful": "r.helpful_count DESC, r.created_at DESC, r.id DESC",
    "rating": "r.rating DESC, r.created_at DESC, r.id DESC",
    "-rating": "r.rating, r.created_at DESC, r.id DESC",
}
LIST_READERS: Mapping[str, Reader] = {
    **PAGE_READERS,
    "ordering": one_of(tuple(ORDERINGS)),
    "spoilers": one_of(("show", "hide")),
    "rating": many_of(RATINGS, excluding=False),
}


def read_version() -> str:
    """Return the number of the last change of what public reads of reviews show; one query."""
    rows = fetch("SELECT number FROM reviews_reviewversion WHERE id = %s", [ReviewVersion.ONLY_ID])
    return str(rows[0][0]) if rows else "0"


def list_reviews(kopis_id: str, values: Mapping[str, Any], *, link: Callable[..., str]) -> dict[str, Any]:
    """Return a page of a performance's reviews with the sums over all of them; three queries.

    Raises:
        NotFound: There is no such performance, or the page lies past the end.
    """
    found = performance_rows.is_kopis_id(kopis_id) and fetch(
        "SELECT id, rating_average, rating_count, rating_distribution FROM performances_performance "
        "WHERE kopis_id = %s",
        [kopis_id],
    )
    if not found:
        raise errors.not_found()
    key, average, count, distribution = found[0]
    where = _conditions(key, values)
    total = fetch(f"SELECT COUNT(*) FROM reviews_review r {where.text}", where.params)[0][0]  # noqa: S608 - constants

    def page(limit: int, offset: int) -> list[dict[str, Any]]:
        order = ORDERINGS[values.get("ordering", "newest")]
        text = f"SELECT {ROW_COLUMNS} FROM {ROW_SOURCE} {where.text} ORDER BY {order} LIMIT %s OFFSET %s"  # noqa: S608
        return [build_review(row, kopis_id) for row in fetch(text, [*where.params, limit, offset])]

    return {
        **paginate(values, total, page, link),
        "summary": {
            "average": None if average is None else float(average),
            "count": count,
            "distribution": full_distribution(json_value(distribution)),
        },
    }


def get_public(public_id: str) -> dict[str, Any]:
    """Return a review that is not hidden; one query.

    Raises:
        NotFound: There is none.
    """
    return public_review(_one(_visible(), public_id))


def own_review(author: User, public_id: str) -> Review:
    """Return a review that someone wrote, hidden or not; one query.

    Raises:
        NotFound: They have no such review.
    """
    return _one(_joined().filter(author=author), public_id)


def visible_review(public_id: str) -> Review:
    """Return a review that everyone sees; one query.

    Raises:
        NotFound: There is none.
    """
    return _one(_visible(), public_id)


def list_own(author: User, values: Mapping[str, Any], *, today: date, link: Callable[..., str]) -> dict[str, Any]:
    """Return a page of someone's own reviews, the newest first, with the performances' cards; three queries."""
    mine = Review.objects.filter(author=author)

    def page(limit: int, offset: int) -> list[dict[str, Any]]:
        found = list(mine.order_by("-created_at", "-pk")[offset : offset + limit])
        cards = cards_by_key([review.performance_id for review in found], today, with_withdrawn=True)
        return [{**own_payload(review), "performance": cards[review.performance_id]} for review in found]

    return paginate(values, mine.count(), page, link)


def latest(today: date, limit: int) -> list[dict[str, Any]]:
    """Return the newest reviews without spoilers, each with the card of its performance; two queries."""
    rows = _visible().filter(spoiler=False, performance__withdrawn_at=None).order_by("-created_at", "-pk")
    found = list(rows[:limit])
    cards = cards_by_key([review.performance_id for review in found], today)
    return [
        {**review_text(review), "author_name": review.author.username, "performance": cards[review.performance_id]}
        for review in found
        if review.performance_id in cards
    ]


def own_marks(user: User, performances: Collection[int]) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return which reviews of these performances someone found helpful, and which they reported; two queries."""
    marks = []
    for found in (HelpfulVote.objects.filter(user=user), Report.objects.filter(reporter=user)):
        rows = found.filter(review__performance__in=performances).order_by("pk")
        pairs = rows.values_list("review__performance_id", "review__public_id")
        marks.append([(key, str(public_id)) for key, public_id in pairs])
    return marks[0], marks[1]


def _conditions(performance: int, values: Mapping[str, Any]) -> Where:
    where = Where()
    where.add("", "r.performance_id = %s AND r.hidden_at IS NULL", performance)
    if values.get("spoilers") == "hide":
        where.add("spoilers", "NOT r.spoiler")
    if "rating" in values:
        stars = [Decimal(value) for value in values["rating"].included]
        where.add("rating", f"r.rating IN ({marks(stars)})", *stars)
    return where


def _joined() -> QuerySet[Review]:
    columns = (
        "performance__kopis_id", "performance__start_date", "performance__end_date", "performance__open_run",
        "author__username",
    )  # fmt: skip
    own = [field.name for field in Review._meta.concrete_fields]  # noqa: SLF001 - Django's documented API
    return Review.objects.select_related("performance", "author").only(*own, *columns)


def _visible() -> QuerySet[Review]:
    return _joined().filter(hidden_at=None)


def _one(rows: QuerySet[Review], public_id: str) -> Review:
    try:
        found = rows.filter(public_id=uuid.UUID(public_id)).first()
    except ValueError:
        found = None  # no id of ours looks like that
    if found is None:
        raise errors.not_found()
    return found
