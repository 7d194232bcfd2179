"""How axes names who is tried, and that it answers nothing itself: `signing_in.py` asks it and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
