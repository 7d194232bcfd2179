"""Limits for a whole HTTP answer with `requests`, which by itself only limits the pause between two packets.

They hold at the socket, below every parser: a server that drips headers, repeats interim answers or writes chunk sizes
that make the standard library read on for ever ends the same way as one that is slow.
"""

from __future__ import annotations

import functools
import io
import time
from http.client import HTTPResponse
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

if TYPE_CHECKING:
    import socket

OVERHEAD_BYTES = 1024 * 1024  # for headers and the sizes of chunks


class DeadlineAdapter(HTTPAdapter):
    """Ends an answer with an `OSError` that takes longer or sends more than allowed."""

    def __init__(self, *, total_seconds: float, max_bytes: int, **options: Any) -> None:
        """Set the limits.

        Args:
            total_seconds: From the sent request to the last byte.
            max_bytes: Of the body as it travels; compressed bodies need a second limit.
            options: What `HTTPAdapter` takes.
        """
        self._pool_classes = pool_classes(total_seconds=total_seconds, max_bytes=max_bytes)
        super().__init__(**options)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pools with connections that know the limits."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pool_classes


def pool_classes(*, total_seconds: float, max_bytes: int) -> dict[str, Any]:
    """Return connection pools, by scheme, whose answers end with an `OSError` beyond the limits."""
    limits = {"total_seconds": total_seconds, "max_bytes": max_bytes + OVERHEAD_BYTES}
    plain = type("Pool", (HTTPConnectionPool,), {"ConnectionCls": type("Plain", (_PlainConnection,), limits)})
    secure = type("Pool", (HTTPSConnectionPool,), {"ConnectionCls": type("Secure", (_SecureConnection,), limits)})
    return {"http": plain, "https": secure}


class _LimitedReader(io.RawIOBase):
    """Reads a socket's stream until a moment and a number of bytes."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, deadline: float, max_bytes: int) -> None:
        self._raw, self._sock, self._deadline, self._bytes_left = raw, sock, deadline, max_bytes
        self._step_seconds = sock.gettimeout() or 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the whole call took too long")
        if self._bytes_left <= 0:
            raise OSError("the answer is too large")
        self._sock.settimeout(min(left, self._step_seconds))
        count = self._raw.readinto(buffer)
        self._bytes_left -= count or 0
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _LimitedResponse(HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, deadline: float, max_bytes: int, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_LimitedReader(self.fp.detach(), sock, deadline, max_bytes))


class _PlainConnection(HTTPConnection):
    total_seconds: float
    max_bytes: int

    def getresponse(self) -> Any:
        deadline = time.monotonic() + self.total_seconds
        limited = functools.partial(_LimitedResponse, deadline=deadline, max_bytes=self.max_bytes)
        self.response_class = limited  # type: ignore[assignment]
        return super().getresponse()


class _SecureConnection(_PlainConnection, HTTPSConnection): ...
