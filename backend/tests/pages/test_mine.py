"""What performances are to me, and all that I have seen."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine as clock

from tests.factories import PerformanceFactory
from tests.people import SOME_MOMENT, FavoriteFactory, ReviewFactory, VisitFactory, someone

pytestmark = pytest.mark.django_db
STATE, HISTORY = "/api/v1/me/state", "/api/v1/me/history"
NOTHING = {
    "favorite": False, "rating": None, "review_id": None, "visits": 0, "dismissed": False, "helpful": [], "reported": [],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _seoul_noon() -> Any:
    with clock.travel("2026-11-23T12:00:00+09:00", tick=False):
        yield


def test_says_what_each_performance_is_to_me() -> None:
    me, other = someone(), someone()
    first, second = PerformanceFactory.create(kopis_id="PF1"), PerformanceFactory.create(kopis_id="PF2")
    for person in (me, other):
        FavoriteFactory.create(user=person.user, performance=first)
    review = ReviewFactory.create(author=me.user, performance=first, rating=Decimal("4.5"))
    ReviewFactory.create(author=other.user, performance=second)
    for rating in (None, Decimal("1.0")):
        VisitFactory.create(user=me.user, performance=first, rating=rating)

    body = me.get(f"{STATE}?performances=PF1,PF2,PF9&performances=PF1").json()

    assert body == {
        "PF1": NOTHING | {"favorite": True, "rating": 4.5, "review_id": str(review.public_id), "visits": 2},
        "PF2": NOTHING,
        "PF9": NOTHING,
    }


def test_takes_the_stars_of_the_last_rated_visit_without_a_review() -> None:
    me = someone()
    seen = PerformanceFactory.create(kopis_id="PF1")
    for day, rating in ((10, "1.0"), (12, "3.5"), (14, None)):
        VisitFactory.create(
            user=me.user, performance=seen, watched_on=date(2026, 11, day), rating=rating and Decimal(rating)
        )

    assert me.get(f"{STATE}?performances=PF1").json()["PF1"]["rating"] == 3.5


def test_answers_a_hundred_at_once(django_assert_num_queries: Any) -> None:
    me = someone()
    ids = [FavoriteFactory.create(user=me.user).performance.kopis_id for _ in range(100)]

    with django_assert_num_queries(4):
        body = me.get(f"{STATE}?performances={','.join(ids)}").json()
    assert all(body[name]["favorite"] for name in ids)
    assert me.get(f"{STATE}?performances={','.join(ids)},PF").status_code == 400


@pytest.mark.parametrize(
    "query", ["", "?performances=", "?performances=PF1,", "?performances=%00", "?performances=가", "?x=PF1"]
)
def test_refuses_what_is_no_id(query: str) -> None:
    assert someone().get(STATE + query).status_code == 400


def test_needs_a_person(api: Any) -> None:
    assert api.get(f"{STATE}?performances=PF1").status_code == api.get(HISTORY).status_code == 401


def test_history_has_one_line_for_each_performance() -> None:
    me = someone()
    both, seen, said = (PerformanceFactory.create(kopis_id=f"PF{number}") for number in (1, 2, 3))
    for day in (2, 5):
        VisitFactory.create(user=me.user, performance=both, watched_on=date(2026, 11, day), rating=Decimal("1.0"))
    review = ReviewFactory.create(author=me.user, performance=both, watched_on=date(2026, 11, 2), rating=Decimal("4.0"))
    VisitFactory.create(user=me.user, performance=seen, watched_on=date(2026, 11, 7), rating=Decimal("2.5"))
    # Written on the sixth in Seoul.
    late = ReviewFactory.create(author=me.user, performance=said, created_at=datetime(2026, 11, 5, 15, tzinfo=UTC))
    VisitFactory.create()
    ReviewFactory.create()
    FavoriteFactory.create(user=me.user)

    body = me.get(HISTORY).json()

    lines = [
        (one["performance"]["id"], one["last_on"], one["visits"], one["rating"], one["review_id"])
        for one in body["results"]
    ]
    assert lines == [
        ("PF2", "2026-11-07", 1, 2.5, None),
        ("PF3", "2026-11-06", 0, 4.5, str(late.public_id)),
        ("PF1", "2026-11-05", 2, 4.0, str(review.public_id)),
    ]
    assert body["count"] == 3


def test_history_knows_years_and_pages() -> None:
    me = someone()
    for year in (2024, 2025, 2025):
        VisitFactory.create(user=me.user, watched_on=date(year, 5, 1))

    assert me.get(f"{HISTORY}?year=2025").json()["count"] == 2
    page = me.get(f"{HISTORY}?page_size=2&page=2").json()
    assert (len(page["results"]), page["next"]) == (1, None)
    assert me.get(f"{HISTORY}?page=2").status_code == 404
    assert me.get(f"{HISTORY}?yaer=2025").status_code == 400


def test_history_shows_withdrawn_performances_too() -> None:
    me = someone()
    VisitFactory.create(user=me.user, performance__withdrawn_at=SOME_MOMENT)

    assert me.get(HISTORY).json()["count"] == 1


@pytest.mark.parametrize("rows", [1, 30])
def test_history_asks_four_queries(django_assert_num_queries: Any, rows: int) -> None:
    me = someone()
    for _ in range(rows):
        VisitFactory.create(user=me.user)
        ReviewFactory.create(author=me.user)

    with django_assert_num_queries(4):
        me.get(HISTORY)
