"""Dismissing a performance and taking that back; each may be repeated without changing anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from culturepedia.accounts import counters
from culturepedia.performances import rows
from culturepedia.recommendations.models import Dismissal

if TYPE_CHECKING:
    from datetime import datetime

    from culturepedia.accounts.models import User


@transaction.atomic
def dismiss(*, user: User, kopis_id: str, now: datetime) -> None:
    """Recommend a performance no longer.

    Raises:
        NotFound: There is no such performance.
    """
    counters.lock(user)
    Dismissal.objects.get_or_create(user=user, performance=rows.find(kopis_id), defaults={"created_at": now})


@transaction.atomic
def restore(*, user: User, kopis_id: str) -> None:
    """Let it be recommended again.

    Raises:
        NotFound: There is no such performance.
    """
    counters.lock(user)
    Dismissal.objects.filter(user=user, performance=rows.find(kopis_id)).delete()


@transaction.atomic
def restore_all(*, user: User) -> None:
    """Let everything be recommended again.

    Raises:
        NotAuthenticated: The account was deleted meanwhile.
    """
    counters.lock(user)
    Dismissal.objects.filter(user=user).delete()
