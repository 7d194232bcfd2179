"""What the queues of enrichment remember besides the catalogue's own columns."""

from __future__ import annotations

from django.db import models

from culturepedia.performances.models import Performance


class Tagging(models.Model):
    """What a machine last did about one performance's hashtags.

    `seen_*` say what was looked at, with success or not: a performance that differs waits. Without a row it waits, too.
    """

    performance = models.OneToOneField(Performance, models.CASCADE, related_name="tagging", verbose_name="공연")
    tagger = models.CharField("태거", max_length=80)  # program, model and version that looked last
    seen_content_hash = models.CharField(max_length=64)
    seen_poster_key = models.CharField(max_length=80, default="", blank=True)
    # The result that stands; a failed try leaves it.
    source = models.CharField("출처", max_length=12, null=True)  # codes.TagSource
    key = models.CharField(max_length=64, null=True)
    tags = models.JSONField("태그", default=list)  # [["moving", 0.9], …], before people's decisions
    title_en = models.CharField("영어 제목", max_length=200, null=True)
    tagged_at = models.DateTimeField("태그한 때", null=True)
    failures = models.PositiveSmallIntegerField("실패", default=0)  # of this content
    error = models.CharField("오류", max_length=200, null=True)
    retry_at = models.DateTimeField("다시 할 때", null=True)

    class Meta:
        verbose_name = "자동 태그"
        verbose_name_plural = "자동 태그"
        indexes = [models.Index(fields=["retry_at"], name="tagging_retry", condition=models.Q(failures__gt=0))]

    def __str__(self) -> str:
        return f"{self.performance_id} {self.source}"


class QueueLook(models.Model):
    """A queue that was found empty at a version of the catalogue: until that moves there is nothing to look for."""

    name = models.CharField(max_length=120, unique=True)
    version = models.BigIntegerField()
    looked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class PosterFailure(Performance):
    """A performance whose poster could not be made."""

    class Meta:
        proxy = True
        verbose_name = "포스터 실패"
        verbose_name_plural = "포스터 실패"


class IntroFailure(Performance):
    """A performance with introduction pictures that could not be made."""

    class Meta:
        proxy = True
        verbose_name = "소개 이미지 실패"
        verbose_name_plural = "소개 이미지 실패"
