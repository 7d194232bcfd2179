"""The app's refresh token in a cookie that no script can read, sent by pages of our own site only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from culturepedia.accounts.errors import ForeignOrigin
from culturepedia.accounts.models import Session

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response

NAME = "refresh"
SECURE_NAME = "__Host-refresh"  # the browser takes it over HTTPS only, and from this very host only


def read(request: Request) -> str | None:
    """Return the token of the cookie, if a page of our own sent it.

    Raises:
        ForeignOrigin: Someone else's page did, or nobody says which.
    """
    raw = request.COOKIES.get(_name(request))
    if not raw:
        return None  # an emptied one is none
    _require_own_origin(request.META.get("HTTP_ORIGIN"))
    return str(raw)


def require_own_origin_for(session_kind: str, request: Request) -> None:
    """Check, where a session in the cookie is to begin, that no page of another site asks for it.

    A program that is no browser names no origin, and has no cookies of anybody.

    Raises:
        ForeignOrigin: One does.
    """
    if session_kind == Session.Kind.COOKIE and "HTTP_ORIGIN" in request.META:
        _require_own_origin(request.META["HTTP_ORIGIN"])


def _require_own_origin(origin: str | None) -> None:
    if origin not in {*settings.CORS_ALLOWED_ORIGINS, *settings.CSRF_TRUSTED_ORIGINS}:
        raise ForeignOrigin


def write(request: Request, response: Response, token: str) -> None:
    """Give the browser the token."""
    response.set_cookie(
        _name(request),
        token,
        max_age=int(settings.REFRESH_LIFETIME.total_seconds()),
        path="/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )


def forget(request: Request, response: Response) -> None:
    """Take the token away."""
    response.set_cookie(
        _name(request), "", max_age=0, path="/", secure=request.is_secure(), httponly=True, samesite="Strict"
    )


def _name(request: Request) -> str:
    return SECURE_NAME if request.is_secure() else NAME
