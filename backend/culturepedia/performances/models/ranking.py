"""Box-office rankings by reported bookings. Written by `kopis.sync`."""

from __future__ import annotations

from django.db import models

from culturepedia.performances.models.performance import Performance


class Ranking(models.Model):
    """One board: a period, counted over the whole country or one region, over all genres or one."""

    period = models.CharField("기간", max_length=5)  # codes.Period
    genre = models.CharField("장르", max_length=10, default="")  # codes.Genre; empty: all of them
    region = models.CharField("지역", max_length=10, default="")  # codes.Region; empty: the whole country
    from_date = models.DateField("시작일")
    to_date = models.DateField("종료일")
    fetched_at = models.DateTimeField("받은 때")

    class Meta:
        verbose_name = "예매 순위"
        verbose_name_plural = "예매 순위"
        constraints = [
            models.UniqueConstraint(fields=["period", "genre", "region", "to_date"], name="one_board_per_span"),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.genre or '*'} {self.region or '*'} {self.from_date}~{self.to_date}"


class RankingEntry(models.Model):
    """A place on a board. `performance` stays empty until the performance itself is in the catalogue."""

    ranking = models.ForeignKey(Ranking, models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField()
    kopis_id = models.CharField(max_length=12)
    performance = models.ForeignKey(Performance, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ranking", "rank"], name="one_entry_per_rank"),
        ]
        indexes = [models.Index(fields=["kopis_id"], name="ranking_entry_kopis_id")]

    def __str__(self) -> str:
        return f"{self.rank} {self.kopis_id}"
