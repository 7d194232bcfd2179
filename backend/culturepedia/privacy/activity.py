"""The part of the export that says what a person wrote, kept, saw and was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from culturepedia.diary.models import CalendarLink, Visit
from culturepedia.enrichment.models import TagReport
from culturepedia.favorites.models import Favorite
from culturepedia.notifications.models import Notification, Preference
from culturepedia.recommendations.models import Dismissal, Taste
from culturepedia.reviews.models import HelpfulVote, Report, Review

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from culturepedia.accounts.models import User

PERFORMANCE = ("performance__kopis_id", "performance__title")


def export_activity(user: User) -> dict[str, Any]:
    """Return the parts; eleven queries. The secret of the calendar is left out: only its hash is held."""
    return {
        "reviews": _rows(
            Review.objects.filter(author=user),
            "public_id", *PERFORMANCE, "rating", "title", "body", "watched_on", "spoiler", "good_for", "not_for",
            "helpful_count", "created_at", "edited_at", "version", "hidden_at",
        ),
        "helpful_votes": _rows(HelpfulVote.objects.filter(user=user), "review__public_id", "created_at"),
        "reports": _rows(
            Report.objects.filter(reporter=user),
            "review__public_id", "reason", "text", "created_at", "outcome", "decided_at",
        ),
        "favorites": _rows(Favorite.objects.filter(user=user), *PERFORMANCE, "created_at"),
        "visits": _rows(
            Visit.objects.filter(user=user),
            "public_id", *PERFORMANCE, "watched_on", "starts_at", "seat", "cast_seen", "companion", "rating", "memo",
            "created_at", "edited_at",
        ),
        "calendar_links": _rows(CalendarLink.objects.filter(user=user), "created_at"),
        "dismissals": _rows(Dismissal.objects.filter(user=user), *PERFORMANCE, "created_at"),
        "tastes": _rows(
            Taste.objects.filter(user=user),
            "categories", "characteristics", "moods", "regions", "enabled", "use_reviews", "use_favorites",
            "use_visits", "use_searches", "updated_at",
        ),
        "notifications": _rows(
            Notification.objects.filter(user=user),
            "public_id", *PERFORMANCE, "kind", "facts", "created_at", "read_at",
        ),
        "hashtag_reports": _rows(
            TagReport.objects.filter(user=user), *PERFORMANCE, "slug", "text", "created_at", "outcome", "closed_at"
        ),
        "notification_preferences": _rows(
            Preference.objects.filter(user=user),
            "opening", "last_week", "dates_changed", "venue_changed", "cast_changed", "cancelled", "mail_digest",
        ),
    }  # fmt: skip


def _rows(found: QuerySet[Any], *columns: str) -> list[dict[str, Any]]:
    """Return rows in the order they were made; a number keeps its value and is no text."""
    return [
        {
            name.replace("__kopis_id", "").replace("__public_id", "").replace("__", "_"): (
                float(value) if name == "rating" and value is not None else value
            )
            for name, value in row.items()
        }
        for row in found.order_by("pk").values(*columns)
    ]
