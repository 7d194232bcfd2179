"""Proof that an address belongs to its account: a signed link in a mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from culturepedia.accounts import links, mails
from culturepedia.accounts.limits import MAIL_BY_ACCOUNT
from culturepedia.accounts.models import OutgoingMail, User
from culturepedia.common import events, limits

if TYPE_CHECKING:
    from datetime import datetime


def verify(*, token: str, now: datetime) -> None:
    """Mark the address as proven; a second use changes nothing.

    Raises:
        ValidationError: The token is wrong or old, or the account has another address by now.
    """
    user = links.read_verification(token)
    if User.objects.filter(pk=user.pk, email=user.email, email_verified_at=None).update(email_verified_at=now):
        events.record("email.verified", user=user.public_id)


def request_again(*, user: User, language: str, now: datetime) -> None:
    """Mail the link once more, unless the address is proven.

    Raises:
        TooManyTries: The mailbox has enough of them.
    """
    if user.email_verified_at is None:
        limits.require(MAIL_BY_ACCOUNT, user.email, now=now)
        mails.request(user=user, address=user.email, kind=OutgoingMail.Kind.VERIFY_EMAIL, language=language, now=now)
