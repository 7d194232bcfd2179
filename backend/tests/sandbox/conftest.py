"""A sandbox on a fixed day, shared by the tests that only read, and a reader of its answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
import requests

from sandbox.server import Sandbox, start

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = date(2026, 11, 23)


class Reader:
    """Asks one sandbox questions over HTTP and reads the answers."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.session = requests.Session()

    def get(self, path: str, **params: object) -> requests.Response:
        url = path if path.startswith("http") else self.sandbox.base_url + path
        return self.session.get(url, params={"service": "any-key", **params}, timeout=20)

    def root(self, path: str, **params: object) -> ET.Element:
        reply = self.get(path, **params)
        assert reply.status_code == 200
        return ET.fromstring(reply.content)

    def items(self, path: str, **params: object) -> list[ET.Element]:
        return list(self.root(path, **params))

    def page(self, path: str = "pblprfr", **params: object) -> list[dict[str, str]]:
        """Return one page as dicts; a month from the day on unless told otherwise."""
        asked = {"stdate": "20261123", "eddate": "20261223", "cpage": 1, "rows": 100, **params}
        return [{child.tag: child.text or "" for child in item} for item in self.items(path, **asked)]

    def all(self, path: str = "pblprfr", **params: object) -> list[dict[str, str]]:
        """Return all pages until a short one."""
        found: list[dict[str, str]] = []
        for number in range(1, 200):
            page = self.page(path, cpage=number, **params)
            found += page
            if len(page) < 100:
                break
        return found

    def detail(self, path: str) -> dict[str, str]:
        """Return the plain elements of a detail."""
        (item,) = self.items(path)
        return {child.tag: (child.text or "") for child in item}

    def code(self, path: str, **params: object) -> str | None:
        """Return the error code of an answer, None for an ordinary one."""
        return self.root(path, **params).findtext("db/returncode")

    def close(self) -> None:
        self.session.close()


@pytest.fixture(scope="session")
def shared() -> Iterator[Sandbox]:
    """Return a sandbox that no test changes."""
    sandbox = start(day=DAY)
    yield sandbox
    sandbox.stop()


@pytest.fixture
def kopis(shared: Sandbox) -> Iterator[Reader]:
    """Return a reader of the shared sandbox."""
    reader = Reader(shared)
    yield reader
    reader.close()


@pytest.fixture
def own() -> Iterator[Reader]:
    """Return a reader of a small sandbox of the test's own, to change or break."""
    sandbox = start(day=DAY, performances=240, venues=300)
    reader = Reader(sandbox)
    yield reader
    reader.close()
    sandbox.stop()
