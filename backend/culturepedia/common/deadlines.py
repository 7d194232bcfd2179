"""A time limit for a whole HTTP call with `requests`, which by itself only limits the pause between two packets."""

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


class DeadlineAdapter(HTTPAdapter):
    """Ends an answer with `TimeoutError` when it has not arrived completely within `total_seconds`."""

    def __init__(self, *, total_seconds: float, **options: Any) -> None:
        self._pool_classes = pool_classes(total_seconds)
        super().__init__(**options)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pools with connections that know the deadline."""
        super().init_poolmanager(*args, **kwargs)  # type: ignore[no-untyped-call]
        self.poolmanager.pool_classes_by_scheme = self._pool_classes


def pool_classes(total_seconds: float) -> dict[str, Any]:
    """Return connection pools, by scheme, whose answers must be complete within `total_seconds`."""
    limited = {"total_seconds": total_seconds}
    plain = type("Pool", (HTTPConnectionPool,), {"ConnectionCls": type("Plain", (_PlainConnection,), limited)})
    secure = type("Pool", (HTTPSConnectionPool,), {"ConnectionCls": type("Secure", (_SecureConnection,), limited)})
    return {"http": plain, "https": secure}


class _DeadlineReader(io.RawIOBase):
    """Reads a socket's stream until a moment: a server that drips one byte a second gains nothing."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, deadline: float) -> None:
        self._raw, self._sock, self._deadline = raw, sock, deadline
        self._step_seconds = sock.gettimeout() or 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the whole call took too long")
        self._sock.settimeout(min(left, self._step_seconds))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _DeadlineResponse(HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, deadline: float, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_DeadlineReader(self.fp.detach(), sock, deadline))


class _PlainConnection(HTTPConnection):
    total_seconds: float

    def getresponse(self) -> Any:
        deadline = time.monotonic() + self.total_seconds
        self.response_class = functools.partial(_DeadlineResponse, deadline=deadline)  # type: ignore[assignment]
        return super().getresponse()


class _SecureConnection(_PlainConnection, HTTPSConnection): ...
