"""Visits and the secret links of calendar feeds. Both are private: nothing public is made of them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from culturepedia.performances.models import Performance
from culturepedia.reviews.models import HALF_STARS

MAX_SEAT = 60
MAX_CAST = 300
MAX_COMPANION = 60
MAX_MEMO = 2000


class Visit(models.Model):
    """One evening at a performance; there may be any number of them."""

    public_id = models.UUIDField("공개 번호", default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="사용자")
    performance = models.ForeignKey(Performance, models.CASCADE, related_name="+", verbose_name="공연")
    watched_on = models.DateField("본 날")
    starts_at = models.DateTimeField("회차", null=True)
    seat = models.CharField("좌석", max_length=MAX_SEAT, null=True)
    cast_seen = models.CharField("본 캐스트", max_length=MAX_CAST, null=True)
    companion = models.CharField("함께한 사람", max_length=MAX_COMPANION, null=True)
    rating = models.DecimalField("별점", max_digits=2, decimal_places=1, null=True)
    memo = models.TextField("메모", max_length=MAX_MEMO, null=True)
    created_at = models.DateTimeField("적은 때")
    edited_at = models.DateTimeField("고친 때", null=True)

    class Meta:
        verbose_name = "관람 기록"
        verbose_name_plural = "관람 기록"
        constraints = [
            models.CheckConstraint(
                condition=Q(rating__in=HALF_STARS) | Q(rating__isnull=True), name="visit_rating_in_half_stars"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-watched_on", "-id"], name="visits_of_a_user"),
            models.Index(fields=["user", "performance", "watched_on"], name="visits_of_a_performance"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class CalendarLink(models.Model):
    """The secret of someone's calendar feed; only its hash is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="사용자")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField("만든 때")

    class Meta:
        verbose_name = "캘린더 링크"
        verbose_name_plural = "캘린더 링크"

    def __str__(self) -> str:
        return f"calendar link #{self.pk}"
