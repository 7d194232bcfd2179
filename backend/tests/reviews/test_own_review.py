"""Editing and deleting one's own review, and the list of all one's own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine as clock

from culturepedia.reviews.models import HelpfulVote, Report, Review
from tests.factories import PerformanceFactory
from tests.people import SOME_MOMENT, Person, ReviewFactory, client_of, code_of, someone

pytestmark = pytest.mark.django_db


def url(review: Review) -> str:
    return f"/api/v1/reviews/{review.public_id}"


@pytest.fixture
def review() -> Review:
    return ReviewFactory.create(performance__kopis_id="PF1", good_for=["solo"])


@pytest.fixture
def author(review: Review) -> Person:
    return client_of(review.author)


def test_changes_what_is_given_and_leaves_the_rest(review: Review, author: Person) -> None:
    reply = author.patch(url(review), {"rating": 2, "title": "다시 보니"})

    assert reply.status_code == 200
    body = reply.json()
    assert (body["rating"], body["title"], body["body"], body["good_for"]) == (2, "다시 보니", "좋았다", ["solo"])
    assert (body["version"], body["edited_at"]) == (2, "2026-11-23T12:00:00+09:00")
    assert author.get(url(review)).json() == body


def test_nothing_given_changes_nothing(review: Review, author: Person) -> None:
    before = author.get(url(review))

    for body in ({}, {"rating": 4.5, "body": "좋았다"}):
        assert author.patch(url(review), body).json()["version"] == 1
    assert author.get(url(review))["ETag"] == before["ETag"]


@pytest.mark.parametrize(
    "change",
    [{"body": ""}, {"rating": None}, {"watched_on": "2026-12-01"}, {"id": "x"}, {"performance": "PF2"}, {"body": None}],
)
def test_refuses_what_a_new_review_could_not_have(review: Review, author: Person, change: dict[str, Any]) -> None:
    assert author.patch(url(review), change).status_code == 400
    assert Review.objects.get().version == 1


def test_an_edit_of_an_older_text_is_refused(review: Review, author: Person) -> None:
    seen = author.get(url(review))["ETag"]
    first = author.patch(url(review), {"body": "한 번"}, headers={"if-match": seen})

    second = author.patch(url(review), {"body": "두 번"}, headers={"if-match": seen})
    deletion = author.delete(url(review), headers={"if-match": seen})
    third = author.patch(url(review), {"body": "세 번"}, headers={"if-match": f"W/{first['ETag']}"})

    assert (first.status_code, third.status_code) == (200, 200)
    assert code_of(second) == code_of(deletion) == (409, "changed_elsewhere", None)
    assert third["ETag"] == author.get(url(review))["ETag"]


@pytest.mark.parametrize(
    ("tag", "status"), [('"1"', 200), ('"2"', 409), ("*", 200), ('"x", "1"', 200), ("1", 409), ("", 409)]
)
def test_an_edit_may_name_the_version(review: Review, author: Person, tag: str, status: int) -> None:
    assert author.patch(url(review), {"body": "새로"}, headers={"if-match": tag}).status_code == status


def test_a_vote_meanwhile_is_no_edit(review: Review, author: Person) -> None:
    someone().put(f"{url(review)}/helpful")

    assert author.patch(url(review), {"body": "새로"}, headers={"if-match": '"1"'}).status_code == 200


def test_deletes_it_with_its_votes_and_reports(review: Review, author: Person) -> None:
    other = someone()
    other.put(f"{url(review)}/helpful")
    other.post(f"{url(review)}/reports", {"reason": "spam"})

    assert author.delete(url(review)).status_code == 204

    assert [model.objects.count() for model in (Review, HelpfulVote, Report)] == [0, 0, 0]
    assert author.get(url(review)).status_code == author.delete(url(review)).status_code == 404
    assert author.get("/api/v1/me").json()["counts"]["reviews"] == 0


def test_is_nobody_elses_to_write(review: Review) -> None:
    other = someone()

    assert other.patch(url(review), {"body": "남의 글"}).status_code == 404
    assert other.delete(url(review)).status_code == 404
    assert Review.objects.get().body == "좋았다"


def test_needs_a_person(review: Review, api: Any) -> None:
    for call in (api.patch, api.delete):
        assert call(url(review), format="json").status_code == 401
    assert api.get("/api/v1/me/reviews").status_code == 401


@pytest.mark.parametrize("name", ["0b0c3a52-6f0e-4c39-9d8e-5b1f7e1f4a77", "1", "x", "%00", "가"])
def test_no_such_review(api: Any, name: str) -> None:
    assert api.get(f"/api/v1/reviews/{name}").status_code == 404
    assert someone().patch(f"/api/v1/reviews/{name}", {"body": "가"}).status_code == 404


def test_other_methods_are_named(api: Any, review: Review, author: Person) -> None:
    assert author.put(url(review), {}).status_code == 405
    assert set(api.options(url(review))["Allow"].split(", ")) == {"GET", "HEAD", "PATCH", "DELETE", "OPTIONS"}
    assert api.head(url(review)).status_code == 200


def test_lists_my_reviews_with_their_performances() -> None:
    me = someone()
    for number in range(3):
        ReviewFactory.create(
            author=me.user, performance__kopis_id=f"PF{number}", created_at=SOME_MOMENT + timedelta(hours=number)
        )
    ReviewFactory.create()
    Review.objects.filter(performance__kopis_id="PF1").update(hidden_at=SOME_MOMENT)

    body = me.get("/api/v1/me/reviews?page_size=2").json()

    assert (body["count"], body["previous"]) == (3, None)
    assert [(one["performance"]["id"], one["hidden"]) for one in body["results"]] == [("PF2", False), ("PF1", True)]
    assert [one["performance"]["id"] for one in me.get(body["next"]).json()["results"]] == ["PF0"]
    assert me.get("/api/v1/me/reviews?page=3&page_size=2").status_code == 404
    assert me.get("/api/v1/me").json()["counts"]["reviews"] == 3


def test_lists_reviews_of_withdrawn_performances_too() -> None:
    me = someone()
    ReviewFactory.create(author=me.user, performance__withdrawn_at=SOME_MOMENT)

    assert me.get("/api/v1/me/reviews").json()["count"] == 1


@pytest.mark.parametrize("rows", [1, 20])
def test_my_list_asks_four_queries(django_assert_num_queries: Any, rows: int) -> None:
    me = someone()
    for _ in range(rows):
        ReviewFactory.create(author=me.user)

    with django_assert_num_queries(4):
        me.get("/api/v1/me/reviews")


def test_moves_the_clock_of_an_edit(review: Review, author: Person) -> None:
    with clock.travel("2026-11-24T00:00:00+09:00", tick=False):
        assert client_of(review.author).patch(url(review), {"body": "다음 날"}).json()["edited_at"][:10] == "2026-11-24"


def test_a_review_outlives_a_move_of_the_run(author: Person, review: Review) -> None:
    Review.objects.update(watched_on="2026-11-01")
    PerformanceFactory._meta.model.objects.update(start_date="2026-11-10")

    assert author.patch(url(review), {"body": "본 날은 그대로"}).status_code == 200


def test_pages_of_the_app_may_name_the_version(review: Review, api: Any, settings: Any) -> None:
    (origin, *_) = settings.CORS_ALLOWED_ORIGINS

    reply = api.options(
        url(review),
        headers={
            "origin": origin, "access-control-request-method": "PATCH",
            "access-control-request-headers": "authorization,content-type,if-match",
        },
    )  # fmt: skip

    assert "if-match" in reply["Access-Control-Allow-Headers"]
    assert "PATCH" in reply["Access-Control-Allow-Methods"]
