"""What people say about hashtags: staff pin and remove, users report. A machine never changes any of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from rest_framework import exceptions, status

from culturepedia.common import errors, events
from culturepedia.common.errors import bilingual
from culturepedia.common.limits import Limit, require
from culturepedia.enrichment import tag_store
from culturepedia.enrichment.models import TagDecision, TagReport
from culturepedia.performances.models import Performance, PerformanceHashtag

if TYPE_CHECKING:
    from datetime import datetime

    from culturepedia.accounts.models import User

REPORTS_BY_USER = Limit("hashtag-reports", 30, 3600)


class AlreadyReported(exceptions.APIException):
    """The user has reported this hashtag of this performance before."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "already_reported"

    def __init__(self) -> None:
        super().__init__(bilingual("이미 신고한 해시태그입니다.", "You have already reported this hashtag."))


@transaction.atomic
def decide(
    *, performance_id: int, slug: str, verdict: TagDecision.Verdict, by: User | None, now: datetime
) -> TagDecision:
    """Pin a hashtag to a performance or remove it for good; a later decision replaces an earlier one."""
    decision, _ = TagDecision.objects.update_or_create(
        performance_id=performance_id,
        slug=slug,
        defaults={"verdict": verdict, "decided_by": by, "decided_at": now},
    )
    tag_store.show([performance_id])
    events.record(f"hashtag.{verdict.value}", by=by.public_id if by else "system", reason=slug)
    return decision


@transaction.atomic
def withdraw(decision: TagDecision, *, by: User) -> None:
    """Take a decision back: what the machine found shows again."""
    performance_id, slug = decision.performance_id, decision.slug
    decision.delete()
    tag_store.show([performance_id])
    events.record("hashtag.released", by=by.public_id, reason=slug)


def report(*, kopis_id: str, slug: str, text: str, user: User, now: datetime) -> TagReport:
    """Store a user's word that a hashtag does not fit.

    Raises:
        NotFound: There is no such performance, or it does not have the hashtag.
        AlreadyReported: The user said so before.
        TooManyTries: The user reports too much.
    """
    performance_id = Performance.objects.filter(kopis_id=kopis_id).values_list("pk", flat=True).first()
    if performance_id is None or not PerformanceHashtag.objects.filter(performance=performance_id, slug=slug).exists():
        raise errors.not_found()
    require(REPORTS_BY_USER, str(user.pk), now=now)
    try:
        with transaction.atomic():
            return TagReport.objects.create(
                performance_id=performance_id, slug=slug, user=user, text=text, created_at=now
            )
    except IntegrityError:
        raise AlreadyReported from None


@transaction.atomic
def accept(report: TagReport, *, by: User, now: datetime) -> None:
    """Remove the reported hashtag and close every open report about it."""
    decide(performance_id=report.performance_id, slug=report.slug, verdict=TagDecision.Verdict.REMOVED, by=by, now=now)
    _close(report, TagReport.Outcome.ACCEPTED, now)


@transaction.atomic
def dismiss(report: TagReport, *, now: datetime) -> None:
    """Keep the hashtag and close every open report about it."""
    _close(report, TagReport.Outcome.DISMISSED, now)


def _close(report: TagReport, outcome: TagReport.Outcome, now: datetime) -> None:
    TagReport.objects.filter(
        performance=report.performance_id, slug=report.slug, outcome=TagReport.Outcome.OPEN
    ).update(outcome=outcome, closed_at=now)
