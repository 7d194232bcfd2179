"""`/readyz?full`: what the last syncs did."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from culturepedia.kopis.models import SyncRun

STARTED = datetime(2026, 11, 23, 15, 10, tzinfo=UTC)


def make_run(kind: str, *, days_ago: int = 0, **fields: object) -> None:
    started = STARTED - timedelta(days=days_ago)
    SyncRun.objects.create(
        **{
            "kind": kind,
            "seoul_date": date(2026, 11, 24),
            "started_at": started,
            "heartbeat_at": started + timedelta(seconds=7),
            **fields,
        }
    )


@pytest.mark.django_db
def test_shows_the_latest_run_of_each_kind() -> None:
    make_run("performances", days_ago=1, outcome="incomplete")
    make_run(
        "performances",
        outcome="complete",
        finished_at=STARTED + timedelta(seconds=90),
        seen=5,
        skipped={"bad_dates": 1},
    )
    make_run("venues", outcome="running", requests=3)

    runs = Client().get("/readyz?full").json()["syncs"]

    assert [(run["kind"], run["outcome"], run["seconds"]) for run in runs] == [
        ("performances", "complete", 90),
        ("venues", "running", 7),
    ]
    assert (runs[0]["seen"], runs[0]["skipped"], runs[0]["finished_at"]) == (
        5,
        {"bad_dates": 1},
        "2026-11-24T00:11:30+09:00",
    )
    assert (runs[1]["requests"], runs[1]["finished_at"]) == (3, None)


@pytest.mark.django_db
def test_says_nothing_of_syncs_unless_asked() -> None:
    make_run("venues")

    assert "syncs" not in Client().get("/readyz").json()
