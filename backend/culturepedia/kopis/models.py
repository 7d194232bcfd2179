"""What each sync did, and how far the catalogue is complete."""

from __future__ import annotations

from django.db import models


class SyncRun(models.Model):
    """One run of one kind of sync, for operators and for `last_synced_at`."""

    class Kind(models.TextChoices):
        """What was synced."""

        PERFORMANCES = "performances", "공연"
        VENUES = "venues", "공연장"
        RANKINGS = "rankings", "예매 순위"

    class Outcome(models.TextChoices):
        """How it ended."""

        RUNNING = "running", "진행 중"
        PAUSED = "paused", "잠시 멈춤"
        COMPLETE = "complete", "완료"
        INCOMPLETE = "incomplete", "불완전"

    kind = models.CharField("종류", max_length=12, choices=Kind.choices)
    full = models.BooleanField("전체", default=False)
    # Set for the run that the schedule asked for on that date: any number of deliveries make one run.
    scheduled_for = models.DateField("예약 날짜", null=True, blank=True)
    seoul_date = models.DateField("서울 날짜")  # the one "today" of the run
    window_from = models.DateField("기간 시작", null=True)
    window_to = models.DateField("기간 끝", null=True)
    modified_since = models.DateField("이후 변경분", null=True)
    fence = models.BigIntegerField("임대 번호", default=0)
    started_at = models.DateTimeField("시작")
    heartbeat_at = models.DateTimeField("마지막 진행")
    finished_at = models.DateTimeField("끝", null=True)
    outcome = models.CharField("결과", max_length=10, choices=Outcome.choices, default=Outcome.RUNNING)
    message = models.TextField("설명", default="", blank=True)
    seen = models.PositiveIntegerField("봄", default=0)
    created = models.PositiveIntegerField("새로", default=0)
    updated = models.PositiveIntegerField("바뀜", default=0)
    unchanged = models.PositiveIntegerField("그대로", default=0)
    failed = models.PositiveIntegerField("실패", default=0)
    skipped = models.JSONField("건너뜀", default=dict, blank=True)  # {"bad_dates": 3}
    requests = models.PositiveIntegerField("요청", default=0)
    cursor = models.JSONField("이어갈 곳", default=dict, blank=True)  # what is finished already, for a resumed run

    class Meta:
        verbose_name = "동기화 실행"
        verbose_name_plural = "동기화 실행"
        indexes = [models.Index(fields=["kind", "-started_at"], name="syncrun_kind_started")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "scheduled_for"], name="one_scheduled_run_per_date"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.seoul_date} {self.outcome}"


class SyncMark(models.Model):
    """Up to which day KOPIS' changes are completely in the catalogue; moved by a complete run only."""

    kind = models.CharField("종류", max_length=12, unique=True, choices=SyncRun.Kind.choices)
    complete_through = models.DateField("완료한 날")
    covered_from = models.DateField("받은 기간 시작", null=True)  # the span whose every day is in the catalogue
    covered_to = models.DateField("받은 기간 끝", null=True)
    full_pass_on = models.DateField("마지막 전체 확인", null=True)

    class Meta:
        verbose_name = "동기화 위치"
        verbose_name_plural = "동기화 위치"

    def __str__(self) -> str:
        return f"{self.kind} {self.complete_through}"
