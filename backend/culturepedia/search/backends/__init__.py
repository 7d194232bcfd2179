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
    from culturepedia.search.backends.opensearch import OpenSearchBackend
    from culturepedia.search.backends.protocol import Backend


def get_engine() -> SqliteEngine | PostgresEngine:
    """Return what keeps tokens in the catalogue's database."""
    return _ENGINES[connection.vendor]


def get_backend() -> Backend:
    """Return the engine of the settings."""
    return get_opensearch() or _DATABASES[connection.vendor]


def get_opensearch() -> OpenSearchBackend | None:
    """Return the OpenSearch of the settings, if they name one."""
    if not settings.OPENSEARCH_URL:
        return None
    return _make_opensearch(settings.OPENSEARCH_URL, settings.OPENSEARCH_INDEX, connection.vendor)


_ENGINES: dict[str, SqliteEngine | PostgresEngine] = {"sqlite": SqliteEngine(), "postgresql": PostgresEngine()}
_DATABASES = {vendor: SqlBackend(engine) for vendor, engine in _ENGINES.items()}


@cache
def _make_opensearch(url: str, alias: str, vendor: str) -> OpenSearchBackend:
    # Installed only where it is used: `pip install opensearch-py`.
    from culturepedia.search.backends.opensearch import OpenSearchBackend  # noqa: PLC0415

    return OpenSearchBackend(url, alias=alias, database=_DATABASES[vendor])
