"""Nobody writes a column that an operation does not offer: every one of a person's tables is refused by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps

from culturepedia.accounts.models import Session, User
from culturepedia.diary.models import Visit
from culturepedia.favorites.models import Favorite
from culturepedia.notifications.models import Notification, Preference
from culturepedia.recommendations.models import Taste
from culturepedia.reviews.models import Report, Review
from tests.contract.access_table import ACCESS
from tests.people import ask, sign_up

if TYPE_CHECKING:
    from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db
WRITES = [line for line, row in ACCESS.items() if row.body is not None]
WRITTEN = (User, Session, Review, Report, Favorite, Visit, Notification, Preference, Taste)
APPS = ("accounts", "reviews", "favorites", "diary", "notifications", "recommendations")
VALUES: dict[str, Any] = {
    "is_staff": True, "is_superuser": True, "is_active": False, "email": "thief@mail.test", "id": 1, "pk": 1, "user": 1,
    "user_id": 1, "password": "!", "created_at": "2020-01-01T00:00:00+09:00", "groups": [1], "user_permissions": [1],
    "kind": "cookie", "review_count": 9, "email_verified_at": "2020-01-01T00:00:00+09:00", "counts": {"reviews": 9},
    "email_verified": True, "everywhere": True,
}  # fmt: skip


def _columns() -> list[str]:
    names = {"pk", "counts", "email_verified", "__class__", "user", "is_authenticated", "backend"}
    for model in WRITTEN:
        for field in model._meta.get_fields():
            names |= {field.name, getattr(field, "attname", field.name)}
    return sorted(names)


def _accepted(api: APIClient, line: str) -> set[str]:
    """Return the fields that the schema offers."""
    method, _, path = line.partition(" ")
    schema = api.get("/api/v1/schema").json()
    operation = schema["paths"][f"/api/v1{path}"][method.lower()]
    if "requestBody" not in operation:
        return set()  # it takes an object without any field
    body = operation["requestBody"]["content"]["application/json"]["schema"]
    shape = schema["components"]["schemas"][body["$ref"].rpartition("/")[2]]
    assert shape["additionalProperties"] is False
    return set(shape.get("properties", {}))


@pytest.mark.parametrize("line", WRITES)
def test_refuses_each_column_that_it_does_not_offer(api: APIClient, line: str) -> None:
    method, _, path = line.partition(" ")
    person, bystander = sign_up(), sign_up()
    good = ACCESS[line].body(person)  # type: ignore[misc]  # WRITES have a body
    before = _rows()
    columns = [name for name in _columns() if name not in _accepted(api, line)]

    replies = {name: ask(method, path, {**good, name: VALUES.get(name, "x")}, **person.headers) for name in columns}

    assert len(columns) > 30
    for name, reply in replies.items():
        errors = [(error["code"], error["attr"]) for error in reply.json()["errors"]]
        assert (reply.status_code, errors) == (400, [("unknown_field", name)]), name
    assert _rows() == before
    assert bystander.ask("GET", "/me").status_code == 200


def test_a_user_named_in_a_body_or_address_is_not_the_one_who_is_changed() -> None:
    person, victim = sign_up(), sign_up()

    query = person.ask("PATCH", f"/me?id={victim.user.pk}", {"username": "가로채기"})
    header = person.ask(
        "PATCH", "/me", {"username": "가로채기"}, X_User_Id=str(victim.user.pk), X_Forwarded_User="root"
    )

    assert (query.status_code, header.status_code) == (400, 200)
    assert victim.user.username == "관객"
    assert person.user.username == "가로채기"


def test_the_schema_shows_no_hash_and_no_internal_number(api: APIClient) -> None:
    answers = str(api.get("/api/v1/schema").json()["components"]["schemas"]["User"]["properties"])

    for name in ("password", "is_superuser", "public_id", "'id'"):
        assert name not in answers


def _rows() -> list[Any]:
    return [
        list(model._default_manager.order_by("pk").values())
        for app in APPS
        for model in apps.get_app_config(app).get_models()
    ]
