"""A KOPIS that answers what a test tells it, over real HTTP, and clients that lose no time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from culturepedia.kopis.client import KopisClient

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_httpserver import HTTPServer

BODIES = Path(__file__).parent / "bodies"
BASE_PATH = "/openApi/restful/"
KEY = "sentinel+key/with%odd=signs&more"

MakeClient = Callable[..., KopisClient]


class Upstream:
    """Speaks for KOPIS: one answer for each path, the last one given."""

    def __init__(self, server: HTTPServer) -> None:
        self.server = server
        self.base_url = server.url_for(BASE_PATH)

    def say(self, path: str, body: bytes | str, *, status: int = 200, headers: dict[str, str] | None = None) -> None:
        """Answer every request for `path` with this body from now on."""
        self.server.clear_all_handlers()
        handler = self.server.expect_request(BASE_PATH + path)
        handler.respond_with_data(body, status=status, headers=headers, content_type="application/xml")

    def say_file(self, path: str, name: str) -> None:
        """Answer with a body of `bodies/`."""
        self.say(path, (BODIES / name).read_bytes())


@pytest.fixture
def upstream(httpserver: HTTPServer) -> Upstream:
    return Upstream(httpserver)


@pytest.fixture
def make_client() -> Iterator[MakeClient]:
    """Return a maker of clients that never wait; options as `KopisClient` takes them."""
    made: list[KopisClient] = []

    def make(base_url: str, **options: Any) -> KopisClient:
        quick = {"service_key": KEY, "min_interval_seconds": 0, "backoff_seconds": 0, "blocked_seconds": 0}
        made.append(KopisClient(base_url=base_url, **{**quick, **options}))
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture
def client(upstream: Upstream, make_client: MakeClient) -> KopisClient:
    return make_client(upstream.base_url)
