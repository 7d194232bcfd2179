"""The environment of a test run, set before Django reads its settings; starts the servers that the run needs.

Loaded by `-p` in pyproject.toml: pytest-django reads the settings before any conftest.py. With xdist the controller
starts PostgreSQL and Redis once and the workers find them through TEST_DATABASE_URL and TEST_REDIS_URL; a run in one
process starts each at its first use.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.plugins import network, real
from tests.plugins.postgres import Postgres
from tests.plugins.real import ServerMissing
from tests.plugins.redis import Redis

if TYPE_CHECKING:
    from collections.abc import Callable

# Whatever a person has set for using the project must not reach the tests.
PERSONAL = ("KOPIS_SERVICE_KEY", "OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL", "REDIS_URL", "CACHE_URL")
PERSONAL += ("ALLOWED_HOSTS", "CORS_ALLOWED_ORIGINS", "PUBLIC_BASE_URL", "MEDIA_ROOT", "STATIC_ROOT", "PRODUCTION")
PERSONAL += ("API_PORT", "WEB_PORT", "HOST", "NUM_PROXIES", "POSTER_HOSTS", "LOG_LEVEL", "SENTRY_DSN")
PERSONAL += ("OPENSEARCH_URL", "OPENSEARCH_INDEX")
PERSONAL += ("MODEL_ROOT", "SNAPSHOT_ROOT", "FRONTEND_DIR", "JWT_KEYS", "EMAIL_URL", "MAIL_FROM", "PASSWORD_MIN_LENGTH")
PERSONAL += ("SIGN_UPS_PER_HOUR", "CLIENT_REQUESTS_PER_MINUTE", "OPENAI_SECONDS", "TAGGING_BATCH")
PERSONAL += ("OPENAI_INPUT_USD_PER_MILLION", "OPENAI_OUTPUT_USD_PER_MILLION")
PERSONAL += ("TAGGING_USD_PER_RUN", "TAGGING_USD_PER_DAY", "TAGGING_USD_PER_MONTH")
PERSONAL += ("MEDIA_BUCKET", "MEDIA_ENDPOINT_URL", "MEDIA_REGION", "MEDIA_ACCESS_KEY", "MEDIA_SECRET_KEY")
FIXED = {
    "READ_DOT_ENV": "false",
    "SECRET_KEY": "only-for-tests-and-long-enough-for-every-check-of-its-length",
    # Nothing listens there: a test that needs an upstream names its own.
    "KOPIS_BASE_URL": "http://127.0.0.1:1/openApi/restful/",
    "KOPIS_MIN_INTERVAL_SECONDS": "0",
    "DJANGO_SETTINGS_MODULE": "config.settings",
}
ASKED_FOR = frozenset({"samples", "screenshots"})

_at_end = ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Prepare folder, environment and servers.

    Raises:
        pytest.UsageError: SKIP_REAL cannot be obeyed, or TEST_DB is unknown.
    """
    real.parts_to_skip(os.environ)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker:
        folder = Path(os.environ["TEST_FOLDER"]) / worker
        folder.mkdir()
    else:
        folder = Path(tempfile.mkdtemp(prefix="culturepedia-tests-"))
        folder.chmod(0o755)  # PostgreSQL runs as another user when the tests run as root
        _at_end.callback(shutil.rmtree, folder)
        os.environ["TEST_FOLDER"] = str(folder)
    for name in PERSONAL:
        os.environ.pop(name, None)
    os.environ.update(FIXED, LOCAL_DIR=str(folder / "local"))
    if not worker and getattr(early_config.known_args_namespace, "numprocesses", None):
        _start_for_workers(folder)
    _choose_database(folder)


def pytest_configure(config: pytest.Config) -> None:
    """Add the other plugins."""
    config.pluginmanager.register(network, "culturepedia-network")
    config.pluginmanager.register(real, "culturepedia-real")


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Stop what was started and remove the folder."""
    _at_end.close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests that use the database, and leave out those that run only when asked for by their mark."""
    chosen, left_out = [], []
    wanted = config.getoption("markexpr")
    for item in items:
        if item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")
        special = ASKED_FOR & {mark.name for mark in item.iter_markers()}
        (left_out if special and not any(name in wanted for name in special) else chosen).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = chosen


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a real PostgreSQL, opening its maintenance database."""
    real.require("postgres")
    return _postgres(Path(os.environ["TEST_FOLDER"]) / f"postgres-{os.getpid()}")


@pytest.fixture(scope="session")
def redis_url(worker_id: str) -> str:
    """Return the address of a real Redis, with a database number of this process's own."""
    real.require("redis")
    number = int(worker_id.removeprefix("gw")) + 1 if worker_id.startswith("gw") else 0
    return f"{_redis(Path(os.environ['TEST_FOLDER']) / f'redis-{os.getpid()}').rstrip('/')}/{number}"


def _postgres(folder: Path) -> str:
    return _started("TEST_DATABASE_URL", lambda: Postgres(folder))


def _redis(folder: Path) -> str:
    return _started("TEST_REDIS_URL", lambda: Redis(folder))


def _started(variable: str, start: Callable[[], Postgres | Redis]) -> str:
    """Return the address that the variable gives, or start the server and put its address there."""
    if variable not in os.environ:
        server = start()
        _at_end.callback(server.stop)
        _at_end.callback(os.environ.pop, variable, None)
        os.environ[variable] = server.url
    return os.environ[variable]


def _start_for_workers(folder: Path) -> None:
    skipped = real.parts_to_skip(os.environ)
    for part, start in (("postgres", _postgres), ("redis", _redis)):
        if part in skipped:
            continue
        try:
            start(folder / part)
        except ServerMissing:
            continue  # only the tests that need it fail, and they name it
    if os.environ.get("TEST_DB") == "postgres":
        _postgres(folder / "postgres")  # here it is needed by all


def _choose_database(folder: Path) -> None:
    kind = os.environ.get("TEST_DB", "sqlite")
    if kind == "postgres":
        parts = urlsplit(_postgres(folder / "postgres"))
        os.environ["DATABASE_URL"] = urlunsplit(parts._replace(path="/culturepedia"))
    elif kind == "sqlite":
        os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'db.sqlite3'}"
    else:
        raise pytest.UsageError(f"TEST_DB is sqlite or postgres, not {kind!r}.")
