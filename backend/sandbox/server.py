"""The HTTP server: documented paths under `/openApi/restful/`, images under `/upload/`, one control path.

`POST /__sandbox__/date?value=2026-11-25` (from this machine only) moves the world to a day; `GET` tells the day.
"""

from __future__ import annotations

import json
import socket
import struct
from collections import Counter
from contextlib import suppress
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape

from sandbox.clock import Clock, seoul_today
from sandbox.faults import Fault, Reply, Request
from sandbox.images import find_image
from sandbox.protocol import Protocol
from sandbox.world import DEFAULT_PERFORMANCES, DEFAULT_VENUES, Settings, World

if TYPE_CHECKING:
    from sandbox.catalogue import Catalogue

BASE_PATH = "/openApi/restful/"
CONTROL_PATH = "/__sandbox__/date"
NOT_FOUND = {"success": False, "code": 404, "message": "요청하신 페이지를 찾을 수 없습니다."}
JSON = "application/json"


class Sandbox:
    """A running server.

    Attributes:
        world: What it serves; `catalogue` is today's part of it.
        requests: How often each path was asked for: `pblprfr`, `pblprfr/PF123456`, `/upload/…`.
        faults: Asked before every answer, first match wins; tests append to it.
    """

    def __init__(self, world: World, clock: Clock, host: str, port: int, key: str | None) -> None:
        """Bind the address; raises `OSError` when it is taken."""
        self.world = world
        self.clock = clock
        self.requests: Counter[str] = Counter()
        self.faults: list[Fault] = []
        self.stopped = Event()
        self._protocol = Protocol(key)
        self._lock = Lock()
        self._http = _Server((host, port), _Handler)
        self._http.sandbox = self
        self._thread = Thread(target=self._http.serve_forever, args=(0.05,), name="kopis-sandbox", daemon=True)

    @property
    def base_url(self) -> str:
        """The base of the service, with a trailing slash."""
        host, port = self._http.server_address[:2]
        return f"http://{host!s}:{port}{BASE_PATH}"

    @property
    def catalogue(self) -> Catalogue:
        """What the server knows on its present day."""
        return self.world.catalogue_on(self.clock.today().toordinal())

    @property
    def day(self) -> date:
        """The present day of the world."""
        return self.clock.today()

    def set_date(self, day: date) -> None:
        """Move the world to `day`."""
        self.clock.set(day)

    def run(self) -> None:
        """Serve in the background."""
        self._thread.start()

    def stop(self) -> None:
        """Stop serving and free the port; open connections are dropped."""
        self.stopped.set()
        if self._thread.is_alive():
            self._http.shutdown()
            self._thread.join()
        self._http.server_close()
        self._http.drop_connections()

    def reply(self, path: str, query: str, host: str) -> Reply:
        """Return the answer to a GET, a fault's answer where one matches."""
        params = dict(parse_qsl(query, keep_blank_values=True))
        service = path.startswith(BASE_PATH)
        short = path.removeprefix(BASE_PATH) if service else path
        with self._lock:
            self.requests[short] += 1
            request = Request(short, params, self.requests[short])
            fault = next((fault for fault in self.faults if fault.takes(request)), None)
        if fault is not None and isinstance(fault.reply, Reply):
            return fault.reply
        ordinary = self._ordinary(request, host, service=service)
        return fault.reply(request, ordinary) if fault is not None and callable(fault.reply) else ordinary

    def _ordinary(self, request: Request, host: str, *, service: bool) -> Reply:
        if service:
            text = self._protocol.answer(self.catalogue, request.path, request.params, f"http://{escape(host)}")
            if text is not None:
                return Reply(text.encode())
        elif (image := find_image(self.catalogue, request.path)) is not None:
            return Reply(image[0], 200, image[1])
        elif request.path == CONTROL_PATH:
            return _json(200, {"date": str(self.day)})
        return _json(404, NOT_FOUND)


class _Server(ThreadingHTTPServer):
    """One thread per connection; none of them keeps the process alive."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    sandbox: Sandbox

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        """Bind the address."""
        super().__init__(address, handler)
        self._open: set[socket.socket] = set()

    def process_request(self, request: socket.socket, client_address: tuple[str, int]) -> None:  # type: ignore[override]
        """Serve the connection in a thread of its own and remember it."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        """Close a connection that has ended."""
        self._open.discard(request)
        super().shutdown_request(request)

    def drop_connections(self) -> None:
        """End the connections that clients keep open."""
        for connection in list(self._open):
            with suppress(OSError):  # it may have ended by itself
                connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    """Keep-alive HTTP/1.1 without Nagle's delay; a client that went away is no error."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 300  # seconds a kept connection may stay silent
    server: _Server

    def do_GET(self) -> None:
        """Answer a documented path, an image or the control path."""
        url = urlsplit(self.path)
        reply = self.server.sandbox.reply(url.path, url.query, self._host())
        if reply.delay_seconds:
            self.server.sandbox.stopped.wait(reply.delay_seconds)
        if reply.reset:
            self._reset()
        else:
            self._send(reply)

    def do_POST(self) -> None:
        """Move the world's date; nothing else takes POST."""
        url = urlsplit(self.path)
        value = dict(parse_qsl(url.query)).get("value", "")
        self.close_connection = True  # a body, if any, is not read
        if url.path != CONTROL_PATH or not ip_address(self.client_address[0]).is_loopback:
            self._send(_json(404, NOT_FOUND))
            return
        try:
            self.server.sandbox.set_date(date.fromisoformat(value))
        except ValueError as error:
            self._send(_json(400, {"error": str(error)}))
            return
        self._send(_json(200, {"date": value}))

    def handle(self) -> None:
        """Serve the connection until the client or a fault ends it."""
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def finish(self) -> None:
        """Flush and close; what a vanished client does not take is dropped."""
        try:
            super().finish()
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class names it)
        """Stay silent: the address holds the key."""

    def version_string(self) -> str:
        """Return the server's name without versions."""
        return "kopis-sandbox"

    def _host(self) -> str:
        host, port = self.server.server_address[:2]
        return self.headers.get("Host") or f"{host!s}:{port}"

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body) if reply.announce is None else reply.announce))
        self.close_connection |= reply.announce is not None
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(reply.body)

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()


def _json(status: int, value: object) -> Reply:
    return Reply(json.dumps(value, ensure_ascii=False).encode(), status, JSON)


def start(  # noqa: PLR0913 (each is an option of the command)
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    seed: int = 1,
    day: date | None = None,
    performances: int = DEFAULT_PERFORMANCES,
    venues: int = DEFAULT_VENUES,
    new_per_day: int | None = None,
    key: str | None = None,
    follow: bool = False,
) -> Sandbox:
    """Start a server in the background and return it.

    Args:
        host: Address to bind.
        port: Port to bind; 0 picks a free one.
        seed: Which world; the same seed and day give the same answers.
        day: Day 0 of the world; None = today in Seoul.
        performances: Rows on day 0.
        venues: Facilities, at least one per district and forty-odd more.
        new_per_day: Registrations on each later day; None = about seventy.
        key: The only key accepted; None = any but `bad`.
        follow: Let the world's day move with the real Seoul calendar.
    """
    day_zero = day or seoul_today()
    world = World(Settings(seed, day_zero.toordinal(), performances, venues, new_per_day))
    sandbox = Sandbox(world, Clock(day_zero, follow=follow), host, port, key)
    sandbox.run()
    return sandbox
