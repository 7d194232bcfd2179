"""Favorites: performances that people keep."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from culturepedia.performances.models import Performance


class Favorite(models.Model):
    """Someone keeps a performance."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="사용자")
    performance = models.ForeignKey(Performance, models.CASCADE, related_name="+", verbose_name="공연")
    created_at = models.DateTimeField("찜한 때")

    class Meta:
        verbose_name = "찜"
        verbose_name_plural = "찜"
        constraints = [models.UniqueConstraint(fields=["user", "performance"], name="one_favorite_per_user")]
        indexes = [models.Index(fields=["user", "-created_at", "-id"], name="favorites_of_a_user")]

    def __str__(self) -> str:
        return f"favorite #{self.pk}"
