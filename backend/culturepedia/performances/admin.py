"""The catalogue, for reading: its columns belong to the sync and to enrichment. Only works are what staff say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin, messages

from culturepedia.common import events
from culturepedia.common.admin import ReadOnly
from culturepedia.performances import works
from culturepedia.performances.models import Performance, Ranking, RankingEntry, Venue

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest


@admin.register(Performance)
class PerformanceAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Performances; whoever may change them says which are productions of one work."""

    actions = ["merge_works", "split_works", "trust_titles"]
    list_display = [
        "kopis_id", "title", "work", "genre", "region", "start_date", "end_date", "venue_name", "withdrawn_at",
    ]  # fmt: skip
    list_filter = ["genre", "region", "open_run", ("withdrawn_at", admin.EmptyFieldListFilter)]
    search_fields = ["kopis_id", "title", "venue_name", "work"]
    list_select_related = ["venue"]
    date_hierarchy = "start_date"
    ordering = ["-start_date", "-kopis_id"]

    def has_works_permission(self, request: HttpRequest) -> bool:
        """Say who may tell works apart."""
        return request.user.has_perm("performances.change_performance")

    @admin.action(description="한 작품으로 묶기 (다른 프로덕션까지)", permissions=["works"])
    def merge_works(self, request: HttpRequest, chosen: QuerySet[Performance]) -> None:
        """Make one work of those of the chosen performances."""
        self._tell(request, works.merge, chosen, "공연 {}개를 한 작품으로 묶었습니다.")

    @admin.action(description="각각 다른 작품으로 나누기", permissions=["works"])
    def split_works(self, request: HttpRequest, chosen: QuerySet[Performance]) -> None:
        """Make each of the chosen performances a work of its own."""
        self._tell(request, works.split, chosen, "공연 {}개를 다른 작품으로 나누었습니다.")

    @admin.action(description="작품을 제목대로 되돌리기", permissions=["works"])
    def trust_titles(self, request: HttpRequest, chosen: QuerySet[Performance]) -> None:
        """Go by the titles again."""
        self._tell(request, works.trust_titles, chosen, "공연 {}개를 제목대로 되돌렸습니다.")

    def _tell(
        self, request: HttpRequest, act: Callable[[list[int]], int], chosen: QuerySet[Performance], text: str
    ) -> None:
        count = act(list(chosen.order_by().values_list("pk", flat=True)))
        events.record("works.changed", by=getattr(request.user, "public_id", "?"), reason=act.__name__)
        self.message_user(request, text.format(count), messages.SUCCESS)


@admin.register(Venue)
class VenueAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Venues."""

    list_display = ["kopis_id", "name", "kind", "region", "district_text", "seats", "closed"]
    list_filter = ["region", "closed", "kind"]
    search_fields = ["kopis_id", "name", "address"]
    ordering = ["name", "id"]


class RankingEntryInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]
    """The places of a board."""

    model = RankingEntry
    ordering = ["rank"]
    fields = ["rank", "kopis_id", "performance"]


@admin.register(Ranking)
class RankingAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Box-office boards."""

    list_display = ["period", "genre", "region", "from_date", "to_date", "fetched_at"]
    list_filter = ["period", "genre", "region"]
    ordering = ["-to_date", "period", "region", "genre"]
    inlines = [RankingEntryInline]
