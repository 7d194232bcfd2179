"""Outgoing requests: what is refused without a connection, and what an answer may cost."""

from __future__ import annotations

import os
import re
import socket
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturepedia.common.http import (
    FetchError,
    FetchRefused,
    FetchRejected,
    FetchUnavailable,
    GuardedFetcher,
    Limits,
    is_public,
    loopback_origin,
)
from tests.enrichment.hostile_server import HostileServer, Write

if TYPE_CHECKING:
    from collections.abc import Iterator

HTTPS_HOSTS = {"kopis.or.kr": "kopis.or.kr", "www.kopis.or.kr": "kopis.or.kr"}
HOSTS = ["kopis.or.kr", "www.kopis.or.kr", "img.example.kr"]
QUICK = Limits(connect_seconds=1, read_seconds=0.4, total_seconds=0.6, max_bytes=100_000)
PUBLIC = "211.47.69.10"

REFUSED_URLS = [
    "",
    "kopis.or.kr/upload/a.jpg",
    "//kopis.or.kr/upload/a.jpg",
    "/upload/a.jpg",
    "file:///etc/passwd",
    "file://kopis.or.kr/etc/passwd",
    "ftp://kopis.or.kr/a.jpg",
    "gopher://kopis.or.kr:80/_GET",
    "data:image/png;base64,iVBORw0KGgo=",
    "javascript:alert(1)",
    "jar:http://kopis.or.kr!/a.jpg",
    "http:kopis.or.kr/a.jpg",
    "http:///a.jpg",
    "http://127.0.0.1/a.jpg",
    "http://127.0.0.1:{port}/a.jpg",
    "http://127.1:{port}/a.jpg",
    "http://2130706433:{port}/a.jpg",
    "http://0x7f000001:{port}/a.jpg",
    "http://0x7f.0.0.1:{port}/a.jpg",
    "http://0177.0.0.1:{port}/a.jpg",
    "http://0:{port}/a.jpg",
    "http://0.0.0.0:{port}/a.jpg",
    "http://[::]:{port}/a.jpg",
    "http://[::1]:{port}/a.jpg",
    "http://[::ffff:127.0.0.1]:{port}/a.jpg",
    "http://[::ffff:7f00:1]:{port}/a.jpg",
    "http://[0:0:0:0:0:ffff:127.0.0.1%25lo]:{port}/a.jpg",
    "http://[64:ff9b::7f00:1]:{port}/a.jpg",
    "http://localhost:{port}/a.jpg",
    "http://LOCALHOST:{port}/a.jpg",
    "http://localhost.:{port}/a.jpg",
    "http://localhost.localdomain:{port}/a.jpg",
    "http://kopis.or.kr.127.0.0.1.nip.io/a.jpg",
    "http://169.254.169.254/latest/meta-data/",
    "http://metadata.google.internal/computeMetadata/v1/",
    "http://10.0.0.1/a.jpg",
    "http://192.168.0.1/a.jpg",
    "http://kopis.or.kr@127.0.0.1:{port}/a.jpg",
    "http://kopis.or.kr:80@127.0.0.1:{port}/a.jpg",
    "http://user:password@kopis.or.kr/a.jpg",
    "http://@kopis.or.kr/a.jpg",
    "http://127.0.0.1:{port}\\@kopis.or.kr/a.jpg",
    "http://127.0.0.1:{port}#@kopis.or.kr/a.jpg",
    "http://127.0.0.1:{port}?@kopis.or.kr/a.jpg",
    "http://kopis.or.kr\\.evil.example/a.jpg",
    "http://kopis.or.kr.evil.example/a.jpg",
    "http://evil-kopis.or.kr/a.jpg",
    "http://sub.kopis.or.kr/a.jpg",
    "http://kopis.or.kr./a.jpg",
    "http://kopis.or.kr:22/a.jpg",
    "http://kopis.or.kr:8080/a.jpg",
    "https://kopis.or.kr:{port}/a.jpg",
    "http://kopis.or.kr:0/a.jpg",
    "http://kopis.or.kr:-80/a.jpg",
    "http://kopis.or.kr:99999/a.jpg",
    "http://kopis.or.kr:８０/a.jpg",
    "http://kopis.or.kr:/a.jpg",
    "http://img.example.kr:443/a.jpg",
    "https://img.example.kr:80/a.jpg",
    "http://kopis。or。kr/a.jpg",
    "http://ｋopis.or.kr/a.jpg",
    "http://kopis.or.kr%2f@127.0.0.1/a.jpg",
    "http://kopis%2eor%2ekr/a.jpg",
    "http://①②⑦.⓪.⓪.①:{port}/a.jpg",
    "http://xn--kopis-.or.kr/a.jpg",
    "http://[kopis.or.kr]/a.jpg",
    "http://[::1/a.jpg",
    "http://kopis.or.kr/a.jpg\r\nHost: 127.0.0.1",
    "http://kopis.or.kr/a b.jpg",
    "http://kopis.or.kr\t/a.jpg",
    "http://kopis.or.kr\x00.evil.example/a.jpg",
    " http://kopis.or.kr/a.jpg",
    "http://kopis.or.kr/" + "a" * 2000,
]

