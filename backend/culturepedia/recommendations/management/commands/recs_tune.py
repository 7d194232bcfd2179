"""`manage.py recs_tune`: replay past weeks, choose half-lives and the weight of popularity, keep them for training.

What ranks worse than popularity alone is refused; without weeks to replay nothing changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from culturepedia.common import clock
from culturepedia.common.progress import SilentProgress
from culturepedia.recommendations import making, tuning

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """See the module's text."""

    help = "지난 몇 주를 다시 돌려 보고 추천의 반감기와 인기의 무게를 고릅니다. 다음 학습부터 쓰입니다."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--weeks", type=int, default=5, help="되돌려 볼 주 (기본 5)")
        parser.add_argument("--dry-run", action="store_true", help="고르기만 하고 남기지 않음")

    def handle(self, **options: Any) -> None:
        """Choose, tell, and keep."""
        today = clock.seoul_today()
        items, opinions = making.read_world(today, SilentProgress())
        self.stdout.write(f"공연 {len(items):,}건, 의견 {len(opinions):,}개")
        tried = tuning.try_all(items, opinions, making.read_settings(), weeks=options["weeks"])
        for one in tried[:5]:
            self.stdout.write(
                f"nDCG@10 {one.value:.4f} (인기만 {one.popularity:.4f}): 반감기 {one.settings.cf_half_life_days:g}일, "
                f"인기 {one.settings.popularity_half_life_days:g}일 × {one.settings.popularity_weight:g}"
            )
        chosen = tuning.choose(tried)
        if chosen is None:
            self.stdout.write("되돌려 볼 만큼의 의견이 없어 그대로 둡니다.")
        elif not options["dry_run"]:
            tuning.keep(chosen)
            self.stdout.write("다음 학습부터 씁니다.")
