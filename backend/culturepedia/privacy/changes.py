"""Changes of an account that other apps must know of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from culturepedia.accounts.profiles import change_profile
from culturepedia.notifications import services as notifications
from culturepedia.reviews.models import ReviewVersion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from culturepedia.accounts.models import User


@transaction.atomic
def change_account(*, user: User, changes: Mapping[str, Any]) -> User:
    """Write the changes; a new name stands over one's reviews at once.

    Raises:
        NotAuthenticated: The account was deleted meanwhile.
    """
    own = dict(changes)
    switches = own.pop("notifications", None)
    old_name = user.username
    if switches:
        notifications.choose(user=user, switches=switches)
    change_profile(user=user, changes=own)
    if user.username != old_name and user.review_count:
        ReviewVersion.advance()
    return user
