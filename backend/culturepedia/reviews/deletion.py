"""Takes everything that an account said out of the reviews, and leaves every counter right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from culturepedia.performances.models import Performance
from culturepedia.reviews import counters, votes
from culturepedia.reviews.models import HelpfulVote, Report, Review

if TYPE_CHECKING:
    from culturepedia.accounts.models import User


def delete_all_of(user: User) -> None:
    """Delete reviews, votes and reports of an account that is held, inside the transaction that deletes it."""
    own = Review.objects.filter(author=user)
    mine = HelpfulVote.objects.filter(user=user)
    rated = Performance.objects.filter(pk__in=own.values("performance")).order_by("kopis_id")
    performances = list(rated.select_for_update(no_key=True).values_list("pk", flat=True))
    touched = Review.objects.filter(Q(author=user) | Q(pk__in=mine.values("review"))).order_by("pk")
    held = list(touched.select_for_update().values_list("pk", "author_id"))
    voted = [pk for pk, author_id in held if author_id != user.pk]
    Report.objects.filter(reporter=user).delete()
    mine.delete()
    own.delete()
    if performances:
        counters.refresh_performances(performances)
    if voted:
        votes.refresh_helpful(voted)
