"""Sign-in: one answer for every failure, and limits that neither parallel tries nor a dead cache soften."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate
from django.db.models import Max

from culturepedia.accounts import sessions
from culturepedia.accounts.errors import WrongCredentials
from culturepedia.accounts.limits import SIGN_IN_BY_ACCOUNT, SIGN_IN_BY_CLIENT, SIGN_IN_SLOWLY
from culturepedia.accounts.models import User
from culturepedia.common import events, limits
from culturepedia.common.addresses import client_address

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from django.http import HttpRequest


def sign_in(  # noqa: PLR0913 - what a sign-in is
    *, request: HttpRequest, email: str, password: str, kind: str, device: str, now: datetime
) -> sessions.Tokens:
    """Begin a session for who knows the password.

    Raises:
        WrongCredentials: No account has this address and password, or it is not active.
        TooManyTries: The account or the client has been tried too often.
    """
    client = client_address(request)
    try:
        _take(email, client, now=now)
        user = _authenticate(request, email, password, client, now=now)
    except limits.TooManyTries:
        events.record("sign_in.refused", limit="tries")
        raise
    if user is None:
        events.record("sign_in.failed")
        raise WrongCredentials
    limits.give_back(SIGN_IN_BY_CLIENT, client, now=now)
    limits.give_back(SIGN_IN_BY_ACCOUNT, email, now=now)
    AxesProxyHandler.reset_attempts(username=email, ip_address=client)
    User.objects.filter(pk=user.pk).update(last_login=now)
    try:
        tokens = sessions.start(user=user, kind=kind, device=device, now=now)
    except sessions.Refused:
        raise WrongCredentials from None  # it was deleted at this very moment
    events.record("sign_in.ok", user=user.public_id, session=tokens.session.public_id)
    return tokens


def _take(email: str, client: str, *, now: datetime) -> None:
    """Count the try before it is made, so that parallel ones cannot slip by together."""
    limits.require(SIGN_IN_BY_CLIENT, client, now=now)
    if limits.take(SIGN_IN_BY_ACCOUNT, email, now=now):
        limits.require(SIGN_IN_SLOWLY, email, client, now=now)


def _authenticate(request: HttpRequest, email: str, password: str, client: str, *, now: datetime) -> User | None:
    """Ask the backends; tries at one account from one client wait for each other, so that axes counts exactly."""
    with limits.one_at_a_time("sign-in-turn", email, client, now=now):
        if not AxesProxyHandler.is_allowed(request, {"username": email}):
            wait: float | None = _seconds_locked(email, client, now=now)
        else:
            wait = None
            user = authenticate(request, username=email, password=password)
    if wait is not None:
        limits.give_back(SIGN_IN_BY_CLIENT, client, now=now)  # nothing was tried
        limits.give_back(SIGN_IN_BY_ACCOUNT, email, now=now)
        raise limits.TooManyTries(wait)
    return user if isinstance(user, User) else None


def _seconds_locked(email: str, client: str, *, now: datetime) -> float:
    cool_off: timedelta = settings.AXES_COOLOFF_TIME
    last = AccessAttempt.objects.filter(username=email, ip_address=client).aggregate(last=Max("attempt_time"))["last"]
    return cool_off.total_seconds() if last is None else (last + cool_off - now).total_seconds()
