"""The end of an account and the export of it, with everything that people write."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.apps import apps

from culturepedia.accounts.models import User
from culturepedia.performances.models import Performance
from culturepedia.reviews.models import Review
from tests.people import Person, ReviewFactory, client_of, someone
from tests.privacy.world import write_everything

pytestmark = pytest.mark.django_db
PASSWORD = "네 마리 고양이가 잔다"


@pytest.fixture
def me() -> Person:
    user = User.objects.create_user("me@example.com", PASSWORD, username="나야나")
    return client_of(user)


def test_deletion_leaves_nothing_and_every_counter_right(me: Person, api: Any) -> None:
    theirs = write_everything(me)
    voter = someone()
    key = me.user.pk
    mine = Review.objects.get(author=me.user, performance__kopis_id="PF1")
    voter.put(f"/api/v1/reviews/{mine.public_id}/helpful")
    before = api.get("/api/v1/performances/PF2/reviews")
    assert before.json()["summary"]["average"] == 3.5

    assert me.delete("/api/v1/me", {"password": PASSWORD}).status_code == 204

    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is User:
                assert not model._base_manager.filter(**{field.name: key}).exists(), model
    after = api.get("/api/v1/performances/PF2/reviews", headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert (after.json()["summary"]["average"], after.json()["summary"]["count"]) == (2.0, 1)
    assert after.json()["results"][0]["helpful_count"] == 0
    assert Review.objects.get().pk == theirs.pk
    first = Performance.objects.get(kopis_id="PF1")
    assert (first.rating_average, first.rating_count, first.rating_distribution) == (None, 0, {})


def test_exports_all_of_it_and_nothing_of_others(me: Person) -> None:
    theirs = write_everything(me)

    body = me.get("/api/v1/me/export").json()

    assert [(one["performance"], one["rating"], one["body"]) for one in body["reviews"]] == [
        ("PF1", 5.0, "내 리뷰"), ("PF2", 5.0, "또 내 리뷰"),
    ]  # fmt: skip
    assert body["helpful_votes"][0]["review"] == body["reports"][0]["review"] == str(theirs.public_id)
    assert body["reports"][0]["text"] == "내 신고"
    assert [one["performance"] for one in body["favorites"]] == ["PF3"]
    assert [one["performance"] for one in body["dismissals"]] == ["PF1"]
    assert (body["visits"][0]["memo"], body["visits"][0]["rating"]) == ("내 메모", 4.5)
    assert len(body["calendar_links"]) == 1
    assert body["notifications"][0]["kind"] == "opening"
    assert body["notification_preferences"][0]["opening"] is True
    text = json.dumps(body, ensure_ascii=False)
    assert theirs.body not in text
    assert theirs.author.username not in text


def test_a_wrong_password_deletes_nothing(me: Person) -> None:
    write_everything(me)

    assert me.delete("/api/v1/me", {"password": "틀린 비밀번호"}).status_code == 400
    assert Review.objects.filter(author=me.user).count() == 2


@pytest.mark.parametrize("rows", [1, 20])
def test_the_export_asks_the_same_queries(me: Person, django_assert_num_queries: Any, rows: int) -> None:
    for _ in range(rows):
        ReviewFactory.create(author=me.user)

    with django_assert_num_queries(17):
        me.get("/api/v1/me/export")
