"""How axes names who is tried, and that it answers nothing itself: `signing_in.py` asks it and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.db import connection

from culturepedia.accounts.emails import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

MAX_NAME = 254


def find_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Return the one spelling of the tried address, so that letter case gives no further tries."""
    typed = str((credentials or request.POST).get("username") or "")
    try:
        return canonical(typed)
    except ValueError:
        return typed[:MAX_NAME].replace("\0", "")


def keep_answer(request: HttpRequest, answer: HttpResponse, credentials: Any = None) -> HttpResponse:  # noqa: ARG001
    """Return the answer that `signing_in.py` led to.

    axes would replace the answer to the fifth failure, a failure like the four before; the sixth try is refused before
    axes is asked.
    """
    return answer


class Handler(AxesDatabaseHandler):  # type: ignore[misc]  # the library has no types
    """Counts failures in one statement: each sign-in asks twice, by the ORM a twentieth of its cost."""

    def get_failures(self, request: Any, credentials: Any = None) -> int:
        """Return the failures of an account from a client within the cool-off, whatever its browser."""
        since = connection.ops.adapt_datetimefield_value(request.axes_attempt_time - settings.AXES_COOLOFF_TIME)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT SUM(failures_since_start) FROM axes_accessattempt"
                " WHERE username = %s AND ip_address = %s AND attempt_time >= %s",
                [find_name(request, credentials), request.axes_ip_address, since],
            )
            return int(cursor.fetchone()[0] or 0)
