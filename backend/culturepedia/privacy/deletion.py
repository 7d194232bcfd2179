"""The end of an account: nothing that names its owner stays.

Rows of the account go by their foreign keys. Reviews and votes go first, because counters of others count them. What
names the account otherwise is listed here; a test looks for more in every table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from axes.models import AccessAttempt
from django.db import transaction

from culturepedia.accounts import counters
from culturepedia.accounts.models import OutgoingMail
from culturepedia.accounts.passwords import require_password
from culturepedia.common import events
from culturepedia.reviews import deletion as reviews

if TYPE_CHECKING:
    from datetime import datetime

    from culturepedia.accounts.models import User


def delete_account(*, user: User, password: str, now: datetime) -> None:
    """Delete the account and everything of it, in one transaction.

    Raises:
        ValidationError: The password is another.
        TooManyTries: It was tried too often.
        NotAuthenticated: The account was deleted meanwhile.
    """
    require_password(user=user, password=password, field="password", now=now)
    public_id = user.public_id
    with transaction.atomic():
        counters.lock(user, to_delete=True)
        reviews.delete_all_of(user)
        AccessAttempt.objects.filter(username=user.email).delete()
        OutgoingMail.objects.filter(address=user.email).delete()
        user.delete()
    events.record("account.deleted", user=public_id)
