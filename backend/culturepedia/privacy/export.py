"""All that is held about a person, as one JSON document.

Each part is named after the table it comes from and has every column that says something about the person;
`shapes.py` describes them. A test fails when a table or column about accounts is neither here nor named as left out
with a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axes.models import AccessAttempt

from culturepedia.accounts.models import OutgoingMail, Session
from culturepedia.privacy.activity import export_activity
from culturepedia.search.models import SearchHistory

if TYPE_CHECKING:
    from datetime import datetime

    from culturepedia.accounts.models import User

FORMAT = "culturepedia-export-1"


def export_account(*, user: User, now: datetime) -> dict[str, Any]:
    """Return the document; a query for each part."""
    return {
        "format": FORMAT,
        "exported_at": now,
        "account": {
            "id": user.public_id,
            "email": user.email,
            "email_verified_at": user.email_verified_at,
            "username": user.username,
            "gender": user.gender,
            "birthday": user.birthday,
            "language": user.language,
            "keep_searches": user.keep_searches,
            "is_staff": user.is_staff,
            "created_at": user.created_at,
            "last_sign_in_at": user.last_login,
        },
        "sessions": list(
            Session.objects.filter(user=user)
            .order_by("pk")
            .values(
                "public_id",
                "kind",
                "device",
                "created_at",
                "last_used_at",
                "idle_expires_at",
                "expires_at",
                "ended_at",
                "ended_by",
            )
        ),
        "mails": list(
            OutgoingMail.objects.filter(address=user.email)
            .order_by("pk")
            .values("kind", "address", "language", "created_at", "sent_at")
        ),
        "searches": list(
            SearchHistory.objects.filter(user=user).order_by("pk").values("public_id", "text", "tags", "searched_at")
        ),
        "failed_sign_ins": list(
            AccessAttempt.objects.filter(username=user.email)
            .order_by("pk")
            .values("attempt_time", "ip_address", "user_agent", "failures_since_start")
        ),
        **export_activity(user),
    }
