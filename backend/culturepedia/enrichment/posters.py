"""Makes the posters that wait and notes them in the catalogue.

A poster that fails keeps what was there before, and is tried again after minutes and after days, then left alone
until its URL changes. An unchanged source is never fetched again.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from culturepedia.common import leases
from culturepedia.enrichment import poster_files, selectors
from culturepedia.enrichment.poster_files import StorageFailed
from culturepedia.enrichment.poster_workshop import Workshop, make_poster
from culturepedia.performances.models import CatalogueVersion, Performance

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from culturepedia.common.http import GuardedFetcher
    from culturepedia.common.leases import Grant
    from culturepedia.enrichment.poster_workshop import MadePoster, Outcome
    from culturepedia.enrichment.selectors import PosterJob

    PosterOutcome = Outcome[PosterJob, MadePoster]

LEASE = "enrichment.posters"
CHUNK = 300  # jobs taken from the table at a time
BATCH = 50  # posters written to the database at a time ...
BATCH_SECONDS = 3.0  # ... or after this time, so that the first ones show soon
RETRY_AFTER = (timedelta(minutes=10), timedelta(days=2))  # after the first and the second failure
UNAVAILABLE_IN_A_ROW = 8  # then the host counts as down and the run ends
HTTPS_HOSTS = {"kopis.or.kr": "kopis.or.kr", "www.kopis.or.kr": "kopis.or.kr"}  # its URLs say http://www.

TRIED_FIELDS = ["poster_fetched_url", "poster_failures", "poster_error", "poster_retry_at"]
MADE_FIELDS = ["poster_key", "poster_widths", "poster_width", "poster_height", "poster_color", *TRIED_FIELDS]


@dataclass
class PosterRun:
    """What a run did; `stopped_by` names what ended it before nothing waited any more."""

    made: int = 0
    failed: int = 0
    stopped_by: str | None = None
    _unavailable_in_a_row: int = 0
    _unwritten: list[PosterOutcome] = field(default_factory=list)
    _written_at: float = field(default_factory=time.monotonic)

    @property
    def done(self) -> int:
        """Return how many posters were tried."""
        return self.made + self.failed

    def note(self, outcome: PosterOutcome) -> None:
        """Count an outcome and keep it for the next write."""
        self._unwritten.append(outcome)
        self.made += outcome.made is not None
        self.failed += outcome.made is None
        self._unavailable_in_a_row = self._unavailable_in_a_row + 1 if outcome.unavailable else 0
        if self._unavailable_in_a_row >= UNAVAILABLE_IN_A_ROW:
            self.stopped_by = f"the poster host does not answer ({outcome.error})"

    def is_write_due(self) -> bool:
        """Return whether enough outcomes or time have passed since the last write."""
        return len(self._unwritten) >= BATCH or time.monotonic() - self._written_at > BATCH_SECONDS

    def write(self, grant: Grant, now: datetime) -> None:
        """Store the outcomes that were noted since the last write.

        Raises:
            LeaseLost: Another process took over; nothing was stored.
        """
        _write_outcomes(self._unwritten, grant, now)
        self._unwritten, self._written_at = [], time.monotonic()


def process_posters(
    *,
    new_fetcher: Callable[[], GuardedFetcher],
    now: datetime,
    limit: int,
    why_stop: Callable[[], str | None],
    on_progress: Callable[[PosterRun], None] | None = None,
) -> PosterRun:
    """Make posters until none waits, `limit` were tried, or `why_stop` gives a reason.

    Raises:
        LeaseHeld: Another process is at it.
        LeaseLost: Another process took over; what was not yet written is made again.
    """
    run = PosterRun()
    today = timezone.localdate(now)

    def is_over() -> bool:
        run.stopped_by = run.stopped_by or why_stop()
        return run.stopped_by is not None

    with leases.hold(LEASE) as grant:
        poster_files.remove_unfinished_files()
        with Workshop(new_fetcher) as workshop:
            while not is_over() and (
                jobs := selectors.list_poster_jobs(now=now, today=today, limit=min(CHUNK, limit - run.done))
            ):
                try:
                    for outcomes in workshop.work_off(jobs, make_poster, is_over):
                        for outcome in outcomes:
                            run.note(outcome)
                        if run.is_write_due():
                            run.write(grant, now)
                        if on_progress:
                            on_progress(run)
                except StorageFailed as exc:
                    run.stopped_by = f"the media storage fails ({exc})"
                run.write(grant, now)
    return run


@transaction.atomic
def _write_outcomes(outcomes: list[PosterOutcome], grant: Grant, now: datetime) -> None:
    leases.confirm(grant)
    made = [_made_row(outcome.job, outcome.made) for outcome in outcomes if outcome.made]
    failed = [_failed_row(outcome, now) for outcome in outcomes if not outcome.made]
    if failed:
        Performance.objects.bulk_update(failed, TRIED_FIELDS)
    if made:
        Performance.objects.bulk_update(made, MADE_FIELDS)
        CatalogueVersion.advance()


def _made_row(job: PosterJob, poster: MadePoster) -> Performance:
    return Performance(
        pk=job.performance_id,
        poster_key=poster.key,
        poster_widths=poster.widths,
        poster_width=poster.width,
        poster_height=poster.height,
        poster_color=poster.color,
        poster_fetched_url=job.source_url,
    )


def _failed_row(outcome: PosterOutcome, now: datetime) -> Performance:
    failures = outcome.job.failures + 1
    return Performance(
        pk=outcome.job.performance_id,
        poster_fetched_url=outcome.job.source_url,
        poster_failures=failures,
        poster_error=outcome.error[:200],
        poster_retry_at=now + RETRY_AFTER[failures - 1] if failures < selectors.MAX_TRIES else None,
    )
