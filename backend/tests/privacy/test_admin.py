"""The admin shows sign-ins, mails and limits to staff, for reading only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import ask, sign_in, sign_up

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import Person

pytestmark = pytest.mark.django_db
TABLES = ("accounts/session", "accounts/outgoingmail", "common/ratelimit")


@pytest.fixture
def person() -> Person:
    return sign_up()


@pytest.mark.parametrize("table", TABLES)
def test_lists_and_shows_but_changes_nothing(person: Person, admin_client: Client, table: str) -> None:
    row = apps.get_model(*table.split("/")).objects.first()
    assert row is not None

    listed = admin_client.get(f"/admin/{table}/")
    shown = admin_client.get(f"/admin/{table}/{row.pk}/change/")

    assert (listed.status_code, shown.status_code) == (200, 200)
    assert "_save" not in shown.content.decode()
    assert admin_client.get(f"/admin/{table}/add/").status_code == 403
    assert admin_client.post(f"/admin/{table}/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert admin_client.post(f"/admin/{table}/{row.pk}/change/", {"user": "1"}).status_code == 403


def test_shows_no_number_of_a_refresh_token(person: Person, admin_client: Client) -> None:
    row = apps.get_model("accounts.Session").objects.get()

    text = admin_client.get(f"/admin/accounts/session/{row.pk}/change/").content.decode()

    assert str(row.public_id) in text
    assert row.refresh_jti not in text


@pytest.mark.parametrize(("table", "query"), [("accounts/session", "{0}"), ("accounts/outgoingmail", "{0}")])
def test_finds_what_belongs_to_an_address(person: Person, admin_client: Client, table: str, query: str) -> None:
    other = sign_up()

    found = admin_client.get(f"/admin/{table}/", {"q": query.format(person.email)}).context["cl"].result_count
    part = admin_client.get(f"/admin/{table}/", {"q": person.email[:6]}).context["cl"].result_count

    assert (found, part) == (1, 0), "part of an address finds nobody"
    assert other.email != person.email


def test_a_limit_names_nobody(admin_client: Client) -> None:
    ask("POST", "/auth/signin", {"email": "nobody@mail.test", "password": "x"})

    text = admin_client.get("/admin/common/ratelimit/").content.decode()

    assert "sign-in-account:" in text
    assert "nobody@" not in text
    assert "127.0.0.1" not in text


def test_a_list_of_sessions_asks_for_its_people_at_once(person: Person, admin_client: Client) -> None:
    def count_queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert admin_client.get("/admin/accounts/session/").status_code == 200
        return len(queries)

    count_queries()
    few = count_queries()
    for _ in range(5):
        sign_in(sign_up())

    assert count_queries() == few
