"""One measured process of `sync_scale`: it does its part, then prints what it did and cost as JSON.

Usage: `python -m benchmarks.sync_process full|floor FROM TO`, or `night`.
"""
# ruff: noqa: E402 - Django must be set up before its models are imported

from __future__ import annotations

import json
import os
import resource
import sys
import time
from contextlib import closing
from datetime import date
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from culturepedia.common import clock
from culturepedia.common.progress import SilentProgress
from culturepedia.kopis import jobs
from culturepedia.kopis.models import SyncRun
from culturepedia.kopis.sync.fetching import fetch_each, fetch_pages
from culturepedia.kopis.sync.windows import Span, split


def main(role: str, *days: str) -> None:
    """Do the part and print its cost."""
    span = Span(*map(date.fromisoformat, days)) if days else None
    began = time.monotonic()
    found = _floor(span) if role == "floor" and span else _sync(span)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    found |= {"seconds": time.monotonic() - began, "cpu": usage.ru_utime + usage.ru_stime, "mb": usage.ru_maxrss / 1024}
    print(json.dumps(found))


def _sync(span: Span | None) -> dict[str, Any]:
    """Sync the whole span; without one, do what the schedule would do today."""
    plan = jobs.make_plan(SyncRun.Kind.PERFORMANCES, today=clock.seoul_today(), full=span is not None, span=span)
    run = jobs.run(plan, progress=SilentProgress())
    assert run is not None
    return {"requests": run.requests, "new": run.created, "changed": run.updated, "outcome": run.outcome}


def _floor(span: Span) -> dict[str, Any]:
    """Ask for what the first full sync asks for: the windows, each performance, each venue that one names."""
    with closing(jobs.make_client()) as client:
        ids: dict[str, None] = {}
        for window in split(span, today=clock.seoul_today()):
            for page in fetch_pages(client.iter_performance_pages(window.start, window.end), tick=_nothing):
                ids |= dict.fromkeys(item.kopis_id for item in page if item.kopis_id)
        details = fetch_each(ids, client.performance, tick=_nothing)
        venues = {venue: None for _, detail in details if (venue := getattr(detail, "venue_id", None))}
        for _ in fetch_each(venues, client.venue, tick=_nothing):
            pass
        return {"requests": client.requests_made, "new": 0, "changed": 0, "outcome": "complete"}


def _nothing() -> None:
    """There is no lease to keep."""


if __name__ == "__main__":
    main(*sys.argv[1:])
