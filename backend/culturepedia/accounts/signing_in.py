"""Sign-in: one answer for every failure, and limits that neither parallel tries nor a dead cache soften.

The API and the admin ask the same function, so that neither is a way around the limits of the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate
from django.db import transaction
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


@dataclass(frozen=True, slots=True)
class Try:
    """One try at an account from a client, and the limits that counted it."""

    email: str
    client: str
    at: datetime
    is_counted_by_account: bool

    def give_back(self) -> None:
        """Let the limits forget it: only failures count."""
        limits.give_back(SIGN_IN_BY_CLIENT, self.client, now=self.at)
        if self.is_counted_by_account:
            limits.give_back(SIGN_IN_BY_ACCOUNT, self.email, now=self.at)


def sign_in(  # noqa: PLR0913 - what a sign-in is
    *, request: HttpRequest, email: str, password: str, kind: str, device: str, now: datetime
) -> sessions.Tokens:
    """Begin a session for who knows the password.

    Raises:
        WrongCredentials: No account has this address and password, or it is not active.
        TooManyTries: The account or the client has been tried too often.
    """
    user = find_user(request=request, email=email, password=password, now=now)
    if user is None:
        raise WrongCredentials
    with transaction.atomic():
        # Holds the row: a deletion, a closing or another password either came before and is seen here, or waits for
        # the new session and ends it.
        mine = User.objects.filter(pk=user.pk, password=user.password, is_active=True)
        if not mine.update(last_login=now):
            raise WrongCredentials
        tokens = sessions.start(user=user, kind=kind, device=device, now=now)
    events.record("sign_in.ok", user=user.public_id, session=tokens.session.public_id)
    return tokens


def find_user(*, request: HttpRequest, email: str, password: str, now: datetime) -> User | None:
    """Return the active account of this address and password, or None; every failure is counted.

    Raises:
        TooManyTries: The account or the client has been tried too often.
    """
    this = _take(email, client_address(request), now=now)
    user = _authenticate(request, this, password)
    if user is None:
        events.record("sign_in.failed")
        return None
    this.give_back()
    return user


def _take(email: str, client: str, *, now: datetime) -> Try:
    """Count the try before it is made, so that parallel ones cannot slip by together."""
    limits.require(SIGN_IN_BY_CLIENT, client, now=now)
    is_counted_by_account = not limits.take(SIGN_IN_BY_ACCOUNT, email, now=now)
    this = Try(email, client, now, is_counted_by_account)
    if not is_counted_by_account and (wait := limits.take(SIGN_IN_SLOWLY, email, client, now=now)):
        this.give_back()  # nothing was tried
        raise limits.TooManyTries(wait)
    return this


def _authenticate(request: HttpRequest, this: Try, password: str) -> User | None:
    """Ask the backends; tries at one account from one client wait for each other, so that axes counts exactly."""
    with limits.one_at_a_time("sign-in-turn", this.email, this.client, now=this.at):
        failures = AxesProxyHandler.get_failures(request, {"username": this.email})
        if failures >= settings.AXES_FAILURE_LIMIT:
            wait: float | None = _seconds_locked(this)
        else:
            wait = None
            user = authenticate(request, username=this.email, password=password)
            if user is not None and failures:  # a success forgets them
                AccessAttempt.objects.filter(username=this.email, ip_address=this.client).delete()
    if wait is not None:
        this.give_back()  # nothing was tried
        raise limits.TooManyTries(wait)
    return user if isinstance(user, User) else None


def _seconds_locked(this: Try) -> float:
    cool_off: timedelta = settings.AXES_COOLOFF_TIME
    mine = AccessAttempt.objects.filter(username=this.email, ip_address=this.client)
    last = mine.aggregate(last=Max("attempt_time"))["last"]
    # The last failure may be later than this try, which has waited for it.
    return cool_off.total_seconds() if last is None else (min(last, this.at) + cool_off - this.at).total_seconds()
