"""How fast this process asks KOPIS: one limiter a host, shared by all clients and threads."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class RateLimiter:
    """Spaces calls by a minimum interval, in the order in which threads ask."""

    def __init__(
        self, *, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._lock = threading.Lock()
        self._next_at = float("-inf")

    def wait(self, interval_seconds: float) -> None:
        """Return when the caller may send; calls are then at least the interval apart."""
        with self._lock:
            now = self._clock()
            at = max(now, self._next_at)
            self._next_at = at + interval_seconds
        if at > now:
            self._sleep(at - now)


_limiters: dict[str, RateLimiter] = {}
_guard = threading.Lock()


def limiter_for(host: str) -> RateLimiter:
    """Return the process' one limiter for a host."""
    with _guard:
        return _limiters.setdefault(host, RateLimiter())
