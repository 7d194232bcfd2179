"""Writing the diary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from rest_framework import exceptions

from culturepedia.accounts import counters
from culturepedia.common.errors import bilingual
from culturepedia.diary import selectors
from culturepedia.diary.models import Visit
from culturepedia.performances import rows
from culturepedia.performances.sql import SEOUL
from culturepedia.reviews.services import check_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from culturepedia.accounts.models import User


@transaction.atomic
def add_visit(*, user: User, kopis_id: str, fields: Mapping[str, Any], today: date, now: datetime) -> Visit:
    """Write down a visit.

    Raises:
        ValidationError: There is no such performance, or it could not be seen then.
    """
    counters.lock(user)
    performance = _find(kopis_id)
    check_day(performance, fields["watched_on"], today=today)
    _check_session(fields["watched_on"], fields.get("starts_at"))
    visit = Visit.objects.create(user=user, performance=performance, created_at=now, **fields)
    _refresh_counter(user)
    return visit


@transaction.atomic
def edit_visit(*, user: User, public_id: str, changes: Mapping[str, Any], today: date, now: datetime) -> Visit:
    """Write what differs.

    Raises:
        NotFound: They have no such visit.
        ValidationError: There is no such performance, or it could not be seen then.
    """
    counters.lock(user)
    visit = selectors.own_visit(user, public_id)
    values = dict(changes)
    if "performance" in values:
        values["performance"] = _find(values["performance"])
    changed = {name: value for name, value in values.items() if getattr(visit, name) != value}
    if not changed:
        return visit
    for name, value in changed.items():
        setattr(visit, name, value)
    if {"performance", "watched_on"} & changed.keys():
        check_day(visit.performance, visit.watched_on, today=today)
    _check_session(visit.watched_on, visit.starts_at)
    visit.edited_at = now
    visit.save(update_fields=[*changed, "edited_at"])
    return visit


@transaction.atomic
def delete_visit(*, user: User, public_id: str) -> None:
    """Strike a visit out.

    Raises:
        NotFound: They have no such visit.
    """
    counters.lock(user)
    selectors.own_visit(user, public_id).delete()
    _refresh_counter(user)


def _find(kopis_id: str) -> Any:
    try:
        return rows.find(kopis_id)
    except exceptions.NotFound:
        text = bilingual("찾을 수 없는 공연이에요.", "There is no such performance.")
        raise exceptions.ValidationError({"performance": [text]}, code="does_not_exist") from None


def _check_session(day: date, starts_at: datetime | None) -> None:
    if starts_at is not None and starts_at.astimezone(SEOUL).date() != day:
        text = bilingual("본 날과 같은 날의 회차여야 해요.", "It must lie on the day of the visit, in Seoul.")
        raise exceptions.ValidationError({"starts_at": [text]}, code="other_day")


def _refresh_counter(user: User) -> None:
    counters.write(user, "visit_count", Visit.objects.filter(user=user).count())
