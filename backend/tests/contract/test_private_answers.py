"""Real answers of what people write, keep and see against the API schema, rich and bare rows alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from culturepedia.notifications import tasks
from tests.contract.checking import validator_of
from tests.factories import PerformanceFactory
from tests.people import Person, ReviewFactory, someone

if TYPE_CHECKING:
    from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db
TAGS = {"reviews", "favorites", "diary", "notifications", "recommendations", "mine"}
RICH_REVIEW = {
    "rating": 4.5, "body": "가", "title": "나", "watched_on": "2026-11-20", "spoiler": True, "good_for": ["solo"],
    "not_for": ["tears"],
}  # fmt: skip
RICH_VISIT = {
    "performance": "PF1", "watched_on": "2026-11-20", "starts_at": "2026-11-20T19:30:00+09:00", "seat": "가",
    "cast_seen": "나", "companion": "다", "rating": 5, "memo": "라",
}  # fmt: skip
TASTE = {
    "categories": ["play", "musical"], "characteristics": ["solo"], "moods": ["moving"], "regions": ["seoul"],
    "enabled": True, "sources": {"searches": False},
}  # fmt: skip
READS = (
    ("/api/v1/performances/{performance_id}/reviews", "/api/v1/performances/PF1/reviews"),
    ("/api/v1/me/reviews", "/api/v1/me/reviews"),
    ("/api/v1/me/favorites", "/api/v1/me/favorites"),
    ("/api/v1/me/visits", "/api/v1/me/visits"),
    ("/api/v1/me/stats", "/api/v1/me/stats"),
    ("/api/v1/me/state", "/api/v1/me/state?performances=PF1,PF2,PF9"),
    ("/api/v1/me/history", "/api/v1/me/history"),
    ("/api/v1/me/notifications", "/api/v1/me/notifications"),
    ("/api/v1/me/taste", "/api/v1/me/taste"),
    ("/api/v1/me/dismissals", "/api/v1/me/dismissals"),
    ("/api/v1/recommendations", "/api/v1/recommendations?regions=seoul,jeju&tab=fit"),
    ("/api/v1/performances/{performance_id}/similar", "/api/v1/performances/PF3/similar"),
    ("/api/v1/me", "/api/v1/me"),
    ("/api/v1/home", "/api/v1/home"),
)


@pytest.fixture
def me(time_machine: Any) -> Person:
    """Return someone who has used everything."""
    time_machine.move_to("2026-11-23T12:00:00+09:00")
    person = someone()
    PerformanceFactory.create(kopis_id="PF1", genre=None, venue_name="광장")
    PerformanceFactory.create(kopis_id="PF2", start_date="2026-11-25")
    person.put("/api/v1/performances/PF2/favorite")
    person.put("/api/v1/performances/PF1/favorite")
    person.post("/api/v1/me/visits", {"performance": "PF1", "watched_on": "2026-11-20"})
    other = ReviewFactory.create(performance__kopis_id="PF3")
    person.put(f"/api/v1/reviews/{other.public_id}/helpful")
    tasks.make_notices()
    return person


def problems(schema: dict[str, Any], path: str, reply: Any, method: str = "get") -> list[str]:
    validator = validator_of(schema, path, str(reply.status_code), method)
    assert not validator.is_valid([])
    return [f"{error.json_path}: {error.message}"[:300] for error in validator.iter_errors(reply.json())]


def test_answers_as_the_schema_says(api: APIClient, me: Person) -> None:
    schema = api.get("/api/v1/schema").json()
    writes = [
        ("/api/v1/performances/{performance_id}/reviews", "post", "/api/v1/performances/PF1/reviews", RICH_REVIEW),
        ("/api/v1/me/visits", "post", "/api/v1/me/visits", RICH_VISIT),
        ("/api/v1/me/favorites/merge", "post", "/api/v1/me/favorites/merge", {"performances": ["PF3", "PF9"]}),
        ("/api/v1/me/taste", "put", "/api/v1/me/taste", TASTE),
        ("/api/v1/me/calendar-token", "post", "/api/v1/me/calendar-token", None),
        ("/api/v1/me/notifications/read", "post", "/api/v1/me/notifications/read", {}),
        ("/api/v1/me", "patch", "/api/v1/me", {"notifications": {"mail_digest": True}}),
    ]
    for path, method, url, body in writes:
        reply = getattr(me, method)(url, body)
        assert reply.status_code in {200, 201}, url
        assert problems(schema, path, reply, method) == [], url
    for path, url in READS:
        assert problems(schema, path, me.get(url)) == [], url
    review = me.get("/api/v1/me/reviews").json()["results"][0]["id"]
    visit = me.get("/api/v1/me/visits").json()["results"][0]["id"]
    for path, name in (("reviews/{review_id}", review), ("me/visits/{visit_id}", visit)):
        url = f"/api/v1/{path.partition('{')[0]}{name}"
        assert problems(schema, f"/api/v1/{path}", me.get(url)) == []
        assert problems(schema, f"/api/v1/{path}", me.patch(url, {"rating": 1}), "patch") == []
    reply = someone().post(f"/api/v1/reviews/{review}/reports", {"reason": "spam"})
    assert problems(schema, "/api/v1/reviews/{review_id}/reports", reply, "post") == []


def test_every_private_operation_refuses_who_is_not_signed_in(api: APIClient, me: Person) -> None:
    schema = api.get("/api/v1/schema").json()
    values = {"performance_id": "PF1", "review_id": ReviewFactory.create().public_id, "visit_id": "x"}

    asked = 0
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            if not TAGS & set(operation["tags"]):
                continue
            is_public = path.endswith("calendar.ics") or (method == "get" and "/me/" not in path)
            assert (operation.get("security") != [{"session": []}]) == is_public, path
            if is_public:
                continue
            url = path.format(**values)
            for headers in ({}, {"authorization": "Bearer x.y.z"}):
                reply = getattr(api, method)(url, format="json", headers=headers)
                assert reply.status_code == 401, (method, path)
                assert problems(schema, path, reply, method) == []
            asked += 1
    assert asked == 30


def test_no_write_takes_a_field_of_the_table(api: APIClient, me: Person) -> None:
    schema = api.get("/api/v1/schema").json()
    values = {"performance_id": "PF1", "review_id": ReviewFactory.create().public_id, "visit_id": "x"}
    columns = (
        "id",
        "pk",
        "user",
        "author",
        "user_id",
        "public_id",
        "is_staff",
        "created_at",
        "hidden_at",
        "helpful_count",
    )

    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            if TAGS & set(operation["tags"]) and "requestBody" in operation:
                for column in columns:
                    reply = getattr(me, method)(path.format(**values), {column: 1})
                    details = {error["attr"]: error["code"] for error in reply.json()["errors"]}
                    assert (reply.status_code, details.get(column)) == (400, "unknown_field"), (path, column)
