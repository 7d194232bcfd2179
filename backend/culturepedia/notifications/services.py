"""Reading notices, and choosing which to get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from culturepedia.accounts import counters
from culturepedia.notifications.models import Notification, Preference

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from uuid import UUID

    from culturepedia.accounts.models import User


def mark_read(*, user: User, public_ids: Collection[UUID] | None, now: datetime) -> None:
    """Mark someone's notices as read, all of them when none are named; those of others are not touched."""
    unread = Notification.objects.filter(user=user, read_at=None)
    if public_ids is not None:
        unread = unread.filter(public_id__in=public_ids)
    unread.update(read_at=now)


@transaction.atomic
def choose(*, user: User, switches: Mapping[str, bool]) -> None:
    """Switch kinds of notices on or off; those not named stay."""
    counters.lock(user)
    Preference.objects.update_or_create(user=user, defaults=dict(switches))
    if switches.get("mail_digest") is False:
        Notification.objects.filter(user=user, mail_due=True).update(mail_due=False)
