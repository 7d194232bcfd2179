"""A cache that may vanish."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING, Any

import pytest

from culturepedia.common import cache as module
from culturepedia.common.cache import FailOpenRedisCache
from runner.ports import find_free

if TYPE_CHECKING:
    from collections.abc import Iterator

OPTIONS = {"OPTIONS": {"socket_connect_timeout": 0.25, "socket_timeout": 0.25}}


@pytest.fixture
def counting_port() -> Iterator[tuple[int, list[int]]]:
    """Listen, count connections, and hang up on each."""
    server = socket.create_server(("127.0.0.1", 0))
    calls: list[int] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            calls.append(1)
            connection.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield server.getsockname()[1], calls
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(5)


def test_keeps_values_in_a_real_redis(redis_url: str) -> None:
    cache = FailOpenRedisCache(redis_url, OPTIONS)

    cache.set("name", (b"body", "etag"), 60)

    assert cache.get("name") == (b"body", "etag")
    assert cache.get("other", "default") == "default"
    cache.clear()
    cache.close()


def test_a_dead_server_is_an_empty_cache() -> None:
    cache = FailOpenRedisCache(f"redis://127.0.0.1:{find_free('127.0.0.1')}", OPTIONS)

    cache.set("name", 1)

    assert cache.get("name", "default") == "default"
    cache.close()


def test_leaves_a_dead_server_alone_for_a_while(
    counting_port: tuple[int, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, calls = counting_port
    now = [1000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    cache: Any = FailOpenRedisCache(f"redis://127.0.0.1:{port}", OPTIONS)
    cache.get("name")
    first = len(calls)
    assert first > 0

    for _ in range(20):
        cache.get("name")
        cache.set("name", 1)
    assert len(calls) == first

    now[0] += module.PAUSE_SECONDS + 0.01
    cache.get("name")
    assert len(calls) > first
    cache.close()
