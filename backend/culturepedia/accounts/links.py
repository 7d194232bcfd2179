"""The secrets of mailed links, and the pages that they open.

They stand in the fragment of the address: no server and no referrer ever sees them.
"""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from culturepedia.accounts.errors import invalid_link
from culturepedia.accounts.models import OutgoingMail, User

VERIFICATION_SALT = "culturepedia.accounts.verification"
VERIFICATION_LIFETIME = timedelta(days=3)


def link_for(*, kind: str, user: User, language: str) -> str:
    """Return the address that a mail of this kind asks the user to open."""
    site = settings.PUBLIC_BASE_URL.rstrip("/") + ("/en" if language == "en" else "")
    if kind == OutgoingMail.Kind.VERIFY_EMAIL:
        return f"{site}/verify#token={_verification_token(user)}"
    if kind == OutgoingMail.Kind.RESET_PASSWORD:
        # The library's token ends by itself once the password or the last sign-in changes.
        return f"{site}/password/reset#uid={user.public_id.hex}&token={default_token_generator.make_token(user)}"
    return f"{site}/password/forgot"


def read_verification(token: str) -> User:
    """Return the account whose present address the token proves.

    Raises:
        ValidationError: The token is wrong or old, or the account has another address by now.
    """
    try:
        public_id, mark = signing.loads(token, salt=VERIFICATION_SALT, max_age=VERIFICATION_LIFETIME)
        user = User.objects.filter(public_id=uuid.UUID(public_id), is_active=True).first()
    except (signing.BadSignature, ValueError, TypeError):
        raise invalid_link() from None
    if user is None or not constant_time_compare(mark, _mark_of(user.email)):
        raise invalid_link()
    return user


def find_resettable(uid: str, token: str) -> User:
    """Return the account whose password the link may set.

    Raises:
        ValidationError: The link is wrong, old or used.
    """
    try:
        user = User.objects.filter(public_id=uuid.UUID(uid), is_active=True).first()
    except ValueError:
        user = None
    if user is None or not default_token_generator.check_token(user, token):
        raise invalid_link()
    return user


def _verification_token(user: User) -> str:
    return signing.dumps([user.public_id.hex, _mark_of(user.email)], salt=VERIFICATION_SALT)


def _mark_of(email: str) -> str:
    """Return what tells the address from others without naming it: links end up in histories."""
    return salted_hmac(VERIFICATION_SALT, email, algorithm="sha256").hexdigest()[:32]
