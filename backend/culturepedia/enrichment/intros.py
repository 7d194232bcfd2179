"""Makes files of our own of the introduction pictures that wait: scaled, and cut into pieces a phone can show.

They are fetched, decoded and stored as posters are, after them, under the same lease. A picture that fails is tried
again after minutes and after days while the others of its performance are shown, then left alone until the list of
addresses changes. A picture that we have is never fetched again.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from culturepedia.common import leases
from culturepedia.common.http import FetchError, FetchUnavailable
from culturepedia.enrichment import poster_files, selectors
from culturepedia.enrichment.images import ImageRefused
from culturepedia.enrichment.poster_files import StorageFailed
from culturepedia.enrichment.poster_workshop import Outcome, Workshop
from culturepedia.enrichment.posters import BATCH, BATCH_SECONDS, CHUNK, LEASE, RETRY_AFTER, UNAVAILABLE_IN_A_ROW
from culturepedia.performances.models import CatalogueVersion, Performance

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from culturepedia.common.http import GuardedFetcher
    from culturepedia.common.leases import Grant
    from culturepedia.enrichment.poster_workshop import Bench
    from culturepedia.enrichment.selectors import IntroJob

    Pieces = dict[str, list[dict[str, Any]]]  # by source
    IntroOutcome = Outcome[IntroJob, Pieces]

MAX_PER_PERFORMANCE = 10  # KOPIS gives four or five; more is no introduction
FIELDS = [
    "intro_images", "intro_fetched_urls", "intro_failures", "intro_error", "intro_retry_at",
]  # fmt: skip


class IntroRun:
    """What a run did; `stopped_by` names what ended it before nothing waited any more."""

    def __init__(self, grant: Grant, now: datetime) -> None:
        self.done = 0  # performances
        self.failed = 0
        self.stopped_by: str | None = None
        self._grant, self._now = grant, now
        self._unwritten: list[IntroOutcome] = []
        self._written_at = time.monotonic()
        self._unavailable_in_a_row = 0

    def note(self, outcome: IntroOutcome) -> None:
        """Count an outcome; write when enough of them or enough time came together.

        Raises:
            LeaseLost: Another process took over; nothing was stored.
        """
        self._unwritten.append(outcome)
        self.done += 1
        self.failed += bool(outcome.error)
        self._unavailable_in_a_row = self._unavailable_in_a_row + 1 if outcome.unavailable else 0
        if self._unavailable_in_a_row >= UNAVAILABLE_IN_A_ROW:
            self.stopped_by = f"the host of the pictures does not answer ({outcome.error})"
        if len(self._unwritten) >= BATCH or time.monotonic() - self._written_at > BATCH_SECONDS:
            self.write()

    def write(self) -> None:
        """Store what was noted since the last write.

        Raises:
            LeaseLost: Another process took over; nothing was stored.
        """
        _write(self._unwritten, self._grant, self._now)
        self._unwritten, self._written_at = [], time.monotonic()


def process_intros(
    *,
    new_fetcher: Callable[[], GuardedFetcher],
    now: datetime,
    limit: int,
    why_stop: Callable[[], str | None],
) -> IntroRun:
    """Make introduction pictures until none waits, `limit` performances were done, or `why_stop` gives a reason.

    Raises:
        LeaseHeld: Another process is at it.
        LeaseLost: Another process took over; what was not yet written is made again.
    """
    today = timezone.localdate(now)
    with leases.hold(LEASE) as grant:
        run = IntroRun(grant, now)

        def is_over() -> bool:
            run.stopped_by = run.stopped_by or why_stop()
            return run.stopped_by is not None

        while not is_over() and (
            jobs := selectors.list_intro_jobs(now=now, today=today, limit=min(CHUNK, limit - run.done))
        ):
            try:
                with Workshop(new_fetcher) as workshop:
                    for outcomes in workshop.work_off(jobs, _make_pieces, is_over):
                        for outcome in outcomes:
                            run.note(outcome)
            except StorageFailed as exc:
                run.stopped_by = f"the media storage fails ({exc})"
            run.write()
    return run


def _make_pieces(bench: Bench, job: IntroJob) -> IntroOutcome:
    """Make what is missing; one picture that fails keeps none of the others back."""
    made: Pieces = {}
    error, is_unavailable = "", False
    for url in job.source_urls[:MAX_PER_PERFORMANCE]:
        if url in job.made:
            made[url] = job.made[url]
            continue
        try:
            source = bench.fetcher.fetch(url)
            made[url] = poster_files.store_pieces(source=source, pieces=bench.pictures.make_intro(source))
        except FetchError as exc:
            error, is_unavailable = str(exc), isinstance(exc, FetchUnavailable)
        except ImageRefused as exc:
            error, is_unavailable = str(exc), False
    return Outcome(job, made, error, unavailable=is_unavailable)


@transaction.atomic
def _write(outcomes: list[IntroOutcome], grant: Grant, now: datetime) -> None:
    if not outcomes:
        return
    leases.confirm(grant)
    Performance.objects.bulk_update([_row(outcome, now) for outcome in outcomes], FIELDS)
    if any((outcome.made or {}) != outcome.job.made for outcome in outcomes):
        CatalogueVersion.advance()


def _row(outcome: IntroOutcome, now: datetime) -> Performance:
    job, made = outcome.job, outcome.made or {}
    failures = job.failures + 1 if outcome.error else 0
    is_due_again = 0 < failures < selectors.MAX_TRIES
    return Performance(
        pk=job.performance_id,
        intro_images=[{"source": url, "pieces": made[url]} for url in job.source_urls if url in made],
        intro_fetched_urls=list(job.source_urls),
        intro_failures=failures,
        intro_error=outcome.error[:200] or None,
        intro_retry_at=now + RETRY_AFTER[failures - 1] if is_due_again else None,
    )
