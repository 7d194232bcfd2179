"""A run as it happens: its row, its lease, its counts, and when it must stop.

Every page is one transaction (`Run.page`): it confirms the lease, writes, stores the run's counts and place, and
raises the catalogue's version once if a reader could see a difference. A run that stops early keeps its place; the
next one for the same date and span goes on from there.
"""

from __future__ import annotations

import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from threading import Event
from typing import TYPE_CHECKING, Any

from django.db import transaction

from culturepedia.common import clock, leases
from culturepedia.kopis.errors import KopisError, KopisRejected, KopisUnavailable
from culturepedia.kopis.models import SyncRun
from culturepedia.kopis.sync.plans import Plan, failures_before, lease_name, open_row
from culturepedia.performances.models import CatalogueVersion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from culturepedia.common.progress import Progress
    from culturepedia.kopis.client import KopisClient

stop_soon = Event()  # set when the process was told to end

BREAKER_FAILURES = 5
RENEW_SECONDS = 20.0
BREAKER_UNREADABLE = 20  # answers that make no sense may be about single items
FORGIVEN_AFTER_DAYS = 3  # one broken item must not keep every later run from being complete
MAX_PROBLEMS = 20
MAX_MESSAGE_LENGTH = 2000


class RunStopped(Exception):
    """The run cannot go on now; what it has written stays."""


class SliceOver(Exception):
    """The run's time is used up; it goes on in the next slice."""


@dataclass(slots=True)
class Tally:
    """What one page, or a whole run, did."""

    created: int = 0
    updated: int = 0
    failed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    visible: bool = False  # a reader could see a difference

    def add(self, other: Tally) -> None:
        """Add another tally's counts."""
        self.created += other.created
        self.updated += other.updated
        self.failed += other.failed
        self.skipped.update(other.skipped)


