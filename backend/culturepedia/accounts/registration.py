"""Sign-up: an account and its first session, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from rest_framework import exceptions

from culturepedia.accounts import mails, sessions
from culturepedia.accounts.errors import EmailTaken
from culturepedia.accounts.models import OutgoingMail, User
from culturepedia.common import events

if TYPE_CHECKING:
    from datetime import datetime


def sign_up(*, password: str, kind: str, device: str, now: datetime, **fields: Any) -> sessions.Tokens:
    """Store the account, ask for a proof of its address, begin its first session.

    Raises:
        ValidationError: The password is not good enough.
        EmailTaken: The address has an account.
    """
    user = User(created_at=now, **fields)
    check_new_password(password, user=user, field="password")
    user.set_password(password)  # before the database says whether the address is taken: both answers cost the same
    try:
        with transaction.atomic():
            user.save()
            mails.request(
                user=user, address=user.email, kind=OutgoingMail.Kind.VERIFY_EMAIL, language=user.language, now=now
            )
            tokens = sessions.start(user=user, kind=kind, device=device, now=now)
    except IntegrityError:
        raise EmailTaken from None
    events.record("account.created", user=user.public_id, session=tokens.session.public_id)
    return tokens


def check_new_password(password: str, *, user: User, field: str) -> None:
    """Check a password that someone wants to have.

    Raises:
        ValidationError: It is too short, too long, too common, or made of what everyone knows of its owner.
    """
    try:
        validate_password(password, user)
    except ValidationError as error:
        details = [
            exceptions.ErrorDetail(text, code=problem.code or "invalid")
            for problem in error.error_list
            for text in problem.messages
        ]
        raise exceptions.ValidationError({field: details}) from None
