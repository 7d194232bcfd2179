"""Compression of answers that are made, as the API's are."""

from __future__ import annotations

from typing import TYPE_CHECKING
from wsgiref.headers import Headers
from wsgiref.util import setup_testing_defaults

import brotli
import pytest

from runner.compression import Compressed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

BODY = b'{"name":"' + b"musical " * 200 + b'"}'


class Reply:
    """A WSGI answer that notes whether it was closed."""

    def __init__(self, status: str = "200 OK", **headers: str) -> None:
        self.status = status
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        self.headers = {"Content-Type": "application/json", "Content-Length": str(len(BODY)), **given}
        self.closed = 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response(self.status, list(self.headers.items()))
        return self

    def __iter__(self) -> Iterator[bytes]:
        yield BODY[:100]
        yield BODY[100:]

    def close(self) -> None:
        self.closed += 1


def ask(application: Compressed, accepted: str = "br", method: str = "GET") -> tuple[str, Headers, bytes]:
    environ: dict[str, object] = {"PATH_INFO": "/api/v1/home", "REQUEST_METHOD": method}
    setup_testing_defaults(environ)
    environ["HTTP_ACCEPT_ENCODING"] = accepted
    begun: list[tuple[str, Headers]] = []
    body = application(environ, lambda status, pairs, _=None: begun.append((status, Headers(pairs))))
    return *begun[-1], b"".join(body)


def test_what_an_answer_varies_by_is_kept() -> None:
    _, headers, body = ask(Compressed(Reply(Vary="Accept-Language, Origin")))

    assert headers["Vary"] == "Accept-Language, Origin, Accept-Encoding"
    assert brotli.decompress(body) == BODY


def test_a_strong_etag_becomes_weak_because_the_bytes_differ() -> None:
    application = Compressed(Reply(ETag='"abc"'))

    assert ask(application)[1]["ETag"] == 'W/"abc"'
    assert ask(application, "identity")[1]["ETag"] == '"abc"'


def test_the_inner_answer_is_closed_once() -> None:
    reply = Reply()

    ask(Compressed(reply))

    assert reply.closed == 1


def test_answers_with_one_etag_are_compressed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    compress = brotli.compress

    def count(content: bytes, quality: int) -> bytes:
        calls.append(quality)
        return compress(content, quality=quality)

    monkeypatch.setattr(brotli, "compress", count)
    application = Compressed(Reply(ETag='"abc"'), quality=7)

    assert ask(application)[2] == ask(application)[2]
    assert calls == [7]


def test_an_error_is_compressed_with_its_own_status() -> None:
    status, headers, _ = ask(Compressed(Reply("404 Not Found")))

    assert (status, headers["Content-Encoding"]) == ("404 Not Found", "br")


@pytest.mark.parametrize(
    "reply",
    [
        Reply(Content_Encoding="gzip"),
        Reply(Content_Type="image/webp"),
        Reply(Content_Length="399"),
        Reply("206 Partial Content"),
        Reply("304 Not Modified", Content_Length="0"),
    ],
)
def test_what_would_not_gain_stays_as_it_is(reply: Reply) -> None:
    status, headers, body = ask(Compressed(reply))

    assert (status, body) == (reply.status, BODY)
    assert headers["Content-Encoding"] == reply.headers.get("Content-Encoding")


def test_head_has_the_encoding_and_no_length() -> None:
    _, headers, _ = ask(Compressed(Reply()), method="HEAD")

    assert headers["Content-Encoding"] == "br"
    assert headers["Content-Length"] is None
