"""Reads of someone's notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from culturepedia.common.parameters import boolean
from culturepedia.notifications import texts
from culturepedia.notifications.models import Notification, Preference
from culturepedia.performances.codes import NotificationKind
from culturepedia.performances.filters import PAGE_READERS
from culturepedia.performances.selectors import cards_by_key, paginate
from culturepedia.performances.sql import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from culturepedia.accounts.models import User
    from culturepedia.common.parameters import Reader

LIST_READERS: Mapping[str, Reader] = {**PAGE_READERS, "unread": boolean}
SWITCHES = (*(kind.value for kind in NotificationKind), "mail_digest")


def list_notifications(
    user: User, values: Mapping[str, Any], *, today: date, language: str, link: Callable[..., str]
) -> dict[str, Any]:
    """Return a page of notices, the newest first, with the performances' cards; four queries.

    Raises:
        NotFound: The page lies past the end.
    """
    mine = Notification.objects.filter(user=user)
    unread = count_unread(user)
    if "unread" in values:
        mine = mine.filter(read_at__isnull=values["unread"])

    def page(limit: int, offset: int) -> list[dict[str, Any]]:
        found = list(mine.order_by("-created_at", "-pk")[offset : offset + limit])
        cards = cards_by_key([one.performance_id for one in found], today, with_withdrawn=True)
        return [_shown(one, cards[one.performance_id], language) for one in found]

    return {**paginate(values, mine.count(), page, link), "unread": unread}


def count_unread(user: User) -> int:
    """Return how many notices wait to be read; one query."""
    return Notification.objects.filter(user=user, read_at=None).count()


def get_switches(user: User) -> dict[str, bool]:
    """Return which notices someone wants; one query."""
    found = Preference.objects.filter(user=user).first() or Preference(user=user)
    return {name: getattr(found, name) for name in SWITCHES}


def _shown(one: Notification, card: dict[str, Any], language: str) -> dict[str, Any]:
    return {
        "id": str(one.public_id),
        "kind": one.kind,
        "text": texts.say(one.kind, title=card["title"], facts=one.facts, language=language),
        "facts": one.facts,
        "performance": card,
        "created_at": moment(one.created_at),
        "read_at": moment(one.read_at),
    }
