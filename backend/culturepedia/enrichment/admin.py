"""Operations of enrichment: failures, spend, reports, decisions, and starting a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages

from culturepedia.common import clock
from culturepedia.common.admin import ReadOnly, StartsTasks
from culturepedia.enrichment import decisions, ledger, tagging, tasks
from culturepedia.enrichment.models import (
    IntroFailure,
    ModelCall,
    PosterFailure,
    TagDecision,
    Tagging,
    TagReport,
    TagRun,
)
from culturepedia.enrichment.models.ledger import MICRO
from culturepedia.enrichment.retries import forget_intro_failures, forget_poster_failures

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest, HttpResponse


@admin.register(PosterFailure)
class PosterFailureAdmin(StartsTasks, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Posters that could not be made, and why."""

    list_display = ["kopis_id", "title", "poster_error", "poster_failures", "poster_retry_at", "poster_source_url"]
    list_filter = ["poster_failures"]
    search_fields = ["kopis_id", "title", "poster_error"]
    ordering = ["-poster_failures", "-start_date", "-pk"]
    actions = ["try_again"]
    startable = {"포스터 만들기": tasks.process_posters}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave out what works."""
        return super().get_queryset(request).filter(poster_failures__gt=0)

    @admin.action(description="다시 시도", permissions=["start"])
    def try_again(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        """Put the posters back into the queue."""
        count = forget_poster_failures(list(rows.values_list("pk", flat=True)))
        self.message_user(request, f"포스터 {count}개를 다시 시도합니다.", messages.SUCCESS)


@admin.register(IntroFailure)
class IntroFailureAdmin(StartsTasks, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Introduction pictures that could not be made, and why."""

    list_display = ["kopis_id", "title", "intro_error", "intro_failures", "intro_retry_at"]
    search_fields = ["kopis_id", "title", "intro_error"]
    ordering = ["-intro_failures", "-start_date", "-pk"]
    actions = ["try_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave out what works."""
        return super().get_queryset(request).filter(intro_failures__gt=0)

    @admin.action(description="다시 시도", permissions=["start"])
    def try_again(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        """Put the pictures back into the queue."""
        count = forget_intro_failures(list(rows.values_list("pk", flat=True)))
        self.message_user(request, f"소개 이미지 {count}건을 다시 시도합니다.", messages.SUCCESS)


@admin.register(TagRun)
class TagRunAdmin(StartsTasks, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """What each run of the tagger did."""

    list_display = [
        "started_at", "tagger", "outcome", "tagged", "confirmed", "failed", "calls_made", "spent", "message",
    ]  # fmt: skip
    list_filter = ["outcome", "tagger"]
    date_hierarchy = "started_at"
    ordering = ["-started_at", "-id"]
    startable = {"해시태그 달기": tasks.tag_performances}
    start_options = {"asked_for": True}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Add what each run cost."""
        return ledger.with_costs(super().get_queryset(request))

    @admin.display(description="호출")
    def calls_made(self, row: Any) -> int:
        """Return how many calls the run made."""
        return int(row.calls_made)

    @admin.display(description="비용")
    def spent(self, row: Any) -> str:
        """Return what the run cost."""
        return dollars(row.spent or 0)


@admin.register(ModelCall)
class ModelCallAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """The ledger: every call with its cost; the sums stand above the list."""

    change_list_template = "admin/enrichment/modelcall/change_list.html"
    list_display = [
        "started_at", "model", "prompt_version", "state", "cost", "reserved", "input_tokens", "output_tokens", "error",
    ]  # fmt: skip
    list_filter = ["state", "model", "prompt_version"]
    date_hierarchy = "started_at"
    ordering = ["-started_at", "-id"]

    @admin.display(description="비용", ordering="cost_microusd")
    def cost(self, row: ModelCall) -> str:
        """Return what it cost."""
        return dollars(row.cost_microusd)

    @admin.display(description="예약", ordering="reserved_microusd")
    def reserved(self, row: ModelCall) -> str:
        """Return what it could have cost."""
        return dollars(row.reserved_microusd)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show what was spent beside the caps."""
        spent, caps = ledger.sum_spent(run=None, today=clock.seoul_today()), tagging.caps()
        sums = {
            "오늘": (dollars(spent.day), dollars(caps.day)),
            "이번 달": (dollars(spent.month), dollars(caps.month)),
        }
        return super().changelist_view(request, {**(extra_context or {}), "sums": sums})


@admin.register(Tagging)
class TaggingAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """What a machine last did about each performance."""

    list_display = ["performance", "source", "tagger", "tagged_at", "failures", "error", "retry_at"]
    list_filter = ["source", "tagger", "failures"]
    search_fields = ["performance__kopis_id", "performance__title"]
    list_select_related = ["performance"]
    ordering = ["-failures", "-tagged_at", "-id"]


@admin.register(TagDecision)
class TagDecisionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Hashtags that staff pin and remove; a machine never changes them."""

    list_display = ["performance", "slug", "verdict", "decided_by", "decided_at"]
    list_filter = ["verdict", "slug"]
    search_fields = ["performance__kopis_id", "performance__title"]
    list_select_related = ["performance", "decided_by"]
    fields = ["performance", "slug", "verdict"]
    raw_id_fields = ["performance"]
    ordering = ["-decided_at", "-id"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let nobody edit one: take it back and decide anew."""
        return False

    def save_model(self, request: HttpRequest, obj: TagDecision, form: ModelForm[Any], change: bool) -> None:  # noqa: FBT001
        """Decide through the service, which shows the result."""
        made = decisions.decide(
            performance_id=obj.performance_id,
            slug=obj.slug,
            verdict=TagDecision.Verdict(obj.verdict),
            by=request.user,  # type: ignore[arg-type]  # the admin's own check lets nobody else in
            now=clock.now(),
        )
        obj.pk, obj.decided_at = made.pk, made.decided_at

    def delete_model(self, request: HttpRequest, obj: TagDecision) -> None:
        """Take it back through the service, which shows the result."""
        decisions.withdraw(obj, by=request.user)  # type: ignore[arg-type]

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[TagDecision]) -> None:
        """Take all of them back."""
        for decision in queryset:
            self.delete_model(request, decision)


@admin.register(TagReport)
class TagReportAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Hashtags that users find wrong."""

    list_display = ["created_at", "performance", "slug", "text", "user", "outcome", "closed_at"]
    list_filter = ["outcome", "slug"]
    search_fields = ["performance__kopis_id", "performance__title", "text"]
    list_select_related = ["performance", "user"]
    ordering = ["-created_at", "-id"]
    actions = ["remove_hashtags", "keep_hashtags"]

    def has_judge_permission(self, request: HttpRequest) -> bool:
        """Say who may decide: those who may add decisions."""
        return request.user.has_perm("enrichment.add_tagdecision")

    @admin.action(description="해시태그 제거", permissions=["judge"])
    def remove_hashtags(self, request: HttpRequest, rows: QuerySet[TagReport]) -> None:
        """Agree with the users."""
        for row in rows.filter(outcome=TagReport.Outcome.OPEN):
            decisions.accept(row, by=request.user, now=clock.now())  # type: ignore[arg-type]

    @admin.action(description="해시태그 유지", permissions=["judge"])
    def keep_hashtags(self, request: HttpRequest, rows: QuerySet[TagReport]) -> None:
        """Disagree with the users."""
        for row in rows.filter(outcome=TagReport.Outcome.OPEN):
            decisions.dismiss(row, now=clock.now())


def dollars(micro: int) -> str:
    """Return an amount as people read it."""
    return f"${micro / MICRO:,.4f}"
