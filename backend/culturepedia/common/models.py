"""Leases: who may run a job now."""

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
