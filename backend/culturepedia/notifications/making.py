"""Makes notices from the difference between favorites as they were and as they are, and from the calendar.

Any number of runs, one after another or at once, tell each person each thing once: a notice has a unique occasion,
and a snapshot moves on only after all notices of its difference are stored.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from culturepedia.accounts.models import User
from culturepedia.favorites.models import Favorite
from culturepedia.notifications.models import Notification, Preference, Snapshot
from culturepedia.performances.codes import NotificationKind
from culturepedia.performances.models import Performance

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

OPENING_DAYS = 3
LAST_DAYS = 7  # the last week, its last day included
CHUNK = 200
KEPT = timedelta(days=180)
COLUMNS = ("start_date", "end_date", "venue_kopis_id", "venue_name", "cast_text", "withdrawn")
READ = (*COLUMNS[:-1], "withdrawn_at")  # the same of a performance

State = dict[str, Any]
News = tuple[NotificationKind, dict[str, Any]]


def make_notices(*, today: date, now: datetime) -> int:
    """Tell everyone what is new about their favorites; return how many notices that made."""
    made = sum(_tell_changes(now))
    _take_snapshots(now)
    opening = _favorites().filter(
        start_date__gt=today, start_date__lte=today + timedelta(days=OPENING_DAYS), withdrawn_at=None
    )
    for row in opening.only("start_date").order_by("pk"):
        facts = {"start_date": row.start_date.isoformat()}
        made += _tell(row.pk, NotificationKind.OPENING, str(row.start_date), facts, now=now)
    closing = _favorites().filter(
        start_date__lte=today,
        end_date__gte=today,
        end_date__lt=today + timedelta(days=LAST_DAYS),
        open_run=False,
        withdrawn_at=None,
    )
    for row in closing.only("start_date", "end_date").order_by("pk"):
        if (row.end_date - row.start_date).days >= LAST_DAYS:  # a shorter run has no week before its last
            facts = {"end_date": row.end_date.isoformat()}
            made += _tell(row.pk, NotificationKind.LAST_WEEK, str(row.end_date), facts, now=now)
    return made


def delete_old(*, now: datetime) -> int:
    """Delete notices of half a year ago, and snapshots of what nobody keeps any more; return how many notices."""
    Snapshot.objects.filter(~Exists(Favorite.objects.filter(performance=OuterRef("performance")))).delete()
    return Notification.objects.filter(created_at__lt=now - KEPT).delete()[0]


def _favorites() -> QuerySet[Performance]:
    return Performance.objects.filter(Exists(Favorite.objects.filter(performance=OuterRef("pk"))))


def _current(row: Performance) -> State:
    return {
        "start_date": row.start_date,
        "end_date": row.end_date,
        "venue_kopis_id": row.venue_kopis_id,
        "venue_name": row.venue_name,
        "cast_text": row.cast_text,
        "withdrawn": row.withdrawn_at is not None,
    }


def _take_snapshots(now: datetime) -> None:
    """Remember favorites that nobody had kept before: what changes from now on is news."""
    new = _favorites().filter(~Exists(Snapshot.objects.filter(performance=OuterRef("pk")))).order_by("pk")
    made = [Snapshot(performance=row, taken_at=now, **_current(row)) for row in new.only(*READ)]
    Snapshot.objects.bulk_create(made, batch_size=CHUNK, ignore_conflicts=True)


def _tell_changes(now: datetime) -> Iterator[int]:
    kept = Snapshot.objects.filter(Exists(Favorite.objects.filter(performance=OuterRef("performance"))))
    joined = kept.select_related("performance").only(
        *COLUMNS, "revision", "performance_id", *(f"performance__{name}" for name in READ)
    )
    for snapshot in joined.order_by("pk"):
        before = {name: getattr(snapshot, name) for name in COLUMNS}
        after = _current(snapshot.performance)
        if before == after:
            continue
        for kind, facts in _news(before, after):
            yield _tell(snapshot.performance.pk, kind, str(snapshot.revision + 1), facts, now=now)
        # Another run may have moved it on already.
        Snapshot.objects.filter(pk=snapshot.pk, revision=snapshot.revision).update(
            **after, revision=snapshot.revision + 1, taken_at=now
        )


def _news(before: State, after: State) -> Iterator[News]:
    """Yield what people would want to know of a difference; facts that only became known are none."""
    if after["withdrawn"]:
        if not before["withdrawn"]:
            yield NotificationKind.CANCELLED, {}
        return  # nothing else about it matters now
    days = ("start_date", "end_date")
    if any(before[name] != after[name] for name in days):
        told = {f"old_{name}": before[name].isoformat() for name in days}
        yield NotificationKind.DATES_CHANGED, told | {name: after[name].isoformat() for name in days}
    if _differ(before, after, "venue_kopis_id") or (
        (before["venue_kopis_id"] is None or after["venue_kopis_id"] is None) and _differ(before, after, "venue_name")
    ):
        yield NotificationKind.VENUE_CHANGED, {"old_venue": before["venue_name"], "venue": after["venue_name"]}
    if _differ(before, after, "cast_text"):
        yield NotificationKind.CAST_CHANGED, {}


def _differ(before: State, after: State, name: str) -> bool:
    old, new = before[name], after[name]
    return old is not None and new is not None and "".join(old.split()) != "".join(new.split())


def _tell(performance: int, kind: NotificationKind, occasion: str, facts: dict[str, Any], *, now: datetime) -> int:
    """Store the notice for everyone who keeps the performance and wants to know; return for how many it is new."""
    told = Notification.objects.filter(performance=performance, kind=kind, occasion=occasion)
    keepers = Favorite.objects.filter(performance=performance).exclude(user__in=told.values("user"))
    waiting = list(keepers.order_by("user_id").values_list("user_id", flat=True))
    made = 0
    for start in range(0, len(waiting), CHUNK):
        with transaction.atomic():
            made += _store(waiting[start : start + CHUNK], performance, kind, occasion, facts, now=now)
    return made


def _store(  # noqa: PLR0913 - the columns of the rows
    users: list[int], performance: int, kind: NotificationKind, occasion: str, facts: dict[str, Any], *, now: datetime
) -> int:
    """Store the notice for some accounts, holding them: none is deleted meanwhile."""
    held = User.objects.select_for_update(no_key=True).filter(pk__in=users, is_active=True).order_by("pk")
    present = list(held.values_list("pk", flat=True))
    wishes = {wish.user_id: wish for wish in Preference.objects.filter(user__in=present)}
    told = set(
        Notification.objects.filter(
            performance=performance, kind=kind, occasion=occasion, user__in=present
        ).values_list("user_id", flat=True)
    )
    rows = [
        Notification(
            user_id=user,
            performance_id=performance,
            kind=kind.value,
            occasion=occasion,
            facts=facts,
            created_at=now,
            mail_due=user in wishes and wishes[user].mail_digest,
        )
        for user in present
        if user not in told and (user not in wishes or getattr(wishes[user], kind.value))
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
