"""What plays on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.factories import PerformanceFactory

if TYPE_CHECKING:
    from rest_framework.test import APIClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seoul_noon")]
URL = "/api/v1/showtimes"
LONG = {"start_date": date(2026, 1, 1), "end_date": date(2026, 12, 31)}


def lines(api: APIClient, query: str = "") -> list[tuple[str, str]]:
    results = api.get(f"{URL}?{query}").json()["results"]
    return [(one["starts_at"], one["performance"]["id"]) for one in results]


def test_lists_today_by_start_time_then_title_then_id(api: APIClient) -> None:
    PerformanceFactory.create(kopis_id="PF1", title="나", rules=[("mon", "20:00"), ("mon", "15:00")])
    PerformanceFactory.create(kopis_id="PF2", title="가", rules=[("mon", "20:00"), ("tue", "11:00")])
    PerformanceFactory.create(kopis_id="PF0", title="나", rules=[("mon", "20:00")])
    PerformanceFactory.create(kopis_id="PF3", withdrawn_at=datetime(2026, 1, 1, tzinfo=UTC), rules=[("mon", "20:00")])

    page = api.get(URL).json()

    at_three, at_eight = "2026-11-23T15:00:00+09:00", "2026-11-23T20:00:00+09:00"
    assert lines(api) == [(at_three, "PF1"), (at_eight, "PF2"), (at_eight, "PF0"), (at_eight, "PF1")]
    assert (page["count"], page["date"], page["holiday"]) == (4, "2026-11-23", None)


@pytest.mark.parametrize(
    ("day", "columns", "plays"),
    [
        ("2026-11-30", {"start_date": date(2026, 11, 30), "end_date": date(2026, 11, 30)}, True),
        ("2026-11-30", {"start_date": date(2026, 12, 1), "end_date": date(2026, 12, 31)}, False),
        ("2026-11-30", {"start_date": date(2026, 11, 1), "end_date": date(2026, 11, 29)}, False),
        ("2026-11-30", {"start_date": date(2020, 1, 1), "end_date": date(2020, 1, 1), "open_run": True}, True),
        ("2019-12-30", {"start_date": date(2020, 1, 1), "end_date": date(2020, 1, 1), "open_run": True}, False),
    ],
)
def test_a_run_has_a_first_and_a_last_day(api: APIClient, day: str, columns: dict[str, Any], plays: bool) -> None:  # noqa: FBT001
    PerformanceFactory.create(rules=[("mon", "20:00")], **columns)

    assert len(lines(api, f"date={day}")) == plays


def test_on_a_public_holiday_the_holiday_rules_replace_the_weekday(api: APIClient) -> None:
    PerformanceFactory.create(kopis_id="PF1", rules=[("fri", "19:30"), ("holiday", "15:00")], **LONG)
    PerformanceFactory.create(kopis_id="PF2", rules=[("fri", "19:30")], **LONG)
    PerformanceFactory.create(kopis_id="PF3", rules=[("thu", "19:30"), ("holiday", "14:00")], **LONG)

    christmas = api.get(f"{URL}?date=2026-12-25").json()

    assert [(one["starts_at"][11:16], one["performance"]["id"]) for one in christmas["results"]] == [
        ("14:00", "PF3"), ("15:00", "PF1"), ("19:30", "PF2"),
    ]  # fmt: skip
    assert christmas["holiday"]
    assert [who for _, who in lines(api, "date=2026-12-18")] == ["PF1", "PF2"]


def test_filters_and_pages(api: APIClient) -> None:
    for number in range(5):
        PerformanceFactory.create(genre="play", region="busan", rules=[("mon", f"1{number}:00")])
    PerformanceFactory.create(genre="pop", region="busan", rules=[("mon", "09:00")])
    PerformanceFactory.create(genre="play", region="seoul", rules=[("mon", "09:00")])

    page = api.get(f"{URL}?region=busan&genre=play&page=2&page_size=2").json()

    assert (page["count"], len(page["results"])) == (5, 2)
    assert [one["starts_at"][11:13] for one in page["results"]] == ["12", "13"]
    assert "page=3" in page["next"]
    assert api.get(f"{URL}?region=busan&genre=play&page=4&page_size=2").status_code == 404
    assert len(lines(api, "region=-busan")) == 1


@pytest.mark.parametrize(
    "query", ["date=x", "date=2026-02-29", "region=x", "genre=x", "page=0", "state=running", "day=1"]
)
def test_refuses_what_means_nothing(api: APIClient, query: str) -> None:
    reply = api.get(f"{URL}?{query}")

    assert (reply.status_code, reply.json()["errors"][0]["attr"]) == (400, query.partition("=")[0])


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_answers_for_the_ends_of_the_calendar(api: APIClient, day: str) -> None:
    assert api.get(f"{URL}?date={day}").json()["count"] == 0


@pytest.mark.parametrize("rows", [1, 25])
def test_asks_three_queries_whatever_the_size(api: APIClient, django_assert_num_queries: Any, rows: int) -> None:
    for _ in range(rows):
        PerformanceFactory.create(rules=[("mon", "20:00")])

    with django_assert_num_queries(3):
        assert api.get(URL).json()["count"] == rows
