"""A year in numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.factories import PerformanceFactory, VenueFactory
from tests.people import ReviewFactory, VisitFactory, someone

pytestmark = pytest.mark.django_db
URL = "/api/v1/me/stats"


def test_is_empty_at_first() -> None:
    body = someone().get(URL).json()

    assert (body["year"], body["years"], body["visits"], body["performances"]) == (2026, [], 0, 0)
    assert body["by_month"] == [{"month": month, "count": 0} for month in range(1, 13)]
    assert body["by_genre"] == body["by_venue"] == body["most_seen"] == body["performers"] == []
    assert sum(body["ratings"].values()) == 0


def test_counts_what_was_seen_in_the_year() -> None:
    me = someone()
    hall = VenueFactory.create(kopis_id="FC1", name="아트홀")
    often = PerformanceFactory.create(kopis_id="PF1", genre="play", venue=hall)
    once = PerformanceFactory.create(kopis_id="PF2", genre=None, venue_name="광장")
    for day, cast in (
        (date(2026, 1, 1), "김하나, 이두리"),
        (date(2026, 11, 2), "김하나·박세나"),
        (date(2026, 11, 3), None),
    ):
        VisitFactory.create(user=me.user, performance=often, watched_on=day, cast_seen=cast)
    VisitFactory.create(user=me.user, performance=once, watched_on=date(2026, 12, 31), cast_seen="이두리, 이두리 ")
    VisitFactory.create(user=me.user, performance=once, watched_on=date(2025, 12, 31))
    VisitFactory.create(performance=often)

    body = me.get(f"{URL}?year=2026").json()

    assert (body["years"], body["visits"], body["performances"]) == ([2026, 2025], 4, 2)
    assert {one["month"]: one["count"] for one in body["by_month"] if one["count"]} == {1: 1, 11: 2, 12: 1}
    assert body["by_genre"] == [{"genre": "play", "count": 3}, {"genre": None, "count": 1}]
    assert body["by_venue"] == [
        {"venue": {"id": "FC1", "name": "아트홀"}, "count": 3}, {"venue": {"id": None, "name": "광장"}, "count": 1},
    ]  # fmt: skip
    assert [(one["performance"]["id"], one["count"]) for one in body["most_seen"]] == [("PF1", 3), ("PF2", 1)]
    assert body["performers"] == [
        {"name": "김하나", "count": 2}, {"name": "이두리", "count": 2}, {"name": "박세나", "count": 1},
    ]  # fmt: skip
    assert me.get(f"{URL}?year=2025").json()["visits"] == 1


def test_counts_the_stars_of_the_years_reviews() -> None:
    me = someone()
    for rating, seen, written in (
        ("5.0", date(2026, 11, 1), datetime(2026, 11, 2, tzinfo=UTC)),
        ("4.5", None, datetime(2025, 12, 31, 15, tzinfo=UTC)),  # new year in Seoul
        ("1.0", None, datetime(2025, 12, 31, 14, 59, tzinfo=UTC)),
        ("2.0", date(2025, 12, 31), datetime(2026, 1, 1, tzinfo=UTC)),
    ):
        ReviewFactory.create(author=me.user, rating=Decimal(rating), watched_on=seen, created_at=written)

    def ratings(year: int) -> dict[str, int]:
        counts = me.get(f"{URL}?year={year}").json()["ratings"]
        return {stars: count for stars, count in counts.items() if count}

    assert ratings(2026) == {"4.5": 1, "5.0": 1}
    assert ratings(2025) == {"1.0": 1, "2.0": 1}


@pytest.mark.parametrize("query", ["?year=1899", "?year=3000", "?year=x", "?year=", "?years=2026"])
def test_refuses_what_is_no_year(query: str) -> None:
    assert someone().get(URL + query).status_code == 400


def test_needs_a_person(api: Any) -> None:
    assert api.get(URL).status_code == 401


@pytest.mark.parametrize("rows", [1, 30])
def test_asks_ten_queries(django_assert_num_queries: Any, rows: int) -> None:
    me = someone()
    for _ in range(rows):
        VisitFactory.create(user=me.user, cast_seen="가")

    with django_assert_num_queries(10):
        me.get(URL)
