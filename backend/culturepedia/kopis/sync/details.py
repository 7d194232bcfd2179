"""The detail pass: one call for each row that is new or changed, stored about a hundred at a time.

A venue is fetched before the performance that names it. When it cannot be had, the performance is stored without it
and linked when it arrives.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.db.models import Case, F, IntegerField, Value, When

from culturepedia.kopis.errors import KopisError
from culturepedia.kopis.records import Skipped
from culturepedia.kopis.sync import performance_store, venue_details
from culturepedia.kopis.sync.fetching import fetch_each
from culturepedia.kopis.sync.pages import write_page
from culturepedia.performances.models import Performance

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from culturepedia.kopis.records import PerformanceRecord
    from culturepedia.kopis.sync.runs import Run, Tally

BATCH = 100
FLUSH_SECONDS = 20.0  # with a slow KOPIS a batch is stored before it is full


def fetch_queue(run: Run) -> None:
    """Fetch the details of every row that waits for one, what runs now or opens next first; then missing venues."""
    # What failed last time comes last: broken items at the head would end every run before it reached the others.
    waiting = sorted(queue(run.today), key=run.failed_before.__contains__)
    run.progress.begin("상세", len(waiting))
    fetch(run, waiting, advance=True)
    venue_details.fetch_waiting(run)


def queue(today: date) -> list[str]:
    """Return the ids of rows whose detail is older than their list row."""
    rows = Performance.objects.exclude(list_fingerprint=F("detail_fingerprint"))
    past = Case(When(end_date__lt=today, then=Value(1)), default=Value(0), output_field=IntegerField())
    return list(rows.order_by(past, "start_date", "kopis_id").values_list("kopis_id", flat=True))


def fetch(run: Run, ids: Sequence[str], *, listed: bool = True, advance: bool = False) -> list[str]:
    """Fetch and store the details of `ids`; return those that KOPIS does not know.

    When the ids were `listed`, a missing detail is counted, and a failed one puts its row into the queue.
    """
    batch = _Batch(run, listed=listed)
    try:
        for kopis_id, result in fetch_each(ids, run.client.performance, tick=run.heartbeat):
            if isinstance(result, KopisError):
                batch.failed.append(kopis_id)
                run.note_item_failure(kopis_id, result)
            else:
                run.note_success()
                batch.add(kopis_id, result)
            if advance:
                run.progress.advance()
            if batch.is_due():
                batch.store()
            run.heartbeat()
    finally:
        batch.store()
    return batch.unknown


class _Batch:
    """Answers that are not stored yet."""

    def __init__(self, run: Run, *, listed: bool) -> None:
        self.unknown: list[str] = []
        self.failed: list[str] = []
        self._run = run
        self._listed = listed
        self._records: list[PerformanceRecord] = []
        self._since = time.monotonic()

    def add(self, kopis_id: str, result: PerformanceRecord | Skipped | None) -> None:
        """Take one answer."""
        if isinstance(result, Skipped):
            self._run.note_skipped(result.reason, kopis_id)
        elif result is not None:
            self._records.append(result)
        else:
            self.unknown.append(kopis_id)
            if self._listed:
                self._run.note_skipped("no_detail", kopis_id)

    def is_due(self) -> bool:
        """Say whether enough is waiting, or long enough."""
        return len(self._records) >= BATCH or time.monotonic() - self._since >= FLUSH_SECONDS

    def store(self) -> None:
        """Write what is waiting: venues first, then performances."""
        records, self._records = self._records, []
        failed, self.failed = self.failed, []
        self._since = time.monotonic()
        run = self._run
        if records:
            try:
                venue_details.fetch_named(run, records)
            finally:
                write_page(run, records, self._write)
        if failed and self._listed:
            with run.page():
                # A row that only the change feed named looks as if nothing were wrong with it.
                rows = Performance.objects.filter(kopis_id__in=failed, list_fingerprint=F("detail_fingerprint"))
                rows.update(detail_fingerprint="")

    def _write(self, records: Sequence[PerformanceRecord], tally: Tally) -> None:
        run = self._run
        performance_store.write_details(records, now=run.now(), first_seen_at=run.row.started_at, tally=tally)
