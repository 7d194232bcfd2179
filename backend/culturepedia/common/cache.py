"""The shared cache, which may vanish at any moment."""

from __future__ import annotations

import logging
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class FailOpenRedisCache(RedisCache):
    """Redis as a cache whose loss costs speed only: a failed read is a miss, a failed write is forgotten."""

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Return the value, or `default` when there is none or Redis does not answer."""
        try:
            return super().get(key, default, version)
        except RedisError as exc:
            logger.warning("cache read failed: %s", type(exc).__name__)
            return default

    def set(self, key: Any, value: Any, timeout: Any = 0, version: int | None = None) -> None:
        """Store the value if Redis answers."""
        try:
            super().set(key, value, timeout, version)
        except RedisError as exc:
            logger.warning("cache write failed: %s", type(exc).__name__)
