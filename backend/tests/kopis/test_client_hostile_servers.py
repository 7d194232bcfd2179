"""Servers that misbehave below HTTP, and the key that must not leave by any way whatever goes wrong."""

from __future__ import annotations

import logging
import socket
import struct
import time
import traceback
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

import pytest

from culturepedia.kopis.client import KopisClient, KopisError, KopisUnavailable, Limits
from tests.enrichment.hostile_server import HostileServer, Write
from tests.kopis.bad_case import envelope, good_body
from tests.kopis.conftest import BASE_PATH, KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.kopis.conftest import MakeClient, Upstream

ID = "PF990001"
GOOD = good_body("detail")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n"
QUICK = Limits(connect_seconds=1, read_seconds=0.3, call_seconds=0.6)
MAX_SECONDS = 3 * 0.6 + 2  # three tries and a slow machine
MAX_BYTES = 3 * 12 * 1024 * 1024  # three times the limit with its overhead and what sockets buffer


class Server(HostileServer):
    """Answers every request with one function, whatever its query; counts the bytes that it got rid of."""

    bytes_written = 0

    def behave(self, write_answer: Callable[[Write], None]) -> None:
        self._answers = _Any(lambda write: write_answer(lambda data: self._count(write, data)))

    def _count(self, write: Write, data: bytes) -> None:
        write(data)
        self.bytes_written += len(data)

    def url(self) -> str:
        return self.base_url + BASE_PATH


class _Any(dict[str, "Callable[[Write], None]"]):
    def __init__(self, write_answer: Callable[[Write], None]) -> None:
        self._write_answer = write_answer

    def get(self, key: object, default: object = None) -> Callable[[Write], None]:  # type: ignore[override]
        return self._write_answer


