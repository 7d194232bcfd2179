"""`manage.py tag_performances`: give hashtags to the performances that wait, now and in the foreground."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from culturepedia.common import clock
from culturepedia.common.leases import LeaseHeld, LeaseLost
from culturepedia.enrichment import hashtags, ledger, tagging
from culturepedia.enrichment.models.ledger import MICRO

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from culturepedia.enrichment.hashtags import TaggingRun


class Command(BaseCommand):
    """Tags performances until none waits; exit status 1 when something ended it before."""

    help = "Give hashtags to the performances that wait: by the language model, or by rules without OPENAI_API_KEY."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--limit", type=int, default=1_000_000, metavar="N", help="look at most at N performances")
        parser.add_argument(
            "--dry-run", action="store_true", help="say how many wait and what it would cost; ask nothing"
        )
        parser.add_argument("--quiet", action="store_true", help="no progress bar")

    def handle(self, *args: Any, limit: int, dry_run: bool, quiet: bool, **options: Any) -> None:
        """Tag performances and say how many, and what it cost."""
        now, today = clock.now(), clock.seoul_today()
        plan = tagging.estimate(now=now, today=today, limit=limit)
        self.stdout.write(
            f"{plan.waiting} performances wait for {plan.tagger}: {plan.calls} model calls, "
            f"about ${plan.expected_usd:.4f}, at most ${plan.most_usd:.4f}"
        )
        if dry_run:
            caps, spent = tagging.caps(), ledger.sum_spent(run=None, today=today)
            self.stdout.write(
                f"Spent today ${spent.day / MICRO:.4f} of ${caps.day / MICRO:.2f}, "
                f"this month ${spent.month / MICRO:.4f} of ${caps.month / MICRO:.2f}; nothing was asked"
            )
            return
        columns = (TextColumn("Hashtags"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), disable=quiet) as progress:
            bar = progress.add_task("", total=plan.waiting)

            def show(run: TaggingRun) -> None:
                progress.update(bar, completed=run.done)

            try:
                run = hashtags.tag_performances(
                    tagger=tagging.new_tagger(), now=now, limit=limit, why_stop=lambda: None, on_progress=show
                )
            except LeaseHeld as exc:
                raise CommandError("Performances are being tagged by another process.") from exc
            except LeaseLost as exc:
                raise CommandError("Another process took over.") from exc
        cost = ledger.sum_spent(run=run.row, today=today).run
        self.stdout.write(
            f"{run.tagged} tagged, {run.confirmed} unchanged, {run.failed} failed; ${cost / MICRO:.4f} spent"
        )
        if run.stopped_by:
            raise CommandError(f"Ended early: {run.stopped_by}")
