"""Writing a review."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from culturepedia.accounts.models import User
from culturepedia.performances.codes import Audience
from culturepedia.performances.models import Performance
from culturepedia.reviews.models import Review
from tests.factories import PerformanceFactory
from tests.people import ReviewFactory, code_of, someone

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
URL = "/api/v1/performances/PF1/reviews"
GOOD = {"rating": 4.5, "body": "좋았다"}


@pytest.fixture(autouse=True)
def _performance() -> None:
    PerformanceFactory.create(kopis_id="PF1")


def test_answers_what_was_written_with_its_tag() -> None:
    me = someone(username="관객")
    given = {
        "rating": 4.5, "body": " 첫 줄\r\n둘째 줄\u202e ", "title": "제목", "watched_on": "2026-11-20", "spoiler": True,
        "good_for": ["families", "music"], "not_for": ["long_sitting"],
    }  # fmt: skip

    reply = me.post(URL, given)

    assert reply.status_code == 201
    made = reply.json()
    assert made == given | {
        "id": made["id"], "body": "첫 줄\n둘째 줄", "performance": "PF1", "author_name": "관객", "helpful_count": 0,
        "created_at": "2026-11-23T12:00:00+09:00", "edited_at": None, "version": 1,
    }  # fmt: skip
    read = me.get(f"/api/v1/reviews/{made['id']}")
    assert (read.json(), read["ETag"]) == (made, reply["ETag"])
    assert reply["Cache-Control"] == "private, no-store"
    assert read["Cache-Control"].startswith("public")


def test_leaves_out_what_is_not_known() -> None:
    made = someone().post(URL, GOOD | {"title": "", "watched_on": None}).json()

    assert (made["title"], made["watched_on"], made["spoiler"]) == (None, None, False)
    assert made["good_for"] == made["not_for"] == []


def test_never_shows_more_of_the_author_than_the_name() -> None:
    me = someone()

    me.post(URL, GOOD)

    for url in (URL, "/api/v1/home"):
        text = me.get(url).content.decode()
        assert me.user.username in text
        assert me.user.email not in text
        assert str(me.user.public_id) not in text


def test_refuses_a_second_review_of_a_performance() -> None:
    me = someone()
    me.post(URL, GOOD)

    assert code_of(me.post(URL, GOOD)) == (409, "already_reviewed", None)
    assert Review.objects.count() == 1


def test_takes_another_one_after_the_first_was_deleted() -> None:
    me = someone()
    first = me.post(URL, GOOD).json()
    me.delete(f"/api/v1/reviews/{first['id']}")

    assert me.post(URL, GOOD).status_code == 201


@pytest.mark.parametrize(("days", "status"), [(-1, 201), (0, 201), (1, 409)])
def test_waits_for_the_first_day(days: int, status: int) -> None:
    PerformanceFactory.create(
        kopis_id="PF2", start_date=TODAY + timedelta(days=days), end_date=TODAY + timedelta(days=9)
    )

    reply = someone().post("/api/v1/performances/PF2/reviews", GOOD)

    assert reply.status_code == status
    if status == 409:
        assert code_of(reply)[1] == "not_started"


def test_the_first_day_begins_at_midnight_in_seoul(time_machine: Any) -> None:
    PerformanceFactory.create(kopis_id="PF2", start_date=date(2026, 11, 25), end_date=date(2026, 11, 25))

    time_machine.move_to("2026-11-24T23:59:59+09:00")
    me = someone()
    assert me.post("/api/v1/performances/PF2/reviews", GOOD).status_code == 409
    time_machine.move_to("2026-11-25T00:00:00+09:00")
    assert me.post("/api/v1/performances/PF2/reviews", GOOD).status_code == 201


@pytest.mark.parametrize(
    ("day", "ok"), [("2026-10-31", False), ("2026-11-01", True), ("2026-11-23", True), ("2026-11-24", False)]
)
def test_was_seen_within_the_run_and_not_in_the_future(day: str, ok: bool) -> None:  # noqa: FBT001
    reply = someone().post(URL, GOOD | {"watched_on": day})

    assert reply.status_code == (201 if ok else 400)
    if not ok:
        assert code_of(reply) == (400, "not_in_run", "watched_on")


def test_an_open_run_may_be_seen_after_its_last_day() -> None:
    PerformanceFactory.create(kopis_id="PF2", start_date=date(2020, 1, 1), end_date=date(2020, 1, 2), open_run=True)

    reply = someone().post("/api/v1/performances/PF2/reviews", GOOD | {"watched_on": "2026-11-23"})

    assert reply.status_code == 201


@pytest.mark.parametrize(
    ("field", "value", "attr"),
    [
        *(("rating", bad, "rating") for bad in (0, 0.4, 5.5, 4.25, -1, "4", None, True, [], {}, 1e300)),
        *(("body", bad, "body") for bad in ("", "  \n ", "\u200b", "가" * 2001, None, 3, ["a"], "a\x00b")),
        *(("title", bad, "title") for bad in ("가" * 61, 3, "a\x00b")),
        *(("watched_on", bad, "watched_on") for bad in ("2026-11-31", "어제", 20261120, "2026-11-20T00:00")),
        *(("spoiler", bad, "spoiler") for bad in ("true", 1, None)),
        ("good_for", ["nobody"], "good_for.0"), ("good_for", "families", "good_for"), ("good_for", list(Audience)[:6], "good_for"),
        ("not_for", [1], "not_for.0"),
        *((name, "x", name) for name in ("id", "author", "author_name", "performance", "created_at", "helpful_count", "hidden_at", "user")),
    ],
)  # fmt: skip
def test_refuses_what_a_field_cannot_have(field: str, value: Any, attr: str) -> None:
    reply = someone().post(URL, GOOD | {field: value})

    assert reply.status_code == 400
    assert reply.json()["errors"][0]["attr"] == attr
    assert not Review.objects.exists()


def test_no_chip_says_both_yes_and_no() -> None:
    me = someone()

    assert code_of(me.post(URL, GOOD | {"good_for": ["solo"], "not_for": ["solo"]})) == (
        400,
        "contradiction",
        "not_for",
    )
    made = me.post(URL, GOOD | {"good_for": ["solo"]}).json()
    reply = me.patch(f"/api/v1/reviews/{made['id']}", {"not_for": ["solo"]})
    assert code_of(reply) == (400, "contradiction", "not_for")


@pytest.mark.parametrize(
    "body", ["<script>alert(1)</script>", "{{7*7}}", "=1+1", "'; DROP TABLE reviews_review; --", "😀" * 2000]
)
def test_keeps_hostile_text_as_text(body: str) -> None:
    made = someone().post(URL, GOOD | {"body": body, "title": "<img src=x onerror=alert(1)>"}).json()

    assert (made["body"], made["title"]) == (body, "<img src=x onerror=alert(1)>")


@pytest.mark.parametrize("kopis_id", ["PF2", "PF'", "x" * 13, "%00", "가"])
def test_knows_the_performance(kopis_id: str) -> None:
    assert someone().post(f"/api/v1/performances/{kopis_id}/reviews", GOOD).status_code == 404


def test_refuses_half_of_a_character() -> None:
    body = r'{"rating": 4, "body": "\ud800"}'

    reply = someone().post(URL, body, content_type="application/json")

    assert reply.status_code == 400


def test_needs_a_person(api: Any) -> None:
    assert api.post(URL, GOOD).status_code == 401
    assert code_of(someone().post(f"{URL}?x=1", GOOD)) == (400, "unknown_parameter", "x")


@pytest.mark.parametrize("rating", ["0.0", "0.3", "5.5"])
def test_the_database_refuses_other_stars(rating: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewFactory.create(rating=Decimal(rating))


def test_the_database_refuses_a_second_review_and_an_empty_one() -> None:
    review = ReviewFactory.create()

    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(
            author=review.author, performance=review.performance, rating=1, body="또", created_at=review.created_at
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewFactory.create(body="")


@pytest.mark.parametrize("others", [1, 30])
def test_asks_the_same_queries_however_many_reviews_there_are(django_assert_num_queries: Any, others: int) -> None:
    ReviewFactory.create_batch(others, performance=Performance.objects.get())
    me = someone()

    # a savepoint around all and one around the row; session, account, performance; then the row, counters, versions
    with django_assert_num_queries(15):
        me.post(URL, GOOD)
    assert User.objects.get(pk=me.user.pk).review_count == 1
