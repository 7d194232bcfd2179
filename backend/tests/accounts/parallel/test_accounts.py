"""One address has one account, a deleted one leaves no row, whatever else happens at the same moment."""

from __future__ import annotations

import os
from collections import Counter
from itertools import product
from typing import TYPE_CHECKING

from tests.accounts.parallel.server import all_at_once
from tests.accounts.visitors import OTHER_PASSWORD, PASSWORD, new_email

if TYPE_CHECKING:
    from tests.accounts.parallel.server import Answer, Database, Person, Server

# A hundred rounds take a minute: `DELETION_ROUNDS=100` runs them.
ROUNDS = int(os.environ.get("DELETION_ROUNDS", "6"))
WRITERS = 20


def _spellings(email: str) -> list[str]:
    local, _, domain = email.partition("@")
    locals_ = [local, local.upper(), local.title(), local.swapcase(), local[:3].upper() + local[3:]]
    domains = [domain, domain.upper(), domain.title(), domain[:2] + domain[2:].upper()]
    return [f"{name}@{place}" for name, place in product(locals_, domains)]


def test_fifty_sign_ups_of_one_address_make_one_account(server: Server, database: Database) -> None:
    spellings = _spellings(new_email())
    data = {"password": PASSWORD, "username": "관객"}

    replies = all_at_once(
        50, lambda n: server.send("POST", "/auth/signup", {**data, "email": spellings[n % len(spellings)]})
    )

    assert Counter(reply.status for reply in replies) == {201: 1, 409: 49}
    assert {reply.body["errors"][0]["code"] for reply in replies if reply.status == 409} == {"email_taken"}
    assert database.count("accounts_user", f"lower(email) = '{spellings[0]}'") == 1
    of_it = f"user_id = (select id from accounts_user where email = '{spellings[0]}')"
    assert database.count("accounts_session", of_it) == 1
    assert database.count("accounts_outgoingmail", of_it) == 1


def test_parallel_changes_of_a_profile_leave_one_of_them_whole(server: Server) -> None:
    person = server.sign_up()
    names = [f"이름 {number}" for number in range(50)]

    replies = all_at_once(
        50, lambda n: server.send("PATCH", "/me", {"username": names[n]}, access=person.access, client="10.255.0.1")
    )

    assert {reply.status for reply in replies} == {200}
    assert [reply.body["username"] for reply in replies] == names
    assert server.send("GET", "/me", access=person.access).body["username"] in names


def test_changes_of_different_fields_do_not_undo_each_other(server: Server) -> None:
    person = server.sign_up()
    changes = [{"username": "새 이름"}, {"gender": "other"}, {"birthday": "1990-01-02"}, {"language": "en"}]

    all_at_once(len(changes), lambda n: server.send("PATCH", "/me", changes[n], access=person.access))

    me = server.send("GET", "/me", access=person.access).body
    assert all(me[name] == value for change in changes for name, value in change.items())


def test_one_of_parallel_password_changes_counts(server: Server) -> None:
    person = server.sign_up()
    new = [f"{OTHER_PASSWORD} {n}" for n in range(6)]

    replies = all_at_once(
        6,
        lambda n: server.send(
            "POST", "/me/password", {"current_password": PASSWORD, "new_password": new[n]}, access=person.access
        ),
    )

    # Too late is 400 where the present password was no longer the present one, 401 where it changed after that.
    assert {reply.status for reply in replies} <= {204, 400, 401}
    [won] = [n for n, reply in enumerate(replies) if reply.status == 204]
    assert server.sign_in(person.email, new[won]).status == 200
    assert server.sign_in(person.email, PASSWORD).status == 401


def test_no_sign_in_with_the_old_password_outlives_its_change(server: Server) -> None:
    for _ in range(10):
        person = server.sign_up()
        change = {"current_password": PASSWORD, "new_password": OTHER_PASSWORD}

        def act(index: int, person=person, change=change) -> Answer:
            if index == 0:
                return server.send("POST", "/me/password", change, access=person.access)
            return server.sign_in(person.email)

        changed, *signed_in = all_at_once(4, act)

        assert changed.status == 204
        assert {reply.status for reply in signed_in} <= {200, 401}
        alive = [reply.body["access"] for reply in signed_in if reply.status == 200]
        assert {server.send("GET", "/me", access=access).status for access in alive} <= {401}


def _write(server: Server, person: Person, number: int) -> Answer:
    """Do one of the things that write rows of an account."""
    access = person.access
    if number % 5 == 0:
        return server.send("PATCH", "/me", {"username": f"이름 {number}"}, access=access)
    if number % 5 == 1:
        return server.send("POST", "/auth/email/resend", access=access)
    if number % 5 == 2:
        return server.sign_in(person.email)
    if number % 5 == 3:
        return server.send("POST", "/auth/refresh", {"refresh": person.refresh})
    change = {"current_password": PASSWORD, "new_password": PASSWORD}
    return server.send("POST", "/me/password", change, access=access)


def test_an_account_deleted_under_twenty_writers_leaves_no_row(server: Server, database: Database) -> None:
    people = [server.sign_up() for _ in range(ROUNDS)]
    [(first,)] = database.rows(f"select id from accounts_user where email = '{people[0].email}'")
    [(last,)] = database.rows(f"select id from accounts_user where email = '{people[-1].email}'")

    for person in people:

        def act(index: int, person=person) -> Answer:
            if index == WRITERS // 2:
                return server.send("DELETE", "/me", {"password": PASSWORD}, access=person.access)
            return _write(server, person, index)

        replies = all_at_once(WRITERS + 1, act)
        deleted = replies.pop(WRITERS // 2)
        assert deleted.status == 204, deleted
        assert {reply.status for reply in replies} <= {200, 202, 204, 401, 404, 429}, replies
        assert server.send("GET", "/me", access=person.access).status == 401

    span = f"between {first} and {last}"
    assert database.count("accounts_user", f"id {span}") == 0
    assert database.count("accounts_session", f"user_id {span}") == 0
    assert database.count("accounts_outgoingmail", f"user_id {span}") == 0


def test_two_deletions_at_once_delete_once(server: Server) -> None:
    person = server.sign_up()

    replies = all_at_once(2, lambda _: server.send("DELETE", "/me", {"password": PASSWORD}, access=person.access))

    assert {reply.status for reply in replies} <= {204, 401}
    assert 204 in {reply.status for reply in replies}
