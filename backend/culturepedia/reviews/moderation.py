"""What staff does with reviews: hide, show again, decide reports. Each decision is an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from culturepedia.common import events
from culturepedia.performances.models import Performance
from culturepedia.reviews import counters
from culturepedia.reviews.models import Report, Review

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from culturepedia.accounts.models import User


def hide(*, reviews: Collection[int], by: User, now: datetime) -> int:
    """Hide reviews from everyone but their authors and close their reports; return how many were visible."""
    with transaction.atomic():
        changed = _switch(reviews, hidden_at=now)
        open_reports = Report.objects.filter(review__in=reviews, outcome=Report.Outcome.OPEN)
        open_reports.update(outcome=Report.Outcome.HIDDEN, decided_at=now)
    for review in changed:
        events.record("review.hidden", review=review.public_id, user=review.author.public_id, by=by.public_id)
    return len(changed)


def show(*, reviews: Collection[int], by: User) -> int:
    """Show hidden reviews again; return how many were hidden."""
    with transaction.atomic():
        changed = _switch(reviews, hidden_at=None)
    for review in changed:
        events.record("review.shown", review=review.public_id, user=review.author.public_id, by=by.public_id)
    return len(changed)


def dismiss(*, reports: Collection[int], by: User, now: datetime) -> int:
    """Close reports whose reviews may stay; return how many were open."""
    waiting = Report.objects.filter(pk__in=reports, outcome=Report.Outcome.OPEN).select_related("review")
    with transaction.atomic():
        found = list(waiting.select_for_update(of=("self",)))
        Report.objects.filter(pk__in=[report.pk for report in found]).update(
            outcome=Report.Outcome.DISMISSED, decided_at=now
        )
    for report in found:
        events.record("report.dismissed", review=report.review.public_id, reason=report.reason, by=by.public_id)
    return len(found)


def _switch(reviews: Collection[int], *, hidden_at: datetime | None) -> list[Review]:
    """Hide or show reviews under their locks and those of their performances; return those that this changed."""
    chosen = Review.objects.filter(pk__in=reviews)
    touched = Performance.objects.filter(pk__in=chosen.values("performance")).order_by("kopis_id")
    keys = list(touched.select_for_update(no_key=True).values_list("pk", flat=True))
    other = chosen.filter(hidden_at__isnull=hidden_at is not None)
    changed = list(other.select_related("author").select_for_update(of=("self",), no_key=True).order_by("pk"))
    if changed:
        Review.objects.filter(pk__in=[review.pk for review in changed]).update(hidden_at=hidden_at)
        counters.refresh_performances(keys)
    return changed
