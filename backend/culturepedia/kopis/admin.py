"""Sync runs, marks and leases, for reading: the syncs alone write them. Staff can start a sync."""

from __future__ import annotations

from django.contrib import admin

from culturepedia.common.admin import ReadOnly, StartsTasks
from culturepedia.common.models import Lease
from culturepedia.kopis import tasks
from culturepedia.kopis.models import SyncMark, SyncRun


@admin.register(SyncRun)
class SyncRunAdmin(StartsTasks, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """What each run did."""

    list_display = [
        "kind", "seoul_date", "full", "outcome", "started_at", "finished_at",
        "seen", "created", "updated", "unchanged", "failed", "requests", "skipped",
    ]  # fmt: skip
    list_filter = ["kind", "outcome", "full"]
    search_fields = ["message"]
    date_hierarchy = "started_at"
    ordering = ["-started_at", "-id"]
    startable = {
        "공연 동기화": tasks.start_performances,
        "예매 순위 동기화": tasks.sync_rankings,
        "공연장 동기화": tasks.start_venues,
    }


@admin.register(SyncMark)
class SyncMarkAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """How far the catalogue is complete."""

    list_display = ["kind", "complete_through", "covered_from", "covered_to", "full_pass_on"]


@admin.register(Lease)
class LeaseAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Who does which job now."""

    list_display = ["name", "holder", "fence", "acquired_at", "expires_at"]
