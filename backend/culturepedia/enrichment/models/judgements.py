"""What people say about hashtags: staff decide, users report. Machines read it and never change it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from culturepedia.performances.codes import Characteristic, Mood
from culturepedia.performances.models import Performance

SLUG_CHOICES = [
    ("특성", [(code.value, f"#{code.ko}") for code in Characteristic]),
    ("분위기", [(code.value, f"#{code.ko}") for code in Mood]),
]


class TagDecision(models.Model):
    """A hashtag that staff gave to a performance or took from it for good."""

    class Verdict(models.TextChoices):
        """What was decided."""

        PINNED = "pinned", "고정"
        REMOVED = "removed", "제거"

    performance = models.ForeignKey(Performance, models.CASCADE, related_name="+", verbose_name="공연")
    slug = models.CharField("해시태그", max_length=40, choices=SLUG_CHOICES)
    verdict = models.CharField("결정", max_length=7, choices=Verdict.choices)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="결정한 사람"
    )
    decided_at = models.DateTimeField("결정한 때")

    class Meta:
        verbose_name = "해시태그 결정"
        verbose_name_plural = "해시태그 결정"
        constraints = [models.UniqueConstraint(fields=["performance", "slug"], name="one_decision_per_hashtag")]

    def __str__(self) -> str:
        return f"{self.performance_id} {self.slug} {self.verdict}"


class TagReport(models.Model):
    """A user's word that a hashtag does not fit."""

    class Outcome(models.TextChoices):
        """What became of it."""

        OPEN = "open", "확인 전"
        ACCEPTED = "accepted", "제거함"
        DISMISSED = "dismissed", "유지함"

    performance = models.ForeignKey(Performance, models.CASCADE, related_name="+", verbose_name="공연")
    slug = models.CharField("해시태그", max_length=40, choices=SLUG_CHOICES)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="회원")
    text = models.CharField("설명", max_length=300, default="", blank=True)
    created_at = models.DateTimeField("신고한 때", db_index=True)
    outcome = models.CharField("결과", max_length=10, choices=Outcome.choices, default=Outcome.OPEN, db_index=True)
    closed_at = models.DateTimeField("처리한 때", null=True)

    class Meta:
        verbose_name = "해시태그 신고"
        verbose_name_plural = "해시태그 신고"
        constraints = [
            models.UniqueConstraint(fields=["performance", "slug", "user"], name="one_report_per_hashtag_and_user")
        ]

    def __str__(self) -> str:
        return f"{self.performance_id} {self.slug}"
