"""What the last sync of each kind did, for operators (`/readyz?full`)."""

from __future__ import annotations

from typing import Any

from culturepedia.kopis.models import SyncRun
from culturepedia.performances.sql import moment

COUNTS = ("seen", "created", "updated", "unchanged", "skipped", "failed", "requests")


def last_runs() -> list[dict[str, Any]]:
    """Return the latest run of each kind that has one; a query for each kind."""
    runs = [SyncRun.objects.filter(kind=kind).order_by("-started_at", "-id").first() for kind in SyncRun.Kind]
    return [_report(run) for run in runs if run is not None]


def _report(run: SyncRun) -> dict[str, Any]:
    ended_at = run.finished_at or run.heartbeat_at
    return {
        "kind": run.kind,
        "full": run.full,
        "outcome": run.outcome,
        "started_at": moment(run.started_at),
        "finished_at": moment(run.finished_at),
        "seconds": round((ended_at - run.started_at).total_seconds()),
        **{name: getattr(run, name) for name in COUNTS},
    }
