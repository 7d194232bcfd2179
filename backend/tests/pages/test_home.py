"""The first screen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine as clock

from culturepedia.kopis.models import SyncRun
from culturepedia.performances.codes import Genre
from tests.factories import PerformanceFactory, RankingFactory, SyncRunFactory, VenueFactory
from tests.people import ReviewFactory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db
URL = "/api/v1/home"
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _seoul_noon() -> Iterator[None]:
    with clock.travel("2026-11-23T12:00:00+09:00", tick=False):
        yield


def ids(cards: list[dict[str, Any]]) -> list[str]:
    return [card["id"] for card in cards]


def test_answers_before_anything_is_there(api: APIClient) -> None:
    body = api.get(URL).json()

    assert body["weekly_top"]["results"] == body["closing_soon"] == body["new"] == body["latest_reviews"] == []
    assert [board["genre"] for board in body["rankings"]] == list(Genre)
    assert body["counts"] == {"performances": 0, "running": 0, "venues": 0}
    assert body["last_synced_at"] is None


def test_shows_the_weekly_board_and_one_a_genre(api: APIClient) -> None:
    rows = PerformanceFactory.create_batch(12)
    RankingFactory.create(places=rows)
    RankingFactory.create(places=[rows[1], rows[0]], from_date=date(2026, 11, 9), to_date=date(2026, 11, 15))
    RankingFactory.create(places=rows[:7], genre="play")

    body = api.get(URL).json()

    top = body["weekly_top"]["results"]
    assert [place["rank"] for place in top] == list(range(1, 11))
    assert [place["previous_rank"] for place in top[:3]] == [2, 1, None]
    boards = {board["genre"]: board for board in body["rankings"]}
    assert len(boards["play"]["results"]) == 5
    assert (boards["play"]["from"], boards["play"]["to"]) == ("2026-11-16", "2026-11-22")
    assert boards["dance"] == {"genre": "dance", "from": None, "to": None, "results": []}
    assert body["weekly_top"] | {"results": []} == api.get("/api/v1/rankings").json() | {"results": []}


def test_shows_what_ends_soon_and_what_is_new(api: APIClient) -> None:
    def add(name: str, created: int, **columns: Any) -> None:
        PerformanceFactory.create(kopis_id=name, created_at=datetime(2026, 11, created, tzinfo=UTC), **columns)

    add("PF1", 1, end_date=TODAY)
    add("PF2", 2, end_date=TODAY + timedelta(days=1))
    add("PF3", 3, end_date=TODAY - timedelta(days=1))
    add("PF4", 4, end_date=TODAY, open_run=True)
    add("PF5", 5, start_date=TODAY + timedelta(days=1), end_date=TODAY + timedelta(days=1))
    add("PF6", 6, end_date=TODAY, withdrawn_at=datetime(2026, 11, 1, tzinfo=UTC))

    body = api.get(URL).json()

    assert ids(body["closing_soon"]) == ["PF1", "PF2"]
    assert ids(body["new"]) == ["PF5", "PF4", "PF2", "PF1"]


def test_shows_the_latest_reviews_without_spoilers(api: APIClient) -> None:
    def add(number: int, **fields: Any) -> None:
        moment = datetime(2026, 11, 20, number, tzinfo=UTC)
        ReviewFactory.create(performance__kopis_id=f"PF{number}", body=str(number), created_at=moment, **fields)

    for number in range(1, 9):
        add(number)
    add(9, spoiler=True)
    add(10, hidden_at=datetime(2026, 11, 21, tzinfo=UTC))
    add(11, performance__withdrawn_at=datetime(2026, 11, 21, tzinfo=UTC))

    latest = api.get(URL).json()["latest_reviews"]

    assert [(one["body"], one["performance"]["id"]) for one in latest] == [
        (str(number), f"PF{number}") for number in range(8, 2, -1)
    ]
    assert latest[0]["author_name"].startswith("관객")


def test_counts_the_catalogue_and_names_the_last_good_sync(api: APIClient) -> None:
    PerformanceFactory.create(end_date=TODAY, venue=VenueFactory.create())
    PerformanceFactory.create(end_date=TODAY - timedelta(days=1))
    VenueFactory.create(closed=True)
    for day, columns in (
        (20, {}),
        (21, {"outcome": SyncRun.Outcome.INCOMPLETE}),
        (22, {"kind": SyncRun.Kind.RANKINGS}),
    ):
        SyncRunFactory.create(finished_at=datetime(2026, 11, day, 15, 10, tzinfo=UTC), **columns)

    body = api.get(URL).json()

    assert body["counts"] == {"performances": 2, "running": 1, "venues": 1}
    assert body["last_synced_at"] == "2026-11-21T00:10:00+09:00"


def test_shows_a_sync_that_changed_nothing_in_the_next_answer(api: APIClient) -> None:
    SyncRunFactory.create(finished_at=datetime(2026, 11, 20, 15, 10, tzinfo=UTC))
    before = api.get(URL)

    SyncRunFactory.create(finished_at=datetime(2026, 11, 22, 15, 10, tzinfo=UTC))
    after = api.get(URL, headers={"if-none-match": before["ETag"]})

    assert after.status_code == 200
    assert after.json()["last_synced_at"] == "2026-11-23T00:10:00+09:00"


@pytest.mark.parametrize("rows", [1, 14])
def test_asks_at_most_nine_queries_and_one_when_kept(api: APIClient, django_assert_num_queries: Any, rows: int) -> None:
    places = PerformanceFactory.create_batch(rows)
    for genre in ("", *Genre):
        RankingFactory.create(places=places, genre=genre)
    for place in places:
        ReviewFactory.create(performance=place)

    with django_assert_num_queries(9):
        api.get(URL)
    with django_assert_num_queries(1):
        api.get(URL)
