"""Closing an account without deleting it: nobody is or can be signed in to it until it is reopened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from culturepedia.accounts import sessions
from culturepedia.accounts.models import Session, User
from culturepedia.common import events

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


def close_accounts(*, accounts: QuerySet[User], now: datetime) -> None:
    """Close the accounts and end their sessions for good: a reopened account begins with none."""
    for user in accounts.filter(is_active=True):
        with transaction.atomic():
            User.objects.filter(pk=user.pk).update(is_active=False)
            sessions.end_all(user=user, by=Session.Ended.DEACTIVATED, now=now)
        events.record("account.closed", user=user.public_id)


def reopen_accounts(*, accounts: QuerySet[User]) -> None:
    """Let the owners sign in again."""
    for user in accounts.filter(is_active=False):
        User.objects.filter(pk=user.pk).update(is_active=True)
        events.record("account.reopened", user=user.public_id)
