"""A web server that misbehaves byte by byte, as told for each path; counts what reaches it."""

from __future__ import annotations

import socketserver
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Write = Callable[[bytes], Any]


class HostileServer:
    """Answers `GET path` with whatever the function given for that path writes to the socket."""

    def __init__(self) -> None:
        self.requests: Counter[str] = Counter()
        self.connections = 0
        self.closing = threading.Event()
        self._answers: dict[str, Callable[[Write], None]] = {}
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                outer.connections += 1
                try:
                    while line := self.rfile.readline():
                        while self.rfile.readline().strip():
                            pass
                        path = line.split()[1].decode()
                        outer.requests[path] += 1
                        outer._answers.get(path, not_found)(self._write)
                except (ConnectionError, ValueError):
                    pass  # the client had enough, or the answer ended by closing

            def _write(self, data: bytes) -> None:
                if outer.closing.is_set():
                    raise ConnectionError
                self.wfile.write(data)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True
            request_queue_size = 64

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self.base_url = f"http://127.0.0.1:{self.port}"

    def answer(self, path: str, write_answer: Callable[[Write], None]) -> str:
        self._answers[path] = write_answer
        return self.base_url + path

    def file(self, path: str, body: bytes, content_type: str = "image/jpeg", status: str = "200 OK") -> str:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
        return self.answer(path, lambda write: write(head.encode() + body))

    @contextmanager
    def running(self) -> Iterator[HostileServer]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield self
        finally:
            self.closing.set()
            self._server.shutdown()
            thread.join()
            self._server.server_close()


def not_found(write: Write) -> None:
    write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
