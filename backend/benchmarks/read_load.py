"""A server under load: CPU time per request of the server's processes, and latencies at several connections."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import requests

from runner.commands import GUNICORN
from runner.ports import find_free

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HOST = "127.0.0.1"
BACKEND = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Server:
    """A running gunicorn."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Return the time that all threads of the master and its workers have run so far, user and system."""
        pids = [self.pid, *Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]
        threads = [thread for pid in pids for thread in Path(f"/proc/{pid}/task").iterdir()]
        # Nanoseconds on a processor; the ticks of /proc/PID/stat are too coarse for single milliseconds.
        return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


@contextmanager
def serve(application: str, log: Path, env: Mapping[str, str]) -> Iterator[Server]:
    """Run an application under the project's gunicorn settings, with one process and four threads."""
    port = find_free(HOST)
    given = {**os.environ, **env, "BIND": f"{HOST}:{port}", "WEB_CONCURRENCY": "1", "WEB_THREADS": "4"}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *GUNICORN[1:], application], cwd=BACKEND, env=given, stdout=output, stderr=output
        )
        try:
            _wait(port, process, log)
            yield Server(port, process.pid)
        finally:
            process.terminate()
            process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        if process.poll() is not None:
            raise RuntimeError(f"the server ended: {log.read_text()[-2000:]}")
        time.sleep(0.05)
    raise RuntimeError("the server does not listen")


class Connection:
    """One kept connection that sends the same request again and again, and reads with as little work as it can."""

    def __init__(self, port: int, path: str, *, etag: str = "", headers: str = "") -> None:
        self._socket = socket.create_connection((HOST, port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        condition = f"If-None-Match: {etag}\r\n" if etag else ""
        self._request = f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\n{condition}{headers}\r\n".encode()
        self._expected = b" 304 " if etag else b" 200 "

    def ask(self) -> None:
        """Send the request and read the whole answer.

        Raises:
            RuntimeError: It has another status than asked for.
        """
        self._socket.sendall(self._request)
        head = b""
        while (end := head.find(b"\r\n\r\n")) < 0:
            head += self._receive()
        if self._expected not in head[:20]:
            raise RuntimeError(f"unexpected answer: {head[:300]!r}")
        lower = head[:end].lower()
        at = lower.find(b"content-length:")
        left = int(lower[at + 15 :].split(b"\r\n")[0]) - (len(head) - end - 4) if at >= 0 else 0
        while left > 0:
            left -= len(self._receive())

    def _receive(self) -> bytes:
        data = self._socket.recv(65536)
        if not data:
            raise RuntimeError("the server hung up")
        return data

    def close(self) -> None:
        """End the connection."""
        self._socket.close()


def cpu_per_request(server: Server, path: str, *, requests: int, etag: str = "", headers: str = "") -> float:
    """Return the seconds of CPU that the server spends on one request, over one connection."""
    connection = Connection(server.port, path, etag=etag, headers=headers)
    for _ in range(30):
        connection.ask()
    before = server.cpu_seconds()
    for _ in range(requests):
        connection.ask()
    spent = server.cpu_seconds() - before
    connection.close()
    return spent / requests


def latencies(server: Server, path: str, *, connections: int, requests: int) -> tuple[float, float]:
    """Return the median and the 99th percentile of the seconds until an answer, at several connections."""
    taken: list[float] = []

    def work() -> None:
        connection = Connection(server.port, path)
        for _ in range(5):
            connection.ask()
        for _ in range(requests // connections):
            begun = time.perf_counter()
            connection.ask()
            taken.append(time.perf_counter() - begun)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    parts = statistics.quantiles(taken, n=100)
    return parts[49], parts[98]


def get_etag(server: Server, path: str) -> str:
    """Return the ETag of an address."""
    return requests.get(f"http://{HOST}:{server.port}{path}", timeout=30).headers["ETag"]
