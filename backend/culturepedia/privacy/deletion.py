"""The end of an account: nothing that names its owner stays.

Rows of the account go by their foreign keys. What names it otherwise is listed here; a test looks for more in every
table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from rest_framework.exceptions import NotAuthenticated

from culturepedia.accounts.models import OutgoingMail, User
from culturepedia.accounts.passwords import require_password
from culturepedia.common import events

if TYPE_CHECKING:
    from datetime import datetime


def delete_account(*, user: User, password: str, now: datetime) -> None:
    """Delete the account and everything of it, in one transaction.

    Raises:
        ValidationError: The password is another.
        NotAuthenticated: The account was deleted meanwhile.
        TooManyTries: It was tried too often.
    """
    require_password(user=user, password=password, field="password", now=now)
    public_id = user.public_id
    with transaction.atomic():
        # Held before its rows are looked for: whoever adds one meanwhile waits, and then finds no account.
        if User.objects.select_for_update().filter(pk=user.pk).first() is None:
            raise NotAuthenticated  # another request was faster
        AccessAttempt.objects.filter(username=user.email).delete()
        OutgoingMail.objects.filter(address=user.email).delete()
        # What operators did to the account stays on record, without the name that the record repeats.
        about = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
        about.update(object_repr="")
        user.delete()
    events.record("account.deleted", user=public_id)
