"""What someone wants no more of, what they said they like, and which trained model answers."""

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


class Taste(models.Model):
    """What someone picked, and which of their signals may be used; who never said anything has no row."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="사용자")
    categories = models.JSONField("장르", default=list)  # codes.Genre
    characteristics = models.JSONField("특성", default=list)  # codes.Characteristic
    moods = models.JSONField("분위기", default=list)  # codes.Mood
    regions = models.JSONField("지역", default=list)  # codes.Region
    enabled = models.BooleanField("맞춤 추천", default=True)
    use_reviews = models.BooleanField("리뷰", default=True)
    use_favorites = models.BooleanField("찜", default=True)
    use_visits = models.BooleanField("관람 기록", default=True)
    use_searches = models.BooleanField("검색 태그", default=True)
    updated_at = models.DateTimeField("고친 때")

    class Meta:
        verbose_name = "취향"
        verbose_name_plural = "취향"

    def __str__(self) -> str:
        return f"taste #{self.pk}"


class ModelPointer(models.Model):
    """The single row that says which files answer; whoever changes a file changes this row last."""

    ONLY_ID = 1

    model_file = models.CharField("모델", max_length=80, null=True)  # below MODEL_ROOT
    trained_on = models.DateField("기준일", null=True)
    trained_at = models.DateTimeField("학습한 때", null=True)
    performances = models.PositiveIntegerField("공연", default=0)
    people = models.PositiveIntegerField("사람", default=0)
    opinions = models.PositiveIntegerField("의견", default=0)
    seconds = models.FloatField("학습 시간(초)", default=0)
    shelf_file = models.CharField("후보", max_length=80, null=True)
    shelved_on = models.DateField("후보 기준일", null=True)
    shelved_at = models.DateTimeField("후보를 모은 때", null=True)
    counted_at = models.DateTimeField("인기를 센 때", null=True)
    catalogue_version = models.BigIntegerField(default=0)  # from which the shelf was made
    settings = models.JSONField("조정값", null=True)  # what `recs_tune` chose; null: the defaults

    class Meta:
        verbose_name = "추천 모델"
        verbose_name_plural = "추천 모델"

    def __str__(self) -> str:
        return f"{self.model_file} {self.shelf_file}"
