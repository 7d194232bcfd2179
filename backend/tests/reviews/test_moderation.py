"""Staff hides reviews and decides reports, in the admin."""

from __future__ import annotations

import logging
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from culturepedia.performances.models import Performance
from culturepedia.reviews.models import Report, Review
from tests.people import PersonFactory, ReviewFactory, client_of, someone

pytestmark = pytest.mark.django_db
REPORTS, REVIEWS = "/admin/reviews/report/", "/admin/reviews/review/"


def staff(*permissions: str) -> Client:
    person = PersonFactory.create(is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=permissions, content_type__app_label="reviews"))
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def moderator() -> Client:
    return staff("view_report", "view_review", "change_review")


@pytest.fixture
def review() -> Review:
    performance = ReviewFactory.create(performance__kopis_id="PF1", rating=Decimal(5)).performance
    return ReviewFactory.create(performance=performance, rating=Decimal(1), body="<script>나쁜 말</script>")


def act(client: Client, url: str, action: str, row: Any) -> Any:
    return client.post(url, {"action": action, "_selected_action": [row.pk]}, follow=True)


def test_hides_a_reported_review_everywhere(moderator: Client, review: Review, api: Any, caplog: Any) -> None:
    author, other = client_of(review.author), someone()
    other.post(f"/api/v1/reviews/{review.public_id}/reports", {"reason": "abuse"})
    url = "/api/v1/performances/PF1/reviews"
    before = api.get(url)

    with caplog.at_level(logging.INFO, "culturepedia.security"):
        page = act(moderator, REPORTS, "hide_reviews", Report.objects.get())

    assert "리뷰 1개를 가렸습니다." in page.content.decode()
    after = api.get(url, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert (after.json()["count"], after.json()["summary"]["average"]) == (1, 5.0)
    assert api.get("/api/v1/performances/PF1").json()["rating"]["count"] == 1
    assert api.get(f"/api/v1/reviews/{review.public_id}").status_code == 404
    assert len(api.get("/api/v1/home").json()["latest_reviews"]) == 1
    assert author.get("/api/v1/me/reviews").json()["results"][0]["hidden"] is True
    assert Report.objects.get().outcome == "hidden"
    (event,) = [record for record in caplog.records if record.getMessage() == "review.hidden"]
    assert (event.review, event.user) == (str(review.public_id), str(review.author.public_id))


def test_shows_it_again(moderator: Client, review: Review, api: Any) -> None:
    act(moderator, REVIEWS, "hide_reviews", review)
    assert Performance.objects.get().rating_count == 1

    act(moderator, REVIEWS, "show_reviews", review)

    assert api.get("/api/v1/performances/PF1").json()["rating"]["average"] == 3.0
    assert api.get(f"/api/v1/reviews/{review.public_id}").status_code == 200


def test_its_author_may_edit_and_delete_a_hidden_review(moderator: Client, review: Review, api: Any) -> None:
    act(moderator, REVIEWS, "hide_reviews", review)
    author = client_of(review.author)

    assert author.patch(f"/api/v1/reviews/{review.public_id}", {"body": "고운 말", "rating": 2}).status_code == 200
    assert api.get("/api/v1/performances/PF1/reviews").json()["summary"]["average"] == 5.0
    assert author.post("/api/v1/performances/PF1/reviews", {"rating": 1, "body": "또"}).status_code == 409
    assert author.delete(f"/api/v1/reviews/{review.public_id}").status_code == 204
    assert Performance.objects.get().rating_count == 1


def test_dismisses_a_report_and_leaves_the_review(moderator: Client, review: Review, api: Any) -> None:
    someone().post(f"/api/v1/reviews/{review.public_id}/reports", {"reason": "spam", "text": "<b>광고</b>"})

    page = act(moderator, REPORTS, "dismiss_reports", Report.objects.get())

    assert Report.objects.get().outcome == "dismissed"
    assert api.get("/api/v1/performances/PF1/reviews").json()["count"] == 2
    text = page.content.decode()
    assert "&lt;script&gt;나쁜 말" in text
    assert "<script>나쁜 말" not in text
    assert "<b>광고</b>" not in text


def test_the_queue_begins_with_the_oldest_open_report(moderator: Client) -> None:
    for number, outcome in enumerate(["dismissed", "open", "hidden", "open"]):
        review = ReviewFactory.create(body=f"본문{number}")
        Report.objects.create(
            review=review, reporter=review.author, reason="spam", created_at=review.created_at, outcome=outcome
        )

    text = moderator.get(REPORTS).content.decode()

    assert sorted(range(4), key=lambda number: text.index(f"본문{number}")) == [1, 3, 2, 0]


def test_looking_is_not_deciding(review: Review) -> None:
    looker = staff("view_report", "view_review")

    assert looker.get(REVIEWS).status_code == 200
    act(looker, REVIEWS, "hide_reviews", review)
    assert Review.objects.get(pk=review.pk).hidden_at is None
    assert staff().get(REVIEWS).status_code == 403


def test_pages_of_one_review_are_for_reading(moderator: Client, review: Review) -> None:
    page = moderator.get(f"{REVIEWS}{review.pk}/change/")

    assert page.status_code == 200
    assert 'name="body"' not in page.content.decode()
    assert moderator.get(f"{REVIEWS}add/").status_code == 403


@pytest.mark.parametrize("rows", [1, 15])
def test_the_queue_asks_the_same_queries(moderator: Client, django_assert_num_queries: Any, rows: int) -> None:
    for _ in range(rows):
        review = ReviewFactory.create()
        Report.objects.create(review=review, reporter=review.author, reason="spam", created_at=review.created_at)
    moderator.get(REPORTS)

    with django_assert_num_queries(6):
        moderator.get(REPORTS)
