"""`manage.py train_recommendations`: train the model of today and let it answer; the old one answers meanwhile.

With `--refresh` it only gathers the candidates anew, and trains where there is no model that can be read.
Exit status: 0 done, 3 another process is at it.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from culturepedia.common import clock, leases
from culturepedia.common.progress import BarProgress, LineProgress, Progress, SilentProgress
from culturepedia.recommendations import making

if TYPE_CHECKING:
    from argparse import ArgumentParser

EXIT_BUSY = 3


class Command(BaseCommand):
    """See the module's text."""

    help = "추천 모델을 새로 학습합니다. 다 될 때까지 추천은 지금의 모델로 답합니다."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--refresh", action="store_true", help="후보만 새로 모음")
        parser.add_argument("--gently", action="store_true", help="다른 일에 CPU를 양보함")
        parser.add_argument("--quiet", action="store_true", help="진행 상황을 보이지 않음")

    def handle(self, **options: Any) -> None:
        """Train.

        Raises:
            CommandError: Another process does it now.
        """
        if options["gently"]:
            os.nice(10)
        with ExitStack() as stack:
            progress = self._progress(stack, quiet=options["quiet"])
            try:
                told = self._make(progress, refresh=options["refresh"])
            except leases.LeaseHeld as held:
                raise CommandError(
                    f"다른 프로세스가 이미 학습하고 있습니다: {held.holder}", returncode=EXIT_BUSY
                ) from None
            except leases.LeaseLost:
                raise CommandError("오래 멈춘 사이에 다른 프로세스가 이어받았습니다.", returncode=EXIT_BUSY) from None
            progress.note(told)

    def _make(self, progress: Progress, *, refresh: bool) -> str:
        today, now = clock.seoul_today(), clock.now()
        if refresh:
            return f"후보 {making.refresh_shelf(today=today, now=now):,}건을 모았습니다."
        made = making.train_model(today=today, now=now, progress=progress)
        return (
            f"공연 {made.performances:,}건, {made.people:,}명의 의견 {made.opinions:,}개로 "
            f"{made.seconds:.1f}초 동안 학습했습니다: {made.version}"
        )

    def _progress(self, stack: ExitStack, *, quiet: bool) -> Progress:
        if quiet:
            return SilentProgress()
        if sys.stdout.isatty():
            return stack.enter_context(BarProgress(sys.stdout))
        return LineProgress(sys.stdout)
