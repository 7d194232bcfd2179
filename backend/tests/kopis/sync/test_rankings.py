"""Box-office boards: replaced when they differ, kept when KOPIS says nothing, linked when performances arrive."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from culturepedia.kopis.models import SyncRun
from culturepedia.kopis.sync import rankings, sales
from culturepedia.performances.models import CatalogueVersion, Performance, Ranking, RankingEntry
from culturepedia.performances.models.performance import UNRANKED
from sandbox.faults import Fault, Reply
from tests.kopis.sync.conftest import DAY, Copier, mark_of

if TYPE_CHECKING:
    from sandbox.server import Sandbox

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, tzinfo=ZoneInfo("Asia/Seoul"))


def _performance(number: int) -> Performance:
    return Performance.objects.create(
        kopis_id=f"PF{number:06}", title="x", start_date=DAY, end_date=DAY, created_at=NOW, synced_at=NOW
    )


def _board(
    places: dict[int, int], *, genre: str = "", region: str = "", to: date = DAY, period: str = "week"
) -> Ranking:
    board = Ranking.objects.create(
        period=period, genre=genre, region=region, from_date=to - timedelta(days=6), to_date=to, fetched_at=NOW
    )
    for rank, number in places.items():
        row = Performance.objects.filter(kopis_id=f"PF{number:06}").first()
        RankingEntry.objects.create(ranking=board, rank=rank, kopis_id=f"PF{number:06}", performance=row)
    return board


def _orders() -> dict[int, tuple[int, int | None]]:
    rows = Performance.objects.values_list("kopis_id", "sales_order", "sales_rank")
    return {int(kopis_id[2:]): (order, rank) for kopis_id, order, rank in rows}


def test_the_order_is_national_then_genre_then_region_then_the_rest() -> None:
    for number in range(1, 6):
        _performance(number)
    _board({1: 3, 2: 1})
    _board({1: 3, 7: 2}, genre="play")
    _board({4: 4, 5: 2}, region="jeju")
    _board({1: 5}, period="day")

    changed = sales.write_sales_order(today=date(2026, 11, 23))

    assert changed == 4
    assert _orders() == {
        1: (2, 2), 2: (1007, None), 3: (1, 1), 4: (2004, None), 5: (UNRANKED, None),
    }  # fmt: skip
    assert sales.write_sales_order(today=date(2026, 11, 23)) == 0


def test_who_left_the_boards_loses_the_place() -> None:
    for number in (1, 2):
        _performance(number)
    _board({1: 1, 2: 2}, to=DAY - timedelta(days=1))
    sales.write_sales_order(today=date(2026, 11, 23))
    _board({1: 2})

    changed = sales.write_sales_order(today=date(2026, 11, 23))

    assert changed == 2
    assert _orders() == {1: (UNRANKED, None), 2: (1, 1)}


def test_an_old_board_of_a_quiet_region_orders_nothing() -> None:
    for number in (1, 2):
        _performance(number)
    _board({1: 1})
    _board({1: 2}, region="sejong", to=DAY - timedelta(days=20))

    sales.write_sales_order(today=date(2026, 11, 23))

    assert _orders()[2] == (UNRANKED, None)


def test_asks_for_each_board_of_each_period_once() -> None:
    boards = list(rankings.boards_for(DAY))

    assert len({board.key for board in boards}) == len(boards) == 3 * (1 + 9 + 17)
    assert {(board.period.value, (board.to_date - board.from_date).days) for board in boards} == {
        ("day", 0), ("week", 6), ("month", 29),
    }  # fmt: skip
    assert {board.to_date for board in boards} == {DAY - timedelta(days=1)}


def test_an_empty_answer_keeps_the_board(kopis: Sandbox, copier: Copier) -> None:
    copier.rankings()
    places = RankingEntry.objects.count()
    kopis.faults.append(Fault(lambda request: request.path == "boxoffice", Reply(body=b"<boxofs/>")))

    run = copier.rankings()

    assert run.outcome == SyncRun.Outcome.COMPLETE
    assert RankingEntry.objects.count() == places


def test_one_failing_board_costs_that_board_only(kopis: Sandbox, copier: Copier) -> None:
    def is_plays(request: object) -> bool:
        return getattr(request, "params", {}).get("catecode") == "AAAA"

    kopis.faults.append(Fault(is_plays, Reply(body=b"<html/>")))

    run = copier.rankings()

    assert run.outcome == SyncRun.Outcome.INCOMPLETE
    assert "play" in run.message
    assert mark_of("rankings") is None
    assert not Ranking.objects.filter(genre="play").exists()
    assert Ranking.objects.filter(genre="musical", period="month").exists()
    assert Performance.objects.filter(sales_rank=1).exists()


def test_performances_that_only_a_board_names_are_fetched(kopis: Sandbox, copier: Copier) -> None:
    copier.rankings()

    entries = RankingEntry.objects.filter(ranking__period="week", ranking__genre="", ranking__region="")
    assert entries.exists()
    assert not entries.filter(performance=None).exists()
    row = Performance.objects.get(sales_rank=1)
    assert row.detail_synced_at is not None
    assert row.venue is not None


def test_no_more_than_some_are_fetched_at_once(copier: Copier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rankings, "MAX_UNKNOWN", 5)

    copier.rankings()

    assert Performance.objects.count() == 5
    assert Performance.objects.filter(sales_rank=1).exists()  # the best placed come first


def test_places_are_linked_when_their_performances_arrive(copier: Copier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rankings, "MAX_UNKNOWN", 0)
    copier.rankings()
    assert not RankingEntry.objects.exclude(performance=None).exists()

    copier.performances()

    assert not RankingEntry.objects.filter(performance=None).exists()


def test_boards_are_kept_for_ten_weeks(copier: Copier) -> None:
    _board({1: 1}, to=DAY - timedelta(weeks=10, days=1))
    kept = _board({1: 1}, to=DAY - timedelta(weeks=10))

    copier.rankings()

    assert list(Ranking.objects.filter(to_date__lt=DAY - timedelta(weeks=9))) == [kept]


def test_a_new_day_makes_new_boards_and_keeps_the_old_for_comparison(copier: Copier) -> None:
    copier.rankings()
    version = CatalogueVersion.current()
    copier.sandbox.set_date(DAY + timedelta(days=1))

    copier.rankings()

    days = Ranking.objects.filter(period="week", genre="", region="").values_list("to_date", flat=True)
    assert set(days) == {DAY - timedelta(days=8), DAY - timedelta(days=1), DAY}
    assert CatalogueVersion.current() > version
