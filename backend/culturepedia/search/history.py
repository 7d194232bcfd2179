"""What people searched for: at most fifty texts each, newest first, for them to see and remove.

A public answer never depends on who asks, so the list of performances notes nothing: the app says what was searched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from rest_framework.exceptions import NotAuthenticated

from culturepedia.accounts.models import User
from culturepedia.performances.codes import Characteristic, Mood
from culturepedia.performances.models import PerformanceHashtag
from culturepedia.search import service
from culturepedia.search.backends.protocol import Scope
from culturepedia.search.hangul import squash
from culturepedia.search.models import MAX_KEY, SearchHistory
from culturepedia.search.queries import analyse, is_tag

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

MAX_KEPT = 50
_LABELS = [(squash(label), tag.value) for kind in (Characteristic, Mood) for tag in kind for label in (tag.ko, tag.en)]


def list_searches(*, user: User) -> QuerySet[SearchHistory]:
    """Return a person's searches, the newest first."""
    return SearchHistory.objects.filter(user=user).order_by("-searched_at", "-pk")


def record_search(*, user: User, text: str, now: datetime, today: date) -> SearchHistory | None:
    """Keep a search, the same text only once; None when the person wants none kept.

    Raises:
        NotAuthenticated: The account was deleted meanwhile.
    """
    if not user.keep_searches:
        return None
    tags = resolve_tags(text, today=today)
    with transaction.atomic():
        # Held until the row is in: two searches at once never keep more than there may be.
        asker = User.objects.select_for_update().filter(pk=user.pk).first()
        if asker is None:
            raise NotAuthenticated
        if not asker.keep_searches:
            return None
        row, _ = SearchHistory.objects.update_or_create(
            user=user,
            key=(squash(text) or text)[:MAX_KEY],
            defaults={"text": text, "tags": tags, "searched_at": now},
        )
        kept = list_searches(user=user).values_list("pk", flat=True)[:MAX_KEPT]
        SearchHistory.objects.filter(user=user).exclude(pk__in=list(kept)).delete()
    return row


def remove_search(*, user: User, public_id: UUID) -> bool:
    """Remove one search; return whether there was one."""
    return bool(SearchHistory.objects.filter(user=user, public_id=public_id).delete()[0])


def remove_all(*, user: User, until: datetime | None = None) -> None:
    """Remove every search of a person, or those up to a moment: what was searched since is not what they saw."""
    rows = SearchHistory.objects.filter(user=user)
    (rows if until is None else rows.filter(searched_at__lte=until)).delete()


def resolve_tags(text: str, *, today: date) -> list[str]:
    """Return the hashtags that a text names, or else those of the performance that answers it best."""
    query = analyse(text)
    words = [word for word in (query.squashed, *(token.text for token in query.tokens)) if is_tag(word)]
    named = {slug for label, slug in _LABELS if any(label.startswith(word) for word in words)}
    if not named:
        best = service.search(text, Scope({}, today)).ranked[:1]
        named = set(PerformanceHashtag.objects.filter(performance_id__in=best).values_list("slug", flat=True))
    return sorted(named)
