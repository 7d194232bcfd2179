"""What every public read does: conditional answers, headers, methods, failures, one computation for many callers."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import RequestFactory

from culturepedia.common import parameters, reads
from culturepedia.performances import selectors
from tests.factories import PerformanceFactory, VenueFactory, changed

if TYPE_CHECKING:
    from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db
PATHS = [
    "/api/v1/home", "/api/v1/performances", "/api/v1/performances/PF1", "/api/v1/performances/PF1/calendar.ics",
    "/api/v1/rankings", "/api/v1/venues", "/api/v1/venues/FC1", "/api/v1/options", "/api/v1/showtimes",
    "/api/v1/schema", "/api/v1/docs", "/api/v1/redoc",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _rows() -> None:
    PerformanceFactory.create(kopis_id="PF1", venue=VenueFactory.create(kopis_id="FC1"))


@pytest.mark.parametrize("path", PATHS)
def test_answers_and_confirms(api: APIClient, path: str) -> None:
    first = api.get(path)
    again = api.get(path)
    assert (first.status_code, again.content) == (200, first.content)
    assert first["ETag"] == again["ETag"]
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert first["Content-Length"] == str(len(first.content))
    assert first["X-Request-ID"] != again["X-Request-ID"]
    assert first["X-Content-Type-Options"] == "nosniff"
    assert first["Vary"] == "Origin"
    assert not first.cookies

    etag = first["ETag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        same = api.get(path, headers={"if-none-match": known})
        assert (same.status_code, same.content, same["ETag"]) == (304, b"", etag)
        assert "Content-Type" not in same
    assert api.get(path, headers={"if-none-match": '"other"'}).status_code == 200

    head = api.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == first["Content-Length"]


@pytest.mark.parametrize("path", PATHS)
def test_knows_only_reading(api: APIClient, path: str) -> None:
    options = api.options(path)
    assert (options.status_code, options["Allow"], options.content) == (204, "GET, HEAD, OPTIONS", b"")

    for method in ("post", "put", "patch", "delete"):
        reply = getattr(api, method)(path)
        assert (reply.status_code, reply["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert reply.json()["errors"][0]["code"] == "method_not_allowed"
        assert reply["X-Request-ID"]


@pytest.mark.parametrize("path", PATHS)
def test_has_one_spelling(api: APIClient, path: str) -> None:
    reply = api.get(f"{path}/")

    assert (reply.status_code, reply["Content-Type"]) == (404, "application/json")
    assert reply.json() == {
        "type": "client_error",
        "errors": [{"code": "not_found", "detail": "찾을 수 없습니다.", "attr": None}],
    }


@pytest.mark.parametrize("path", PATHS)
def test_refuses_unknown_parameters(api: APIClient, path: str) -> None:
    reply = api.get(f"{path}?utm_source=x")

    assert reply.status_code == 400
    assert reply.json()["errors"][0] == {
        "code": "unknown_parameter", "detail": "알 수 없는 매개변수입니다.", "attr": "utm_source",
    }  # fmt: skip
    assert reply["Cache-Control"] == "no-store"
    assert reply["Vary"] == "Accept-Language, Origin"


@pytest.mark.parametrize(
    "path", ["/api/v1", "/api/", "/api/v1/none", "/api/v2/home", "/api/v1/performances/PF1/x", "/API/v1/home"]
)
def test_what_has_no_route_is_not_there(api: APIClient, path: str) -> None:
    reply = api.get(path, headers={"accept-language": "en", "accept": "text/html"})

    assert reply.status_code == 404
    if path.startswith("/api/"):
        assert reply.json()["errors"][0]["detail"] == "Not found."


def test_an_id_of_the_edge_is_kept_and_a_bad_one_replaced(api: APIClient) -> None:
    assert api.get(PATHS[0], headers={"x-request-id": "edge-0123456789"})["X-Request-ID"] == "edge-0123456789"
    assert api.get(PATHS[0], headers={"x-request-id": "a b\tc"})["X-Request-ID"] != "a b\tc"


def test_allows_the_app_by_its_exact_origin_only(api: APIClient, settings: Any) -> None:
    ours = settings.CORS_ALLOWED_ORIGINS[0]

    assert api.get(PATHS[0], headers={"origin": ours})["Access-Control-Allow-Origin"] == ours
    assert "Access-Control-Allow-Origin" not in api.get(PATHS[0], headers={"origin": "https://evil.example"})
    preflight = api.options(PATHS[0], headers={"origin": ours, "access-control-request-method": "GET"})
    assert preflight["Access-Control-Allow-Origin"] == ours


def test_refuses_a_host_that_is_not_ours_where_it_would_be_named(api: APIClient) -> None:
    reply = api.get("/api/v1/performances", headers={"host": "evil.example"})

    assert (reply.status_code, reply.json()["errors"][0]["code"]) == (400, "parse_error")


def test_links_of_one_host_never_reach_another(api: APIClient, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["one.kr", "two.kr"]
    PerformanceFactory.create()
    url = "/api/v1/performances?page_size=1"

    links = [api.get(url, headers={"host": host}).json()["next"] for host in ("one.kr", "two.kr", "one.kr")]

    assert [link.split("/")[2] for link in links] == ["one.kr", "two.kr", "one.kr"]


def test_keeps_answers_under_one_spelling(api: APIClient, django_assert_num_queries: Any) -> None:
    api.get("/api/v1/performances?genre=musical,play&region=seoul")

    for query in ("region=seoul&genre=play&genre=musical", "genre=play,musical,play&region=seoul"):
        with django_assert_num_queries(1):
            assert api.get(f"/api/v1/performances?{query}").json()["count"] == 1


def test_keeps_answers_apart(api: APIClient) -> None:
    queries = [
        "",
        "genre=play",
        "region=seoul",
        "region=-seoul",
        "free=true",
        "free=false",
        "page_size=1",
        "child=true",
    ]

    def etags() -> list[str]:
        return [api.get(f"/api/v1/performances?{query}")["ETag"] for query in queries]

    first = etags()
    cache.clear()
    assert etags() == first
    facets = [
        api.get("/api/v1/performances?facets=genre", headers={"accept-language": language}).content
        for language in ("ko", "en", "ko")
    ]
    assert facets[0] == facets[2] != facets[1]


def test_an_answer_lives_one_day_and_one_version(api: APIClient, time_machine: Any) -> None:
    time_machine.move_to("2026-11-30T14:59:59Z")
    path = "/api/v1/performances/PF1"
    before = api.get(path)
    assert before.json()["state"] == "running"

    changed()
    assert api.get(path, headers={"if-none-match": before["ETag"]}).status_code == 304  # nothing of it changed

    time_machine.move_to("2026-11-30T15:00:00Z")
    after = api.get(path, headers={"if-none-match": before["ETag"]})
    assert (after.status_code, after.json()["state"]) == (200, "ended")


def test_an_error_is_not_kept(api: APIClient) -> None:
    assert api.get("/api/v1/performances/PF2").status_code == 404
    PerformanceFactory.create(kopis_id="PF2")
    assert api.get("/api/v1/performances/PF2").status_code == 200


def test_a_database_that_is_away_is_a_503(api: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> str:
        raise OperationalError("password=secret host=10.0.0.1")

    monkeypatch.setattr(selectors, "read_version", refuse)

    reply = api.get("/api/v1/performances")

    assert (reply.status_code, int(reply["Retry-After"])) == (503, 5)
    assert reply.json() == {
        "type": "server_error",
        "errors": [{"code": "unavailable", "detail": "잠시 후 다시 시도해 주세요.", "attr": None}],
    }


def test_a_bug_is_a_500_in_the_same_shape_and_tells_nothing(api: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> str:
        raise ValueError("secret")

    monkeypatch.setattr(selectors, "read_version", fail)
    api.raise_request_exception = False

    reply = api.get("/api/v1/performances", headers={"accept-language": "en"})

    assert reply.status_code == 500
    assert reply.json() == {
        "type": "server_error",
        "errors": [{"code": "error", "detail": "The server has failed.", "attr": None}],
    }
    assert reply["X-Request-ID"]


def test_too_many_parameters_are_refused(api: APIClient) -> None:
    many_names = "&".join(f"a{number}=1" for number in range(500))
    many_values = ",".join(f"FC{number}" for number in range(100))

    for query in (many_names, f"venue={many_values}"):
        assert api.get(f"/api/v1/performances?{query}").status_code == 400


class Slow(reads.PublicRead):
    """A read that is slow and counts how often it is asked for."""

    readers = {"page": parameters.integer(1, 100)}

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[int] = []
        self.started, self.go = threading.Event(), threading.Event()
        self.error: Exception | None = None

    @staticmethod
    def read_version() -> str:
        return "1"

    def compute(self, asked: reads.Asked, **path: str) -> dict[str, int]:
        self.calls.append(1)
        self.started.set()
        assert self.go.wait(10)
        if self.error:
            raise self.error
        return {"page": asked.values["page"]}


def _ask_at_once(view: Slow, queries: list[str]) -> list[Any]:
    with ThreadPoolExecutor(len(queries)) as pool:
        running = [pool.submit(view.dispatch, RequestFactory().get(f"/slow?{query}")) for query in queries]
        assert view.started.wait(10)
        waiting = threading.Event()
        waiting.wait(0.2)  # the others arrive while the first computes; arriving later changes nothing
        view.go.set()
        return [one.exception() or one.result() for one in running]


def test_computes_an_answer_once_for_all_who_wait() -> None:
    view = Slow()

    replies = _ask_at_once(view, ["page=7"] * 8)

    assert {reply.content for reply in replies} == {b'{"page":7}'}
    assert len(view.calls) == 1


def test_computes_different_answers_each() -> None:
    view = Slow()

    replies = _ask_at_once(view, ["page=1", "page=2", "page=1"])

    assert sorted(reply.content for reply in replies) == [b'{"page":1}', b'{"page":1}', b'{"page":2}']
    assert len(view.calls) == 2


def test_a_failed_computation_fails_for_all_and_is_tried_again() -> None:
    view = Slow()
    view.error = ValueError("no")

    assert {type(one) for one in _ask_at_once(view, ["page=1"] * 4)} == {ValueError}

    view.error = None
    assert view.dispatch(RequestFactory().get("/slow?page=1")).content == b'{"page":1}'
