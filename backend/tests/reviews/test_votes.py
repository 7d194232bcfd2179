"""Helpful votes and reports."""

from __future__ import annotations

from typing import Any

import pytest

from culturepedia.reviews.models import HelpfulVote, Report, Review
from tests.people import SOME_MOMENT, ReviewFactory, client_of, code_of, random_id, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    return ReviewFactory.create(performance__kopis_id="PF1")


def helpful(review: Review) -> str:
    return f"/api/v1/reviews/{review.public_id}/helpful"


def reports(review: Review) -> str:
    return f"/api/v1/reviews/{review.public_id}/reports"


def count(review: Review) -> int:
    review.refresh_from_db()
    assert review.helpful_count == HelpfulVote.objects.filter(review=review).count()
    return review.helpful_count


def test_counts_each_person_once(review: Review) -> None:
    first, second = someone(), someone()

    for person in (first, first, second):
        assert person.put(helpful(review)).status_code == 204
    assert count(review) == 2
    for _ in range(2):
        assert first.delete(helpful(review)).status_code == 204
    assert count(review) == 1


def test_nobody_votes_for_or_reports_their_own(review: Review) -> None:
    me = client_of(review.author)

    for reply in (me.put(helpful(review)), me.delete(helpful(review)), me.post(reports(review), {"reason": "spam"})):
        assert code_of(reply) == (403, "own_review", None)
    assert count(review) == 0


@pytest.mark.parametrize("hidden", [True, False])
def test_what_is_not_seen_gets_no_votes(review: Review, hidden: bool) -> None:  # noqa: FBT001
    name = review.public_id if hidden else random_id()
    Review.objects.update(hidden_at=SOME_MOMENT)

    for path, call in (("helpful", "put"), ("helpful", "delete"), ("reports", "post")):
        reply = getattr(someone(), call)(
            f"/api/v1/reviews/{name}/{path}", {"reason": "spam"} if call == "post" else None
        )
        assert reply.status_code == 404


def test_says_which_are_mine(review: Review) -> None:
    me = someone()
    me.put(helpful(review))
    me.post(reports(review), {"reason": "other", "text": "이상해요"})

    state = me.get("/api/v1/me/state?performances=PF1").json()["PF1"]

    assert state["helpful"] == state["reported"] == [str(review.public_id)]
    assert someone().get("/api/v1/me/state?performances=PF1").json()["PF1"]["helpful"] == []


def test_reports_once(review: Review) -> None:
    me = someone()

    reply = me.post(reports(review), {"reason": "abuse", "text": " 욕설 "})

    assert (reply.status_code, reply.json()["text"], reply.json()["reason"]) == (201, "욕설", "abuse")
    assert code_of(me.post(reports(review), {"reason": "spam"})) == (409, "already_reported", None)
    assert Report.objects.get().reporter == me.user


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"reason": "boring"},
        {"reason": None},
        {"reason": "spam", "text": "가" * 501},
        {"reason": "spam", "outcome": "hidden"},
    ],
)
def test_refuses_other_reports(review: Review, body: dict[str, Any]) -> None:
    assert someone().post(reports(review), body).status_code == 400


def test_needs_a_person(review: Review, api: Any) -> None:
    assert api.put(helpful(review)).status_code == api.delete(helpful(review)).status_code == 401
    assert api.post(reports(review), {"reason": "spam"}, format="json").status_code == 401


def test_a_person_reports_at_most_sixty_an_hour() -> None:
    me = someone()
    rows = [ReviewFactory.create() for _ in range(61)]

    statuses = [me.post(reports(review), {"reason": "spam"}).status_code for review in rows]

    assert statuses == [201] * 60 + [429]
