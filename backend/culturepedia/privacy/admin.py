"""What operators see of people's sign-ins, mails and limits, for reading: services alone write these rows.

No token, no text of a mail and no secret stands in them; who is limited stands there as a keyed hash.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from culturepedia.accounts.models import OutgoingMail, Session
from culturepedia.common.admin import ReadOnly
from culturepedia.common.models import RateLimit

if TYPE_CHECKING:
    from django.http import HttpRequest


@admin.register(Session)
class SessionAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Sign-ins, and why they ended."""

    list_display = ["public_id", "user", "kind", "device", "created_at", "last_used_at", "ended_at", "ended_by"]
    list_filter = ["kind", "ended_by"]
    search_fields = ["public_id__exact", "user__public_id__exact", "user__email__exact"]
    list_select_related = ["user"]
    ordering = ["-pk"]
    exclude = ["refresh_jti", "previous_jti"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Show every column but the numbers of refresh tokens."""
        return [name for name in super().get_readonly_fields(request, obj) if name not in self.exclude]


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Mails that wait, were sent or given up."""

    list_display = ["kind", "address", "language", "created_at", "tries", "next_try_at", "sent_at", "problem"]
    list_filter = ["kind", ("sent_at", admin.EmptyFieldListFilter), "problem"]
    search_fields = ["address__exact"]
    ordering = ["-pk"]


@admin.register(RateLimit)
class RateLimitAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Limits that someone is at, or near."""

    list_display = ["key", "tries", "expires_at"]
    search_fields = ["key"]
    ordering = ["-expires_at", "-pk"]

    @admin.display(description="시도")
    def tries(self, row: RateLimit) -> int:
        """Return how many tries stand in the row."""
        return len(row.hits)
