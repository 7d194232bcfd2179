"""Sessions: kinds, cookies and their origins, rotation, reuse, and their end by the clock."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from rest_framework.test import APIClient

from culturepedia.accounts.models import Session
from culturepedia.accounts.tasks import clean_up
from tests.accounts.visitors import ORIGIN, PASSWORD, Visitor, on_another_device, post, sign_up

if TYPE_CHECKING:
    import logging

    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db
FOREIGN = {
    "none": {},
    "null": {"origin": "null"},
    "another site": {"origin": "https://evil.example"},
    "our name as its beginning": {"origin": f"{ORIGIN}.evil.example"},
    "our name as its end": {"origin": "http://evil127.0.0.1:8080"},
    "another port": {"origin": "http://127.0.0.1:8081"},
    "without the port": {"origin": "http://127.0.0.1"},
    "another scheme": {"origin": "https://127.0.0.1:8080"},
    "a path": {"origin": f"{ORIGIN}/"},
    "upper case": {"origin": ORIGIN.upper()},
    "two": {"origin": f"{ORIGIN} {ORIGIN}"},
    "only a referrer": {"referer": f"{ORIGIN}/me"},
    "empty": {"origin": ""},
}


@pytest.fixture
def _noon(time_machine: Any) -> None:
    time_machine.move_to("2026-11-23T12:00:00+09:00", tick=False)


def test_a_request_is_authenticated_with_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    visitor = sign_up()

    with django_assert_num_queries(
        3
    ):  # the session with its user; the account's dates and the switches that /me tells of
        assert visitor.get_me() == 200


def test_a_forged_token_costs_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    visitor = sign_up()

    with django_assert_num_queries(0):
        assert visitor.get_me(f"{visitor.access[:-4]}AAAA") == 401


# --- Kinds -----------------------------------------------------------------------------------------------------------


def test_a_token_session_has_its_refresh_token_in_the_body_and_no_cookie() -> None:
    visitor = sign_up()

    reply = visitor.rotate()

    assert visitor.refresh
    assert not visitor.api.cookies
    assert set(reply.json()) == {"access", "refresh"}


@pytest.mark.parametrize(("secure", "name"), [(False, "refresh"), (True, "__Host-refresh")])
def test_a_cookie_session_never_shows_its_refresh_token_in_a_body(secure: bool, name: str) -> None:  # noqa: FBT001
    visitor = sign_up(kind="cookie", secure=secure)
    seen = [visitor.api.cookies[name].value]
    headers = {"origin": ORIGIN}
    data = {"email": visitor.email, "password": PASSWORD, "session_kind": "cookie"}

    for path, body in (("/auth/refresh", {}), ("/auth/signin", data), ("/auth/refresh", {})):
        reply = visitor.api.post(f"/api/v1{path}", body, format="json", secure=secure, headers=headers)
        seen.append(visitor.api.cookies[name].value)
        assert reply.status_code == 200
        assert "refresh" not in reply.json()
        assert not any(token in reply.content.decode() for token in seen)

    assert len(set(seen)) == 4


@pytest.mark.parametrize(("secure", "name"), [(False, "refresh"), (True, "__Host-refresh")])
def test_the_cookie_is_for_this_host_and_no_script(secure: bool, name: str) -> None:  # noqa: FBT001
    visitor = sign_up(kind="cookie", secure=secure)

    cookie = visitor.api.cookies[name]

    assert list(visitor.api.cookies) == [name]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Strict", "/", "")
    assert bool(cookie["secure"]) is secure
    assert cookie["max-age"] == 14 * 24 * 3600


def test_signing_out_takes_the_cookie_away() -> None:
    visitor = sign_up(kind="cookie", secure=True)

    reply = visitor.api.post("/api/v1/auth/signout", {}, format="json", secure=True, headers={"origin": ORIGIN})

    cookie = reply.cookies["__Host-refresh"]
    assert reply.status_code == 204
    assert (cookie.value, cookie["max-age"], cookie["path"], bool(cookie["secure"])) == ("", 0, "/", True)


def test_over_https_the_cookie_without_the_prefix_counts_for_nothing() -> None:
    visitor = sign_up(kind="cookie")  # a neighbour on plain HTTP could have planted such a one

    reply = visitor.api.post("/api/v1/auth/refresh", {}, format="json", secure=True, headers={"origin": ORIGIN})

    assert reply.status_code == 401


# --- Origins ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/auth/refresh", "/auth/signout"])
@pytest.mark.parametrize("name", FOREIGN)
def test_the_cookie_needs_a_page_of_our_own(path: str, name: str) -> None:
    visitor = sign_up(kind="cookie")

    reply = post(visitor.api, path, {}, **FOREIGN[name])

    assert reply.status_code == 403
    assert reply.json()["errors"][0]["code"] == "foreign_origin"
    assert visitor.get_me() == 200
    assert post(visitor.api, "/auth/refresh", {}, origin=ORIGIN).status_code == 200


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8080", "http://localhost:8080"])
def test_our_own_pages_may_use_the_cookie(origin: str) -> None:
    visitor = sign_up(kind="cookie")

    assert post(visitor.api, "/auth/refresh", {}, origin=origin).status_code == 200
    assert post(visitor.api, "/auth/signout", {}, origin=origin).status_code == 204


@pytest.mark.parametrize("path", ["/auth/signin", "/auth/signup"])
def test_no_other_site_begins_a_session_in_the_cookie(path: str) -> None:
    visitor = sign_up()
    data = {"email": visitor.email, "password": PASSWORD, "session_kind": "cookie"}
    if path == "/auth/signup":
        data |= {"email": "new@mail.test", "username": "새 사람"}

    reply = post(APIClient(), path, data, origin="https://evil.example")

    assert reply.status_code == 403
    assert not reply.cookies


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_no_form_of_another_site_is_read(media_type: str) -> None:
    visitor = sign_up(kind="cookie")

    reply = visitor.api.post(
        "/api/v1/auth/signout", data=b'{"everywhere": true}', content_type=media_type, headers={"origin": ORIGIN}
    )

    assert reply.status_code == 415
    assert visitor.get_me() == 200


# --- Rotation --------------------------------------------------------------------------------------------------------


def _reuses(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.getMessage() == "refresh_token.reused"]


def test_a_refresh_token_is_good_once() -> None:
    visitor = sign_up()
    old = visitor.refresh

    assert visitor.rotate().status_code == 200
    assert visitor.refresh != old
    assert visitor.redeem(old).status_code == 401


@pytest.mark.usefixtures("_noon")
def test_a_second_tab_within_ten_seconds_is_refused_without_ending_the_session(
    time_machine: Any, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = sign_up()
    old = visitor.refresh
    visitor.rotate()
    time_machine.shift(9)

    assert visitor.redeem(old).status_code == 401

    assert visitor.get_me() == 200
    assert visitor.rotate().status_code == 200
    assert not _reuses(caplog)


@pytest.mark.usefixtures("_noon")
def test_the_last_token_after_ten_seconds_ends_the_family(time_machine: Any, caplog: pytest.LogCaptureFixture) -> None:
    visitor = sign_up()
    other = on_another_device(visitor)
    old = visitor.refresh
    visitor.rotate()
    time_machine.shift(11)

    for _ in range(3):
        assert visitor.redeem(old).status_code == 401

    assert visitor.get_me() == 401
    assert visitor.redeem().status_code == 401
    assert len(_reuses(caplog)) == 1
    assert visitor.get_me(other.access) == 200  # another sign-in is another family


def test_a_token_before_the_last_ends_the_family_at_once(caplog: pytest.LogCaptureFixture) -> None:
    visitor = sign_up()
    stolen = visitor.refresh
    visitor.rotate()
    visitor.rotate()

    assert visitor.redeem(stolen).status_code == 401

    assert visitor.get_me() == 401
    assert visitor.session.ended_by == Session.Ended.REUSED
    [event] = _reuses(caplog)
    facts = json.dumps({name: str(value) for name, value in vars(event).items()})
    assert str(visitor.session.public_id) in facts
    assert not any(secret in facts for secret in (stolen, visitor.refresh, visitor.email))


def test_an_old_token_of_the_cookie_in_a_body_ends_the_family() -> None:
    visitor = sign_up(kind="cookie")
    stolen = visitor.api.cookies["refresh"].value
    for _ in range(2):
        assert post(visitor.api, "/auth/refresh", {}, origin=ORIGIN).status_code == 200

    assert post(APIClient(), "/auth/refresh", {"refresh": stolen}).status_code == 401

    assert visitor.get_me() == 401


# --- The clock -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_noon")
def test_an_access_token_lives_ten_minutes(time_machine: Any) -> None:
    visitor = sign_up()

    time_machine.shift(timedelta(minutes=10, seconds=8))
    assert visitor.get_me() == 200  # ten seconds for clocks that differ
    time_machine.shift(3)

    assert visitor.get_me() == 401
    assert visitor.rotate().status_code == 200
    assert visitor.get_me() == 200


@pytest.mark.usefixtures("_noon")
def test_a_session_ends_after_fourteen_days_without_use(time_machine: Any) -> None:
    kept, idle = sign_up(), sign_up()

    time_machine.shift(timedelta(days=13, hours=23))
    assert kept.rotate().status_code == 200
    time_machine.shift(timedelta(hours=1, seconds=1))

    assert idle.redeem().status_code == 401
    assert kept.rotate().status_code == 200


@pytest.mark.usefixtures("_noon")
def test_a_session_ends_after_sixty_days_however_often_it_is_used(time_machine: Any) -> None:
    visitor = sign_up()

    for _ in range(5):
        time_machine.shift(timedelta(days=11, hours=23))
        assert visitor.rotate().status_code == 200
    time_machine.shift(timedelta(hours=5) - timedelta(seconds=1))
    assert visitor.rotate().status_code == 200
    assert visitor.get_me() == 200
    time_machine.shift(2)

    assert visitor.get_me() == 401
    assert visitor.redeem().status_code == 401


@pytest.mark.usefixtures("_noon")
def test_the_list_of_devices_shows_only_what_lives(
    time_machine: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    visitor = sign_up()
    forgotten = on_another_device(visitor)
    time_machine.shift(timedelta(days=10))
    visitor.rotate()
    used = on_another_device(visitor)
    time_machine.shift(timedelta(days=5))
    visitor.rotate()
    stranger = sign_up()

    with django_assert_num_queries(3):  # who asks, how many, which
        reply = visitor.api.get("/api/v1/me/sessions", headers={"authorization": f"Bearer {visitor.access}"})

    assert [row["current"] for row in reply.json()["results"]] == [True, False]
    assert forgotten.redeem().status_code == 401
    assert used.rotate().status_code == 200
    ids = {row["id"] for row in reply.json()["results"]}
    assert visitor.ask("delete", f"/me/sessions/{stranger.session.public_id}").status_code == 404
    assert str(stranger.session.public_id) not in ids


@pytest.mark.usefixtures("_noon")
def test_sessions_are_forgotten_a_month_after_their_end(time_machine: Any) -> None:
    signed_out, idle = sign_up(), sign_up()
    signed_out.ask("post", "/auth/signout")
    time_machine.shift(timedelta(days=29))
    clean_up()
    assert Session.objects.count() == 2

    time_machine.shift(timedelta(days=2))
    clean_up()
    assert set(Session.objects.values_list("user__email", flat=True)) == {idle.email}
    time_machine.shift(timedelta(days=14))
    clean_up()

    assert not Session.objects.exists()


def test_a_device_is_named_by_its_browser() -> None:
    visitor: Visitor = sign_up()
    agent = (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
    )

    post(visitor.api, "/auth/signin", {"email": visitor.email, "password": PASSWORD}, **{"user-agent": agent})

    assert visitor.session.device == "Chrome · Windows"
