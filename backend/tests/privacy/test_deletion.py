"""A deleted account leaves no row that names its owner, in any table, and no session that opens anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client

from culturepedia.accounts import tasks
from culturepedia.accounts.models import User
from tests.people import PASSWORD, Person, ask, sign_in, sign_up
from tests.privacy.world import write_everything

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db


def _cells() -> Iterator[tuple[str, str]]:
    """Return every value of every table as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    yield table, str(value)


def _tables_with(*words: str) -> set[str]:
    return {table for table, value in _cells() if any(word.lower() in value.lower() for word in words)}


def _live_a_little() -> Person:
    """Leave a trace wherever one can be left."""
    person = sign_up(username="지워질이름", gender="female", birthday="1999-02-28")
    sign_in(person)
    ask("POST", "/auth/signin", {"email": person.email, "password": "틀린 비밀번호"})
    ask("POST", "/auth/password/forgot", {"email": person.email})
    tasks.send_mails()
    ask("POST", "/auth/password/forgot", {"email": person.email})
    operator = User.objects.create_superuser("chief@mail.test", PASSWORD, username="운영")
    LogEntry.objects.create(
        user=operator, content_type=ContentType.objects.get_for_model(User), object_id=str(person.user.pk),
        object_repr=str(person.user), action_flag=CHANGE, change_message="[]",
    )  # fmt: skip
    write_everything(person)
    return person


def test_leaves_no_row_that_names_its_owner() -> None:
    person = _live_a_little()
    bystander = sign_up()
    public_id = person.user.public_id
    words = (person.email, "지워질이름", str(public_id), public_id.hex, "내 리뷰", "내 신고", "내 메모")
    assert _tables_with(*words) >= {
        "accounts_user", "accounts_outgoingmail", "axes_accessattempt", "django_admin_log",
        "reviews_review", "reviews_report", "diary_visit",
    }  # fmt: skip

    reply = person.ask("DELETE", "/me", {"password": PASSWORD})

    assert reply.status_code == 204
    assert _tables_with(*words) == set()
    assert bystander.ask("GET", "/me").status_code == 200
    assert LogEntry.objects.count() == 1, "what an operator did stays, without the name"


def test_ends_every_session_and_frees_the_address() -> None:
    person = sign_up()
    other = sign_in(person)

    person.ask("DELETE", "/me", {"password": PASSWORD})

    assert [device.ask("GET", "/me").status_code for device in (person, other)] == [401, 401]
    assert ask("POST", "/auth/refresh", {"refresh": other.refresh}).status_code == 401
    assert ask("POST", "/auth/signin", {"email": person.email, "password": PASSWORD}).status_code == 401
    assert person.ask("DELETE", "/me", {"password": PASSWORD}).status_code == 401
    again = sign_up(email=person.email)
    assert person.ask("GET", "/me").status_code == 401, "a new account has none of the old one's sessions"
    assert again.ask("GET", "/me").status_code == 200


def test_an_operator_who_goes_is_signed_out_of_the_admin() -> None:
    person = sign_up()
    User.objects.filter(email=person.email).update(is_staff=True, is_superuser=True)
    admin = Client()
    admin.force_login(person.user, backend="django.contrib.auth.backends.ModelBackend")
    assert admin.get("/admin/").status_code == 200

    person.ask("DELETE", "/me", {"password": PASSWORD})

    assert admin.get("/admin/").status_code == 302


def test_asks_for_the_password_and_only_so_often() -> None:
    person = sign_up()

    replies = [person.ask("DELETE", "/me", {"password": "틀린 비밀번호"}) for _ in range(11)]

    assert [reply.status_code for reply in replies] == [400] * 10 + [429]
    assert replies[0].json()["errors"][0] == {
        "code": "wrong_password", "detail": "비밀번호가 맞지 않아요.", "attr": "password",
    }  # fmt: skip
    assert int(replies[-1]["Retry-After"]) > 3000
    assert person.ask("DELETE", "/me", {"password": PASSWORD}).status_code == 429
    assert person.ask("GET", "/me").status_code == 200, "nothing was deleted"


def test_takes_the_cookie_away() -> None:
    person = sign_up()

    reply = person.ask("DELETE", "/me", {"password": PASSWORD})

    assert reply.cookies["refresh"]["max-age"] == 0
