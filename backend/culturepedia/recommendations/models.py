"""Dismissals: performances that someone does not want to be recommended."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from culturepedia.performances.models import Performance


class Dismissal(models.Model):
    """Someone is not interested in a performance."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="사용자")
    performance = models.ForeignKey(Performance, models.CASCADE, related_name="+", verbose_name="공연")
    created_at = models.DateTimeField("뺀 때")

    class Meta:
        verbose_name = "관심 없음"
        verbose_name_plural = "관심 없음"
        constraints = [models.UniqueConstraint(fields=["user", "performance"], name="one_dismissal_per_user")]

    def __str__(self) -> str:
        return f"dismissal #{self.pk}"
