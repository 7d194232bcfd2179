"""The site server: which file a path gets, with which headers."""

from __future__ import annotations

import gzip
import os
from typing import TYPE_CHECKING
from wsgiref.headers import Headers
from wsgiref.util import setup_testing_defaults

import brotli
import pytest

from culturepedia.pages.addresses import mark_of
from runner.compression import Compressed
from runner.web import Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHELL = "<!doctype html><title>shell</title>" + " " * 500


class Answer:
    def __init__(self, status: str, headers: Headers, body: bytes) -> None:
        self.code = int(status.split(" ", 1)[0])
        self.headers = headers
        self.body = body


class Client:
    def __init__(self, folder: Path) -> None:
        self.frontend, self.media, self.snapshots = (folder / name for name in ("frontend", "media", "snapshots"))
        for path, text in {
            "index.html": SHELL,
            "sw.js": "// worker",
            "package.json": "{}",
            ".env": "SECRET=1",
            "src/main.js": "export const a = 1;\n" * 100,
            "src/.hidden.js": "x",
            "styles/base.css": "body{}",
            "vendor/bootstrap/5.3.9/bootstrap.css": "a{}",
            "tests/router.test.js": "x",
            "node_modules/a/index.js": "x",
        }.items():
            file = self.frontend / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        (self.media / "posters").mkdir(parents=True)
        (self.media / "posters" / "ab.webp").write_bytes(b"RIFF")
        (self.media / "posters" / "ab.html").write_text("<script>alert(1)</script>")
        (folder / "secret.js").write_text("secret")
        self.application = Compressed(
            Site(
                frontend=self.frontend,
                media=self.media,
                snapshots=self.snapshots,
                hosts=["box.example"],
                api_port=8123,
            )
        )

    def add_snapshots(self, *files: str, shell: str = SHELL) -> None:
        for file in (*files, "sitemap.xml"):
            place = self.snapshots / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(f"<!doctype html>snapshot of {file}")
        (self.snapshots / "shell").write_text(mark_of(shell.encode()))

    def get(self, path: str, method: str = "GET", host: str = "127.0.0.1:8080", **headers: str) -> Answer:
        environ: dict[str, object] = {"PATH_INFO": path, "REQUEST_METHOD": method, "HTTP_HOST": host}
        setup_testing_defaults(environ)
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        begun: list[tuple[str, Headers]] = []
        body = self.application(environ, lambda status, pairs, _=None: begun.append((status, Headers(pairs))))
        content = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        return Answer(*begun[-1], content)


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return Client(tmp_path)


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/en", "/en/", "/performances", "/performances/PF273608", "/en/venues/FC000113", "/genres/musical"),
        *("/people/17", "/en/tags/moving", "/offline", "/en/about", "/performances/", "/en/venues/FC000113/"),
    ],
)
def test_an_address_of_the_app_gets_the_shell(client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer.code == 200
    assert answer.body.decode() == SHELL
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        *("/src/", "/tests", "/없는/주소", "/nowhere", "/performances//", "/performances/1", "/venues/PF273608"),
        *("/ko", "/english", "/en/en", "/performances/PF273608/x", "/\0", "//", "/people/" + "1" * 19),
    ],
)
@pytest.mark.parametrize("condition", [{}, {"if_none_match": "*"}, {"range": "bytes=0-1"}])
def test_the_shell_says_that_there_is_no_such_page(client: Client, path: str, condition: dict[str, str]) -> None:
    answer = client.get(path, **condition)

    assert answer.code == 404
    assert answer.body.decode() == SHELL
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "index.html"),
        ("/en/", "en.html"),
        ("/genres/musical", "genres/musical.html"),
        ("/en/performances/PF273608", "en/performances/PF273608.html"),
        ("/performances/PF273608/", "performances/PF273608.html"),
    ],
)
def test_a_snapshot_answers_its_address(client: Client, path: str, file: str) -> None:
    client.add_snapshots(file)

    answer = client.get(path)

    assert (answer.code, answer.body.decode()) == (200, f"<!doctype html>snapshot of {file}")
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert client.get(path, if_none_match=answer.headers["ETag"]).code == 304


