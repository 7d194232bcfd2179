"""Generated questions, sensible and not, to every operation: each answer is one that the schema names.

FUZZ_EXAMPLES asks more of them (`make fuzz`); without it each kind has a few, always the same.
"""

from __future__ import annotations

import os
import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from django.core.cache import cache as kept
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth, negative_data_rejection, positive_data_acceptance

from config.wsgi import application
from culturepedia.common.models import RateLimit
from culturepedia.common.serializers import LineField
from culturepedia.performances.filters import KOPIS_ID
from culturepedia.search import indexing
from tests.contract.access_table import ACCESS
from tests.factories import HallFactory, PerformanceFactory
from tests.open_transaction import kept_open
from tests.people import PASSWORD, Person, ReviewFactory, VisitFactory, new_email, sign_up

if TYPE_CHECKING:
    from schemathesis import Case
    from schemathesis.schemas import BaseSchema

pytestmark = pytest.mark.django_db
HOST = {"Host": "testserver", "Accept-Encoding": "identity"}
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES") or 0)
FEW, SOME = 12, 20  # for operations that make an account or hash a password, and for the others
# Nothing can be wrong about the question itself.
WITHOUT_QUESTION = {"GET /home", "GET /options", "GET /performances/{performance_id}", "GET /venues/{venue_id}"}
WITHOUT_QUESTION |= {"GET /me", "GET /me/export", "DELETE /me/sessions/{session_id}"}
WITHOUT_QUESTION |= {
    f"{method} {path}"
    for path, methods in {
        "/reviews/{review_id}": ("GET", "DELETE"), "/reviews/{review_id}/helpful": ("PUT", "DELETE"),
        "/performances/{performance_id}/favorite": ("PUT", "DELETE"),
        "/performances/{performance_id}/dismissal": ("PUT", "DELETE"),
        "/me/visits/{visit_id}": ("GET", "DELETE"), "/me/calendar-token": ("GET", "POST", "DELETE"),
        "/performances/{performance_id}/similar": ("GET",), "/me/taste": ("GET",), "/me/dismissals": ("DELETE",),
    }.items()
    for method in methods
}  # fmt: skip
WITHOUT_QUESTION |= {"DELETE /me/searches/{search_id}"}
# A body that is right by its schema may still be refused: what passwords, names, days and links must be is not a form.
MORE_THAN_FORM = {"POST /auth/password/reset", "POST /auth/email/verify"}
KINDS = [(line, mode) for line in ACCESS for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]
KINDS = [(line, mode) for line, mode in KINDS if mode is GenerationMode.POSITIVE or line not in WITHOUT_QUESTION]
# Values by which a generated body reaches what lies behind its checks.
GOOD = {"password": PASSWORD, "current_password": PASSWORD, "new_password": "아침에 부르는 느린 노래 7", "username": "봄밤",
        "birthday": "1999-02-28", "body": "좋았다", "watched_on": "2020-05-01", "starts_at": "2020-05-01T19:30:00+09:00",
        "performance": "PF1", "good_for": ["solo"], "not_for": ["tears"], "q": "햄릿"}  # fmt: skip
ID = re.compile(KOPIS_ID, re.ASCII)
TEXTS = ("username", "email", "title", "body", "text", "seat", "cast_seen", "companion", "memo", "q")


@cache
def load_schema() -> BaseSchema:
    with kept_open():  # the first test to need it asks within its transaction
        return schemathesis.openapi.from_wsgi("/api/v1/schema", application, headers=HOST)


@pytest.fixture(autouse=True)
def _rows() -> None:
    if connection.vendor == "postgresql":
        # A generator on a busy machine may think for longer than a request of ours may leave a transaction open.
        connection.cursor().execute("SET idle_in_transaction_session_timeout = 0")
    hall = HallFactory.create(venue__kopis_id="FC1", venue__latitude=37.5, venue__longitude=127.0)
    row = PerformanceFactory.create(
        kopis_id="PF1", venue=hall.venue, hall=hall, rules=[("mon", "20:00")], tags=["moving"],
        start_date="2020-01-01", end_date="2099-12-31",
    )  # fmt: skip
    indexing.index_performances([row.pk], today=date(2026, 11, 23))


def _draw(line: str, mode: GenerationMode, data: Any) -> Case:
    method, _, path = line.partition(" ")
    case: Case = data.draw(load_schema()[f"/api/v1{path}"][method].as_strategy(generation_mode=mode))
    return case


def _ask(case: Case, headers: dict[str, str], *, excluded: list[Any]) -> None:
    """Send the request and judge the answer; nothing of it stays for the next."""
    kept.clear()
    with kept_open(), transaction.atomic():
        RateLimit.objects.all().delete()
        reply = case.call_and_validate(headers={**HOST, **headers}, excluded_checks=excluded)
        assert reply.status_code < 500
        transaction.set_rollback(True)


