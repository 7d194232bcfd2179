"""Reads of someone's diary. Every query starts from the person who asks."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db.models import F

from culturepedia.common import errors
from culturepedia.common.parameters import day, single
from culturepedia.diary.models import Visit
from culturepedia.performances.filters import PAGE_READERS
from culturepedia.performances.rows import is_kopis_id
from culturepedia.performances.selectors import cards_by_key, paginate
from culturepedia.performances.sql import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from culturepedia.accounts.models import User
    from culturepedia.common.parameters import Reader


def kopis_id(name: str, values: list[str]) -> str:
    """Read the id of a performance.

    Raises:
        ValidationError: It cannot be one.
    """
    text = single(name, values)
    if not (text and is_kopis_id(text)):
        raise errors.invalid_value(name, ko="공연 번호의 형식이 아닙니다.", en="It is not the id of a performance.")
    return text


LIST_READERS: Mapping[str, Reader] = {**PAGE_READERS, "performance": kopis_id, "from": day, "to": day}


def list_visits(user: User, values: Mapping[str, Any], *, today: date, link: Callable[..., str]) -> dict[str, Any]:
    """Return a page of visits, the latest first, with the performances' cards; four queries.

    Raises:
        NotFound: The page lies past the end.
    """
    mine = Visit.objects.filter(user=user)
    if "performance" in values:
        mine = mine.filter(performance__kopis_id=values["performance"])
    if "from" in values:
        mine = mine.filter(watched_on__gte=values["from"])
    if "to" in values:
        mine = mine.filter(watched_on__lte=values["to"])
    ordered = mine.order_by("-watched_on", F("starts_at").desc(nulls_last=True), "-pk")

    def page(limit: int, offset: int) -> list[dict[str, Any]]:
        return _shown(list(ordered[offset : offset + limit]), today)

    return paginate(values, mine.count(), page, link)


def own_visit(user: User, public_id: str) -> Visit:
    """Return one visit; one query.

    Raises:
        NotFound: They have no such visit.
    """
    try:
        found = Visit.objects.select_related("performance").filter(user=user, public_id=uuid.UUID(public_id)).first()
    except ValueError:
        found = None  # no id of ours looks like that
    if found is None:
        raise errors.not_found()
    return found


def show_visit(user: User, public_id: str, *, today: date) -> dict[str, Any]:
    """Return one visit as the API shows it; three queries.

    Raises:
        NotFound: They have no such visit.
    """
    try:
        found = list(Visit.objects.filter(user=user, public_id=uuid.UUID(public_id)))
    except ValueError:
        found = []
    if not found:
        raise errors.not_found()
    return _shown(found, today)[0]


def _viewings(visits: list[Visit]) -> dict[int, int]:
    """Return which viewing of its performance each visit was: by day, showtime, and when it was written down."""
    if not visits:
        return {}
    same = Visit.objects.filter(
        user=visits[0].user_id, performance__in={visit.performance_id for visit in visits}
    ).order_by("watched_on", F("starts_at").asc(nulls_first=True), "pk")
    seen: Counter[int] = Counter()
    numbers = {}
    for key, performance in same.values_list("pk", "performance_id"):
        seen[performance] += 1
        numbers[key] = seen[performance]
    return numbers


def _shown(visits: list[Visit], today: date) -> list[dict[str, Any]]:
    viewings = _viewings(visits)
    cards = cards_by_key([visit.performance_id for visit in visits], today, with_withdrawn=True)
    return [
        {
            "id": str(visit.public_id),
            "performance": cards[visit.performance_id],
            "watched_on": visit.watched_on,
            "starts_at": moment(visit.starts_at),
            "seat": visit.seat,
            "cast_seen": visit.cast_seen,
            "companion": visit.companion,
            "rating": None if visit.rating is None else float(visit.rating),
            "memo": visit.memo,
            "viewing": viewings[visit.pk],
            "created_at": moment(visit.created_at),
            "edited_at": moment(visit.edited_at),
        }
        for visit in visits
    ]
