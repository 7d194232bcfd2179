"""Changing a password, and setting a new one with a mailed link. Either ends what an old password had opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from rest_framework.exceptions import NotAuthenticated

from culturepedia.accounts import links, mails, sessions
from culturepedia.accounts.errors import invalid_link, wrong_password
from culturepedia.accounts.limits import MAIL_BY_ACCOUNT, PASSWORD_TRIES
from culturepedia.accounts.models import OutgoingMail, Session, User
from culturepedia.accounts.registration import check_new_password
from culturepedia.common import events, limits

if TYPE_CHECKING:
    from datetime import datetime


def require_password(*, user: User, password: str, field: str, now: datetime) -> None:
    """Check that who is signed in knows the password too.

    Raises:
        ValidationError: It is another.
        TooManyTries: It was tried too often.
    """
    limits.require(PASSWORD_TRIES, str(user.public_id), now=now)
    if not user.check_password(password):
        events.record("password.refused", user=user.public_id)
        raise wrong_password(field)
    limits.give_back(PASSWORD_TRIES, str(user.public_id), now=now)


def change_password(*, session: Session, current: str, new: str, now: datetime) -> None:
    """Set a new password and end the user's other sessions.

    Raises:
        ValidationError: The current one is another, or the new one is not good enough.
        NotAuthenticated: The account was deleted or got another password meanwhile.
        TooManyTries: The current one was tried too often.
    """
    user = session.user
    require_password(user=user, password=current, field="current_password", now=now)
    check_new_password(new, user=user, field="new_password")
    hashed = make_password(new)  # before the transaction: it takes time
    with transaction.atomic():
        # Not by `set_password` and `save`: these end every session (validators.SessionsEnd). And only over the password
        # that was just checked: a change that another overtook, say of a thief by a reset, changes nothing.
        if not User.objects.filter(pk=user.pk, password=user.password).update(password=hashed):
            raise NotAuthenticated
        _tell_owner(user, now=now)
        sessions.end_all(user=user, by=Session.Ended.PASSWORD_CHANGED, now=now, except_for=session)
    events.record("password.changed", user=user.public_id, session=session.public_id)


def request_reset(*, email: str, language: str, now: datetime) -> None:
    """Let a worker mail a link to the account of this address, if there is one; here nobody looks."""
    if limits.take(MAIL_BY_ACCOUNT, email, now=now):
        return  # the mailbox has enough of them
    mails.request(user=None, address=email, kind=OutgoingMail.Kind.RESET_PASSWORD, language=language, now=now)


def reset_password(*, uid: str, token: str, new: str, now: datetime) -> None:
    """Set a new password with a mailed link and end every session of the account.

    Raises:
        ValidationError: The link is wrong, old or used, or the password is not good enough.
    """
    user = links.find_resettable(uid, token)
    check_new_password(new, user=user, field="new_password")
    hashed = make_password(new)
    with transaction.atomic():
        locked = User.objects.select_for_update().filter(pk=user.pk).first()
        if locked is None or not default_token_generator.check_token(locked, token):
            raise invalid_link()  # the same link was used at the same moment
        locked.password = hashed
        locked.email_verified_at = locked.email_verified_at or now  # who opens the link reads the mailbox
        locked.save(update_fields=["password", "email_verified_at"])
        _tell_owner(locked, now=now)
        sessions.end_all(user=locked, by=Session.Ended.PASSWORD_CHANGED, now=now)
    events.record("password.reset", user=user.public_id)


def _tell_owner(user: User, *, now: datetime) -> None:
    mails.request(
        user=user, address=user.email, kind=OutgoingMail.Kind.PASSWORD_CHANGED, language=user.language, now=now
    )
