"""Pictures in a storage that speaks S3's protocol: a setting, and nothing else differs."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from config import env
from culturepedia.common import clock
from tests.enrichment import pictures
from tests.enrichment.test_posters import run_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.enrichment.conftest import AddPerformance
    from tests.enrichment.hostile_server import HostileServer


class Bucket:
    """The part of S3 that keeps whole objects."""

    def __init__(self) -> None:  # noqa: C901 - a whole handler
        self.objects: dict[str, tuple[bytes, dict[str, str]]] = {}
        self.is_full = False
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_PUT(self) -> None:
                body = self._body()
                if outer.is_full:
                    return self._answer(507, b"")
                outer.objects[self.path] = (body, {name.lower(): value for name, value in self.headers.items()})
                return self._answer(200, b"")

            def do_HEAD(self) -> None:
                self._object()

            def do_GET(self) -> None:
                self._object()

            def _object(self) -> None:
                found = outer.objects.get(self.path.partition("?")[0])
                self._answer(200 if found else 404, found[0] if found else b"")

            def _body(self) -> bytes:
                if self.headers.get("Expect"):
                    self.send_response_only(100)
                    self.end_headers()
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                if "aws-chunked" not in self.headers.get("Content-Encoding", ""):
                    return raw
                body = b""
                while raw:
                    size, _, raw = raw.partition(b"\r\n")
                    length = int(size.split(b";")[0], 16)
                    if not length:
                        break
                    body, raw = body + raw[:length], raw[length + 2 :]
                return body

            def _answer(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Last-Modified", "Mon, 23 Nov 2026 00:00:00 GMT")
                self.send_header("ETag", '"x"')
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)


@pytest.fixture
def bucket(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    bucket = Bucket()
    thread = threading.Thread(target=bucket.server.serve_forever, args=(0.02,))
    thread.start()
    for name, value in {
        "MEDIA_BUCKET": "posters",
        "MEDIA_ENDPOINT_URL": f"http://127.0.0.1:{bucket.server.server_address[1]}",
        "MEDIA_REGION": "kr",
        "MEDIA_ACCESS_KEY": "key",
        "MEDIA_SECRET_KEY": "secret",
    }.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = env.storages()
    yield bucket
    bucket.server.shutdown()
    thread.join()
    bucket.server.server_close()


def test_posters_are_stored_there_and_served_from_there(
    bucket: Bucket, poster_host: HostileServer, add_performance: AddPerformance
) -> None:
    performance = add_performance(poster_host.file("/a.jpg", pictures.jpeg()))

    assert run_at(clock.now()).made == 1

    performance.refresh_from_db()
    names = {f"/posters/{performance.poster_key}-{w}.{form}" for w in (120, 180, 240, 360) for form in ("webp", "jpg")}
    assert bucket.objects.keys() == names
    body, headers = bucket.objects[f"/posters/{performance.poster_key}-120.webp"]
    assert body[:4] == b"RIFF"
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["content-type"] == "image/webp"
    reply = Client().get(f"/media/{performance.poster_key}-120.webp")
    assert (reply.status_code, reply.getvalue(), reply["Content-Type"]) == (200, body, "image/webp")
    assert Client().get("/media/posters/none-120.webp").status_code == 404


def test_a_storage_that_fails_ends_the_run_and_blames_no_poster(
    bucket: Bucket, poster_host: HostileServer, add_performance: AddPerformance
) -> None:
    performance = add_performance(poster_host.file("/a.jpg", pictures.jpeg()))
    bucket.is_full = True

    run = run_at(clock.now())

    performance.refresh_from_db()
    assert "the media storage fails" in str(run.stopped_by)
    assert (performance.poster_failures, performance.poster_fetched_url) == (0, None)
