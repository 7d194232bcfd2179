"""Reviews, their helpful votes and reports, and the version that caches of them are kept under."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from culturepedia.performances.codes import ReportReason
from culturepedia.performances.models import Performance

HALF_STARS = [Decimal(halves) / 2 for halves in range(1, 11)]
MAX_TITLE = 60
MAX_BODY = 2000
MAX_REPORT = 500


class Review(models.Model):
    """One user's rating and text about one performance. Hidden ones are seen by their author and by staff only."""

    public_id = models.UUIDField("공개 번호", default=uuid.uuid4, unique=True, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="작성자")
    performance = models.ForeignKey(Performance, models.CASCADE, related_name="+", verbose_name="공연")
    rating = models.DecimalField("별점", max_digits=2, decimal_places=1)  # 0.5 to 5.0 in halves
    title = models.CharField("제목", max_length=MAX_TITLE, null=True)
    body = models.TextField("내용", max_length=MAX_BODY)
    watched_on = models.DateField("본 날", null=True)
    spoiler = models.BooleanField("스포일러", default=False)
    good_for = models.JSONField("잘 맞아요", default=list)  # codes.Audience
    not_for = models.JSONField("안 맞아요", default=list)  # codes.Audience
    created_at = models.DateTimeField("쓴 때")
    edited_at = models.DateTimeField("고친 때", null=True)
    version = models.PositiveIntegerField("판", default=1)  # grows with every edit
    hidden_at = models.DateTimeField("가린 때", null=True)  # written by `moderation`
    helpful_count = models.PositiveIntegerField("도움돼요", default=0)  # written by `votes`

    class Meta:
        verbose_name = "리뷰"
        verbose_name_plural = "리뷰"
        constraints = [
            models.UniqueConstraint(fields=["author", "performance"], name="one_review_per_author"),
            models.CheckConstraint(condition=Q(rating__in=HALF_STARS), name="rating_in_half_stars"),
            models.CheckConstraint(condition=~Q(body=""), name="review_has_text"),
        ]
        indexes = [
            models.Index(fields=["performance", "-created_at", "-id"], name="reviews_newest"),
            models.Index(fields=["performance", "-helpful_count", "-created_at", "-id"], name="reviews_helpful"),
            models.Index(fields=["performance", "rating"], name="reviews_rating", condition=Q(hidden_at=None)),
            models.Index(fields=["author", "-created_at", "-id"], name="reviews_of_an_author"),
            models.Index(
                fields=["-created_at", "-id"], name="reviews_latest", condition=Q(hidden_at=None, spoiler=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating} {self.public_id}"


class HelpfulVote(models.Model):
    """Someone found a review helpful."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "user"], name="one_helpful_vote_per_user")]

    def __str__(self) -> str:
        return f"helpful #{self.pk}"


class Report(models.Model):
    """Someone says that a review should not stand there. Open until staff decides."""

    class Outcome(models.TextChoices):
        """What staff decided."""

        OPEN = "open", "대기"
        HIDDEN = "hidden", "리뷰를 가림"
        DISMISSED = "dismissed", "문제없음"

    review = models.ForeignKey(Review, models.CASCADE, related_name="+", verbose_name="리뷰")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="신고자")
    reason = models.CharField("사유", max_length=20, choices=[(code.value, code.ko) for code in ReportReason])
    text = models.CharField("설명", max_length=MAX_REPORT, null=True)
    created_at = models.DateTimeField("신고한 때")
    outcome = models.CharField("처리", max_length=9, choices=Outcome.choices, default=Outcome.OPEN)
    decided_at = models.DateTimeField("처리한 때", null=True)

    class Meta:
        verbose_name = "리뷰 신고"
        verbose_name_plural = "리뷰 신고"
        constraints = [models.UniqueConstraint(fields=["review", "reporter"], name="one_report_per_user")]
        indexes = [models.Index(fields=["outcome", "created_at", "id"], name="reports_queue")]

    def __str__(self) -> str:
        return f"{self.reason} #{self.pk}"


class ReviewVersion(models.Model):
    """A single row that grows with every change of what public reads of reviews show.

    It stands apart from the catalogue's version, so that a helpful vote leaves the kept answers of the catalogue alone.
    """

    ONLY_ID = 1

    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def advance(cls) -> None:
        """Count one change; call it inside the transaction that makes the change, as its last statement."""
        if not cls.objects.filter(pk=cls.ONLY_ID).update(number=F("number") + 1):
            cls.objects.get_or_create(pk=cls.ONLY_ID, defaults={"number": 1})
            cls.objects.filter(pk=cls.ONLY_ID).update(number=F("number") + 1)
