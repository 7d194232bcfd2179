"""Request heads and bodies as the framework can read them: of a known length, with a content type that is one.

A WSGI application around all others. Django takes a body that is sent in chunks for an empty one, and fails over a
content type with parameters that it cannot decode before any of its error handling begins.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.http import parse_header_parameters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class ReadableBodies:
    """Measures bodies of unknown length, up to one byte more than is allowed, and drops content types that are none."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Pass the request on."""
        if "HTTP_TRANSFER_ENCODING" in environ and not environ.get("CONTENT_LENGTH"):
            body = environ["wsgi.input"].read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
            environ |= {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        content_type = environ.get("CONTENT_TYPE")
        if content_type and not _is_readable(content_type):
            environ["CONTENT_TYPE"] = ""  # the framework refuses it where it wants one
        return self._application(environ, start_response)


def _is_readable(content_type: str) -> bool:
    try:
        parse_header_parameters(content_type)
    except (ValueError, LookupError):
        return False
    return True
