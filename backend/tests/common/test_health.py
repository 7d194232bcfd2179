"""Whether the process lives, and whether it can serve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from celery import current_app
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from culturepedia.common import health

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "api:8000"})  # asked from inside the network, by another name


@pytest.fixture(autouse=True)
def _unknown_migrations() -> Iterator[None]:
    health._migrated.clear()
    yield
    health._migrated.clear()


def test_lives_without_a_database(client: Client) -> None:
    reply = client.get("/healthz")

    assert (reply.status_code, reply.json()) == (200, {"status": "ok"})
    assert reply["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_is_ready_with_database_migrations_and_broker(client: Client) -> None:
    reply = client.get("/readyz")

    assert (reply.status_code, reply.json()) == (
        200,
        {"status": "ok", "checks": {"database": "ok", "migrations": "ok", "broker": "ok"}},
    )


@pytest.mark.django_db
def test_asks_for_migrations_only_until_they_are_done(client: Client, django_assert_num_queries: Any) -> None:
    client.get("/readyz")

    with django_assert_num_queries(1):
        client.get("/readyz")


@pytest.mark.django_db
def test_is_not_ready_while_migrations_wait(client: Client) -> None:
    MigrationRecorder(connection).migration_qs.filter(app="performances").order_by("-id")[0].delete()

    reply = client.get("/readyz")

    assert reply.status_code == 503
    assert reply.json()["checks"] == {"database": "ok", "migrations": "failed", "broker": "ok"}
    assert int(reply["Retry-After"]) > 0


def test_is_not_ready_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    def refuse(*_: Any, **__: Any) -> None:
        raise OperationalError("away")

    monkeypatch.setattr(connection, "cursor", refuse)

    reply = client.get("/readyz")

    assert (reply.status_code, reply.json()["checks"]["database"]) == (503, "failed")
    assert reply.json()["checks"]["migrations"] == "failed"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "expected"), [("redis://127.0.0.1:1/0", "failed"), ("memory://", "ok")], ids=["away", "there"]
)
def test_is_not_ready_without_its_broker(
    client: Client, monkeypatch: pytest.MonkeyPatch, url: str, expected: str
) -> None:
    def connect(**options: Any) -> Any:
        from kombu import Connection

        return Connection(url, **options)

    monkeypatch.setattr(current_app._get_current_object(), "connection_for_write", connect)

    reply = client.get("/readyz")

    assert reply.json()["checks"]["broker"] == expected
    assert reply.status_code == (200 if expected == "ok" else 503)


@pytest.mark.django_db
def test_is_ready_with_a_real_redis(client: Client, monkeypatch: pytest.MonkeyPatch, redis_url: str) -> None:
    test_is_not_ready_without_its_broker(client, monkeypatch, redis_url, "ok")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.django_db
def test_takes_get_and_head_only(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
