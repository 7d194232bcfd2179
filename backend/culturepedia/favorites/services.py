"""Adding and removing favorites; each may be repeated without changing anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from culturepedia.accounts import counters
from culturepedia.favorites.models import Favorite
from culturepedia.performances import rows
from culturepedia.performances.models import Performance

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from culturepedia.accounts.models import User


@transaction.atomic
def add(*, user: User, kopis_id: str, now: datetime) -> None:
    """Keep a performance.

    Raises:
        NotFound: There is no such performance.
    """
    counters.lock(user)
    performance = rows.find(kopis_id)
    if Favorite.objects.get_or_create(user=user, performance=performance, defaults={"created_at": now})[1]:
        _refresh_counter(user)


@transaction.atomic
def remove(*, user: User, kopis_id: str) -> None:
    """Keep a performance no longer.

    Raises:
        NotFound: There is no such performance.
    """
    counters.lock(user)
    performance = rows.find(kopis_id)
    if Favorite.objects.filter(user=user, performance=performance).delete()[0]:
        _refresh_counter(user)


@transaction.atomic
def merge(*, user: User, kopis_ids: Sequence[str], now: datetime) -> tuple[int, list[str]]:
    """Keep what a guest has kept on a device, the newest first; return how many are new, and which ids are unknown."""
    counters.lock(user)
    wanted = [kopis_id for kopis_id in dict.fromkeys(kopis_ids) if rows.is_kopis_id(kopis_id)]
    found = dict(Performance.objects.filter(kopis_id__in=wanted).values_list("kopis_id", "pk"))
    mine = Favorite.objects.filter(user=user)
    known = set(mine.filter(performance__in=found.values()).values_list("performance_id", flat=True))
    new = [found[kopis_id] for kopis_id in reversed(wanted) if kopis_id in found and found[kopis_id] not in known]
    Favorite.objects.bulk_create(Favorite(user=user, performance_id=key, created_at=now) for key in new)
    if new:
        _refresh_counter(user)
    return len(new), [kopis_id for kopis_id in dict.fromkeys(kopis_ids) if kopis_id not in found]


def _refresh_counter(user: User) -> None:
    counters.write(user, "favorite_count", Favorite.objects.filter(user=user).count())