SANDBOX_ITSELF = re.compile(r"http://127\.0\.0\.1:\{port\}[/?#]")

FORBIDDEN_ADDRESSES = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "0.1.2.3",
    "10.1.2.3",
    "100.64.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "100::1",
    "2001:db8::1",
    "2001::1",
    "2002:7f00:1::",
    "fc00::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]


class Wire:
    """Stands between the code and the network: answers names as told, notes each connection tried."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers: list[list[str]] = [[PUBLIC]]  # one for each question; the last one stays
        self.asked: list[str] = []
        self.connected: list[Any] = []
        monkeypatch.setattr(socket, "getaddrinfo", self._resolve)
        monkeypatch.setattr(socket.socket, "connect", self._connect)

    def _resolve(self, host: str, port: int, *args: Any, **kwargs: Any) -> list[Any]:
        if host.strip("[]").replace(".", "").replace(":", "").isalnum() and (host[0].isdigit() or ":" in host):
            addresses = [host.strip("[]")]  # a literal
        else:
            self.asked.append(host)
            addresses = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        found = []
        for address in addresses:
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            place = (address, port, 0, 0) if ":" in address else (address, port)
            found.append((family, socket.SOCK_STREAM, 6, "", place))
        return found

    def _connect(self, address: Any) -> None:
        self.connected.append(address)
        raise ConnectionRefusedError


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    return Wire(monkeypatch)


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with HostileServer().running() as server:
        yield server


@pytest.fixture
def fetcher() -> Iterator[GuardedFetcher]:
    with GuardedFetcher(hosts=HOSTS, https_hosts=HTTPS_HOSTS, limits=QUICK) as fetcher:
        yield fetcher


@pytest.fixture
def sandboxed(server: HostileServer) -> Iterator[GuardedFetcher]:
    with GuardedFetcher(hosts=HOSTS, sandbox_url=f"{server.base_url}/openApi/restful/", limits=QUICK) as fetcher:
        yield fetcher


@pytest.mark.parametrize("url", REFUSED_URLS)
def test_refuses_a_url_without_asking_or_connecting(url: str, fetcher: GuardedFetcher, wire: Wire) -> None:
    with pytest.raises(FetchRefused):
        fetcher.fetch(url.replace("{port}", "9000"))

    assert wire.asked == wire.connected == []


@pytest.mark.parametrize("url", [url for url in REFUSED_URLS if not SANDBOX_ITSELF.match(url)])
def test_a_sandbox_opens_nothing_but_itself(url: str, sandboxed: GuardedFetcher, server: HostileServer) -> None:
    with pytest.raises(FetchRefused):
        sandboxed.fetch(url.replace("{port}", str(server.port)))

    assert server.connections == 0


@pytest.mark.parametrize("address", FORBIDDEN_ADDRESSES)
@pytest.mark.parametrize("others", [[], [PUBLIC]])
def test_refuses_a_host_with_a_forbidden_address(
    address: str, others: list[str], fetcher: GuardedFetcher, wire: Wire
) -> None:
    wire.answers = [[*others, address]]

    with pytest.raises(FetchRefused):
        fetcher.fetch("https://kopis.or.kr/upload/a.jpg")

    assert wire.connected == []


def test_refuses_a_name_that_changes_its_address_between_two_questions(fetcher: GuardedFetcher, wire: Wire) -> None:
    wire.answers = [[PUBLIC], ["127.0.0.1"]]

    with pytest.raises(FetchRefused):
        fetcher.fetch("https://kopis.or.kr/upload/a.jpg")

    assert wire.connected == []


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("http://www.kopis.or.kr/upload/pfmPoster/PF_PF1.GIF", (PUBLIC, 443)),
        ("http://kopis.or.kr:80/upload/a.jpg", (PUBLIC, 443)),
        ("https://KOPIS.or.kr/upload/포스터.jpg", (PUBLIC, 443)),
        ("http://img.example.kr/a.jpg", (PUBLIC, 80)),
        ("https://img.example.kr:443/a.jpg?size=1", (PUBLIC, 443)),
    ],
)
def test_connects_to_the_address_that_was_checked(
    url: str, place: tuple[str, int], fetcher: GuardedFetcher, wire: Wire
) -> None:
    with pytest.raises(FetchUnavailable):
        fetcher.fetch(url)

    assert set(wire.connected) == {place}


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://www.kopis.or.kr/upload/a.gif", "https://kopis.or.kr/upload/a.gif"),
        ("http://KOPIS.or.kr:80/upload/a.gif#part", "https://kopis.or.kr/upload/a.gif"),
        ("https://kopis.or.kr", "https://kopis.or.kr/"),
        ("http://img.example.kr/가?x=나&y=%20", "http://img.example.kr/%EA%B0%80?x=%EB%82%98&y=%20"),
        ("http://img.example.kr//127.0.0.1/a.jpg", "http://img.example.kr/127.0.0.1/a.jpg"),
    ],
)
def test_builds_the_url_anew_from_its_parts(url: str, asked: str, fetcher: GuardedFetcher) -> None:
    assert fetcher.checked_url(url) == asked


@given(st.text(alphabet="htps:/@\\kopis.or127[]%#? \t。０", max_size=60))
def test_whatever_passes_goes_to_a_listed_host(url: str) -> None:
    with GuardedFetcher(hosts=HOSTS, https_hosts=HTTPS_HOSTS) as fetcher:
        try:
            asked = fetcher.checked_url("http://" + url)
        except FetchRefused:
            return

    assert asked.startswith(("https://kopis.or.kr/", "http://img.example.kr/"))


def test_an_unknown_name_is_unavailable_not_refused(fetcher: GuardedFetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)

    with pytest.raises(FetchUnavailable):
        fetcher.fetch("https://kopis.or.kr/a.jpg")


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("http://127.0.0.1:9000/openApi/restful/", ("http", "127.0.0.1", 9000)),
        ("http://localhost:9000/", ("http", "localhost", 9000)),
        ("http://[::1]:9000/", ("http", "::1", 9000)),
        ("https://kopis.or.kr/openApi/restful/", None),
        ("http://10.0.0.1:9000/", None),
        ("http://localhost.example.com:9000/", None),
        ("", None),
    ],
)
def test_only_a_loopback_address_counts_as_a_sandbox(url: str, origin: object) -> None:
    assert loopback_origin(url) == origin


def test_a_public_base_url_opens_no_loopback(server: HostileServer) -> None:
    server.file("/a.jpg", b"picture")
    with (
        GuardedFetcher(hosts=[*HOSTS, "127.0.0.1"], sandbox_url="https://kopis.or.kr/openApi/restful/") as fetcher,
        pytest.raises(FetchRefused),
    ):
        fetcher.fetch(f"{server.base_url}/a.jpg")

    assert server.connections == 0


def test_returns_the_bytes_and_keeps_the_connection(sandboxed: GuardedFetcher, server: HostileServer) -> None:
    body = os.urandom(90_000)
    url = server.file("/upload/a.jpg", body)

    assert [sandboxed.fetch(url) for _ in range(3)] == [body] * 3
    assert server.connections == 1


def test_ignores_proxies_and_sends_no_cookie(
    sandboxed: GuardedFetcher, server: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    answer = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 2\r\n\r\nok"
    url = server.answer("/a.jpg", lambda write: write(answer))

    assert sandboxed.fetch(url) == sandboxed.fetch(url) == b"ok"
    assert not sandboxed._session.cookies


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("301 Moved", FetchRejected),
        ("302 Found", FetchRejected),
        ("307 Temporary Redirect", FetchRejected),
        ("204 No Content", FetchRejected),
        ("401 Unauthorized", FetchRejected),
        ("404 Not Found", FetchRejected),
        ("429 Too Many Requests", FetchUnavailable),
        ("500 Internal Server Error", FetchUnavailable),
        ("503 Service Unavailable", FetchUnavailable),
    ],
)
def test_takes_only_a_plain_200(
    status: str, error: type[FetchError], sandboxed: GuardedFetcher, server: HostileServer
) -> None:
    trap = server.file("/trap", b"secret")
    head = f"HTTP/1.1 {status}\r\nLocation: {trap}\r\nContent-Length: 0\r\n\r\n".encode()
    url = server.answer("/a.jpg", lambda write: write(head))

    with pytest.raises(error):
        sandboxed.fetch(url)

    assert server.requests["/trap"] == 0


def _endless(write: Write) -> None:
    write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        write(b"\0" * 10_000)


def _endless_chunks(write: Write) -> None:
    write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        write(b"1000\r\n" + b"\0" * 4096 + b"\r\n")


def _compressed(write: Write) -> None:
    write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc")


def _announced_large(write: Write) -> None:
    write(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")


@pytest.mark.parametrize("answer", [_endless, _endless_chunks, _compressed, _announced_large])
def test_stops_reading_what_it_would_not_keep(answer: Any, sandboxed: GuardedFetcher, server: HostileServer) -> None:
    with pytest.raises(FetchRejected):
        sandboxed.fetch(server.answer("/a.jpg", answer))


def _drip(server: HostileServer, first: bytes, each: bytes) -> Any:
    def answer(write: Write) -> None:
        write(first)
        while not server.closing.wait(0.05):
            write(each)

    return answer


@pytest.mark.parametrize(
    ("first", "each"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n", b"\0"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"x"),
        (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x"),
        (b"HTTP/1.1 200", b" "),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_ends_a_drip_at_the_time_limit_of_the_whole_call(
    first: bytes, each: bytes, sandboxed: GuardedFetcher, server: HostileServer
) -> None:
    url = server.answer("/a.jpg", _drip(server, first, each))
    started = time.monotonic()

    with pytest.raises(FetchUnavailable):
        sandboxed.fetch(url)

    assert time.monotonic() - started < QUICK.total_seconds + 1


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\xff\xfe\x00garbage\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n",
    ],
)
def test_a_broken_answer_is_unavailable(answer: bytes, sandboxed: GuardedFetcher, server: HostileServer) -> None:
    def cut_off(write: Write) -> None:
        write(answer)
        raise ConnectionError

    with pytest.raises(FetchUnavailable) as caught:
        sandboxed.fetch(server.answer("/a.jpg", cut_off))

    assert "/a.jpg" not in str(caught.value)


@given(st.ip_addresses())
def test_no_private_address_is_public(address: Any) -> None:
    if is_public(address):
        assert address.is_global
        assert not address.is_private
