"""Writing, editing and deleting one's own review.

Each takes its locks in one order: account, performance, review, versions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from culturepedia.accounts import counters as accounts
from culturepedia.performances import rows
from culturepedia.reviews import counters, selectors
from culturepedia.reviews.errors import AlreadyReviewed, ChangedElsewhere, NotStarted, contradiction, not_in_run
from culturepedia.reviews.models import Review, ReviewVersion
from culturepedia.reviews.payloads import tag_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from culturepedia.accounts.models import User
    from culturepedia.performances.models import Performance


@transaction.atomic
def create_review(*, author: User, kopis_id: str, fields: Mapping[str, Any], today: date, now: datetime) -> Review:
    """Store a review and refresh the performance's rating counters.

    Raises:
        NotFound: There is no such performance.
        NotStarted: Its first day is still to come.
        ValidationError: It could not be seen on that day, or a chip stands on both sides.
        AlreadyReviewed: The author has a review of it.
    """
    accounts.lock(author)
    performance = rows.lock(kopis_id)
    if today < performance.start_date:
        raise NotStarted
    check_day(performance, fields.get("watched_on"), today=today)
    check_chips(fields)
    review, created = Review.objects.get_or_create(
        author=author, performance=performance, defaults={**fields, "created_at": now}
    )
    if not created:
        raise AlreadyReviewed
    counters.refresh_author(author)
    counters.refresh_performances([performance.pk])
    return review


@transaction.atomic
def edit_review(  # noqa: PLR0913 - who, which, what, and when
    *,
    author: User,
    public_id: str,
    changes: Mapping[str, Any],
    expected: Collection[str] | None,
    today: date,
    now: datetime,
) -> Review:
    """Write what differs; `expected` are the tags of the review as the author knows it, if they say so.

    Raises:
        NotFound: The author has no such review.
        ChangedElsewhere: It is not as expected any more.
        ValidationError: The performance could not be seen on that day, or a chip stands on both sides.
    """
    accounts.lock(author)
    review = selectors.own_review(author, public_id)
    _check_expected(review, expected)
    changed = {name: value for name, value in changes.items() if getattr(review, name) != value}
    if not changed:
        return review
    rows.lock(review.performance.kopis_id)
    if "watched_on" in changed:
        check_day(review.performance, changed["watched_on"], today=today)
    check_chips({name: changed.get(name, getattr(review, name)) for name in ("good_for", "not_for")})
    Review.objects.filter(pk=review.pk).update(**changed, edited_at=now, version=F("version") + 1)
    if "rating" in changed:
        counters.refresh_performances([review.performance.pk])
    else:
        ReviewVersion.advance()
    return selectors.own_review(author, public_id)


@transaction.atomic
def delete_review(*, author: User, public_id: str, expected: Collection[str] | None) -> None:
    """Delete a review with its votes and reports, and refresh the counters.

    Raises:
        NotFound: The author has no such review.
        ChangedElsewhere: It is not as expected any more.
    """
    accounts.lock(author)
    review = selectors.own_review(author, public_id)
    _check_expected(review, expected)
    rows.lock(review.performance.kopis_id)
    # With its key: a vote or report waits that arrives between the deletion of those there are and that of the review.
    list(Review.objects.select_for_update().filter(pk=review.pk).values_list("pk"))
    review.delete()
    counters.refresh_author(author)
    counters.refresh_performances([review.performance_id])


def check_day(performance: Performance, day: date | None, *, today: date) -> None:
    """Refuse a day on which the performance cannot have been seen; not knowing the day is fine.

    Raises:
        ValidationError: It lies outside the run, or in the future.
    """
    last = rows.last_day(performance, today)
    if day is not None and not performance.start_date <= day <= last:
        raise not_in_run(performance.start_date, last)


def check_chips(fields: Mapping[str, Any]) -> None:
    """Refuse chips that contradict each other.

    Raises:
        ValidationError: One stands on both sides.
    """
    if set(fields.get("good_for", ())) & set(fields.get("not_for", ())):
        raise contradiction("not_for")


def _check_expected(review: Review, expected: Collection[str] | None) -> None:
    if expected is None or "*" in expected:
        return
    if not {f'"{review.version}"', tag_of(review)} & set(expected):
        raise ChangedElsewhere
