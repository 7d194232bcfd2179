"""How often accounts can be tried: whose tries count, for whom, how long. Parallel tries: `parallel/test_limits.py`."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from culturepedia.accounts.models import User
from culturepedia.accounts.tasks import clean_up
from culturepedia.common.models import RateLimit
from tests.accounts.visitors import OTHER_PASSWORD, PASSWORD, Visitor, new_email, post, sign_up

if TYPE_CHECKING:
    from rest_framework.response import Response

pytestmark = pytest.mark.django_db
HOME = "198.51.100.7"
MINUTES_15 = 15 * 60


@pytest.fixture(autouse=True)
def _noon(time_machine: Any) -> None:
    time_machine.move_to("2026-11-23T12:00:00+09:00", tick=False)


def _attempt(email: str, password: str = OTHER_PASSWORD, *, client: str = HOME, **headers: str) -> Response:
    api = APIClient(REMOTE_ADDR=client)
    return post(api, "/auth/signin", {"email": email, "password": password}, **headers)


def _statuses(number: int, *, email: str, **more: str) -> list[int]:
    return [_attempt(email, **more).status_code for _ in range(number)]


def _address(number: int) -> str:
    return f"203.0.{number // 250}.{number % 250 + 1}"


@pytest.fixture
def visitor() -> Visitor:
    return sign_up()


# --- One account from one client -------------------------------------------------------------------------------------


def test_five_failures_in_fifteen_minutes_lock_the_account_for_that_client(visitor: Visitor) -> None:
    assert _statuses(7, email=visitor.email) == [401] * 5 + [429] * 2
    assert _attempt(visitor.email, PASSWORD).status_code == 429  # a right guess is told from a wrong one by nothing
    assert _attempt(visitor.email, PASSWORD, client="198.51.100.8").status_code == 200


def test_a_locked_answer_says_when_to_come_back_in_the_one_shape(visitor: Visitor, time_machine: Any) -> None:
    _statuses(5, email=visitor.email)
    time_machine.shift(100)

    reply = _attempt(visitor.email)

    assert reply.status_code == 429
    assert reply["Retry-After"] == str(MINUTES_15 - 100)
    assert reply["Cache-Control"] == "private, no-store"
    assert reply["Content-Type"] == "application/json"
    body = reply.json()
    assert body["type"] == "client_error"
    assert [(error["code"], error["attr"]) for error in body["errors"]] == [("throttled", None)]
    assert str(MINUTES_15 - 100) in body["errors"][0]["detail"]


def test_the_lock_ends_with_its_window(visitor: Visitor, time_machine: Any) -> None:
    _statuses(6, email=visitor.email)

    time_machine.shift(MINUTES_15 - 1)
    assert _attempt(visitor.email, PASSWORD).status_code == 429
    time_machine.shift(2)

    assert _attempt(visitor.email, PASSWORD).status_code == 200


def test_tries_while_locked_do_not_prolong_it(visitor: Visitor, time_machine: Any) -> None:
    _statuses(5, email=visitor.email)
    for _ in range(20):
        time_machine.shift(44)
        assert _attempt(visitor.email).status_code == 429

    time_machine.shift(MINUTES_15 - 20 * 44 + 1)

    assert _attempt(visitor.email, PASSWORD).status_code == 200


def test_a_success_forgets_the_failures(visitor: Visitor) -> None:
    for _ in range(4):
        assert _statuses(4, email=visitor.email) == [401] * 4
        assert _attempt(visitor.email, PASSWORD).status_code == 200


@pytest.mark.parametrize("exists", [True, False])
def test_spellings_of_an_address_count_as_one(visitor: Visitor, exists: bool) -> None:  # noqa: FBT001
    email = visitor.email if exists else new_email()
    spellings = [email, email.upper(), email.title(), f" {email}", f"{email}\t", email.capitalize(), email.swapcase()]

    assert [_attempt(spelling).status_code for spelling in spellings] == [401] * 5 + [429] * 2


def test_another_browser_is_the_same_client(visitor: Visitor) -> None:
    statuses = [_attempt(visitor.email, **{"user-agent": f"browser {n}"}).status_code for n in range(7)]

    assert statuses == [401] * 5 + [429] * 2


def test_failures_of_one_account_lock_no_other(visitor: Visitor) -> None:
    other = sign_up()
    _statuses(6, email=visitor.email)

    assert _attempt(other.email, PASSWORD).status_code == 200


# --- Whose address ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("proxies", [0, 1])
def test_a_hundred_forged_addresses_are_one_client(visitor: Visitor, settings: Any, proxies: int) -> None:
    settings.NUM_PROXIES = proxies
    statuses = []
    for number in range(100):
        forged = _address(number)
        # What the edge appends is the last entry; without one in front of us the whole header is the caller's.
        chain = f"{forged}, {HOME}" if proxies else forged
        statuses.append(_attempt(visitor.email, **{"x-forwarded-for": chain}).status_code)

    assert Counter(statuses) == {401: 5, 429: 95}


@pytest.mark.parametrize("name", ["x-real-ip", "forwarded", "x-client-ip", "true-client-ip", "cf-connecting-ip"])
def test_no_other_header_names_the_client(visitor: Visitor, name: str) -> None:
    statuses = [_attempt(visitor.email, **{name: _address(n)}).status_code for n in range(8)]

    assert statuses == [401] * 5 + [429] * 3


def test_the_last_proxy_names_the_client(visitor: Visitor, settings: Any) -> None:
    settings.NUM_PROXIES = 1

    for number in range(3):
        header = {"x-forwarded-for": f"{HOME}, {_address(number)}"}
        assert _statuses(6, email=visitor.email, **header) == [401] * 5 + [429]


def test_the_addresses_of_one_ipv6_network_are_one_client(visitor: Visitor) -> None:
    inside = [_attempt(visitor.email, client=f"2001:db8:1:2::{n:x}").status_code for n in range(1, 8)]

    assert inside == [401] * 5 + [429] * 2
    assert _attempt(visitor.email, client="2001:db8:1:3::1").status_code == 401
    assert _attempt(visitor.email, client="::ffff:198.51.100.9").status_code == 401


@pytest.mark.parametrize("chain", ["", ",", "unknown", "_hidden", "999.1.1.1", "1.2.3.4:80", "\0", "x" * 5000, "é"])
def test_a_header_that_names_nobody_counts_for_the_connection(visitor: Visitor, settings: Any, chain: str) -> None:
    settings.NUM_PROXIES = 1

    assert _statuses(6, email=visitor.email, **{"x-forwarded-for": chain}) == [401] * 5 + [429]


# --- One client, one account -----------------------------------------------------------------------------------------


def test_sixty_failures_an_hour_stop_a_client(time_machine: Any) -> None:
    visitor = sign_up()
    statuses = []
    for _ in range(62):
        statuses.append(_attempt(new_email()).status_code)
        time_machine.shift(10)

    assert statuses == [401] * 60 + [429] * 2
    refused = _attempt(visitor.email, PASSWORD)
    assert (refused.status_code, refused["Retry-After"]) == (429, str(3600 - 620))
    assert _attempt(visitor.email, PASSWORD, client="198.51.100.8").status_code == 200
    time_machine.shift(3600 - 620 + 1)
    assert _statuses(2, email=new_email()) == [401, 429]  # one try is an hour old, the window slides


def test_successes_and_refused_tries_do_not_count_for_the_client() -> None:
    people = [sign_up() for _ in range(3)]
    for _ in range(21):
        for person in people:
            assert _attempt(person.email, PASSWORD).status_code == 200
    _statuses(70, email=people[0].email)  # five failures, then refused

    assert _attempt(people[1].email).status_code == 401


def test_a_hundred_failures_a_day_slow_an_account_down_and_leave_it_open(visitor: Visitor, time_machine: Any) -> None:
    for number in range(100):
        assert _attempt(visitor.email, client=_address(number)).status_code == 401
        time_machine.shift(30)

    guesser = [_attempt(visitor.email, client=_address(200)) for _ in range(3)]
    assert [reply.status_code for reply in guesser] == [401, 429, 429]
    assert 0 < int(guesser[1]["Retry-After"]) <= 60
    assert _attempt(visitor.email, PASSWORD, client=_address(201)).status_code == 200
    time_machine.shift(61)
    assert _attempt(visitor.email, client=_address(200)).status_code == 401
    time_machine.shift(timedelta(days=1))
    assert _statuses(5, email=visitor.email, client=_address(202)) == [401] * 5


def test_the_owner_gives_a_guesser_no_tries_back(visitor: Visitor) -> None:
    for number in range(100):
        _attempt(visitor.email, client=_address(number))
    for number in range(10):
        assert _attempt(visitor.email, PASSWORD, client=_address(120 + number)).status_code == 200

    assert _statuses(2, email=visitor.email, client=_address(200)) == [401, 429]


# --- Other ways in ---------------------------------------------------------------------------------------------------


def test_ten_sign_ups_an_hour_from_a_client(time_machine: Any) -> None:
    def attempt(client: str = HOME) -> int:
        data = {"email": new_email(), "password": PASSWORD, "username": "관객"}
        return post(APIClient(REMOTE_ADDR=client), "/auth/signup", data).status_code

    assert [attempt() for _ in range(12)] == [201] * 10 + [429] * 2
    assert attempt("198.51.100.8") == 201
    time_machine.shift(3601)
    assert attempt() == 201


def test_a_password_asked_for_again_can_be_tried_ten_times_an_hour(visitor: Visitor, time_machine: Any) -> None:
    wrong = {"current_password": OTHER_PASSWORD, "new_password": f"{OTHER_PASSWORD}!"}

    statuses = [visitor.ask("post", "/me/password", wrong).status_code for _ in range(9)]
    statuses += [visitor.ask("delete", "/me", {"password": OTHER_PASSWORD}).status_code for _ in range(3)]

    assert statuses == [400] * 10 + [429] * 2
    assert visitor.ask("delete", "/me", {"password": PASSWORD}).status_code == 429
    time_machine.shift(3601)
    visitor.rotate()
    assert visitor.ask("delete", "/me", {"password": PASSWORD}).status_code == 204


def test_links_can_be_tried_sixty_times_an_hour() -> None:
    data = {"uid": "0" * 32, "token": "x-y", "new_password": OTHER_PASSWORD}
    api = APIClient(REMOTE_ADDR=HOME)

    statuses = [post(api, "/auth/password/reset", data).status_code for _ in range(30)]
    statuses += [post(api, "/auth/email/verify", {"token": "x"}).status_code for _ in range(31)]

    assert statuses == [400] * 60 + [429]


def test_the_admin_has_the_limits_of_the_api(visitor: Visitor) -> None:
    operator = User.objects.create_superuser("operator@mail.test", PASSWORD, username="운영")

    def attempt(email: str, password: str, client: str = HOME) -> Any:
        form = {"username": email, "password": password}
        return Client(REMOTE_ADDR=client).post("/admin/login/?next=/admin/", form)

    assert [attempt(operator.email.upper(), OTHER_PASSWORD).status_code for _ in range(5)] == [200] * 5
    refused = attempt(operator.email, PASSWORD)
    assert (refused.status_code, refused["Retry-After"]) == (429, str(MINUTES_15))
    assert attempt(operator.email, PASSWORD, "198.51.100.8").status_code == 302
    assert attempt(visitor.email, PASSWORD).status_code == 200  # no operator: the form again
    assert _attempt(operator.email, PASSWORD).status_code == 429  # the API knows of the tries
    statuses = [attempt(new_email(), OTHER_PASSWORD).status_code for _ in range(57)]
    assert statuses == [200] * 55 + [429] * 2


def test_limits_keep_no_address_and_are_cleaned_away(visitor: Visitor, time_machine: Any) -> None:
    _attempt(visitor.email)

    kept = " ".join(str(row) for row in RateLimit.objects.values_list())
    assert visitor.email not in kept
    assert HOME not in kept
    time_machine.shift(timedelta(days=31))
    clean_up()
    assert not RateLimit.objects.exists()
