"""The ledger of model calls: what each may cost is written before it is made. Written by `enrichment.ledger`.

Money is whole millionths of a US dollar, so that sums are exact on both databases.
"""

from __future__ import annotations

from django.db import models

MICRO = 1_000_000


class TagRun(models.Model):
    """One run of the tagger that had something to do."""

    class Outcome(models.TextChoices):
        """How it ended."""

        RUNNING = "running", "진행 중"
        PAUSED = "paused", "잠시 멈춤"
        COMPLETE = "complete", "완료"
        STOPPED = "stopped", "멈춤"

    tagger = models.CharField("태거", max_length=80)
    seoul_date = models.DateField("서울 날짜", db_index=True)
    fence = models.BigIntegerField("임대 번호", default=0)
    started_at = models.DateTimeField("시작")
    finished_at = models.DateTimeField("끝", null=True)
    outcome = models.CharField("결과", max_length=10, choices=Outcome.choices, default=Outcome.RUNNING)
    message = models.CharField("설명", max_length=300, default="", blank=True)
    tagged = models.PositiveIntegerField("태그함", default=0)
    confirmed = models.PositiveIntegerField("그대로", default=0)  # same content: nothing was asked
    failed = models.PositiveIntegerField("실패", default=0)

    class Meta:
        verbose_name = "태그 실행"
        verbose_name_plural = "태그 실행"
        indexes = [models.Index(fields=["-started_at"], name="tagrun_started")]

    def __str__(self) -> str:
        return f"{self.tagger} {self.seoul_date} {self.outcome}"


class ModelCall(models.Model):
    """One request to the language model. `cost_microusd` is the reservation until the true cost is known."""

    class State(models.TextChoices):
        """What is known about it."""

        OPEN = "open", "진행 중"
        SETTLED = "settled", "정산"
        REFUNDED = "refunded", "무료"  # the service did not work on it
        LOST = "lost", "분실"  # nobody knows whether it was worked on; counts as paid

    run = models.ForeignKey(TagRun, models.CASCADE, related_name="calls", verbose_name="실행")
    state = models.CharField("상태", max_length=10, choices=State.choices, default=State.OPEN)
    model = models.CharField("모델", max_length=80)
    prompt_version = models.CharField("프롬프트", max_length=20)
    seoul_date = models.DateField("서울 날짜", db_index=True)
    holder = models.CharField(max_length=100)  # the process that makes it, as leases name it
    reserved_microusd = models.PositiveBigIntegerField("예약(백만분의 1달러)")
    cost_microusd = models.PositiveBigIntegerField("비용(백만분의 1달러)")
    input_tokens = models.PositiveIntegerField("입력 토큰", null=True)
    output_tokens = models.PositiveIntegerField("출력 토큰", null=True)
    error = models.CharField("오류", max_length=200, default="", blank=True)
    started_at = models.DateTimeField("시작")
    finished_at = models.DateTimeField("끝", null=True)

    class Meta:
        verbose_name = "모델 호출"
        verbose_name_plural = "모델 호출 (비용)"
        indexes = [
            models.Index(fields=["-started_at"], name="modelcall_started"),
            models.Index(fields=["started_at"], name="modelcall_open", condition=models.Q(state="open")),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.started_at:%Y-%m-%d %H:%M:%S} {self.state}"


class ModelCallItem(models.Model):
    """A content that a call asks about; `key` is the hash of content, model and prompt."""

    call = models.ForeignKey(ModelCall, models.CASCADE, related_name="items")
    key = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "key"], name="one_item_per_call")]

    def __str__(self) -> str:
        return self.key


class ModelAnswer(models.Model):
    """What a model said about a content, once and for all: the same content is not paid for twice."""

    key = models.CharField(max_length=64, unique=True)
    tags = models.JSONField(default=list)  # [["moving", 0.9], …]
    title_en = models.CharField(max_length=200, null=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
