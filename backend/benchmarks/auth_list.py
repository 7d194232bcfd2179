"""The uncached API as it is served, which also authenticates each request that brings a token.

The catalogue is the same for everyone and asks nobody who they are; here its list stands for those of signed-in people.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.core.signals import request_started

from benchmarks.read_uncached import application
from culturepedia.accounts.authentication import SessionAuthentication

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

__all__ = ["application"]

_authentication = SessionAuthentication()


def _authenticate(environ: WSGIEnvironment, **_: Any) -> None:
    # Within the request, as the framework does: before it, the connection's health would be checked once more.
    if "HTTP_AUTHORIZATION" in environ:
        request: Any = SimpleNamespace(META=environ)  # all that it looks at
        if _authentication.authenticate(request) is None:
            raise RuntimeError("nobody was authenticated")


request_started.connect(_authenticate)
