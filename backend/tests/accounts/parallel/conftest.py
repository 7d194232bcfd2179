"""Real servers under parallel requests: two processes of eight threads each, on the database of the test run."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.accounts.parallel.server import Database, Server, run_server
from tests.plugins.stack import HOST, new_stack, require_success

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let these run again on PostgreSQL: they use a database that Django's fixtures know nothing of."""
    for item in items:
        if "accounts/parallel" in str(item.path):
            item.add_marker("database")


@contextmanager
def _postgres_database(server_url: str) -> Iterator[str]:
    name = f"parallel_{os.getpid()}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"create database {name}")
        yield urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
        connection.execute(f"drop database {name} with (force)")


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Yield an empty migrated database of the kind of this run, seen from outside."""
    folder = tmp_path_factory.mktemp("parallel")
    if os.environ.get("TEST_DB") == "postgres":
        with _postgres_database(request.getfixturevalue("postgres_url")) as url:
            _migrate(folder, url)
            yield Database(url, lambda: psycopg.connect(url, autocommit=True))
    else:
        file = folder / "db.sqlite3"
        _migrate(folder, f"sqlite:///{file}")
        yield Database(f"sqlite:///{file}", lambda: closing(sqlite3.connect(file)))


def _migrate(folder: Path, url: str) -> None:
    require_success(new_stack(folder / "stack", database_url=url).manage("migrate", "--no-input"))


@pytest.fixture(scope="session")
def server(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Yield the API behind one proxy, so that a test says which client it is; its limits are the product's."""
    with run_server(HOST, database, tmp_path_factory.mktemp("server")) as running:
        yield running
