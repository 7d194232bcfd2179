"""Of parallel redemptions of one refresh token exactly one succeeds, and nobody is signed out for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.accounts.parallel.server import all_at_once

if TYPE_CHECKING:
    from tests.accounts.parallel.server import Answer, Database, Server

ROUNDS, TABS = 200, 8


def _redeem(server: Server, refresh: str) -> Answer:
    return server.send("POST", "/auth/refresh", {"refresh": refresh})


def test_exactly_one_of_eight_wins_each_of_two_hundred_times(server: Server, database: Database) -> None:
    person = server.sign_up()
    refresh = person.refresh

    for _ in range(ROUNDS):
        token = refresh
        replies = all_at_once(TABS, lambda _, token=token: _redeem(server, token))
        winners = [reply for reply in replies if reply.status == 200]
        assert [sorted(reply.status for reply in replies), len(winners)] == [[200] + [401] * (TABS - 1), 1]
        refresh = winners[0].body["refresh"]
        access = winners[0].body["access"]

    assert server.send("GET", "/me", access=access).status == 200
    of_it = f"user_id = (select id from accounts_user where email = '{person.email}')"
    assert database.count("accounts_session", f"ended_at is null and {of_it}") == 1


def test_parallel_reuse_ends_the_family_and_is_told_once(server: Server) -> None:
    person = server.sign_up()
    told = server.process.text().count("refresh_token.reused")
    stolen, current = person.refresh, person.refresh
    for _ in range(2):
        current = _redeem(server, current).body["refresh"]

    statuses = {reply.status for reply in all_at_once(TABS, lambda _: _redeem(server, stolen))}

    assert statuses == {401}
    assert _redeem(server, current).status == 401
    assert server.send("GET", "/me", access=person.access).status == 401
    assert server.process.text().count("refresh_token.reused") == told + 1


def test_a_rotation_beside_a_sign_out_leaves_nothing_alive(server: Server) -> None:
    for _ in range(8):
        person = server.sign_up()

        def act(index: int, person=person) -> Answer:
            if index == 0:
                return server.send("POST", "/auth/signout", access=person.access)
            return _redeem(server, person.refresh)

        signed_out, redeemed = all_at_once(2, act)
        assert signed_out.status == 204
        assert server.send("GET", "/me", access=person.access).status == 401
        if redeemed.status == 200:
            assert server.send("GET", "/me", access=redeemed.body["access"]).status == 401
            assert _redeem(server, redeemed.body["refresh"]).status == 401
