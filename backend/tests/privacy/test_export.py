"""An export holds all that is said about a person: a table or column that it lacks is named here with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator, FormatChecker

from culturepedia.accounts import tasks
from culturepedia.accounts.models import OutgoingMail, Session, User
from culturepedia.diary.models import CalendarLink, Visit
from culturepedia.enrichment.models import TagReport
from culturepedia.favorites.models import Favorite
from culturepedia.notifications.models import Notification, Preference
from culturepedia.recommendations.models import Dismissal, Taste
from culturepedia.reviews.models import HelpfulVote, Report, Review
from culturepedia.search.models import SearchHistory
from tests.contract.checking import closed
from tests.people import ask, sign_in, sign_up
from tests.privacy.world import write_everything

if TYPE_CHECKING:
    from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db
# Which part of the export a table is, and by which names its columns stand there.
PARTS: dict[type[models.Model], tuple[str, dict[str, str]]] = {
    User: ("account", {"public_id": "id", "last_login": "last_sign_in_at"}),
    Session: ("sessions", {}),
    OutgoingMail: ("mails", {}),
    SearchHistory: ("searches", {}),
    AccessAttempt: ("failed_sign_ins", {}),
    Review: ("reviews", {}),
    HelpfulVote: ("helpful_votes", {}),
    Report: ("reports", {}),
    Favorite: ("favorites", {}),
    Visit: ("visits", {}),
    CalendarLink: ("calendar_links", {}),
    Dismissal: ("dismissals", {}),
    Taste: ("tastes", {}),
    Notification: ("notifications", {}),
    Preference: ("notification_preferences", {}),
    TagReport: ("hashtag_reports", {}),
}
OWN = {"id": "internal number", "user": "whose export it is"}
LEFT_OUT_COLUMNS = {
    User: {
        "id": "internal number", "password": "a hash, of use to thieves alone", "is_superuser": "a right, not a fact about someone",
        "is_active": "who exports is active",
        "review_count": "counted from rows of their own", "favorite_count": "the same", "visit_count": "the same",
    },
    Session: {
        "id": "internal number", "user": "whose export it is", "refresh_jti": "a secret", "previous_jti": "a secret",
        "rotated_at": "the same moment as last_used_at",
    },
    OutgoingMail: {
        "id": "internal number", "user": "whose export it is", "tries": "state of the queue", "next_try_at": "state of the queue",
        "problem": "state of the queue",
    },
    SearchHistory: {"id": "internal number", "user": "whose export it is", "key": "the text, folded"},
    AccessAttempt: {
        "id": "internal number", "username": "the address of the account", "path_info": "the page of the sign-in",
        "http_accept": "says nothing about the owner", "get_data": "empty for the API", "post_data": "empty for the API",
    },
    Review: {"id": "internal number", "author": "whose export it is"},
    HelpfulVote: OWN,
    Report: {"id": "internal number", "reporter": "whose export it is"},
    Favorite: OWN,
    Visit: OWN,
    CalendarLink: {**OWN, "token_hash": "a hash, of use to thieves alone"},
    Dismissal: OWN,
    Taste: OWN,
    Notification: {**OWN, "occasion": "state of the making of notices", "mail_due": "state of the queue"},
    TagReport: OWN,
    Preference: {**OWN, "mail_tries": "state of the queue", "next_mail_at": "state of the queue"},
}  # fmt: skip
LEFT_OUT_TABLES = {
    "accounts.User_groups": "rights of operators", "accounts.User_user_permissions": "rights of operators",
    "admin.LogEntry": "what an operator did; the name of whom it was done to is removed with the account",
    "axes.AccessLog": "not written (AXES_DISABLE_ACCESS_LOG)", "axes.AccessFailureLog": "not written (AXES_ENABLE_ACCESS_FAILURE_LOG)",
    "axes.AccessAttemptExpiration": "state of the limit of an attempt",
    "enrichment.TagDecision": "what an operator decided about a performance",
    "auth.Group": "no person", "auth.Group_permissions": "no person", "auth.Permission": "no person",
}  # fmt: skip
NAMING = {"email", "username", "address", "ip_address", "user_agent", "phone_number"}


def _is_about_people(model: type[models.Model]) -> bool:
    """Return whether a table refers to an account, or has a column that may name a person."""
    people = {User, *PARTS}
    for field in model._meta.get_fields(include_hidden=True):
        if not getattr(field, "concrete", False):
            continue
        if field.is_relation and field.related_model in people:
            return True
        if isinstance(field, models.EmailField | models.GenericIPAddressField) or field.name in NAMING - {"address"}:
            return True
    return False


def test_has_a_part_for_every_table_about_people_or_a_reason() -> None:
    about = {model for model in apps.get_models(include_auto_created=True) if _is_about_people(model)}

    unnamed = {model._meta.label for model in about - set(PARTS)} - set(LEFT_OUT_TABLES)
    assert unnamed == set()
    assert get_user_model() in about
    assert {apps.get_model(label)._meta.label for label in LEFT_OUT_TABLES} == set(LEFT_OUT_TABLES), "each exists"


@pytest.mark.parametrize("model", PARTS, ids=lambda model: model.__name__)
def test_has_every_column_or_a_reason(model: type[models.Model]) -> None:
    person = sign_up(gender="female", birthday="1999-02-28")
    ask("POST", "/auth/signin", {"email": person.email, "password": "틀린 비밀번호"})
    write_everything(person)
    person.search_id()
    export = person.ask("GET", "/me/export").json()
    part, names = PARTS[model]
    row = export[part] if isinstance(export[part], dict) else export[part][0]

    columns = {field.name for field in model._meta.concrete_fields}
    assert columns >= set(LEFT_OUT_COLUMNS[model]), "each exists"
    # The title is told with the number of a performance, which says nothing to people.
    assert set(row) - {"performance_title"} == {
        names.get(name, name) for name in columns - set(LEFT_OUT_COLUMNS[model])
    }


def test_reads_back_as_the_schema_says_and_tells_the_facts(api: APIClient) -> None:
    person = sign_up(gender="other", birthday="1999-02-28", username="<b>봄</b>")
    second = sign_in(person)
    second.ask("POST", "/auth/signout", {})
    ask("POST", "/auth/signin", {"email": person.email, "password": "틀린 비밀번호"}, User_Agent="curl/8")
    ask("POST", "/auth/password/forgot", {"email": person.email})
    tasks.send_mails()
    bystander = sign_up()
    write_everything(person)

    reply = person.ask("GET", "/me/export")

    export = orjson.loads(reply.content)
    schema = closed(api.get("/api/v1/schema").json())
    whole: dict[str, Any] = {"$ref": "#/components/schemas/ExportShape", "components": schema["components"]}
    assert [
        error.message for error in Draft202012Validator(whole, format_checker=FormatChecker()).iter_errors(export)
    ] == []
    assert reply["Content-Type"] == "application/json"
    assert reply["Content-Disposition"].startswith('attachment; filename="culturepedia-20')
    assert reply["Cache-Control"] == "private, no-store"
    assert export["account"]["email"] == person.email
    assert (export["account"]["username"], export["account"]["birthday"]) == ("<b>봄</b>", "1999-02-28")
    assert [row["ended_by"] for row in export["sessions"]] == [None, "signed_out"]
    assert {row["kind"] for row in export["mails"]} == {"verify_email", "reset_password"}
    assert all(row["sent_at"] for row in export["mails"])
    assert [row["user_agent"] for row in export["failed_sign_ins"]] == ["curl/8"]
    assert bystander.email not in reply.content.decode()


def test_asks_the_database_once_for_each_part() -> None:
    person = sign_up()
    for _ in range(3):
        sign_in(person)

    with CaptureQueriesContext(connection) as queries:
        assert person.ask("GET", "/me/export").status_code == 200

    assert len(queries) == 17, "the session with its user, and sixteen tables"
