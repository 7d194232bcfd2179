"""Nobody learns from sign-in or a forgotten password who has an account: same answers, same work, same time."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from culturepedia.accounts.models import OutgoingMail, User
from tests.accounts.visitors import OTHER_PASSWORD, PASSWORD, new_email, post, sign_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from rest_framework.response import Response

pytestmark = pytest.mark.django_db
TRIES = 24  # of each kind, in turns; processor time of one thread is steady enough for medians within a tenth
KINDS = ("known", "unknown", "closed")


def _address(number: int) -> str:
    return f"203.0.{number // 250}.{number % 250 + 1}"


def _emails() -> dict[str, str]:
    known, closed = sign_up(), sign_up()
    User.objects.filter(email=closed.email).update(is_active=False)
    return {"known": known.email, "unknown": new_email(), "closed": closed.email}


def _sign_in(email: str, number: int, password: str = OTHER_PASSWORD) -> Response:
    return post(APIClient(REMOTE_ADDR=_address(number)), "/auth/signin", {"email": email, "password": password})


def _forgot(email: str, number: int) -> Response:
    return post(APIClient(REMOTE_ADDR=_address(number)), "/auth/password/forgot", {"email": email})


def _seen(reply: Response) -> tuple[Any, ...]:
    headers = {name: value for name, value in reply.items() if name != "X-Request-ID"}
    return reply.status_code, headers, reply.content


def _count(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def test_sign_in_answers_alike() -> None:
    emails = _emails()

    seen = [_seen(_sign_in(emails[kind], number)) for number, kind in enumerate(KINDS)]
    right_but_closed = _seen(_sign_in(emails["closed"], 9, PASSWORD))

    assert seen[0] == seen[1] == seen[2] == right_but_closed
    assert seen[0][0] == 401


def test_sign_in_asks_the_database_alike() -> None:
    emails = _emails()
    for number, kind in enumerate(KINDS):
        _sign_in(emails[kind], number)  # the rows of the limits are made by the first try

    counts = {kind: _count(lambda kind=kind, n=n: _sign_in(emails[kind], n)) for n, kind in enumerate(KINDS)}

    assert len(set(counts.values())) == 1, counts


def test_sign_in_takes_the_same_time(settings: Any) -> None:
    from config import settings as product

    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    emails = _emails()
    spent: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for number in range(TRIES + 2):
        for kind in KINDS:
            User.objects.count()  # the connection is warm for each alike
            begun = time.thread_time()
            _sign_in(emails[kind], number)
            spent[kind].append(time.thread_time() - begun)

    medians = {kind: statistics.median(times[2:]) for kind, times in spent.items()}

    assert max(medians.values()) <= 1.1 * min(medians.values()), medians
    assert min(medians.values()) > 0.005  # a hash was computed for each


def test_a_forgotten_password_answers_alike_and_does_the_same_work() -> None:
    emails = _emails()
    for number, kind in enumerate(KINDS):
        _forgot(emails[kind], number)

    seen = [_seen(_forgot(emails[kind], number)) for number, kind in enumerate(KINDS)]
    counts = {kind: _count(lambda kind=kind, n=n: _forgot(emails[kind], n)) for n, kind in enumerate(KINDS)}

    assert seen[0] == seen[1] == seen[2]
    assert seen[0][0] == 202
    assert len(set(counts.values())) == 1, counts
    assert OutgoingMail.objects.filter(kind="reset_password").values("address").distinct().count() == 3


def test_a_mailbox_that_has_enough_mails_is_told_by_nothing() -> None:
    emails = _emails()

    for kind in KINDS:
        seen = [_seen(_forgot(emails[kind], number)) for number in range(8)]
        assert len(set(map(str, seen))) == 1
        assert OutgoingMail.objects.filter(kind="reset_password", address=emails[kind]).count() == 5


def test_a_wrong_reset_link_does_not_tell_whether_its_account_exists() -> None:
    visitor = sign_up()
    closed = sign_up()
    User.objects.filter(email=closed.email).update(is_active=False)
    uids = [visitor.user.public_id.hex, closed.user.public_id.hex, "0" * 32, "no-uuid"]
    data = {"token": "cz1abc-0123456789abcdef0123456789abcdef", "new_password": OTHER_PASSWORD}

    seen = [_seen(post(visitor.api, "/auth/password/reset", {**data, "uid": uid})) for uid in uids]

    assert len(set(map(str, seen))) == 1
    assert seen[0][0] == 400
