"""Changes of what people say about themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.exceptions import NotAuthenticated

from culturepedia.accounts.models import User

if TYPE_CHECKING:
    from collections.abc import Mapping


def change_profile(*, user: User, changes: Mapping[str, Any]) -> User:
    """Write the changed columns and no other; return the account.

    Raises:
        NotAuthenticated: It was deleted meanwhile.
    """
    for name, value in changes.items():
        setattr(user, name, value)
    # `save` would insert the account anew if it had just been deleted, or fail without a name for it.
    if changes and not User.objects.filter(pk=user.pk).update(**changes):
        raise NotAuthenticated
    return user
