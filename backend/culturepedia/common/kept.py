"""Repeats good answers of public reads before the framework wakes up.

A WSGI application around Django's, for one process. An answer is kept under everything that the framework looked at
to make it, with the version of the data and the day it was made of; it is repeated only while both are still current,
which costs the one version query. Whatever else comes, also a database that is away, is the framework's to answer.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError

from culturepedia.common import clock
from culturepedia.common.lean import LeanHandler
from culturepedia.common.middleware import choose_request_id
from culturepedia.common.reads import Freshness, matches

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX = "/api/v1/"
INPUTS = (
    "PATH_INFO",
    "QUERY_STRING",
    "HTTP_HOST",
    "SERVER_NAME",
    "SERVER_PORT",
    "wsgi.url_scheme",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_ORIGIN",
    "HTTP_ACCEPT_LANGUAGE",
)
LANGUAGE_COOKIE = "django_language"
BODY_HEADERS = frozenset({"content-type", "content-length", "content-disposition"})
MAX_BYTES = 32 * 1024 * 1024
MAX_ANSWERS = 2_000

Headers = list[tuple[str, str]]
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A good answer without its request id, and what tells whether it is current."""

    headers: Headers
    body: bytes
    etag: str
    freshness: Freshness

    @property
    def size(self) -> int:
        """Return roughly how many bytes it takes."""
        return len(self.body) + 1_500

    def is_current(self) -> bool:
        """Return whether it would be made the same way now; one query."""
        return self.freshness.today == clock.seoul_today() and self.freshness.read_version() == self.freshness.version


class KeptAnswers:
    """The API in front of the rest of the site: repeats what it can, and asks `lean` for reads."""

    def __init__(self, application: WSGIApplication, lean: WSGIApplication | None = None) -> None:
        self._application = application
        self._lean = lean or LeanHandler()
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Repeat a kept answer, or let the framework answer and keep that."""
        if (
            environ["REQUEST_METHOD"] != "GET"
            or not environ["PATH_INFO"].startswith(PREFIX)
            or LANGUAGE_COOKIE in environ.get("HTTP_COOKIE", "")
        ):
            return self._application(environ, start_response)
        key = tuple([environ.get(name) for name in INPUTS])
        answer = self._find(key)
        if answer is None:
            return self._ask(key, environ, start_response)
        headers = [*answer.headers, ("X-Request-ID", choose_request_id(environ.get("HTTP_X_REQUEST_ID", "")))]
        if matches(environ.get("HTTP_IF_NONE_MATCH"), answer.etag):
            start_response("304 Not Modified", [pair for pair in headers if pair[0].lower() not in BODY_HEADERS])
            return []
        start_response("200 OK", headers)
        return [answer.body]

    def _find(self, key: Key) -> Answer | None:
        with self._lock:
            answer = self._answers.get(key)
            if answer is None:
                return None
            self._answers.move_to_end(key)
        try:
            return answer if answer.is_current() else None
        except DatabaseError:
            return None  # the framework closes the connection, tries again, and says what is wrong

    def _ask(self, key: Key, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        begun: list[tuple[str, Headers]] = []

        def begin(status: str, headers: Headers, *error: Any) -> Any:
            begun.append((status, list(headers)))
            return start_response(status, headers, *error)

        response: Any = self._lean(environ, begin)
        freshness: Freshness | None = getattr(response, "freshness", None)
        status, headers = begun[-1]
        if freshness is not None and status.startswith("200 "):
            kept = [pair for pair in headers if pair[0].lower() != "x-request-id"]
            etag = next(value for name, value in kept if name.lower() == "etag")
            self._keep(key, Answer(kept, response.content, etag, freshness))
        return response  # type: ignore[no-any-return]

    def _keep(self, key: Key, answer: Answer) -> None:
        with self._lock:
            older = self._answers.pop(key, None)
            self._bytes += answer.size - (older.size if older else 0)
            self._answers[key] = answer
            while self._bytes > MAX_BYTES or len(self._answers) > MAX_ANSWERS:
                self._bytes -= self._answers.popitem(last=False)[1].size
