"""The engines search can use; the settings choose one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from culturepedia.search.backends.postgres import PostgresEngine
from culturepedia.search.backends.sql import SqlBackend
from culturepedia.search.backends.sqlite import SqliteEngine

if TYPE_CHECKING:
    from culturepedia.search.backends.protocol import Backend


def get_engine() -> SqliteEngine | PostgresEngine:
    """Return what keeps tokens in the catalogue's database."""
    return _ENGINES[connection.vendor]


def get_backend() -> Backend:
    """Return the engine of the settings."""
    return _make_backend(connection.vendor, settings.OPENSEARCH_URL)


_ENGINES: dict[str, SqliteEngine | PostgresEngine] = {"sqlite": SqliteEngine(), "postgresql": PostgresEngine()}


@cache
def _make_backend(vendor: str, opensearch_url: str) -> Backend:
    return SqlBackend(_ENGINES[vendor])
