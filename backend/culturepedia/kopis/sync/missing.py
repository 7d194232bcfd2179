"""Performances that a full pass no longer lists. Absence is not news: nothing is deleted.

A row that no window lists any more is asked for by its id. If KOPIS still answers, all is well. If not, the row is
remembered as missing; when a full pass on a later date finds the same, it counts as withdrawn. If suddenly very many
are absent, the list is what is broken, and nothing is closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from culturepedia.kopis.sync.details import fetch
from culturepedia.performances.models import Performance
from culturepedia.search import indexing

if TYPE_CHECKING:
    from culturepedia.kopis.sync.runs import Run
    from culturepedia.kopis.sync.windows import Span

GUARD_SHARE = 0.2
GUARD_COUNT = 50


def look_again(run: Run, span: Span) -> None:
    """Ask for each row of `span` that the full pass did not list, and mark those KOPIS no longer knows."""
    suspects = sorted(set(run.cursor.get("suspects", [])) - run.seen)
    if not suspects:
        return
    if _too_many(run, span, suspects):
        run.note_problem(f"한꺼번에 너무 많이 사라졌습니다: {len(suspects)}건. 아무것도 내리지 않았습니다.")
        return
    run.progress.begin("사라진 공연 확인", len(suspects))
    gone = fetch(run, suspects, listed=False)
    with run.page() as tally:
        rows = Performance.objects.filter(kopis_id__in=gone, withdrawn_at=None)
        withdrawn = list(rows.filter(missing_since__lt=run.today).values_list("pk", flat=True))
        twice = rows.filter(pk__in=withdrawn).update(withdrawn_at=run.now())
        indexing.index_performances(withdrawn, today=run.today)
        rows.filter(missing_since=None).update(missing_since=run.today)
        tally.updated += twice
        tally.visible = twice > 0


def _too_many(run: Run, span: Span, suspects: list[str]) -> bool:
    """Say whether more than a fifth of the running and coming performances, and more than fifty, are absent."""
    current = set(
        Performance.objects.filter(
            start_date__lte=span.end, end_date__gte=max(span.start, run.today), withdrawn_at=None
        ).values_list("kopis_id", flat=True)
    )
    absent = len(current.intersection(suspects))
    return absent > GUARD_COUNT and absent > GUARD_SHARE * len(current)
