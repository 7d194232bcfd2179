"""The catalogue, for reading: its columns belong to the sync and to enrichment."""

from __future__ import annotations

from django.contrib import admin

from culturepedia.common.admin import ReadOnly
from culturepedia.performances.models import Performance, Ranking, RankingEntry, Venue


@admin.register(Performance)
class PerformanceAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Performances."""

    list_display = ["kopis_id", "title", "genre", "region", "start_date", "end_date", "venue_name", "withdrawn_at"]
    list_filter = ["genre", "region", "open_run", ("withdrawn_at", admin.EmptyFieldListFilter)]
    search_fields = ["kopis_id", "title", "venue_name"]
    list_select_related = ["venue"]
    date_hierarchy = "start_date"
    ordering = ["-start_date", "-kopis_id"]


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
