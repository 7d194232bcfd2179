"""The secrets of mailed links, and the pages that they open.

They stand in the fragment of the address: no server and no referrer ever sees them.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core import signing

from culturepedia.accounts.errors import invalid_link
from culturepedia.accounts.models import OutgoingMail, User

if TYPE_CHECKING:
    from django.db.models import QuerySet

VERIFICATION_SALT = "culturepedia.accounts.verification"
VERIFICATION_LIFETIME = timedelta(days=3)


def link_for(*, kind: str, user: User, language: str) -> str:
    """Return the address that a mail of this kind asks the user to open."""
    site = settings.PUBLIC_BASE_URL.rstrip("/") + ("/en" if language == "en" else "")
    if kind == OutgoingMail.Kind.VERIFY_EMAIL:
        return f"{site}/verify#token={signing.dumps([user.public_id.hex, user.email], salt=VERIFICATION_SALT)}"
    if kind == OutgoingMail.Kind.RESET_PASSWORD:
        # The library's token ends by itself once the password or the last sign-in changes.
        return f"{site}/password/reset#uid={user.public_id.hex}&token={default_token_generator.make_token(user)}"
    return f"{site}/password/forgot"


def read_verification(token: str) -> QuerySet[User]:
    """Return the account whose present address the token proves, as a query.

    Raises:
        ValidationError: The token is wrong or old.
    """
    try:
        public_id, email = signing.loads(token, salt=VERIFICATION_SALT, max_age=VERIFICATION_LIFETIME)
        return User.objects.filter(public_id=uuid.UUID(public_id), email=email, is_active=True)
    except (signing.BadSignature, ValueError, TypeError):
        raise invalid_link() from None


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
