"""Answers that are repeated without the framework are those that it would have given."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, close_old_connections

from culturepedia.common import kept
from culturepedia.common.kept import KeptAnswers
from culturepedia.common.lean import NOT_FOR_THE_API, LeanHandler
from culturepedia.performances import selectors
from tests.factories import PerformanceFactory, SyncRunFactory, VenueFactory, changed

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db
PATHS = [
    "/api/v1/home", "/api/v1/performances", "/api/v1/performances?facets=genre&page_size=1", "/api/v1/performances/PF1",
    "/api/v1/performances/PF1/calendar.ics", "/api/v1/rankings", "/api/v1/venues", "/api/v1/venues/FC1",
    "/api/v1/options", "/api/v1/showtimes", "/api/v1/docs",
]  # fmt: skip


class Site:
    """The framework alone, and the framework behind kept answers."""

    def __init__(self) -> None:
        self.framework = get_wsgi_application()
        self.calls = 0
        self.front = KeptAnswers(self._counted(self.framework), self._counted(LeanHandler()))

    def _counted(self, application: Any) -> Any:
        def call(environ: Any, start_response: Any) -> Any:
            self.calls += 1
            return application(environ, start_response)

        return call

    def ask(self, path: str, method: str = "GET", *, directly: bool = False, **headers: str) -> Reply:
        environ: dict[str, Any] = {"REQUEST_METHOD": method, "HTTP_HOST": "testserver", "wsgi.input": io.BytesIO()}
        environ["PATH_INFO"], _, environ["QUERY_STRING"] = path.partition("?")
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        setup_testing_defaults(environ)
        begun: list[tuple[str, list[tuple[str, str]]]] = []
        application = self.framework if directly else self.front
        response = application(environ, lambda status, pairs, _error=None: begun.append((status, pairs)))
        body = b"".join(response)
        if close := getattr(response, "close", None):
            close()
        return Reply(begun[-1][0], {name.lower(): value for name, value in begun[-1][1]}, body)


class Reply:
    def __init__(self, status: str, headers: dict[str, str], body: bytes) -> None:
        self.status = int(status.partition(" ")[0])
        self.request_id = headers.pop("x-request-id")
        self.headers = headers
        self.body = body

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reply) and (self.status, self.headers, self.body) == (
            other.status, other.headers, other.body,
        )  # fmt: skip

    __hash__ = None  # type: ignore[assignment]


@pytest.fixture
def site() -> Iterator[Site]:
    PerformanceFactory.create(kopis_id="PF1", venue=VenueFactory.create(kopis_id="FC1"))
    for signal in (request_started, request_finished):  # the test's transaction stays open, as with Django's client
        signal.disconnect(close_old_connections)
    yield Site()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("origin", ["", "http://127.0.0.1:8080", "https://evil.example"])
def test_repeats_exactly_what_the_framework_answers(site: Site, path: str, origin: str) -> None:
    first = site.ask(path, origin=origin)
    again = site.ask(path, origin=origin)

    assert site.calls == 1
    assert first == again == site.ask(path, directly=True, origin=origin)
    assert first.status == 200
    assert first.request_id != again.request_id

    known = first.headers["etag"]
    for etag in (known, f"W/{known}", "*"):
        same = site.ask(path, origin=origin, if_none_match=etag)
        assert same == site.ask(path, directly=True, origin=origin, if_none_match=etag)
        assert (same.status, same.body) == (304, b"")
    assert site.ask(path, origin=origin, if_none_match='"other"') == first
    assert site.ask(path, origin=origin, x_request_id="edge-0123456789").request_id == "edge-0123456789"
    assert site.calls == 1


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/performances/PF1",
        "/api/v1/performances/PF2",
        "/api/v1/none",
        "/api/v1/performances?x=1",
        "/api/v1/home/",
    ],
)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_short_way_gives_the_answers_of_the_long_one(site: Site, path: str, language: str) -> None:
    headers = {"accept_language": language, "origin": "http://127.0.0.1:8080"}

    assert site.ask(path, **headers) == site.ask(path, directly=True, **headers)


def test_the_short_way_leaves_out_only_what_the_settings_have(settings: Any) -> None:
    assert set(settings.MIDDLEWARE) >= NOT_FOR_THE_API


def test_the_short_way_refuses_middleware_that_it_would_call_in_part(settings: Any) -> None:
    settings.MIDDLEWARE = ["django.contrib.admindocs.middleware.XViewMiddleware"]

    with pytest.raises(TypeError, match="process_view"):
        LeanHandler()


@pytest.mark.parametrize("path", ["/api/v1/home", "/api/v1/performances?page_size=1", "/api/v1/performances/PF1"])
def test_one_query_tells_that_an_answer_is_current(site: Site, path: str, django_assert_num_queries: Any) -> None:
    site.ask(path)

    with django_assert_num_queries(1):
        site.ask(path)


def test_a_change_is_in_the_next_answer(site: Site) -> None:
    before = site.ask("/api/v1/performances")

    PerformanceFactory.create()
    changed()

    after = site.ask("/api/v1/performances", if_none_match=before.headers["etag"])
    assert (after.status, after == site.ask("/api/v1/performances", directly=True)) == (200, True)


def test_a_sync_that_changed_nothing_is_in_the_next_home(site: Site) -> None:
    before = site.ask("/api/v1/home")
    SyncRunFactory.create()

    assert site.ask("/api/v1/home") != before


def test_a_day_ends_at_midnight_in_seoul(site: Site, time_machine: Any) -> None:
    time_machine.move_to("2026-11-30T14:59:59Z")
    running = site.ask("/api/v1/performances/PF1")
    time_machine.move_to("2026-11-30T15:00:00Z")
    ended = site.ask("/api/v1/performances/PF1")

    assert b'"running"' in running.body
    assert b'"ended"' in ended.body


def test_keeps_hosts_languages_and_schemes_apart(site: Site, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["one.kr", "two.kr"]
    PerformanceFactory.create()
    path = "/api/v1/performances?facets=genre&page_size=1"
    asked = [{"host": host, "accept_language": language} for host in ("one.kr", "two.kr") for language in ("ko", "en")]

    replies = [site.ask(path, **headers) for headers in asked * 2]

    assert site.calls == 4
    assert replies[:4] == replies[4:]
    assert len({reply.body for reply in replies}) == 4
    assert site.ask(path, host="evil.example").status == 400


def test_passes_on_everything_else(site: Site) -> None:
    for _ in range(2):
        assert site.ask("/api/v1/performances/PF2").status == 404
        assert site.ask("/api/v1/performances?x=1").status == 400
        assert site.ask("/api/v1/performances", "POST").status == 405
        assert site.ask("/api/v1/performances", "HEAD").body == b""
        assert site.ask("/healthz").status == 200
        assert site.ask("/api/v1/options", cookie="django_language=en").status == 200

    assert site.calls == 12


def test_leaves_a_database_that_is_away_to_the_framework(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.ask("/api/v1/performances")

    def refuse() -> str:
        raise OperationalError("away")

    monkeypatch.setattr(selectors, "read_version", refuse)

    reply = site.ask("/api/v1/performances")
    assert (reply.status, reply.headers["retry-after"]) == (503, "5")


def test_keeps_as_much_as_it_may(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MAX_BYTES", 8_000)
    for size in range(1, 40):
        site.ask(f"/api/v1/performances?page_size={size}")
        site.ask("/api/v1/performances/PF1")

    assert site.front._bytes == sum(answer.size for answer in site.front._answers.values()) <= 8_000
    assert site.calls == 40  # what is asked for often stays
