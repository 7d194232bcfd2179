"""Public reads: one slim view whose answers are bytes, kept under the catalogue's version.

A read looks up the version (one query), then the kept bytes; only when there are none it asks the database, and then
once for all callers that wait for the same answer in this process. The key holds everything an answer depends on:
version, Seoul date, language and host where they matter, path and query in one spelling. A changed row is therefore
visible in the next read, and nothing is ever removed by hand.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote

import orjson
from django.core.cache import cache
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.utils.translation import get_language
from drf_spectacular.openapi import AutoSchema
from rest_framework.exceptions import APIException
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from culturepedia.common import clock, errors
from culturepedia.common.parameters import Choice, read_query

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from django.http import HttpRequest

    from culturepedia.common.parameters import Reader

logger = logging.getLogger(__name__)

CACHE_CONTROL = "public, max-age=0, must-revalidate"  # kept anywhere, shown only after asking whether it is current
JSON = "application/json"
METHODS = "GET, HEAD, OPTIONS"
KEEP_SECONDS = 600

Stored = tuple[bytes, str]


def _mark_code() -> str:
    """Return a mark of the program's text: a new release never serves what an older one has kept."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(Path(__file__).parent.parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


CODE_MARK = _mark_code()


@dataclass(frozen=True, slots=True)
class Freshness:
    """What an answer was made of, and how to ask whether that is still so."""

    today: date
    version: str
    read_version: Callable[[], str]


class Flights:
    """Lets one thread compute what others wait for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[str, Future[Stored]] = {}

    def join(self, key: str) -> tuple[Future[Stored], bool]:
        """Return the computation of a key, and whether the caller is the one to do it."""
        with self._lock:
            running = self._running.get(key)
            if running is not None:
                return running, False
            running = self._running[key] = Future()
            return running, True

    def end(self, key: str) -> None:
        """Forget a computation; who comes later starts anew or finds it in the cache."""
        with self._lock:
            self._running.pop(key, None)


_flights = Flights()


class Asked:
    """One request to a public read: what was asked, on which day, in which language, at which address."""

    __slots__ = ("_request", "language", "path", "today", "values", "version")

    def __init__(self, request: HttpRequest, path: str, values: Mapping[str, Any], version: str) -> None:
        self._request = request
        self.path = path
        self.values = values
        self.version = version
        self.today: date = clock.seoul_today()
        self.language = get_language() or "ko"

    @property
    def base_url(self) -> str:
        """Return scheme and host as the caller wrote them.

        Raises:
            DisallowedHost: It is not one of ours.
        """
        return f"{self._request.scheme}://{self._request.get_host()}"

    def link(self, **changes: object) -> str:
        """Return the absolute address of the same question with some values changed."""
        return f"{self.base_url}{self.path}?{spell({**self.values, **changes})}"


class PublicRead(APIView):
    """Answers GET and HEAD with kept bytes; subclasses say what may be asked and compute the payload.

    It is a REST framework view for the schema's sake and skips that framework's work on each request.
    """

    permission_classes = [AllowAny]
    schema = AutoSchema()
    readers: ClassVar[Mapping[str, Reader]] = {}
    content_type: ClassVar[str] = JSON
    content_security_policy: ClassVar[str | None] = None

    @staticmethod
    def read_version() -> str:
        """Return the version of the data that answers are made of; runs on every request."""
        raise NotImplementedError

    def check(self, asked: Asked) -> None:
        """Refuse values that contradict each other."""

    def varies_by_language(self, values: Mapping[str, Any]) -> bool:
        """Return whether the answer has texts in the caller's language."""
        return False

    def has_links(self) -> bool:
        """Return whether the answer names its own host."""
        return False

    def compute(self, asked: Asked, **path: str) -> Any:
        """Return the payload.

        Raises:
            APIException: There is no such thing.
        """
        raise NotImplementedError

    def encode(self, payload: Any) -> bytes:
        """Return the payload as it is sent."""
        return orjson.dumps(payload)

    def headers_for(self, **path: str) -> dict[str, str]:
        """Return further headers of a good answer."""
        return {}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: str) -> HttpResponse:
        """Answer the request, whatever its method."""
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": METHODS})
        try:
            if request.method not in {"GET", "HEAD"}:
                raise errors.method_not_allowed(request.method or "")
            response = self._answer(request, kwargs)
        except (OperationalError, InterfaceError) as error:
            logger.warning("the database did not answer: %s", type(error).__name__)
            response = errors.error_answer(request, errors.unavailable())
            response.vary_on = "Accept-Language"  # type: ignore[attr-defined]
        except APIException as error:
            response = errors.error_answer(request, error)
            response.vary_on = "Accept-Language"  # type: ignore[attr-defined]
            if response.status_code == 405:
                response["Allow"] = METHODS
        return response

    def _answer(self, request: HttpRequest, path: dict[str, str]) -> HttpResponse:
        values = self._read_query(request.META.get("QUERY_STRING", ""))
        asked = Asked(request, request.path, values, self.read_version())
        self.check(asked)
        by_language = self.varies_by_language(values)
        body, etag = self._stored(asked, path, by_language=by_language)
        if matches(request.META.get("HTTP_IF_NONE_MATCH"), etag):
            response = HttpResponse(status=304)
            del response["Content-Type"]
        else:
            response = HttpResponse(b"" if request.method == "HEAD" else body, content_type=self.content_type)
            response["Content-Length"] = str(len(body))
            for name, value in self.headers_for(**path).items():
                response[name] = value
        if self.content_security_policy:
            response["Content-Security-Policy"] = self.content_security_policy
        response["ETag"] = etag
        response.freshness = Freshness(asked.today, asked.version, self.read_version)  # type: ignore[attr-defined]
        response["Cache-Control"] = CACHE_CONTROL
        response.vary_on = "Accept-Language" if by_language else ""  # type: ignore[attr-defined]
        return response

    @classmethod
    @lru_cache(maxsize=2048)
    def _read_query(cls, raw: str) -> dict[str, Any]:
        """Return what a query string means to this view; the same text always means the same."""
        return read_query(raw, cls.readers)

    def _stored(self, asked: Asked, path: dict[str, str], *, by_language: bool) -> Stored:
        parts = [
            CODE_MARK,
            asked.version,
            asked.today.isoformat(),
            asked.language if by_language else "",
            asked.base_url if self.has_links() else "",
            asked.path,
            spell(asked.values),
        ]
        key = hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=20).hexdigest()
        found: Stored | None = cache.get(key)
        if found is not None:
            return found
        running, mine = _flights.join(key)
        if not mine:
            return running.result()
        try:
            body = self.encode(self.compute(asked, **path))
            stored = (body, f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"')
            cache.set(key, stored, KEEP_SECONDS + secrets.randbelow(KEEP_SECONDS))  # never all gone at once
            running.set_result(stored)
        except BaseException as error:
            running.set_exception(error)
            raise
        finally:
            _flights.end(key)
        return stored


def spell(values: Mapping[str, Any]) -> str:
    """Return the one query string of these values: sorted names, sorted values, no spare characters."""
    return "&".join(f"{name}={_spell_value(values[name])}" for name in sorted(values) if values[name] is not None)


def _spell_value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Choice):
        return str(value)
    return quote(str(value), safe=",:/")


def matches(header: str | None, etag: str) -> bool:
    """Return whether If-None-Match names the ETag; a proxy may have marked it weak."""
    if not header:
        return False
    named = [part.strip().removeprefix("W/") for part in header.split(",")]
    return etag in named or "*" in named
