"""Bodies that are no answer to anything: each is refused at once, and none is an error of the server."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING, Any

import pytest
from rest_framework.test import APIClient

from config.wsgi import application
from tests.contract.access_table import ACCESS
from tests.open_transaction import kept_open
from tests.people import sign_up

if TYPE_CHECKING:
    from tests.people import Person

pytestmark = pytest.mark.django_db
JSON = "application/json"
LIMIT = 256 * 1024
WRITES = [line for line, row in ACCESS.items() if row.body is not None]
NEED_NOTHING = {"POST /auth/signout", "POST /auth/email/resend", "PATCH /me", "POST /me/notifications/read"}
BODIES: dict[str, tuple[bytes, str, int]] = {
    "array": (b"[]", JSON, 400),
    "text": (b'"email"', JSON, 400),
    "number": (b"1", JSON, 400),
    "null": (b"null", JSON, 400),
    "truth": (b"true", JSON, 400),
    "half an object": (b'{"email":', JSON, 400),
    "two objects": (b"{}{}", JSON, 400),
    "comment": (b"{} // x", JSON, 400),
    "single quotes": (b"{'email': 1}", JSON, 400),
    "100,000 arrays": (b'{"email":' + b"[" * 100_000 + b"]" * 100_000 + b"}", JSON, 400),
    "100,000 objects": (b'{"email":' * 20_000 + b"1" + b"}" * 20_000, JSON, 400),
    # As deep as the reader allows, deeper than Python shows.
    "1,000 arrays": (b'{"email":' + b"[" * 1_000 + b"]" * 1_000 + b"}", JSON, 400),
    "1,000 objects": (b'{"email":' + b'{"a":' * 1_000 + b"1" + b"}" * 1_000 + b"}", JSON, 400),
    "1,000 arrays as a choice": (b'{"gender":' + b"[" * 1_000 + b"]" * 1_000 + b"}", JSON, 400),
    "NUL": (b"\0", JSON, 400),
    "NUL in a name": (b'{"a\\u0000b": 1}', JSON, 400),
    "NUL in a value": (b'{"email": "a\\u0000@mail.test", "username": "\\u0000", "password": "\\u0000", "token": "\\u0000"}', JSON, 400),
    "lone surrogate": (b'{"email": "\\ud800"}', JSON, 400),
    "lone surrogate in a name": (b'{"\\udfff": 1}', JSON, 400),
    "surrogate in UTF-8": (b'{"email": "\xed\xa0\x80"}', JSON, 400),
    "invalid UTF-8": (b'{"email": "\xff\xfe"}', JSON, 400),
    "overlong UTF-8": (b'{"email": "\xc0\xaf"}', JSON, 400),
    "UTF-16": ('{"email": "a"}'.encode("utf-16"), JSON, 400),
    "byte order mark": (b"\xef\xbb\xbf{}", JSON, 400),
    "NaN": (b'{"email": NaN}', JSON, 400),
    "Infinity": (b'{"email": -Infinity}', JSON, 400),
    "1e999": (b'{"email": 1e999}', JSON, 400),
    "a number of 100,000 digits": (b'{"email": ' + b"9" * 100_000 + b"}", JSON, 400),
    "20,000 unknown fields": (b"{" + b",".join(b'"f%d": 1' % number for number in range(20_000)) + b"}", JSON, 400),
    "the same name twice": (b'{"unknown": 1, "unknown": 2}', JSON, 400),
    "a name of 200,000 characters": (b'{"' + b"x" * 200_000 + b'": 1}', JSON, 400),
    "values of other types": (
        (b'{"email": {}, "password": [], "username": 1, "birthday": true, "session_kind": {}, "gender": [], "refresh": 1,'
        b' "token": {}, "uid": 0.5, "new_password": false, "current_password": null, "everywhere": "true"}'), JSON, 400,
    ),
    "120,000 marks on one letter": (
        b'{"email": "' + b"a\xcc\x81\xcc\x96" * 20_000 + b'", "password": "' + b"\xcc\x96\xcc\x81" * 30_000 + b'"}', JSON, 400,
    ),
    "one byte too many": (b'{"email": "' + b"a" * LIMIT + b'"}', JSON, 413),
    "blanks beyond the limit": (b"{}" + b" " * LIMIT, JSON, 413),
    "form": (b"email=a%40mail.test&password=x", "application/x-www-form-urlencoded", 415),
    "multipart": (b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\na\r\n--x--', "multipart/form-data; boundary=x", 415),
    "XML": (b"<a/>", "text/xml", 415),
    "plain text": (b"{}", "text/plain", 415),
    "no type": (b"{}", "", 415),
    "a type that is none": (b"{}", "json", 415),
    "a type with 8,000 characters": (b"{}", f"text/html; a={'x' * 8_000}", 415),
}  # fmt: skip
STRANGE_TYPES = [
    "application/json; a*=zzz'en'x%41", "application/json; charset*=utf-8''%ff", f"application/json; a={'x' * 20_000}",
    "application/json; charset=\xff", ";;;=", "application/json, application/json", "/", "a/b/c", "*/*",
]  # fmt: skip


@pytest.fixture
def person() -> Person:
    return sign_up()


@pytest.mark.parametrize("name", BODIES)
def test_every_operation_refuses_it_at_once(person: Person, name: str) -> None:
    body, content_type, status = BODIES[name]

    for line in WRITES:
        method, _, path = line.partition(" ")
        started = time.thread_time()
        reply = APIClient().generic(method, f"/api/v1{path}", body, content_type, headers=person.headers)

        # Of an operation without fields of its own an unknown one is wrong, too.
        assert reply.status_code == status, (line, reply.content[:300])
        assert reply.json()["errors"], line
        assert len(reply.content) < 21_000, line
        assert time.thread_time() - started < 1, line


@pytest.mark.parametrize("content_type", [JSON, "application/x-www-form-urlencoded", ""])
@pytest.mark.parametrize("line", WRITES)
def test_an_empty_body_has_no_fields(person: Person, line: str, content_type: str) -> None:
    method, _, path = line.partition(" ")

    reply = APIClient().generic(method, f"/api/v1{path}", b"", content_type, headers=person.headers)

    needs_nothing = line in NEED_NOTHING
    no_token = line == "POST /auth/refresh"
    # The address names nothing that is there, and nothing need be said.
    no_change_of_nothing = "{" in path and (method == "PATCH" or path.endswith("/hashtags/{slug}/reports"))
    wanted = {401} if no_token else {404} if no_change_of_nothing else {400}
    assert reply.status_code in ({200, 202, 204} if needs_nothing else wanted)


@pytest.mark.parametrize("path", ["/me", "/me/sessions", "/performances"])
def test_too_many_parameters_and_foreign_hosts_are_refused(person: Person, path: str) -> None:
    many = "&".join(f"a{number}=1" for number in range(300))

    for query, host in ((many, "testserver"), ("", "evil.example")):
        reply = APIClient().get(f"/api/v1{path}?{query}", headers={**person.headers, "Host": host})
        if path != "/performances" or query:  # whose answer without links is the same under every name
            assert (reply.status_code, reply.json()["errors"][0]["code"]) == (400, "parse_error")
            assert "no-store" in reply["Cache-Control"]


class Front:
    """The API behind the entry point that the servers use."""

    def send(self, body: bytes, content_type: str = JSON, *, chunked: bool = False, path: str = "/auth/signin") -> int:
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "POST", "PATH_INFO": f"/api/v1{path}", "SERVER_NAME": "testserver", "SERVER_PORT": "80",
            "HTTP_HOST": "testserver", "REMOTE_ADDR": "127.0.0.1", "wsgi.input": io.BytesIO(body), "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http", "wsgi.errors": io.StringIO(), "wsgi.multithread": True,
            "wsgi.multiprocess": True, "wsgi.run_once": False, "CONTENT_TYPE": content_type,
            "wsgi.input_terminated": True,
        }  # fmt: skip
        environ |= {"HTTP_TRANSFER_ENCODING": "chunked"} if chunked else {"CONTENT_LENGTH": str(len(body))}
        begun: list[str] = []
        with kept_open():
            answer: Any = application(environ, lambda status, _headers, _error=None: begun.append(status))
            b"".join(answer)
            if close := getattr(answer, "close", None):
                close()
        return int(begun[-1].partition(" ")[0])


@pytest.fixture
def front() -> Front:
    return Front()


@pytest.mark.parametrize("chunked", [True, False])
def test_a_body_of_unknown_length_is_read_like_any_other(front: Front, person: Person, chunked: bool) -> None:  # noqa: FBT001
    good = f'{{"email": "{person.email}", "password": "달빛 아래 오래된 극장 42"}}'.encode()

    assert front.send(good, chunked=chunked) == 200
    assert front.send(good + b" " * (LIMIT - len(good)), chunked=chunked) == 200
    assert front.send(good + b" " * (LIMIT - len(good) + 1), chunked=chunked) == 413
    assert front.send(b" " * 5_000_000, chunked=chunked) == 413
    assert front.send(b"", chunked=chunked) == 400


@pytest.mark.parametrize("content_type", STRANGE_TYPES)
def test_a_content_type_that_cannot_be_read_is_refused(front: Front, content_type: str) -> None:
    assert front.send(b"{}", content_type) in {400, 415}
