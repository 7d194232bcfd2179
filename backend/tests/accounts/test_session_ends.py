"""Every token of a session is dead in the very next request after whatever ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.test import Client

from culturepedia.accounts.closing import close_accounts, reopen_accounts
from culturepedia.accounts.models import Session, User
from culturepedia.common import clock
from tests.accounts.visitors import ORIGIN, OTHER_PASSWORD, PASSWORD, Visitor, on_another_device, post, sign_up

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db


def _sign_out(visitor: Visitor, other: Visitor) -> None:
    assert visitor.ask("post", "/auth/signout").status_code == 204


def _sign_out_with_refresh_token(visitor: Visitor, other: Visitor) -> None:
    assert post(visitor.api, "/auth/signout", {"refresh": visitor.refresh}).status_code == 204


def _sign_out_everywhere_from_the_other(visitor: Visitor, other: Visitor) -> None:
    assert other.ask("post", "/auth/signout", {"everywhere": True}).status_code == 204


def _end_in_the_list_of_the_other(visitor: Visitor, other: Visitor) -> None:
    rows = other.api.get("/api/v1/me/sessions", headers={"authorization": f"Bearer {other.access}"}).json()["results"]
    mine = next(row["id"] for row in rows if not row["current"])
    assert other.ask("delete", f"/me/sessions/{mine}").status_code == 204


def _change_password_on_the_other(visitor: Visitor, other: Visitor) -> None:
    change = {"current_password": PASSWORD, "new_password": OTHER_PASSWORD}
    assert other.ask("post", "/me/password", change).status_code == 204
    assert other.get_me() == 200  # the one that asked stays


def _reset_password(visitor: Visitor, other: Visitor) -> None:
    user = visitor.user
    link = {"uid": user.public_id.hex, "token": default_token_generator.make_token(user)}
    assert post(other.api, "/auth/password/reset", {**link, "new_password": OTHER_PASSWORD}).status_code == 204


def _change_password_at_a_terminal(visitor: Visitor, other: Visitor) -> None:
    user = visitor.user
    user.set_password(OTHER_PASSWORD)  # what `manage.py changepassword` does
    user.save()


def _change_password_in_the_admin(visitor: Visitor, other: Visitor) -> None:
    User.objects.filter(email=visitor.email).update(is_staff=True)
    client = Client()
    client.force_login(visitor.user, backend="django.contrib.auth.backends.ModelBackend")
    form = {"old_password": PASSWORD, "new_password1": OTHER_PASSWORD, "new_password2": OTHER_PASSWORD}
    assert client.post("/admin/password_change/", form).status_code == 302


def _deactivate_in_the_database(visitor: Visitor, other: Visitor) -> None:
    User.objects.filter(email=visitor.email).update(is_active=False)


def _close(visitor: Visitor, other: Visitor) -> None:
    close_accounts(accounts=User.objects.filter(email=visitor.email), now=clock.now())


def _delete(visitor: Visitor, other: Visitor) -> None:
    assert other.ask("delete", "/me", {"password": PASSWORD}).status_code == 204


EVENTS: list[Callable[[Visitor, Visitor], None]] = [
    _sign_out,
    _sign_out_with_refresh_token,
    _sign_out_everywhere_from_the_other,
    _end_in_the_list_of_the_other,
    _change_password_on_the_other,
    _reset_password,
    _change_password_at_a_terminal,
    _change_password_in_the_admin,
    _deactivate_in_the_database,
    _close,
    _delete,
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__.strip("_"))
def test_no_token_survives(event: Callable[[Visitor, Visitor], None]) -> None:
    visitor = sign_up()
    first = (visitor.access, visitor.refresh)
    visitor.rotate()
    other = on_another_device(visitor)
    assert visitor.get_me() == 200

    event(visitor, other)

    assert [visitor.get_me(first[0]), visitor.get_me()] == [401, 401]
    assert [visitor.redeem().status_code, visitor.redeem(first[1]).status_code] == [401, 401]
    assert visitor.ask("post", "/auth/signout", {"refresh": visitor.refresh}).status_code == 401


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__.strip("_"))
def test_no_cookie_survives(event: Callable[[Visitor, Visitor], None]) -> None:
    if event is _sign_out_with_refresh_token:
        event = _sign_out  # a session in the cookie has no token for bodies
    visitor = sign_up(kind="cookie")
    cookie = visitor.api.cookies["refresh"].value
    other = on_another_device(visitor)

    event(visitor, other)
    visitor.api.cookies["refresh"] = cookie

    assert visitor.get_me() == 401
    assert post(visitor.api, "/auth/refresh", {}, origin=ORIGIN).status_code == 401
    assert post(visitor.api, "/auth/signout", {}, origin=ORIGIN).status_code == 401


def test_signing_out_of_one_device_leaves_the_others() -> None:
    visitor = sign_up()
    other = on_another_device(visitor)

    visitor.ask("post", "/auth/signout")

    assert other.get_me() == 200
    assert other.rotate().status_code == 200


def test_a_password_change_leaves_the_device_that_asked() -> None:
    visitor = sign_up()

    visitor.ask("post", "/me/password", {"current_password": PASSWORD, "new_password": OTHER_PASSWORD})

    assert visitor.get_me() == 200
    assert visitor.rotate().status_code == 200


def test_a_closed_account_that_is_reopened_has_no_session() -> None:
    visitor = sign_up()
    mine = User.objects.filter(email=visitor.email)

    close_accounts(accounts=mine, now=clock.now())
    assert visitor.sign_in().status_code == 401
    reopen_accounts(accounts=mine)

    assert visitor.get_me() == 401
    assert visitor.redeem().status_code == 401
    assert visitor.session.ended_by == Session.Ended.DEACTIVATED
    assert visitor.sign_in().status_code == 200


def test_operators_close_and_reopen_accounts_in_the_admin() -> None:
    visitor = sign_up()
    operator = User.objects.create_superuser("operator@mail.test", OTHER_PASSWORD, username="운영")
    client = Client()
    client.force_login(operator, backend="django.contrib.auth.backends.ModelBackend")
    chosen = {"_selected_action": [visitor.user.pk, operator.pk]}

    reply = client.post("/admin/accounts/user/", {"action": "close", **chosen})

    assert reply.status_code == 302
    assert visitor.get_me() == 401
    assert client.get("/admin/accounts/user/").status_code == 200  # nobody closes their own
    assert PASSWORD not in (page := client.get(f"/admin/accounts/user/{visitor.user.pk}/change/").text)
    assert visitor.user.password not in page
    client.post("/admin/accounts/user/", {"action": "reopen", **chosen})
    assert visitor.sign_in().status_code == 200