@pytest.fixture(autouse=True)
def _no_handler_that_redacts(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Let the records reach the test as the client's own precautions leave them."""
    monkeypatch.setattr(logging.getLogger(), "handlers", [caplog.handler])


@pytest.fixture
def server() -> Iterator[Server]:
    with Server().running() as server:
        assert isinstance(server, Server)
        yield server


def _drip(write: Write, start: bytes, drop: bytes) -> None:
    write(start)
    for _ in range(200):
        write(drop)
        time.sleep(0.05)


def _endless(write: Write, start: bytes, chunk: bytes) -> None:
    write(start)
    while True:
        write(chunk)


CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
DEEDS: dict[str, Callable[[Write], None]] = {
    "status line drips": lambda write: _drip(write, b"HTTP/1.1 ", b"2"),
    "headers drip": lambda write: _drip(write, HEAD, b"X: y\r\n"),
    "one header drips": lambda write: _drip(write, HEAD + b"X-Long: ", b"y"),
    "the body drips": lambda write: _drip(write, HEAD + b"Content-Length: 9999\r\n\r\n", b" "),
    "chunks drip": lambda write: _drip(write, CHUNKED, b"1\r\n \r\n"),
    "the size of a chunk drips": lambda write: _drip(write, CHUNKED, b"0"),
    "trailers drip": lambda write: _drip(write, CHUNKED + b"0\r\n", b"X: y\r\n"),
    "interim answers for ever": lambda write: _endless(write, b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "headers for ever": lambda write: _endless(write, HEAD, b"X: y\r\n" * 50),
    "a header without an end": lambda write: _endless(write, HEAD + b"X: ", b"y" * 5000),
    "a chunk of size -1": lambda write: _endless(write, CHUNKED + b"-1\r\n", b" " * 50_000),
    "a chunk of size -5": lambda write: _endless(write, CHUNKED + b"-5\r\n", b" " * 50_000),
    "a chunk of no size": lambda write: write(CHUNKED + b"zz\r\n \r\n0\r\n\r\n"),
    "a huge chunk": lambda write: write(CHUNKED + b"f" * 15 + b"\r\n" + GOOD),
    "a chunk that is cut off": lambda write: write(CHUNKED + b"fff\r\n" + GOOD[:100]),
    "silence": lambda write: write(b""),
    "no HTTP": lambda write: write(b"\x00\xff\x13\x37\r\n\r\n"),
    "another protocol": lambda write: write(b"220 ftp.kopis.or.kr ready\r\n"),
    "a status that is none": lambda write: write(b"HTTP/1.1 abc OK\r\n\r\n"),
    "a status out of range": lambda write: write(b"HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n"),
    "broken headers": lambda write: write(HEAD + b"no colon here\r\n broken\r\nContent-Length: 3\r\n\r\nabc"),
    "two lengths": lambda write: write(HEAD + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\n" + GOOD),
    "a length too long": lambda write: write(HEAD + b"Content-Length: 999999\r\n\r\n" + GOOD),
    "a redirect into nothing": lambda write: write(
        b"HTTP/1.1 302 Found\r\nLocation: http://\xff\xfe\x80/\r\nContent-Length: 0\r\n\r\n"
    ),
    "a redirect with an endless body": lambda write: _endless(
        write, b"HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n", b" " * 50_000
    ),
    "an error with an endless body": lambda write: _endless(write, b"HTTP/1.1 500 No\r\n\r\n", b" " * 50_000),
    "a good body without an end": lambda write: _endless(write, HEAD + b"\r\n" + GOOD, b" " * 50_000),
    "an odd charset": lambda write: write(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=\xff\r\nContent-Length: 3\r\n\r\nabc"
    ),
}  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS)
def test_no_server_holds_or_breaks_the_client(
    server: Server, upstream: Upstream, make_client: MakeClient, caplog: pytest.LogCaptureFixture, deed: str
) -> None:
    caplog.set_level(logging.DEBUG)
    server.behave(DEEDS[deed])
    client = make_client(server.url(), limits=QUICK)
    started = time.monotonic()

    with pytest.raises(KopisError) as caught:
        client.performance(ID)

    assert time.monotonic() - started < MAX_SECONDS
    assert server.bytes_written < MAX_BYTES
    _check_silence(caught.value, client, caplog)


def test_a_good_answer_in_small_pieces_is_read(server: Server, make_client: MakeClient) -> None:
    def write_pieces(write: Write) -> None:
        write(HEAD + b"Content-Length: %d\r\n\r\n" % len(GOOD))
        for start in range(0, len(GOOD), 7):
            write(GOOD[start : start + 7])

    server.behave(write_pieces)

    record = make_client(server.url(), limits=QUICK).performance(ID)

    assert record is not None
    assert record.kopis_id == ID


def test_a_kept_connection_that_died_costs_one_try(server: Server, make_client: MakeClient) -> None:
    answers = iter([True, False, True])

    def write_or_die(write: Write) -> None:
        if not next(answers):
            raise ConnectionError
        write(HEAD + b"Content-Length: %d\r\n\r\n" % len(GOOD) + GOOD)

    server.behave(write_or_die)
    client = make_client(server.url(), limits=QUICK)

    for _ in range(2):
        assert client.performance(ID) is not None
    assert client.requests_made == 3


def test_a_reset_connection_is_tried_again(make_client: MakeClient) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(5)
        client = make_client(f"http://127.0.0.1:{listener.getsockname()[1]}{BASE_PATH}", limits=QUICK)
        resets = _Resets(listener)

        with pytest.raises(KopisUnavailable):
            resets.during(lambda: client.performance(ID))

    assert client.requests_made == 3


class _Resets:
    """Takes connections and resets them at once."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener

    def during(self, call: Callable[[], object]) -> None:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(1) as pool:
            taking = pool.submit(self._take_three)
            try:
                call()
            finally:
                taking.result()

    def _take_three(self) -> None:
        for _ in range(3):
            connection, _ = self._listener.accept()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()


# --- The key ---------------------------------------------------------------------------------------------------------
ANSWERS: dict[str, tuple[bytes, int]] = {
    "a refused key": (envelope("02").encode(), 200),
    "a key sent back": (f"<dbs><db><returncode>02</returncode><errmsg>{KEY}</errmsg></db></dbs>".encode(), 200),
    "a code that is the key": (f"<dbs><db><returncode>{KEY.replace('&', '')}</returncode></db></dbs>".encode(), 200),
    "a root that is the key": (b"<sentinel/>", 200),
    "a broken body": (KEY.encode(), 200),
    "a block": (KEY.encode(), 400),
    "a failure": (KEY.encode(), 500),
    "not found": (KEY.encode(), 404),
    "forbidden": (KEY.encode(), 403),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_no_answer_brings_the_key_out(
    upstream: Upstream, client: KopisClient, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    caplog.set_level(logging.DEBUG)
    body, status = ANSWERS[name]
    upstream.say(f"pblprfr/{ID}", body, status=status)

    with pytest.raises(KopisError) as caught:
        client.performance(ID)

    _check_silence(caught.value, client, caplog)


@pytest.mark.parametrize(
    "base_url",
    [
        "http://127.0.0.1:1/",
        "http://no.such.host.invalid/",
        "http://[::1/",
        "http://host:port/",
        "https://127.0.0.1:1/",
        "ftp://127.0.0.1/",
        "http://\u3002/",
        "//",
    ],
)
def test_no_address_brings_the_key_out(
    make_client: MakeClient, caplog: pytest.LogCaptureFixture, base_url: str
) -> None:
    caplog.set_level(logging.DEBUG)
    client = None
    try:
        client = make_client(base_url, limits=QUICK)
        client.performance(ID)
    except (KopisError, ValueError) as error:
        _check_silence(error, client, caplog)
    else:
        pytest.fail("that is no address")


def test_a_budget_brings_no_key_out(make_client: MakeClient, caplog: pytest.LogCaptureFixture) -> None:
    client = make_client("http://127.0.0.1:1/", request_budget=0)

    with pytest.raises(KopisError) as caught:
        client.performance(ID)

    _check_silence(caught.value, client, caplog)


def _check_silence(error: BaseException, client: KopisClient | None, caplog: pytest.LogCaptureFixture) -> None:
    """Look for the key in the error, in everything it hangs on, in each log record and in what prints a client."""
    said = [repr(client), str(client), *traceback.format_exception(error)]
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is not None:
            said += [repr(one), str(one), repr(one.args), repr(vars(one)), *getattr(one, "__notes__", [])]
            waiting += [one.__cause__, one.__context__]
    for record in caplog.records:
        if record.name != "werkzeug":  # the server's own log
            said += [record.getMessage(), repr(record.args), str(record.exc_text), str(record.exc_info)]
    for text in said:
        for form in (KEY, quote(KEY), quote(KEY, safe=""), quote_plus(KEY), "sentinel"):
            assert form not in text
