"""The list pass: each page of each window becomes stubs and a queue of details, in one transaction a page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from culturepedia.kopis.errors import KopisError
from culturepedia.kopis.records import ListedPerformance, Skipped
from culturepedia.kopis.sync import details, stubs
from culturepedia.kopis.sync.fetching import fetch_pages
from culturepedia.kopis.sync.pages import write_page
from culturepedia.performances.models import Performance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from culturepedia.kopis.sync.runs import Run, Tally
    from culturepedia.kopis.sync.windows import Step


def list_steps(run: Run, steps: Sequence[Step], *, look_for_missing: bool) -> None:
    """List every step that is not finished yet; a failing window is left for the next run."""
    done: list[str] = run.cursor.setdefault("done", [])
    run.progress.begin("목록", len(steps))
    fetched: set[str] = set()  # a long run is listed in many windows, its detail is asked for once
    for step in steps:
        if step.key not in done:
            try:
                listed = _list_window(run, step, fetched)
            except KopisError as error:
                run.note_failure(f"{step.window.start}~{step.window.end} 목록", error)
            else:
                _finish(run, step, listed, look_for_missing=look_for_missing and step.modified_since is None)
        run.progress.advance()


def _list_window(run: Run, step: Step, fetched: set[str]) -> set[str]:
    """Store all pages of a window and return the ids it lists."""
    listed: set[str] = set()
    pages = run.client.iter_performance_pages(step.window.start, step.window.end, step.modified_since)
    for page in fetch_pages(pages, tick=run.heartbeat):
        run.heartbeat()
        run.note_success()
        items = {item.kopis_id: item for item in page if isinstance(item, ListedPerformance)}
        skips = [item for item in page if isinstance(item, Skipped)]
        for skip in skips:
            run.note_skipped(skip.reason, skip.kopis_id)
        run.seen.update(items)
        write_page(run, list(items.values()), partial(_write, run))
        listed.update(items, (skip.kopis_id for skip in skips if skip.kopis_id))
        if step.modified_since is not None:
            wanted = [kopis_id for kopis_id in items if kopis_id not in fetched]
            details.fetch(run, wanted)
            fetched.update(wanted)
    return listed


def _write(run: Run, items: Sequence[ListedPerformance], tally: Tally) -> None:
    stubs.write_stubs(items, now=run.now(), first_seen_at=run.row.started_at, tally=tally)


def _finish(run: Run, step: Step, listed: set[str], *, look_for_missing: bool) -> None:
    """Remember that the window is done, and which rows of the catalogue it should have listed but did not."""
    window = step.window
    with run.page():
        run.cursor["done"].append(step.key)
        if look_for_missing:
            rows = Performance.objects.filter(
                start_date__lte=window.end, end_date__gte=window.start, withdrawn_at=None
            ).values_list("kopis_id", flat=True)
            suspects = {kopis_id for kopis_id in rows.iterator() if kopis_id not in listed}
            run.cursor["suspects"] = sorted(suspects.union(run.cursor.get("suspects", [])) - run.seen)
