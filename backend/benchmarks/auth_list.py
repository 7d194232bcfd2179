"""The uncached API as it is served, which also authenticates each request that brings a token.

The catalogue is the same for everyone and asks nobody who they are; here its list stands for those of signed-in people.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from benchmarks.read_uncached import application as bare
from culturepedia.accounts.authentication import SessionAuthentication

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_authentication = SessionAuthentication()


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Authenticate, then answer."""
    if "HTTP_AUTHORIZATION" in environ:
        request: Any = SimpleNamespace(META=environ)  # all that it looks at
        found = _authentication.authenticate(request)
        if found is None:
            raise RuntimeError("nobody was authenticated")
    return bare(environ, start_response)