def _examples(line: str) -> int:
    return EXAMPLES or (FEW if "/auth/" in line or "/me" in line else SOME)


def _run(line: str, check: Any) -> None:
    options = settings(
        max_examples=_examples(line), deadline=None, suppress_health_check=list(HealthCheck),
        derandomize=not EXAMPLES, database=None,
    )  # fmt: skip
    options(given(data=st.data())(check))()


@pytest.mark.timeout(1800 if EXAMPLES else 180)
@pytest.mark.parametrize(("line", "mode"), KINDS, ids=[f"{line}-{mode.value}" for line, mode in KINDS])
def test_answers_as_the_schema_says(line: str, mode: GenerationMode) -> None:
    person = sign_up()
    known = _ids(person, line)

    def check(data: Any) -> None:
        case = _draw(line, mode, data)
        # No schema can say that a span ends after it begins.
        is_reversed = str(case.query.get("from", "")) > str(case.query.get("to", "~"))
        # Nor that relevance needs a text to be relevant to.
        is_aimless = "relevance" in str(case.query.get("ordering", "")) and "q" not in case.query
        is_beyond_form = is_reversed or is_aimless or _has_nul(case) or line in MORE_THAN_FORM
        if mode is GenerationMode.POSITIVE:
            is_good = data.draw(st.booleans()) and _improve(case, person, known)
            is_beyond_form |= not is_good and tags_of(case) != ["catalogue"]
        excluded = [positive_data_acceptance] if is_beyond_form else []
        if _is_short_once_cleaned(case.body) or _asks_for_states(case):
            excluded.append(negative_data_rejection)
        headers = person.headers if data.draw(st.booleans()) or not is_beyond_form else {}
        # The caller of this test adds the header itself: the library would not know to leave it out.
        _ask(case, headers, excluded=[ignored_auth, *excluded])

    _run(line, check)


def _ids(person: Person, line: str) -> dict[str, str]:
    """Return ids of what there is: someone's own, where only that can be changed."""
    given = {"author": person.user} if line.startswith(("PATCH", "DELETE /reviews/{review_id}")) else {}
    run = {"performance__start_date": "2020-01-01", "performance__end_date": "2099-12-31"}
    review = ReviewFactory.create(performance__kopis_id="PF2", **run, **given)
    visit = VisitFactory.create(user=person.user, performance=review.performance)
    return {
        "session_id": person.session_id(), "search_id": person.search_id(), "slug": "moving",
        "performance_id": "PF1", "venue_id": "FC1",
        "review_id": str(review.public_id), "visit_id": str(visit.public_id),
    }  # fmt: skip


def _has_nul(case: Case) -> bool:
    """Return whether a NUL stands in a text: no field takes it, and saying so at each would hide what differs."""
    return "\\x00" in repr((case.body, dict(case.query)))


def _is_short_once_cleaned(body: Any) -> bool:
    """Return whether a text is too long by the schema, but not without what nobody sees."""
    typed = [body.get(name) for name in TEXTS] if isinstance(body, dict) else []
    return any(isinstance(text, str) and len(LineField.clean(text)) < len(text) for text in typed)


def _asks_for_states(case: Case) -> bool:
    """Return whether nothing of what was made wrong is sent: a header that the caller adds, or a value that is left out."""
    sent = {name: value for name, value in case.query.items() if value not in (None, [], {})}
    ids = sent.get("performances")
    asked = ids.split(",") if isinstance(ids, str) else ids if isinstance(ids, list) else []
    return set(sent) == {"performances"} and bool(asked) and all(ID.fullmatch(str(one)) for one in asked)


def tags_of(case: Case) -> list[str]:
    return list(case.operation.definition.raw["tags"])


def _improve(case: Case, person: Person, known: dict[str, str]) -> bool:
    """Give a question what only our rules know to be right; return whether it then must be accepted."""
    body = case.body
    case.path_parameters.update({name: known[name] for name in case.path_parameters if name in known})
    if not isinstance(body, dict):
        return True
    body.update({name: GOOD[name] for name in body if name in GOOD and body[name] is not None})
    if "email" in body:
        body["email"] = new_email() if "username" in body else person.email
    if "refresh" in body:
        body["refresh"] = person.refresh
    if body.get("session_kind") == "cookie":
        body["session_kind"] = "token"  # the cookie has rules of its own about who asks
    return case.operation.label != "POST /api/v1/auth/refresh" or "refresh" in body


@pytest.mark.parametrize("line", [line for line, row in ACCESS.items() if row.statuses[0] == 401])
def test_takes_no_question_from_nobody(line: str) -> None:
    def check(data: Any) -> None:
        case = _draw(line, GenerationMode.POSITIVE, data)
        _ask(case, {}, excluded=[positive_data_acceptance])

    _run(line, check)
