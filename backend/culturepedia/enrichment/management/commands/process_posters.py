"""`manage.py process_posters`: make the posters that wait, now and in the foreground."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from culturepedia.common import clock
from culturepedia.common.leases import LeaseHeld, LeaseLost
from culturepedia.enrichment import posters, selectors
from culturepedia.enrichment.tasks import new_poster_fetcher

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from culturepedia.enrichment.posters import PosterRun


class Command(BaseCommand):
    """Fetches and resizes posters until none waits; exit status 1 when something ended it before."""

    help = "Fetch and resize the posters that wait."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--limit", type=int, default=1_000_000, metavar="N", help="try at most N posters")
        parser.add_argument("--quiet", action="store_true", help="no progress bar")

    def handle(self, *args: Any, limit: int, quiet: bool, **options: Any) -> None:
        """Make posters and say how many."""
        now = clock.now()
        columns = (TextColumn("Posters"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), disable=quiet) as progress:
            bar = progress.add_task("", total=min(limit, selectors.count_poster_jobs(now=now)))

            def show(run: PosterRun) -> None:
                progress.update(bar, completed=run.done)

            try:
                run = posters.process_posters(
                    new_fetcher=new_poster_fetcher,
                    now=now,
                    limit=limit,
                    why_stop=lambda: None,
                    on_progress=show,
                )
            except LeaseHeld as exc:
                raise CommandError("Posters are being made by another process.") from exc
            except LeaseLost as exc:
                raise CommandError("Another process took over.") from exc
        self.stdout.write(f"{run.made} posters made, {run.failed} failed")
        if run.stopped_by:
            raise CommandError(f"Ended early: {run.stopped_by}")
