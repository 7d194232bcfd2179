"""Helpful votes and reports, of other people's reviews only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from culturepedia.accounts import counters
from culturepedia.common import limits
from culturepedia.reviews import selectors
from culturepedia.reviews.errors import AlreadyReported, OwnReview
from culturepedia.reviews.models import HelpfulVote, Report, Review, ReviewVersion

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from culturepedia.accounts.models import User

REPORTS = limits.Limit("report", 60, 3600)


@transaction.atomic
def mark_helpful(*, user: User, public_id: str, now: datetime) -> None:
    """Count someone's vote for a review; a second one changes nothing.

    Raises:
        NotFound: There is no such review.
        OwnReview: They wrote it.
    """
    review = _held(user, public_id)
    if HelpfulVote.objects.get_or_create(review=review, user=user, defaults={"created_at": now})[1]:
        refresh_helpful([review.pk])


@transaction.atomic
def unmark_helpful(*, user: User, public_id: str) -> None:
    """Take the vote back, if there is one.

    Raises:
        NotFound: There is no such review.
        OwnReview: They wrote it.
    """
    review = _held(user, public_id)
    if HelpfulVote.objects.filter(review=review, user=user).delete()[0]:
        refresh_helpful([review.pk])


@transaction.atomic
def report(*, user: User, public_id: str, reason: str, text: str | None, now: datetime) -> Report:
    """Put a report into the queue of the staff.

    Raises:
        TooManyTries: They reported very many of late.
        NotFound: There is no such review.
        OwnReview: They wrote it.
        AlreadyReported: They did so before.
    """
    limits.require(REPORTS, str(user.public_id), now=now)
    review = _held(user, public_id)
    made, created = Report.objects.get_or_create(
        review=review, reporter=user, defaults={"reason": reason, "text": text, "created_at": now}
    )
    if not created:
        raise AlreadyReported
    return made


def refresh_helpful(keys: Iterable[int]) -> None:
    """Count the votes of reviews whose rows are held; let every public read see them. Call it last."""
    for key in keys:
        Review.objects.filter(pk=key).update(helpful_count=HelpfulVote.objects.filter(review=key).count())
    ReviewVersion.advance()


def _held(user: User, public_id: str) -> Review:
    """Return a review of someone else, holding it and the account until the transaction ends."""
    counters.lock(user)
    review = selectors.visible_review(public_id)
    if review.author_id == user.pk:
        raise OwnReview
    if not list(Review.objects.select_for_update(no_key=True).filter(pk=review.pk).values_list("pk")):
        return selectors.visible_review(public_id)  # deleted meanwhile: not found
    return review
