"""Whether this process lives (`/healthz`) and whether it can serve (`/readyz`). Cheap, uncached, without secrets."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

import orjson
from celery import current_app
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from kombu.exceptions import OperationalError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpRequest

logger = logging.getLogger(__name__)

BROKER_TIMEOUT_SECONDS = 1
RETRY_AFTER_SECONDS = 5
ALLOWED = "GET, HEAD"

_migrated = threading.Event()  # a database does not become unmigrated under a running process


def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return _answer(request, {"status": "ok"}, status=200)


def readyz(request: HttpRequest, report_syncs: Callable[[], Sequence[object]]) -> HttpResponse:
    """Say whether database, migrations and broker are there, with `?full` also what the last syncs did; 503 if not."""
    checks: dict[str, Callable[[], bool]] = {
        "database": _has_database,
        "migrations": _has_migrations,
        "broker": _has_broker,
    }
    found: dict[str, str] = {}
    for name, check in checks.items():
        # Without a database nobody can tell whether it is migrated.
        is_good = found.get("database") != "failed" and check() if name == "migrations" else check()
        found[name] = "ok" if is_good else "failed"
    is_ready = "failed" not in found.values()
    payload: dict[str, object] = {"status": "ok" if is_ready else "unavailable", "checks": found}
    if "full" in request.GET and found["migrations"] == "ok":
        payload["syncs"] = report_syncs()
    return _answer(request, payload, status=200 if is_ready else 503)


def _has_database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone())
    except DatabaseError as error:
        logger.warning("readyz: database: %s", type(error).__name__)
        connection.close()
        return False


def _has_migrations() -> bool:
    if _migrated.is_set():
        return True
    try:
        executor = MigrationExecutor(connection)
        is_complete = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        logger.warning("readyz: migrations: %s", type(error).__name__)
        return False
    if is_complete:
        _migrated.set()
    return is_complete


def _has_broker() -> bool:
    """Return whether the broker takes a connection now.

    A transport may raise its own library's errors beside kombu's; each means that the broker is not reachable.
    """
    try:
        with current_app.connection_for_write(connect_timeout=BROKER_TIMEOUT_SECONDS) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=BROKER_TIMEOUT_SECONDS)
            unreachable = (*broker.connection_errors, *broker.channel_errors)
            try:
                broker.default_channel  # noqa: B018  # opens it: the connection alone says nothing with some brokers
            except unreachable as error:
                logger.warning("readyz: broker: %s", type(error).__name__)
                return False
            return True
    except (OperationalError, OSError) as error:
        logger.warning("readyz: broker: %s", type(error).__name__)
        return False


def _answer(request: HttpRequest, payload: dict[str, object], status: int) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        return HttpResponse(status=405, headers={"Allow": ALLOWED})
    body = orjson.dumps(payload)
    response = HttpResponse(b"" if request.method == "HEAD" else body, content_type="application/json", status=status)
    response["Content-Length"] = str(len(body))
    response["Cache-Control"] = "no-store"
    if status == 503:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response
