"""Limits at the socket: time and bytes of a whole answer, whatever the parser above makes of them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
import requests
import urllib3

from culturepedia.common.deadlines import OVERHEAD_BYTES, DeadlineAdapter
from tests.enrichment.hostile_server import HostileServer, Write

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = b"HTTP/1.1 200 OK\r\n"
FAILURES = (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError)
MAX_BYTES = 100_000


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with HostileServer().running() as server:
        yield server


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.mount("http://", DeadlineAdapter(total_seconds=0.5, max_bytes=MAX_BYTES))
        yield session


def _get(session: requests.Session, url: str) -> bytes:
    with session.get(url, timeout=(1, 0.3), stream=True) as reply:
        return bytes(reply.raw.read(decode_content=False))


def test_an_ordinary_answer_passes(server: HostileServer, session: requests.Session) -> None:
    url = server.file("/a", b"x" * MAX_BYTES)

    for _ in range(3):
        assert _get(session, url) == b"x" * MAX_BYTES

    assert server.connections == 1


@pytest.mark.parametrize("start", [b"HTTP/1.1 2", HEAD + b"X: ", HEAD + b"Content-Length: 500\r\n\r\n"])
def test_a_drip_ends_with_the_whole_time(server: HostileServer, session: requests.Session, start: bytes) -> None:
    def drip(write: Write) -> None:
        write(start)
        for _ in range(100):
            write(b"0")
            time.sleep(0.05)

    url = server.answer("/a", drip)
    started = time.monotonic()

    with pytest.raises(FAILURES):
        _get(session, url)

    assert 0.4 < time.monotonic() - started < 2


@pytest.mark.parametrize(
    "start",
    [b"", HEAD + b"\r\n", HEAD + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", HEAD + b"Content-Length: -1\r\n\r\n"],
)
def test_an_endless_answer_ends_with_its_bytes(server: HostileServer, session: requests.Session, start: bytes) -> None:
    written = 0

    def pour(write: Write) -> None:
        nonlocal written
        write(start)
        while True:
            write(b"0" * 20_000)
            written += 20_000

    url = server.answer("/a", pour)

    with pytest.raises(FAILURES):
        _get(session, url)

    assert written < MAX_BYTES + OVERHEAD_BYTES + 8 * 1024 * 1024  # what sockets buffer
