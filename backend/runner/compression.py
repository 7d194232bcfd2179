"""Compresses text files as they are served and remembers the result."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from typing import TYPE_CHECKING, Any
from wsgiref.headers import Headers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

TEXT_TYPES = ("text/", "application/json", "application/manifest+json", "image/svg+xml")
MIN_BYTES = 400  # below, the frame of gzip eats the gain
REMEMBERED_FILES = 500
LEVEL = 6


class Compressed:
    """Wraps a WSGI application that serves files of moderate size with weak ETags."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self._remembered: OrderedDict[tuple[str, str], bytes] = OrderedDict()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, with gzip where the client takes it and it helps."""
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def remember(status: str, headers: list[tuple[str, str]], _exc_info: Any = None) -> Any:
            begun.append((status, headers))

        body = self._application(environ, remember)
        status, pairs = begun[-1]
        headers = Headers(pairs)
        if (headers["Content-Type"] or "").startswith(TEXT_TYPES):
            headers["Vary"] = "Accept-Encoding"
            if status.startswith("200") and int(headers["Content-Length"] or "0") >= MIN_BYTES and _takes_gzip(environ):
                return self._compressed(environ, start_response, headers, body)
        start_response(status, headers.items())
        return body

    def _compressed(
        self, environ: WSGIEnvironment, start_response: StartResponse, headers: Headers, body: Iterable[bytes]
    ) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "HEAD":
            del headers["Content-Length"]
            headers["Content-Encoding"] = "gzip"
            start_response("200 OK", headers.items())
            return body
        try:
            content = b"".join(body)
        finally:
            if close := getattr(body, "close", None):
                close()
        packed = self._pack(content, key=(environ.get("PATH_INFO", ""), headers["ETag"] or ""))
        headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(packed))
        start_response("200 OK", headers.items())
        return [packed]

    def _pack(self, content: bytes, *, key: tuple[str, str]) -> bytes:
        if not key[1]:  # made for this request, not a file
            return gzip.compress(content, LEVEL, mtime=0)
        packed = self._remembered.get(key)
        if packed is None:
            packed = self._remembered[key] = gzip.compress(content, LEVEL, mtime=0)
            if len(self._remembered) > REMEMBERED_FILES:
                self._remembered.popitem(last=False)
        return packed


def _takes_gzip(environ: WSGIEnvironment) -> bool:
    for item in environ.get("HTTP_ACCEPT_ENCODING", "").split(","):
        name, _, weight = item.strip().partition(";")
        if name.strip().lower() == "gzip":
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
