"""One writer at a time for what hangs on an account, and the account's counters.

Every app that keeps rows of people takes the account's lock first, before any other row: whoever deletes the account
takes it too, so that no row is made after the deletion, and two requests of one person never wait for each other in
a circle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.exceptions import NotAuthenticated

from culturepedia.accounts.models import User

if TYPE_CHECKING:
    from typing import Literal

    Counter = Literal["review_count", "favorite_count", "visit_count"]


def lock(user: User, *, to_delete: bool = False) -> None:
    """Hold the account until the transaction ends.

    Raises:
        NotAuthenticated: It was deleted meanwhile.
    """
    # Without its key: rows that refer to the account may be made elsewhere, it only may not change or go.
    held = User.objects.select_for_update(no_key=not to_delete).filter(pk=user.pk)
    if not list(held.values_list("pk", flat=True)):
        raise NotAuthenticated


def write(user: User, counter: Counter, number: int) -> None:
    """Write one counter of an account that is held."""
    User.objects.filter(pk=user.pk).update(**{counter: number})