def test_a_snapshot_of_another_shell_gives_way_to_the_shell(client: Client) -> None:
    client.add_snapshots("performances/PF273608.html", shell="an older one")

    answer = client.get("/performances/PF273608")

    assert (answer.code, answer.body.decode()) == (200, SHELL)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/performances/PF273608", 200),
        ("/performances/PF273609", 404),
        ("/en/performances/PF273608", 404),
        ("/venues/FC000113", 404),
        ("/genres/opera", 404),
        ("/performances/PF273608/reviews", 200),
        ("/performances/PF273608/review/", 200),
        ("/performances/PF273609/reviews", 404),
        ("/performances/PF273609/review", 404),
        ("/en/performances/PF273608/reviews", 404),
        ("/people/17", 200),
        ("/about", 200),
    ],
)
def test_once_there_are_snapshots_the_rest_of_the_catalogue_does_not_exist(
    client: Client, path: str, code: int
) -> None:
    client.add_snapshots("performances/PF273608.html")

    assert client.get(path).code == code


def test_robots_read_the_written_files_and_before_them_those_of_the_app(client: Client) -> None:
    (client.frontend / "robots.txt").write_text("of the app")
    before = [client.get(path).code for path in ("/robots.txt", "/sitemap.xml", "/sitemap-venues.xml")]
    client.add_snapshots("robots.txt", "sitemap-venues.xml")

    after = [client.get(path) for path in ("/robots.txt", "/sitemap.xml", "/sitemap-venues.xml")]

    assert before == [200, 404, 404]
    assert [answer.code for answer in after] == [200, 200, 200]
    assert [answer.headers["Content-Type"].partition(";")[0] for answer in after] == ["text/plain", *["text/xml"] * 2]


@pytest.mark.parametrize("path", ["/shell", "/.state.json", "/performances/PF273608.html", "/en.html"])
def test_what_else_lies_beside_the_snapshots_is_not_shown(client: Client, path: str) -> None:
    client.add_snapshots("performances/PF273608.html", "en.html", ".state.json")

    assert client.get(path).code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/missing.js",
        "/src/missing.js",
        "/performances/missing.png",
        "/package.json",
        "/.env",
        "/src/.hidden.js",
        "/tests/router.test.js",
        "/node_modules/a/index.js",
        "/../secret.js",
        "/src/../../secret.js",
        "/src\\..\\..\\secret.js",
        "/media/posters/zz.webp",
        "/media/posters/ab.html",
        "/media/../secret.js",
        "/media/",
        "/src/a\0.js",
        "/" + "a" * 5000 + ".js",
    ],
)
def test_what_is_missing_or_not_public_is_not_found(client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer.code == 404
    assert b"secret" not in answer.body
    assert SHELL.encode() not in answer.body


def test_files_of_the_app_are_checked_again_at_each_use(client: Client) -> None:
    first = client.get("/src/main.js")

    assert first.headers["Content-Type"] == 'text/javascript; charset="utf-8"'
    assert first.headers["Cache-Control"] == "no-cache"
    assert client.get("/src/main.js", if_none_match=first.headers["ETag"]).code == 304


def test_an_edited_file_shows_at_once(client: Client) -> None:
    first = client.get("/src/main.js")
    file = client.frontend / "src/main.js"
    text = file.read_text().replace("1", "2")
    before = file.stat()
    file.write_text(text)  # same size; a moment later
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + 1_000_000))

    answer = client.get("/src/main.js", if_none_match=first.headers["ETag"])

    assert (answer.code, answer.body.decode()) == (200, text)


