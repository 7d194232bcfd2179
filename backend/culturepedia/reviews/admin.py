"""The queue of reports, and the reviews that staff may hide; texts are for reading only."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import admin, messages

from culturepedia.common import clock
from culturepedia.common.admin import ReadOnly
from culturepedia.reviews import moderation
from culturepedia.reviews.models import Report, Review

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from culturepedia.accounts.models import User


class Moderated(ReadOnly):
    """Rows that nobody edits, with actions for those who may change reviews."""

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        """Return whether the person may hide reviews and decide reports."""
        return request.user.has_perm("reviews.change_review")


@admin.register(Report)
class ReportAdmin(Moderated, admin.ModelAdmin):  # type: ignore[type-arg]
    """Reports, the oldest open one first."""

    list_display = ["created_at", "reason", "text", "review_text", "author", "outcome", "decided_at"]
    list_filter = ["outcome", "reason"]
    search_fields = ["text", "review__body", "review__author__username"]
    list_select_related = ["review__author"]
    ordering = ["-outcome", "created_at", "id"]  # open, hidden, dismissed
    actions = ["hide_reviews", "dismiss_reports"]

    @admin.display(description="리뷰")
    def review_text(self, report: Report) -> str:
        """Return the beginning of what is reported."""
        return report.review.body[:200]

    @admin.display(description="작성자")
    def author(self, report: Report) -> str:
        """Return who wrote it."""
        return report.review.author.username

    @admin.action(description="리뷰 가리기", permissions=["moderate"])
    def hide_reviews(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        """Hide the reported reviews and close their reports."""
        reviews = list(queryset.values_list("review_id", flat=True))
        count = moderation.hide(reviews=reviews, by=_staff(request), now=clock.now())
        self.message_user(request, f"리뷰 {count}개를 가렸습니다.", messages.SUCCESS)

    @admin.action(description="문제없음으로 닫기", permissions=["moderate"])
    def dismiss_reports(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        """Close the reports; the reviews stay."""
        reports = list(queryset.values_list("pk", flat=True))
        count = moderation.dismiss(reports=reports, by=_staff(request), now=clock.now())
        self.message_user(request, f"신고 {count}건을 닫았습니다.", messages.SUCCESS)


@admin.register(Review)
class ReviewAdmin(Moderated, admin.ModelAdmin):  # type: ignore[type-arg]
    """Reviews, the newest first."""

    list_display = ["created_at", "rating", "title", "body", "author", "performance", "spoiler", "hidden_at"]
    list_filter = [("hidden_at", admin.EmptyFieldListFilter), "spoiler"]
    search_fields = ["title", "body", "author__username", "performance__title"]
    list_select_related = ["author", "performance"]
    ordering = ["-created_at", "-id"]
    actions = ["hide_reviews", "show_reviews"]

    @admin.action(description="가리기", permissions=["moderate"])
    def hide_reviews(self, request: HttpRequest, queryset: QuerySet[Review]) -> None:
        """Hide the chosen reviews."""
        count = moderation.hide(
            reviews=list(queryset.values_list("pk", flat=True)), by=_staff(request), now=clock.now()
        )
        self.message_user(request, f"리뷰 {count}개를 가렸습니다.", messages.SUCCESS)

    @admin.action(description="다시 보이기", permissions=["moderate"])
    def show_reviews(self, request: HttpRequest, queryset: QuerySet[Review]) -> None:
        """Show the chosen reviews again."""
        count = moderation.show(reviews=list(queryset.values_list("pk", flat=True)), by=_staff(request))
        self.message_user(request, f"리뷰 {count}개를 다시 보입니다.", messages.SUCCESS)


def _staff(request: HttpRequest) -> User:
    return cast("User", request.user)
