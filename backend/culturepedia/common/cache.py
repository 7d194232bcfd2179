"""The shared cache, which may vanish at any moment."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 3.0  # after a failure: no request waits for a server that is away


class FailOpenRedisCache(RedisCache):
    """Redis as a cache whose loss costs speed only: a failed read is a miss, a failed write is forgotten.

    After a failure it asks nothing for a few seconds, so that a dead server costs one time-out and not one a request.
    """

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._asks_again_at = 0.0

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Return the value, or `default` when there is none or Redis does not answer."""
        if self._is_paused():
            return default
        try:
            return super().get(key, default, version)
        except RedisError as exc:
            self._pause("read", exc)
            return default

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Store the value if Redis answers."""
        if self._is_paused():
            return
        try:
            super().set(key, value, timeout, version)
        except RedisError as exc:
            self._pause("write", exc)

    def _is_paused(self) -> bool:
        return time.monotonic() < self._asks_again_at

    def _pause(self, what: str, error: RedisError) -> None:
        self._asks_again_at = time.monotonic() + PAUSE_SECONDS
        logger.warning("cache %s failed, without cache for %.0f s: %s", what, PAUSE_SECONDS, type(error).__name__)