class Run:
    """One process' work on one `SyncRun`."""

    def __init__(
        self,
        row: SyncRun,
        *,
        grant: leases.Grant,
        client: KopisClient,
        progress: Progress,
        budget_seconds: float | None = None,
    ) -> None:
        self.row = row
        self.client = client
        self.progress = progress
        self.problems: list[str] = row.cursor.setdefault("problems", [])  # of earlier slices too
        self.seen: set[str] = set()
        self.asked_venues: set[str] = set()
        self._skips: set[tuple[str, str | None]] = set()
        self._grant = grant
        self._tally = Tally(row.created, row.updated, row.failed, Counter(row.skipped))
        self._seen_before = row.seen
        self._requests_before = row.requests - client.requests_made
        self._failures_in_a_row = 0
        self.failed_before = failures_before(row)
        self._renewed_at = time.monotonic()
        self._ends_at = None if budget_seconds is None else time.monotonic() + budget_seconds

    @property
    def today(self) -> date:
        """Return the run's one date on the Seoul calendar."""
        return self.row.seoul_date

    @property
    def cursor(self) -> dict[str, Any]:
        """Return what is finished already; changes are stored with the next page."""
        cursor: dict[str, Any] = self.row.cursor
        return cursor

    @staticmethod
    def now() -> datetime:
        """Return the moment to write into rows."""
        return clock.now()

    @contextmanager
    def page(self) -> Iterator[Tally]:
        """Write one page in one transaction.

        Raises:
            LeaseLost: Another process has taken over; nothing of the page is written.
        """
        tally = Tally()
        with transaction.atomic():
            leases.confirm(self._grant)
            yield tally
            self._tally.add(tally)
            self._save()
            if tally.visible:
                CatalogueVersion.advance()

    def heartbeat(self) -> None:
        """Stop if the time is used up, else keep the lease alive; cheap enough for every item.

        Raises:
            SliceOver: The time is used up.
            LeaseLost: Another process has taken over.
        """
        if stop_soon.is_set() or (self._ends_at is not None and time.monotonic() >= self._ends_at):
            raise SliceOver
        if time.monotonic() - self._renewed_at >= RENEW_SECONDS:
            leases.confirm(self._grant)
            self._renewed_at = time.monotonic()

    def note_success(self) -> None:
        """Close the breaker."""
        self._failures_in_a_row = 0

    def note_failure(self, what: str, error: KopisError) -> None:
        """Count a failed call and remember it as a reason for being incomplete.

        Raises:
            RunStopped: KOPIS refuses us, or has failed several times in a row.
        """
        self.note_problem(f"{what}: {error}")
        self._count_failure(error)

    def _count_failure(self, error: KopisError) -> None:
        if isinstance(error, KopisRejected):
            raise RunStopped(str(error)) from None
        self._failures_in_a_row += 1
        limit = BREAKER_FAILURES if isinstance(error, KopisUnavailable) else BREAKER_UNREADABLE
        if self._failures_in_a_row >= limit:
            raise RunStopped(f"{self._failures_in_a_row} calls in a row failed") from None

    def note_item_failure(self, kopis_id: str, error: KopisError) -> None:
        """Count one item that could not be had; after some days it no longer makes the run incomplete.

        Raises:
            RunStopped: KOPIS refuses us, or has failed several times in a row.
        """
        self._tally.failed += 1
        first = self.failed_before.get(kopis_id, self.today.isoformat())
        self.cursor.setdefault("failed", {}).setdefault(kopis_id, first)
        if (self.today - date.fromisoformat(first)).days >= FORGIVEN_AFTER_DAYS and not isinstance(
            error, KopisRejected
        ):
            self._tally.skipped["unreadable"] += 1
            self._count_failure(error)
        else:
            self.note_failure(kopis_id, error)

    def note_skipped(self, reason: str, kopis_id: str | None = None) -> None:
        """Count one item that the contract says to leave out; once, in however many windows it is listed."""
        if kopis_id is None or (reason, kopis_id) not in self._skips:
            self._tally.skipped[reason] += 1
            self._skips.add((reason, kopis_id))

    def note_problem(self, text: str) -> None:
        """Remember why the run is incomplete; only the first few are kept."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(text)

    def close(self, outcome: SyncRun.Outcome, message: str = "") -> None:
        """Store how the run ended.

        Raises:
            LeaseLost: Another process has taken over; it will say how the run ended.
        """
        with transaction.atomic():
            leases.confirm(self._grant)
            self.row.outcome = outcome
            self.row.message = "\n".join([*self.problems, *([message] if message else [])])[:MAX_MESSAGE_LENGTH]
            self.row.finished_at = None if outcome == SyncRun.Outcome.PAUSED else clock.now()
            self._save("outcome", "message", "finished_at")

    def _save(self, *more: str) -> None:
        row, tally = self.row, self._tally
        row.created, row.updated, row.failed = tally.created, tally.updated, tally.failed
        row.skipped = dict(tally.skipped)
        row.seen = self._seen_before + len(self.seen)
        row.unchanged = max(0, row.seen - row.created - row.updated - row.failed)
        row.requests = self._requests_before + self.client.requests_made
        row.heartbeat_at = clock.now()
        names = ["created", "updated", "unchanged", "failed", "skipped", "seen", "requests", "heartbeat_at", "cursor"]
        row.save(update_fields=[*names, *more])


def execute(
    plan: Plan,
    work: Callable[[Run, Plan], None],
    *,
    client: KopisClient,
    progress: Progress,
    budget_seconds: float | None = None,
) -> SyncRun | None:
    """Do the plan's work under its lease and return the run; None when the scheduled run of the date is done.

    Raises:
        LeaseHeld: Another process does this work now.
        LeaseLost: Another process took over while this one stood still.
    """
    with leases.hold(lease_name(plan.kind)) as grant:
        row = open_row(plan, fence=grant.fence)
        if row is None:
            return None
        run = Run(row, grant=grant, client=client, progress=progress, budget_seconds=budget_seconds)
        try:
            work(run, plan)
        except SliceOver:
            run.close(SyncRun.Outcome.PAUSED)
        except RunStopped as stop:
            run.close(SyncRun.Outcome.INCOMPLETE, str(stop))
        except leases.LeaseLost:
            raise
        except Exception as error:
            run.close(SyncRun.Outcome.INCOMPLETE, type(error).__name__)
            raise
        except BaseException:  # told to stop: the next run goes on from here
            run.close(SyncRun.Outcome.PAUSED)
            raise
    return row
