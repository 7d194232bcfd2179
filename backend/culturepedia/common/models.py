"""Leases: who may run a job now. Limits: who has tried what lately."""

from __future__ import annotations

from django.db import models


class Lease(models.Model):
    """The right to run one named job until a moment; `fence` grows with every new holder."""

    name = models.CharField("이름", max_length=60, unique=True)
    holder = models.CharField("보유자", max_length=100, default="", blank=True)
    fence = models.BigIntegerField("번호", default=0)
    acquired_at = models.DateTimeField("취득", null=True)
    expires_at = models.DateTimeField("만료", null=True)

    class Meta:
        verbose_name = "작업 임대"
        verbose_name_plural = "작업 임대"

    def __str__(self) -> str:
        return f"{self.name} #{self.fence}"


class RateLimit(models.Model):
    """The recent tries under one limit of one client or account, whose name stands here as a keyed hash."""

    key = models.CharField("키", max_length=80, unique=True)
    hits = models.JSONField("시도한 때", default=list)  # seconds since 1970, oldest first
    expires_at = models.DateTimeField("만료", db_index=True)

    class Meta:
        verbose_name = "시도 제한"
        verbose_name_plural = "시도 제한"

    def __str__(self) -> str:
        return self.key