def test_vendored_files_and_posters_stay_in_the_browser(client: Client) -> None:
    for path in ("/vendor/bootstrap/5.3.9/bootstrap.css", "/media/posters/ab.webp"):
        assert client.get(path).headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_pictures_of_the_app_are_asked_for_once_a_page(client: Client) -> None:
    (client.frontend / "assets").mkdir()
    (client.frontend / "assets" / "icons.svg").write_text("<svg/>")

    assert client.get("/assets/icons.svg").headers["Cache-Control"] == "public, max-age=60"


def test_a_poster_can_do_nothing_but_be_shown(client: Client) -> None:
    answer = client.get("/media/posters/ab.webp")

    assert answer.code == 200
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == "inline"


@pytest.mark.parametrize("path", ["/", "/src/main.js", "/config.js", "/missing.js", "/sw.js"])
def test_every_answer_of_the_app_has_the_strict_policy(client: Client, path: str) -> None:
    headers = client.get(path).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "connect-src 'self' http://127.0.0.1:8123;" in policy
    assert policy.endswith("require-trusted-types-for 'script'; trusted-types app")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_documents_keep_other_windows_and_devices_away(client: Client) -> None:
    headers = client.get("/venues/FC000113").headers

    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1:8080", "http://127.0.0.1:8123"),
        ("localhost:8080", "http://localhost:8123"),
        ("LOCALHOST:8080", "http://localhost:8123"),
        ("[::1]:8080", "http://[::1]:8123"),
        ("box.example:8080", "http://box.example:8123"),
        ("evil.example:8080", "http://127.0.0.1:8123"),
        ("a'; script-src *:8080", "http://127.0.0.1:8123"),
        ("localhost", "http://localhost:8123"),
        ("[::1]", "http://[::1]:8123"),
        ("", "http://127.0.0.1:8123"),
    ],
)
def test_the_api_is_asked_under_the_name_the_page_was_opened_with(client: Client, host: str, expected: str) -> None:
    config = client.get("/config.js", host=host)

    assert config.body.decode() == f'window.CULTUREPEDIA = Object.freeze({{"apiBase": "{expected}/api/v1"}});\n'
    assert f"connect-src 'self' {expected};" in client.get("/", host=host).headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("accepted", "encoding", "decompress"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("br;q=0, gzip;q=0.8", "gzip", gzip.decompress),
        ("GZIP", "gzip", gzip.decompress),
    ],
)
def test_text_is_compressed_for_those_who_take_it(
    client: Client, accepted: str, encoding: str, decompress: Callable[[bytes], bytes]
) -> None:
    plain = client.get("/src/main.js")
    packed = client.get("/src/main.js", accept_encoding=accepted)

    assert packed.headers["Content-Encoding"] == encoding
    assert decompress(packed.body) == plain.body
    assert len(packed.body) == int(packed.headers["Content-Length"]) < len(plain.body)
    assert plain.headers["Content-Encoding"] is None
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("encoding", ["gzip;q=0", "br;q=0.0", "identity", "xgzip"])
def test_text_stays_plain_for_others(client: Client, encoding: str) -> None:
    assert client.get("/src/main.js", accept_encoding=encoding).headers["Content-Encoding"] is None


def test_posters_are_not_compressed_again(client: Client) -> None:
    assert client.get("/media/posters/ab.webp", accept_encoding="gzip").headers["Content-Encoding"] is None


@pytest.mark.parametrize("path", ["/", "/src/main.js", "/config.js", "/missing.js"])
def test_head_sends_the_same_headers_and_no_body(client: Client, path: str) -> None:
    asked, got = client.get(path, "HEAD"), client.get(path)

    assert asked.body == b""
    assert (asked.code, asked.headers["ETag"], asked.headers["Content-Length"]) == (
        got.code,
        got.headers["ETag"],
        got.headers["Content-Length"],
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_written(client: Client, method: str) -> None:
    answer = client.get("/src/main.js", method)

    assert answer.code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
