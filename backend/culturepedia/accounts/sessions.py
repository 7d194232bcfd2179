"""Sessions begin at a sign-in, are renewed by rotation, and end at once for every token they gave out."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from rest_framework_simplejwt.exceptions import TokenError

from culturepedia.accounts.live import find_live
from culturepedia.accounts.models import Session, User
from culturepedia.accounts.tokens import RefreshToken, access_for, read_token, refresh_for
from culturepedia.common import events

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

# Two tabs may redeem the same token at the same moment: the loser is refused, but nobody was robbed.
SAME_MOMENT = timedelta(seconds=10)
KEPT_AFTER_END = timedelta(days=30)


class Refused(Exception):
    """The refresh token is good for nothing."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a sign-in or a rotation gives out."""

    session: Session
    access: str
    refresh: str


def start(*, user: User, kind: str, device: str, now: datetime) -> Tokens:
    """Begin a session and return its first tokens; the caller's transaction holds the account."""
    session = Session.objects.create(
        user=user,
        kind=kind,
        device=device,
        refresh_jti=uuid.uuid4().hex,
        created_at=now,
        last_used_at=now,
        idle_expires_at=now + settings.REFRESH_LIFETIME,
        expires_at=now + settings.SESSION_MAX_AGE,
    )
    return Tokens(session, access_for(session), refresh_for(session))


def list_live(*, user: User, now: datetime) -> QuerySet[Session]:
    """Return a user's sessions, the last used first."""
    return _live(now).filter(user=user).order_by("-last_used_at", "-pk")


def rotate(raw: str, *, kind: str, now: datetime) -> Tokens:
    """Redeem a refresh token for new tokens; of parallel calls with the same token exactly one wins.

    A token that was redeemed before ends the session: it was copied. Only the one before the current, within ten
    seconds, is refused without that.

    Raises:
        Refused: It is good for nothing.
    """
    try:
        token = read_token(RefreshToken, raw)
    except TokenError:
        raise Refused from None
    # One statement on one table: of two at the same moment the second sees the row as the first left it. A join would
    # let the database judge by the row as it was.
    redeemed = Session.objects.filter(
        public_id=token["sid"],
        kind=kind,
        refresh_jti=token["jti"],
        ended_at=None,
        expires_at__gt=now,
        idle_expires_at__gt=now,
        user__in=User.objects.filter(public_id=token["sub"], is_active=True),
    ).update(
        refresh_jti=uuid.uuid4().hex,
        previous_jti=token["jti"],
        rotated_at=now,
        last_used_at=now,
        idle_expires_at=now + settings.REFRESH_LIFETIME,
    )
    session = find_live(UUID(token["sid"]), user_id=UUID(token["sub"]), now=now)
    if session is None:
        raise Refused
    if not redeemed:
        _judge_reuse(session, token["jti"], now=now)
        raise Refused
    return Tokens(session, access_for(session), refresh_for(session))


def find_by_refresh(raw: str, *, kind: str, now: datetime) -> Session | None:
    """Return the live session whose current or last refresh token this is; it is not redeemed."""
    try:
        token = read_token(RefreshToken, raw)
    except TokenError:
        return None
    known = Q(refresh_jti=token["jti"]) | Q(previous_jti=token["jti"])
    named = _live(now).filter(known, public_id=token["sid"], user__public_id=token["sub"], kind=kind)
    return named.select_related("user").first()


def end(session: Session, *, by: str, now: datetime) -> bool:
    """End one session; return whether it had not ended before."""
    return _end(Session.objects.filter(pk=session.pk), by=by, now=now) == 1


def end_all(*, user: User, by: str, now: datetime, except_for: Session | None = None) -> int:
    """End a user's sessions, but for one; return how many."""
    ending = Session.objects.filter(user=user)
    if except_for is not None:
        ending = ending.exclude(pk=except_for.pk)
    return _end(ending, by=by, now=now)


def delete_old(*, now: datetime) -> int:
    """Delete sessions that ended a month ago; return how many."""
    before = now - KEPT_AFTER_END
    gone = Q(ended_at__lt=before) | Q(expires_at__lt=before) | Q(idle_expires_at__lt=before)
    return Session.objects.filter(gone).delete()[0]


def _live(now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(ended_at=None, expires_at__gt=now, idle_expires_at__gt=now, user__is_active=True)


def _end(ending: QuerySet[Session], *, by: str, now: datetime) -> int:
    return ending.filter(ended_at=None).update(ended_at=now, ended_by=by)


def _judge_reuse(session: Session, jti: str, *, now: datetime) -> None:
    if jti == session.refresh_jti:
        return  # not an old one: it came by the wrong way, in a body instead of the cookie or the other way round
    rotated_at = session.rotated_at
    if jti == session.previous_jti and rotated_at is not None and now - rotated_at < SAME_MOMENT:
        return  # another tab
    if end(session, by=Session.Ended.REUSED, now=now):  # of several reuses at once the first is told
        events.record("refresh_token.reused", user=session.user.public_id, session=session.public_id)
