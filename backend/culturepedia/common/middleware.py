"""What every answer carries, whatever made it."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

from structlog.contextvars import bound_contextvars

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

USABLE_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}")


def choose_request_id(given: str) -> str:
    """Return the id that the edge chose, if it can be one, or a new one."""
    return given if USABLE_ID.fullmatch(given) else secrets.token_hex(8)


class RequestMiddleware:
    """Gives each request an id, which the edge may have chosen, and each answer its closed security headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with `X-Request-ID` and a policy that lets the answer do nothing in a browser."""
        request_id = request.META["REQUEST_ID"] = choose_request_id(request.META.get("HTTP_X_REQUEST_ID", ""))
        with bound_contextvars(request_id=request_id):
            response = self.get_response(request)
        response["X-Request-ID"] = request_id
        response.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        vary_on = getattr(response, "vary_on", None)
        if vary_on is not None:
            # The view knows what its answer depends on; the framework names everything it looked at.
            response["Vary"] = f"{vary_on}, Origin" if vary_on else "Origin"
        return response
