"""Gives hashtags to the performances that wait: by a language model, or by rules where there is no key.

One process at a time works, under a lease; every write confirms it. An answer is stored by the hash of its content
before anything is shown, so a process may be killed anywhere, and any number of deliveries ask for nothing twice.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from django.db import transaction
from django.utils import timezone

from culturepedia.common import clock, leases
from culturepedia.enrichment import contents, tag_store
from culturepedia.enrichment.models import Tagging, TagRun

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from typing import Self

    from culturepedia.common.leases import Grant
    from culturepedia.enrichment.contents import Job
    from culturepedia.enrichment.tag_queue import Queue
    from culturepedia.enrichment.tag_store import Result

LEASE = "enrichment.hashtags"


@dataclass
class Batch:
    """What a tagger made of some jobs; jobs in neither list stay in the queue and are not looked at again this time."""

    found: list[Result] = field(default_factory=list)
    failed: list[Result] = field(default_factory=list)
    stopped_by: str | None = None  # nothing can be found for anybody now


class Tagger(Protocol):
    """Finds hashtags for jobs."""

    queue: Queue
    chunk: int  # how many jobs it is handed at a time

    def __enter__(self) -> Self:
        """Get ready when the first job comes, not before."""

    def __exit__(self, *_: object) -> None:
        """Give everything back."""

    def find(self, jobs: Sequence[Job], *, run: TagRun, grant: Grant) -> Batch:
        """Return what was found."""


@dataclass
class TaggingRun:
    """What a run did; `stopped_by` names what ended it before nothing waited any more."""

    grant: Grant
    queue: Queue
    row: TagRun | None = None  # none while there was nothing to do
    tagged: int = 0
    confirmed: int = 0
    failed: int = 0
    left: set[int] = field(default_factory=set)  # primary keys that stay in the queue
    stopped_by: str | None = None
    is_interrupted: bool = False  # by the clock or the worker, not by a wall: it goes on soon
    _before: tuple[int, int, int] = (0, 0, 0)  # counts of earlier slices

    @property
    def done(self) -> int:
        """Return how many performances were looked at."""
        return self.tagged + self.confirmed + self.failed + len(self.left)

    def open_row(self, now: datetime) -> TagRun:
        """Return the run's row, taken at the first job: a new one, or the one that was interrupted on this date.

        An interrupted run goes on in its own row, so that its cap holds over all its slices and deaths.
        """
        if self.row is None:
            today = timezone.localdate(now)
            with transaction.atomic():
                leases.confirm(self.grant)
                open_rows = TagRun.objects.filter(outcome__in=[TagRun.Outcome.RUNNING, TagRun.Outcome.PAUSED])
                mine = open_rows.filter(tagger=self.queue.tagger, seoul_date=today).order_by("-pk").first()
                others = open_rows.exclude(pk=mine.pk) if mine else open_rows
                others.update(outcome=TagRun.Outcome.STOPPED, message="the process ended", finished_at=now)
                row = mine or TagRun(tagger=self.queue.tagger, seoul_date=today, started_at=now)
                row.fence, row.outcome, row.message, row.finished_at = (
                    self.grant.fence,
                    TagRun.Outcome.RUNNING,
                    "",
                    None,
                )
                row.save()
            self.row, self._before = row, (row.tagged, row.confirmed, row.failed)
        return self.row

    def write(self, batch: Batch, same: Sequence[Job], now: datetime) -> None:
        """Store what was found and show it, in one transaction.

        Raises:
            LeaseLost: Another process took over; it finds the answers stored.
        """
        with transaction.atomic():
            leases.confirm(self.grant)
            tag_store.write_seen(same, queue=self.queue)
            tag_store.write_failures(batch.failed, queue=self.queue, now=now)
            tag_store.write_results(batch.found, queue=self.queue, now=now)
            self.tagged += len(batch.found)
            self.confirmed += len(same)
            self.failed += len(batch.failed)
            if self.row:
                self._save()

    def close(self) -> None:
        """Store how the run ended; a run that had nothing to do leaves nothing."""
        if self.row is None:
            return
        with transaction.atomic():
            leases.confirm(self.grant)
            outcome = TagRun.Outcome.STOPPED if self.stopped_by else TagRun.Outcome.COMPLETE
            self.row.outcome = TagRun.Outcome.PAUSED if self.is_interrupted else outcome
            self.row.message = (self.stopped_by or "")[:300]
            self.row.finished_at = None if self.is_interrupted else clock.now()
            self._save("outcome", "message", "finished_at")

    def _save(self, *more: str) -> None:
        if self.row:
            tagged, confirmed, failed = self._before
            self.row.tagged, self.row.confirmed = tagged + self.tagged, confirmed + self.confirmed
            self.row.failed = failed + self.failed
            self.row.save(update_fields=["tagged", "confirmed", "failed", *more])


def tag_performances(
    *,
    tagger: Tagger,
    now: datetime,
    limit: int,
    why_stop: Callable[[], str | None],
    on_progress: Callable[[TaggingRun], None] | None = None,
) -> TaggingRun:
    """Tag performances until none waits, `limit` were looked at, or `why_stop` gives a reason.

    Raises:
        LeaseHeld: Another process is at it.
        LeaseLost: Another process took over.
    """
    today = timezone.localdate(now)
    with ExitStack() as stack:
        run = TaggingRun(stack.enter_context(leases.hold(LEASE)), tagger.queue)
        stack.enter_context(tagger)
        while run.done < limit and run.stopped_by is None:
            if reason := why_stop():
                run.stopped_by, run.is_interrupted = reason, True
                break
            most = min(tagger.chunk, limit - run.done) + len(run.left)
            waiting = tagger.queue.list_waiting(now=now, today=today, limit=most)
            waiting = {pk: failures for pk, failures in waiting.items() if pk not in run.left}
            if not waiting:
                break
            _work_on(waiting, run=run, tagger=tagger)
            if on_progress:
                on_progress(run)
        run.close()
    return run


def _work_on(waiting: dict[int, int], *, run: TaggingRun, tagger: Tagger) -> None:
    jobs = contents.read_jobs(waiting, with_poster=tagger.queue.with_poster)
    same, other = _divide(jobs, tagger.queue)
    batch = tagger.find(other, run=run.open_row(clock.now()), grant=run.grant) if other else Batch()
    run.write(batch, same, clock.now())
    worked_on = {result.job.performance_id for result in (*batch.found, *batch.failed)}
    run.stopped_by = batch.stopped_by
    run.left |= waiting.keys() - worked_on - {job.performance_id for job in same}


def _divide(jobs: Sequence[Job], queue: Queue) -> tuple[list[Job], list[Job]]:
    """Return those whose result by this very tagger from this very content stands, and the others."""
    keys = dict(
        Tagging.objects.filter(performance__in=[job.performance_id for job in jobs]).values_list("performance", "key")
    )
    same: list[Job] = []
    other: list[Job] = []
    for job in jobs:
        is_same = keys.get(job.performance_id) == job.content.key(queue.tagger)
        (same if is_same else other).append(job)
    return same, other
