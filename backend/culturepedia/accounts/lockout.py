"""How axes names who is tried, and what it answers in the admin. The API asks it in `signing_in.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

from culturepedia.accounts.emails import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

COOL_OFF_SECONDS = 15 * 60
MAX_NAME = 254


def find_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Return the one spelling of the tried address, so that letter case gives no further tries."""
    typed = str((credentials or request.POST).get("username") or "")
    try:
        return canonical(typed)
    except ValueError:
        return typed[:MAX_NAME].replace("\0", "")


def answer_locked(request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:  # noqa: ARG001 - as axes calls it
    """Answer a locked sign-in to the admin."""
    return HttpResponse(
        "Too many tries. Please wait 15 minutes.",
        content_type="text/plain",
        status=429,
        headers={"Retry-After": str(COOL_OFF_SECONDS)},
    )
