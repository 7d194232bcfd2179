"""`manage.py sync_kopis`: bring the catalogue up to date with KOPIS, with progress for the person who typed it.

Exit status: 0 complete, 1 incomplete (what was had is stored, the next run goes on), 2 wrong arguments or settings,
3 another process is at it.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from culturepedia.common import clock, leases
from culturepedia.common.progress import BarProgress, LineProgress, Progress, SilentProgress
from culturepedia.kopis import jobs
from culturepedia.kopis.models import SyncRun
from culturepedia.kopis.sync import venues
from culturepedia.kopis.sync.windows import Span

if TYPE_CHECKING:
    from argparse import ArgumentParser

EXIT_INCOMPLETE = 1
EXIT_USAGE = 2
EXIT_BUSY = 3
MAX_SPAN_DAYS = 36_600


class Command(BaseCommand):
    """See the module's text."""

    help = "KOPIS에서 공연, 공연장, 예매 순위를 받아 옵니다. 아무것도 고르지 않으면 필요한 것을 모두 받습니다."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--full", action="store_true", help="바뀐 것만이 아니라 모든 목록을 다시 확인")
        parser.add_argument("--from", dest="start", metavar="DATE", help="이 날부터 (YYYY-MM-DD)")
        parser.add_argument("--to", dest="end", metavar="DATE", help="이 날까지 (YYYY-MM-DD)")
        parser.add_argument("--venues", action="store_true", help="공연장만")
        parser.add_argument("--rankings", action="store_true", help="예매 순위만")
        parser.add_argument("--quiet", action="store_true", help="진행 상황을 보이지 않음")

    def handle(self, **options: Any) -> None:
        """Run the syncs asked for.

        Raises:
            CommandError: Wrong dates, another process at work, or an incomplete run; the exit status says which.
        """
        today = clock.seoul_today()
        span = _read_span(options["start"], options["end"], jobs.get_horizon(today))
        only = [kind for kind, flag in (("venues", options["venues"]), ("rankings", options["rankings"])) if flag]
        if span and only:
            raise CommandError("--from과 --to는 공연에만 쓸 수 있습니다.", returncode=EXIT_USAGE)
        kinds = [SyncRun.Kind(kind) for kind in only] or _needed(today, full=options["full"], span=span)
        incomplete = []
        with ExitStack() as stack:
            progress = self._progress(stack, quiet=options["quiet"])
            for kind in kinds:
                run = self._run(kind, today, progress, full=options["full"], span=span)
                progress.note(_describe(run))
                if run.outcome != SyncRun.Outcome.COMPLETE:
                    incomplete.append(run)
        if incomplete:
            reasons = "\n".join(f"{run.get_kind_display()}: {run.message}" for run in incomplete)
            raise CommandError(
                f"동기화를 다 마치지 못했습니다. 받은 것은 저장했고, 다음 실행이 이어서 합니다.\n{reasons}",
                returncode=EXIT_INCOMPLETE,
            )

    def _run(self, kind: SyncRun.Kind, today: date, progress: Progress, *, full: bool, span: Span | None) -> SyncRun:
        plan = jobs.make_plan(kind, today=today, full=full, span=span)
        try:
            run = jobs.run(plan, progress=progress)
        except leases.LeaseHeld as held:
            since = f"{timezone.localtime(held.since):%Y-%m-%d %H:%M:%S}" if held.since else "?"
            raise CommandError(
                f"다른 프로세스가 이미 동기화하고 있습니다: {kind.label}, {held.holder}, {since}부터.",
                returncode=EXIT_BUSY,
            ) from None
        except leases.LeaseLost:
            raise CommandError(
                "오래 멈춘 사이에 다른 프로세스가 동기화를 이어받았습니다.", returncode=EXIT_BUSY
            ) from None
        if run is None:  # only a scheduled plan can find its work done
            raise CommandError("동기화를 시작하지 못했습니다.", returncode=EXIT_INCOMPLETE)
        return run

    def _progress(self, stack: ExitStack, *, quiet: bool) -> Progress:
        if quiet:
            return SilentProgress()
        if sys.stdout.isatty():
            return stack.enter_context(BarProgress(sys.stdout))
        return LineProgress(sys.stdout)


def _needed(today: date, *, full: bool, span: Span | None) -> list[SyncRun.Kind]:
    """Return what a run without choices does: venues only when they are due, and never for a span of dates."""
    if span:
        return [SyncRun.Kind.PERFORMANCES]
    due = [SyncRun.Kind.VENUES] if full or venues.is_due(today) else []
    return [SyncRun.Kind.PERFORMANCES, SyncRun.Kind.RANKINGS, *due]


def _read_span(start: str | None, end: str | None, horizon: Span) -> Span | None:
    """Return the span asked for; an end that is left out is the horizon's.

    Raises:
        CommandError: A date is not one, or the span ends before it starts or is absurdly long.
    """
    if start is None and end is None:
        return None
    span = Span(_read_date(start, horizon.start), _read_date(end, horizon.end))
    if span.end < span.start:
        raise CommandError(f"--from({span.start})이 --to({span.end})보다 늦습니다.", returncode=EXIT_USAGE)
    if (span.end - span.start).days > MAX_SPAN_DAYS:
        raise CommandError("한 번에 100년까지만 받을 수 있습니다.", returncode=EXIT_USAGE)
    return span


def _read_date(text: str | None, default: date) -> date:
    if text is None:
        return default
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise CommandError(
            f"날짜를 읽을 수 없습니다: {text!r}. YYYY-MM-DD로 써 주세요.", returncode=EXIT_USAGE
        ) from None


def _describe(run: SyncRun) -> str:
    skipped = ", ".join(f"{reason} {count}" for reason, count in sorted(run.skipped.items()))
    return (
        f"{run.get_kind_display()}: {run.get_outcome_display()}. 확인 {run.seen:,}, 새로 {run.created:,}, "
        f"바뀜 {run.updated:,}, 그대로 {run.unchanged:,}, 실패 {run.failed:,}, 건너뜀 {skipped or 0}, "
        f"요청 {run.requests:,}"
    )
