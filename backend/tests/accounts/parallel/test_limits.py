"""Limits hold exactly under twenty tries at once, also while Redis is away."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.accounts.parallel.server import Server, all_at_once, new_client, run_server
from tests.accounts.visitors import OTHER_PASSWORD, PASSWORD, new_email
from tests.plugins import real
from tests.plugins.redis import Redis
from tests.plugins.stack import HOST

if TYPE_CHECKING:
    from pathlib import Path

    from tests.accounts.parallel.server import Database

TRIES = 20


def _assert_five_failures_count(server: Server) -> None:
    person, client = server.sign_up(), new_client()

    replies = all_at_once(TRIES, lambda _: server.sign_in(person.email, OTHER_PASSWORD, client=client))

    assert Counter(reply.status for reply in replies) == {401: 5, 429: 15}
    for reply in replies:
        if reply.status == 429:
            assert 0 < int(reply.headers["Retry-After"]) <= 15 * 60
            assert reply.body["errors"][0]["code"] == "throttled"
    assert server.sign_in(person.email, client=client).status == 429
    assert server.sign_in(person.email).status == 200  # the owner, from elsewhere


def _assert_ten_sign_ups_count(server: Server) -> None:
    client = new_client()
    data = {"password": PASSWORD, "username": "관객"}

    replies = all_at_once(
        TRIES, lambda _: server.send("POST", "/auth/signup", {**data, "email": new_email()}, client=client)
    )

    assert Counter(reply.status for reply in replies) == {201: 10, 429: 10}


def _assert_sixty_failures_count(server: Server) -> None:
    client = new_client()

    statuses = Counter[int]()
    for _ in range(4):
        replies = all_at_once(TRIES, lambda _: server.sign_in(new_email(), OTHER_PASSWORD, client=client))
        statuses.update(reply.status for reply in replies)

    assert statuses == {401: 60, 429: 20}
    assert server.sign_in(new_email(), OTHER_PASSWORD).status == 401


def test_tries_at_one_account_from_one_client(server: Server) -> None:
    _assert_five_failures_count(server)


def test_tries_at_many_accounts_from_one_client(server: Server) -> None:
    _assert_sixty_failures_count(server)


def test_sign_ups_from_one_client(server: Server) -> None:
    _assert_ten_sign_ups_count(server)


def test_all_of_them_with_redis_and_once_it_has_stopped(database: Database, tmp_path: Path) -> None:
    real.require("redis")
    redis = Redis(tmp_path / "redis")
    try:
        with run_server(HOST, database, tmp_path / "server", REDIS_URL=redis.url) as server:
            _assert_five_failures_count(server)
            redis.stop()
            _assert_five_failures_count(server)
            _assert_ten_sign_ups_count(server)
    finally:
        redis.stop()


def test_successes_at_once_are_all_let_in(server: Server) -> None:
    person, client = server.sign_up(), new_client()

    replies = all_at_once(TRIES, lambda _: server.sign_in(person.email, client=client))

    assert {reply.status for reply in replies} == {200}


def test_the_admin_counts_exactly_too(server: Server) -> None:
    person, client = server.sign_up(), new_client()
    form = f"username={person.email}&password=wrong-wrong-wrong"
    token = "a" * 32

    def attempt(_: int) -> int:
        return server.post_form(
            "/admin/login/", f"{form}&csrfmiddlewaretoken={token}", cookie=f"csrftoken={token}", client=client
        )

    statuses = Counter(all_at_once(TRIES, attempt))

    assert statuses == {200: 5, 429: 15}
    assert server.sign_in(person.email, client=client).status == 429
