"""Box-office boards."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.factories import PerformanceFactory, RankingFactory

if TYPE_CHECKING:
    from rest_framework.test import APIClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seoul_noon")]
URL = "/api/v1/rankings"
SPANS = {"day": 1, "week": 7, "month": 30}


def board(to_date: date, places: list[Any], period: str = "week", **columns: Any) -> None:
    first = to_date - timedelta(days=SPANS[period] - 1)
    RankingFactory.create(period=period, from_date=first, to_date=to_date, places=places, **columns)


def lines(api: APIClient, query: str = "") -> list[tuple[int, int | None, str]]:
    results = api.get(f"{URL}?{query}").json()["results"]
    return [(one["rank"], one["previous_rank"], one["performance"]["id"]) for one in results]


def test_shows_the_newest_board_with_the_ranks_of_the_span_before(api: APIClient) -> None:
    first, second, third = (PerformanceFactory.create(kopis_id=f"PF{number}") for number in (1, 2, 3))
    board(date(2026, 11, 22), [first, second, third], fetched_at=datetime(2026, 11, 22, 15, 20, tzinfo=UTC))
    board(date(2026, 11, 21), [third, second, first])  # yesterday's board of nearly the same week
    board(date(2026, 11, 15), [second, first])
    board(date(2026, 11, 8), [third])

    body = api.get(URL).json()

    assert lines(api) == [(1, 2, "PF1"), (2, 1, "PF2"), (3, None, "PF3")]
    del body["results"]
    assert body == {
        "period": "week", "genre": None, "region": None, "from": "2026-11-16", "to": "2026-11-22",
        "source_updated_at": "2026-11-23T00:20:00+09:00",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("period", "before", "is_previous"),
    [
        ("day", 1, True), ("day", 2, True), ("day", 5, False),
        ("week", 7, True), ("week", 6, True), ("week", 9, True), ("week", 1, False), ("week", 14, False),
        ("month", 30, True), ("month", 28, True), ("month", 7, False), ("month", 60, False),
    ],
)  # fmt: skip
def test_the_board_before_ended_about_one_span_earlier(
    api: APIClient,
    period: str,
    before: int,
    is_previous: bool,  # noqa: FBT001
) -> None:
    row = PerformanceFactory.create(kopis_id="PF1")
    board(date(2026, 11, 22), [row], period)
    board(date(2026, 11, 22) - timedelta(days=before), ["PF8", row], period)

    assert lines(api, f"period={period}") == [(1, 2 if is_previous else None, "PF1")]


def test_takes_the_board_that_is_nearest_to_one_span_earlier(api: APIClient) -> None:
    row = PerformanceFactory.create(kopis_id="PF1")
    board(date(2026, 11, 22), [row])
    board(date(2026, 11, 16), ["PF8", "PF9", row])
    board(date(2026, 11, 14), ["PF8", row])
    board(date(2026, 11, 13), [row])

    assert lines(api) == [(1, 2, "PF1")]


def test_leaves_out_what_cannot_be_shown_and_keeps_the_ranks(api: APIClient) -> None:
    shown = PerformanceFactory.create(kopis_id="PF1")
    gone = PerformanceFactory.create(kopis_id="PF2", withdrawn_at=datetime(2026, 11, 1, tzinfo=UTC))
    board(date(2026, 11, 22), ["PF404", gone, shown])

    assert lines(api) == [(3, None, "PF1")]


def test_each_period_genre_and_region_has_its_board(api: APIClient) -> None:
    rows = {name: PerformanceFactory.create(kopis_id=name) for name in ("PF1", "PF2", "PF3", "PF4", "PF5")}
    to_date = date(2026, 11, 22)
    board(to_date, [rows["PF1"]])
    board(to_date, [rows["PF2"]], "day")
    board(to_date, [rows["PF3"]], "month")
    board(to_date, [rows["PF4"]], genre="musical")
    board(to_date, [rows["PF5"]], region="busan")

    found = {
        query: lines(api, query)
        for query in ("", "period=day", "period=month", "genre=musical", "region=busan", "genre=play")
    }

    assert [[who for _, _, who in found[query]] for query in found] == [["PF1"], ["PF2"], ["PF3"], ["PF4"], ["PF5"], []]
    assert lines(api, "genre=&region=&period=week") == lines(api)


def test_a_genre_in_a_region_is_the_genre_board_numbered_anew(api: APIClient) -> None:
    busan = [PerformanceFactory.create(kopis_id=f"PF{number}", region="busan") for number in (1, 2)]
    seoul = PerformanceFactory.create(kopis_id="PF3", region="seoul")
    board(date(2026, 11, 22), [seoul, busan[1], busan[0]], genre="musical")
    board(date(2026, 11, 15), [busan[0], seoul, busan[1]], genre="musical")
    board(date(2026, 11, 22), [seoul], region="busan")

    body = api.get(f"{URL}?genre=musical&region=busan").json()

    assert lines(api, "genre=musical&region=busan") == [(1, 2, "PF2"), (2, 1, "PF1")]
    assert (body["genre"], body["region"]) == ("musical", "busan")


def test_without_a_board_there_are_no_dates(api: APIClient) -> None:
    assert api.get(f"{URL}?period=day&genre=dance").json() == {
        "period": "day", "genre": "dance", "region": None, "from": None, "to": None, "source_updated_at": None,
        "results": [],
    }  # fmt: skip


def test_shows_at_most_fifty_places(api: APIClient) -> None:
    board(date(2026, 11, 22), PerformanceFactory.create_batch(53))

    assert [rank for rank, _, _ in lines(api)] == list(range(1, 51))


@pytest.mark.parametrize(
    "query", ["period=year", "genre=opera", "region=tokyo", "genre=musical,play", "page=1", "genre=-pop"]
)
def test_refuses_what_means_nothing(api: APIClient, query: str) -> None:
    reply = api.get(f"{URL}?{query}")

    assert (reply.status_code, reply.json()["errors"][0]["attr"]) == (400, query.partition("=")[0])


@pytest.mark.parametrize("rows", [1, 50])
def test_asks_four_queries_whatever_the_size(api: APIClient, django_assert_num_queries: Any, rows: int) -> None:
    places = PerformanceFactory.create_batch(rows)
    board(date(2026, 11, 22), places)
    board(date(2026, 11, 15), places)

    with django_assert_num_queries(4):
        assert len(lines(api)) == rows
