"""The admin shows runs and the catalogue to staff, for reading only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.apps import apps

from culturepedia.common import clock, leases
from culturepedia.kopis.models import SyncMark, SyncRun
from culturepedia.performances.models import Performance, Ranking, RankingEntry, Venue
from tests.kopis.sync.conftest import DAY

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
TABLES = (
    "kopis/syncrun", "kopis/syncmark", "common/lease",
    "performances/performance", "performances/venue", "performances/ranking",
)  # fmt: skip


@pytest.fixture
def filled() -> None:
    now = clock.now()
    row = Performance.objects.create(
        kopis_id="PF000001",
        title="봄밤",
        start_date=DAY,
        end_date=DAY,
        venue=Venue.objects.create(kopis_id="FC000001", name="봄 극장", synced_at=now),
        poster_source_url="http://www.kopis.or.kr/upload/x.gif",
        created_at=now,
        synced_at=now,
    )
    board = Ranking.objects.create(period="week", from_date=DAY, to_date=DAY, fetched_at=now)
    RankingEntry.objects.create(ranking=board, rank=1, kopis_id="PF000001", performance=row)
    SyncRun.objects.create(
        kind="rankings", outcome="complete", seoul_date=DAY, started_at=now, heartbeat_at=now, skipped={"bad_dates": 3}
    )
    SyncMark.objects.create(kind="rankings", complete_through=DAY)
    leases.acquire("kopis.test")


@pytest.mark.parametrize("table", TABLES)
def test_lists_and_shows_but_changes_nothing(filled: None, admin_client: Client, table: str) -> None:
    listed = admin_client.get(f"/admin/{table}/")

    assert listed.status_code == 200
    assert admin_client.get(f"/admin/{table}/add/").status_code == 403
    row = apps.get_model(*table.split("/")).objects.get()
    shown = admin_client.get(f"/admin/{table}/{row.pk}/change/")
    assert shown.status_code == 200
    assert "_save" not in shown.content.decode()
    assert admin_client.post(f"/admin/{table}/{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_finds_a_performance_by_its_title(filled: None, admin_client: Client) -> None:
    found = admin_client.get("/admin/performances/performance/", {"q": "봄밤"})
    other = admin_client.get("/admin/performances/performance/", {"q": "가을"})

    assert "PF000001" in found.content.decode()
    assert "PF000001" not in other.content.decode()


def test_says_what_a_run_did(filled: None, admin_client: Client) -> None:
    text = admin_client.get("/admin/kopis/syncrun/").content.decode()

    assert "완료" in text
    assert "예매 순위" in text
    assert "bad_dates" in text
