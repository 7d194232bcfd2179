"""The edge: the project's nginx.conf in a real nginx, before an API that notes what reaches it."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
import requests
from werkzeug import Request, Response

from runner.headers import app_headers, document_headers, media_headers
from runner.ports import find_free
from tests.plugins import real
from tests.plugins.nginx import HOST, Edge, start_edge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_httpserver import HTTPServer

JSON = {"name": "뮤지컬", "text": "가" * 500}


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "media"
    (folder / "posters").mkdir(parents=True)
    (folder / "posters" / "ab-360.webp").write_bytes(b"RIFF")
    (folder / "posters" / "ab.html").write_text("<script>alert(1)</script>")
    return folder


@pytest.fixture(scope="module")
def edge(make_httpserver: HTTPServer, media: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    real.require("nginx")
    running = start_edge(tmp_path_factory.mktemp("edge") / "nginx", api_port=make_httpserver.port, media=media)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def orphaned_edge(media: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    """An edge whose API does not run."""
    real.require("nginx")
    running = start_edge(tmp_path_factory.mktemp("edge") / "nginx", api_port=find_free(HOST), media=media)
    yield running
    running.stop()


def ask(edge: Edge, path: str, method: str = "GET", **options: object) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        return session.request(
            method,
            f"https://localhost:{edge.https_port}{path}",
            verify=str(edge.certificate),
            allow_redirects=False,
            timeout=10,
            **options,  # type: ignore[arg-type]
        )


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/en", "/en/", "/performances", "/performances/PF273608", "/en/venues/FC000113", "/people/17"),
        *("/genres/musical/", "/en/tags/date-night", "/offline"),
    ],
)
def test_an_address_of_the_app_gets_the_shell(edge: Edge, path: str) -> None:
    answer = ask(edge, path)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert '<main id="main"' in answer.text or "<!doctype html>" in answer.text.lower()
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/nowhere", "/metrics", "/src/", "/en/venues/FC1", "/performances/1/", "/없는/주소"])
def test_the_shell_says_that_there_is_no_such_page(edge: Edge, path: str) -> None:
    answer = ask(edge, path, headers={"If-None-Match": "*"})

    assert answer.status_code == 404
    assert "<!doctype html>" in answer.text.lower()
    assert "/src/main.js" in answer.text
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written") / "snapshots"
    for file in ("index.html", "en.html", "performances/PF273608.html", "sitemap.xml", "robots.txt", "shell"):
        place = folder / file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"<!doctype html>snapshot of {file}")
    return folder


@pytest.fixture(scope="module")
def filled_edge(media: Path, snapshots: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    """An edge with pages that `write_snapshots` left."""
    real.require("nginx")
    folder = tmp_path_factory.mktemp("edge") / "nginx"
    running = start_edge(folder, api_port=find_free(HOST), media=media, snapshots=snapshots)
    yield running
    running.stop()


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "index.html"),
        ("/en", "en.html"),
        ("/en/", "en.html"),
        ("/performances/PF273608", "performances/PF273608.html"),
        ("/performances/PF273608/", "performances/PF273608.html"),
        ("/robots.txt", "robots.txt"),
        ("/sitemap.xml", "sitemap.xml"),
    ],
)
def test_a_snapshot_answers_its_address(filled_edge: Edge, path: str, file: str) -> None:
    answer = ask(filled_edge, path)

    assert (answer.status_code, answer.text) == (200, f"<!doctype html>snapshot of {file}")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/performances/PF273609", 404),
        ("/en/performances/PF273608", 404),
        ("/venues/FC000113", 404),
        ("/genres/opera", 404),
        ("/performances/PF273608/reviews", 200),
        ("/performances/PF273608/review/", 200),
        ("/performances/PF273609/reviews", 404),
        ("/performances/PF273609/review", 404),
        ("/en/performances/PF273608/reviews", 404),
        ("/performances", 200),
        ("/people/17", 200),
        ("/shell", 404),
        ("/en.html", 404),
        ("/sitemap-venues.xml", 404),
    ],
)
def test_once_there_are_snapshots_the_rest_of_the_catalogue_does_not_exist(
    filled_edge: Edge, path: str, status: int
) -> None:
    answer = ask(filled_edge, path)

    assert answer.status_code == status
    assert "snapshot of" not in answer.text


def test_pictures_of_the_app_are_asked_for_once_a_page(edge: Edge) -> None:
    answer = ask(edge, "/assets/icons.svg")

    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert ask(edge, "/assets/missing.svg").headers.get("Cache-Control") is None


def test_before_there_are_snapshots_robots_read_the_file_of_the_app(edge: Edge) -> None:
    assert ask(edge, "/robots.txt").text.startswith("User-agent: *")
    assert ask(edge, "/sitemap.xml").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/missing.js", "/src/missing.js", "/vendor/missing.css", "/package.json", "/media/posters/ab.html", "/.env"],
)
def test_a_missing_file_stays_missing_and_is_not_remembered(edge: Edge, path: str) -> None:
    answer = ask(edge, path)

    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("Cache-Control", "")
    assert "script" not in answer.text


@pytest.mark.parametrize("path", ["/", "/performances/PF1", "/src/main.js", "/config.js", "/missing.js"])
def test_the_app_has_the_same_headers_as_on_its_own_port(edge: Edge, path: str) -> None:
    headers = ask(edge, path).headers

    expected = dict(app_headers(api_origin=""))
    if headers["Content-Type"].startswith("text/html") and path != "/missing.js":
        expected |= dict(document_headers())
    assert {name: headers.get(name) for name in expected} == expected
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert headers["Server"] == "nginx", "no version"


def test_posters_are_kept_and_can_do_nothing(edge: Edge) -> None:
    answer = ask(edge, "/media/posters/ab-360.webp")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    expected = dict(media_headers())
    assert {name: answer.headers.get(name) for name in expected} == expected


def test_files_are_compressed_and_checked_again(edge: Edge) -> None:
    first = ask(edge, "/src/main.js", headers={"Accept-Encoding": "gzip"})

    assert first.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in first.headers["Vary"]
    again = ask(edge, "/src/main.js", headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_the_app_asks_the_api_on_the_same_host(edge: Edge) -> None:
    assert 'apiBase: "/api/v1"' in ask(edge, "/config.js").text


def test_the_api_gets_our_word_about_the_client_not_its_own(edge: Edge, httpserver: HTTPServer) -> None:
    seen: list[Request] = []

    def answer(request: Request) -> Response:
        seen.append(request)
        return Response(gzip.compress(b"{}"), headers={"Content-Encoding": "gzip"}, content_type="application/json")

    httpserver.expect_request("/api/v1/performances").respond_with_handler(answer)
    lies = {"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil", "Forwarded": "for=6"}
    reply = ask(edge, "/api/v1/performances?genre=musical,play", headers=lies)

    assert reply.json() == {}
    headers = seen[0].headers
    assert seen[0].query_string == b"genre=musical,play"
    assert headers["X-Forwarded-For"] == "127.0.0.1"
    assert headers["X-Forwarded-Proto"] == "https"
    assert headers["Host"] == "localhost"
    assert "X-Forwarded-Host" not in headers
    assert "Forwarded" not in headers


def test_answers_of_the_api_are_compressed_and_keep_their_headers(edge: Edge, httpserver: HTTPServer) -> None:
    given = {"ETag": '"abc"', "Cache-Control": "public, max-age=60", "X-Request-ID": "r1"}
    httpserver.expect_request("/api/v1/home").respond_with_json(JSON, headers=given)

    reply = ask(edge, "/api/v1/home", headers={"Accept-Encoding": "gzip"})

    assert reply.json() == JSON
    assert reply.headers["Content-Encoding"] == "gzip"
    assert reply.headers["ETag"] == 'W/"abc"'
    assert reply.headers["Cache-Control"] == "public, max-age=60"
    assert reply.headers["X-Request-ID"] == "r1"


def test_a_body_that_is_too_large_is_refused_in_the_one_error_shape(edge: Edge) -> None:
    reply = ask(edge, "/api/v1/performances", "POST", data=b"x" * (256 * 1024 + 1))

    assert reply.status_code == 413
    assert reply.headers["Content-Type"] == "application/json"
    assert reply.json()["errors"][0]["code"] == "request_too_large"


def test_the_edge_keeps_no_answer_and_passes_credentials_on(edge: Edge, httpserver: HTTPServer) -> None:
    seen: list[Request] = []

    def answer(request: Request) -> Response:
        seen.append(request)
        text = f"{request.headers.get('Authorization')} {request.headers.get('Cookie')} {len(seen)}"
        # Even an answer that says it may be kept: the edge has no store.
        return Response(text, headers={"Cache-Control": "public, max-age=600", "ETag": f'"{len(seen)}"'})

    httpserver.expect_request("/api/v1/me").respond_with_handler(answer)
    callers = [{"Authorization": "Bearer one"}, {"Authorization": "Bearer two"}, {"Cookie": "__Host-refresh=three"}, {}]

    texts = [ask(edge, "/api/v1/me", headers=headers).text for headers in callers]

    assert texts == ["Bearer one None 1", "Bearer two None 2", "None __Host-refresh=three 3", "None None 4"]


def test_an_address_with_a_file_ending_below_the_api_is_the_apis(edge: Edge, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/api/v1/me/x.css").respond_with_json(
        JSON, status=404, headers={"Cache-Control": "no-store"}
    )

    reply = ask(edge, "/api/v1/me/x.css", headers={"Authorization": "Bearer one"})

    assert (reply.status_code, reply.headers["Cache-Control"]) == (404, "no-store")


def test_a_body_in_chunks_reaches_the_api_with_its_length(edge: Edge, httpserver: HTTPServer) -> None:
    seen: list[Request] = []

    def answer(request: Request) -> Response:
        seen.append(request)
        return Response(b"{}", content_type="application/json")

    httpserver.expect_request("/api/v1/auth/signin").respond_with_handler(answer)

    good = ask(edge, "/api/v1/auth/signin", "POST", data=iter([b'{"a":', b"1}"]))
    large = ask(edge, "/api/v1/auth/signin", "POST", data=iter([b"x" * 65536] * 5))

    assert (good.status_code, seen[0].headers["Content-Length"]) == (200, "7")
    assert (large.status_code, large.json()["errors"][0]["code"]) == (413, "request_too_large")
    assert len(seen) == 1


def test_an_api_that_is_down_is_told_in_the_one_error_shape_while_the_site_stands(orphaned_edge: Edge) -> None:
    reply = ask(orphaned_edge, "/api/v1/home")

    assert reply.status_code == 503
    assert reply.headers["Retry-After"] == "10"
    assert reply.json()["type"] == "server_error"
    assert ask(orphaned_edge, "/").status_code == 200


def test_plain_http_only_leads_to_https(edge: Edge) -> None:
    with requests.Session() as session:
        session.trust_env = False
        reply = session.get(f"http://127.0.0.1:{edge.http_port}/performances?page=2", allow_redirects=False, timeout=10)
        health = session.get(f"http://127.0.0.1:{edge.http_port}/edge-health", timeout=10)

    assert reply.status_code == 301
    assert reply.headers["Location"] == "https://127.0.0.1/performances?page=2"
    assert health.status_code == 204


def test_the_log_keeps_no_search_words(edge: Edge) -> None:
    ask(edge, "/performances?q=secretword")

    log = (edge.folder / "access.log").read_text(encoding="utf-8")
    assert '"GET /index.html"' in log or '"GET /performances"' in log
    assert "secretword" not in log
