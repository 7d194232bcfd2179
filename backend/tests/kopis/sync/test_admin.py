"""The admin shows runs and the catalogue to staff, for reading only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from culturepedia.common import leases
from culturepedia.kopis.models import SyncRun
from culturepedia.performances.models import Performance

if TYPE_CHECKING:
    from django.test import Client

    from tests.kopis.sync.conftest import Copier

pytestmark = pytest.mark.django_db
TABLES = (
    "kopis/syncrun", "kopis/syncmark", "common/lease",
    "performances/performance", "performances/venue", "performances/ranking",
)  # fmt: skip


@pytest.fixture
def filled(copier: Copier) -> None:
    copier.all()
    leases.acquire("kopis.test")


@pytest.mark.parametrize("table", TABLES)
def test_lists_and_shows_but_changes_nothing(filled: None, admin_client: Client, table: str) -> None:
    listed = admin_client.get(f"/admin/{table}/")

    assert listed.status_code == 200
    assert admin_client.get(f"/admin/{table}/add/").status_code == 403
    model = {"syncrun": SyncRun, "performance": Performance}.get(table.split("/")[1])
    if model is not None:
        row = model.objects.order_by("pk").first()
        assert row is not None
        shown = admin_client.get(f"/admin/{table}/{row.pk}/change/")
        assert shown.status_code == 200
        assert "_save" not in shown.content.decode()
        assert admin_client.post(f"/admin/{table}/{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_finds_a_performance_by_its_title(filled: None, admin_client: Client) -> None:
    row = Performance.objects.order_by("pk").first()
    assert row is not None

    found = admin_client.get("/admin/performances/performance/", {"q": row.kopis_id})

    assert row.kopis_id in found.content.decode()


def test_says_what_a_run_did(filled: None, admin_client: Client) -> None:
    text = admin_client.get("/admin/kopis/syncrun/").content.decode()

    assert "완료" in text
    assert "예매 순위" in text
