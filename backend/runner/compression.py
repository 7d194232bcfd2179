"""Compresses text as it is served, with Brotli or gzip as the client takes it, and remembers the result."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from typing import TYPE_CHECKING, Any
from wsgiref.headers import Headers

import brotli

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

TEXT_TYPES = ("text/", "application/json", "application/manifest+json", "application/xml", "image/svg+xml")
MIN_BYTES = 400  # below, the frame of gzip eats the gain
REMEMBERED = 500
ENCODINGS = ("br", "gzip")  # best first
GZIP_LEVEL = 6
FAST = 5  # for answers that change: twice the speed of gzip and smaller
SMALL = 11  # for files, which are compressed once: 0.3 s for the largest


class Compressed:
    """Wraps a WSGI application whose answers are of moderate size and have an ETag when they may be remembered."""

    def __init__(self, application: WSGIApplication, *, quality: int = FAST) -> None:
        self._application = application
        self._quality = quality
        self._remembered: OrderedDict[tuple[str, str, str], bytes] = OrderedDict()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, compressed where the client takes it and it helps."""
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def remember(status: str, headers: list[tuple[str, str]], _exc_info: Any = None) -> Any:
            begun.append((status, headers))

        body = self._application(environ, remember)
        status, pairs = begun[-1]
        headers = Headers(pairs)
        if (headers["Content-Type"] or "").startswith(TEXT_TYPES) and not headers["Content-Encoding"]:
            _add_vary(headers)
            encoding = _choose(environ.get("HTTP_ACCEPT_ENCODING", ""))
            if encoding and not status.startswith("206") and int(headers["Content-Length"] or "0") >= MIN_BYTES:
                return self._compressed(environ, start_response, (status, headers, body), encoding)
        start_response(status, headers.items())
        return body

    def _compressed(
        self,
        environ: WSGIEnvironment,
        start_response: StartResponse,
        answer: tuple[str, Headers, Iterable[bytes]],
        encoding: str,
    ) -> Iterable[bytes]:
        status, headers, body = answer
        headers["Content-Encoding"] = encoding
        etag = headers["ETag"] or ""
        if etag.startswith('"'):
            headers["ETag"] = f"W/{etag}"  # a strong one names these very bytes
        if environ["REQUEST_METHOD"] == "HEAD":
            del headers["Content-Length"]
            start_response(status, headers.items())
            return body
        try:
            content = b"".join(body)
        finally:
            if close := getattr(body, "close", None):
                close()
        packed = self._pack(content, key=(encoding, environ.get("PATH_INFO", ""), etag))
        headers["Content-Length"] = str(len(packed))
        start_response(status, headers.items())
        return [packed]

    def _pack(self, content: bytes, *, key: tuple[str, str, str]) -> bytes:
        encoding, _, etag = key
        if not etag:  # made for this request alone
            return _encode(content, encoding, FAST)
        packed = self._remembered.get(key)
        if packed is None:
            packed = self._remembered[key] = _encode(content, encoding, self._quality)
            if len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return packed


def _encode(content: bytes, encoding: str, quality: int) -> bytes:
    if encoding == "br":
        packed: bytes = brotli.compress(content, quality=quality)
        return packed
    return gzip.compress(content, GZIP_LEVEL, mtime=0)


def _choose(header: str) -> str | None:
    """Return the best encoding that an Accept-Encoding header allows."""
    allowed = set()
    for item in header.split(","):
        name, _, weight = item.strip().partition(";")
        if weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            allowed.add(name.strip().lower())
    return next((encoding for encoding in ENCODINGS if encoding in allowed), None)


def _add_vary(headers: Headers) -> None:
    named = headers["Vary"]
    if not named:
        headers["Vary"] = "Accept-Encoding"
    elif "accept-encoding" not in named.lower():
        headers["Vary"] = f"{named}, Accept-Encoding"
