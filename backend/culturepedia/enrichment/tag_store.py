"""Writes hashtags: what a machine found and what staff decided become the rows and columns that readers see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from culturepedia.common import clock
from culturepedia.enrichment.models import TagDecision, Tagging
from culturepedia.enrichment.vocabulary import show_order
from culturepedia.performances.codes import TagSource
from culturepedia.performances.models import CatalogueVersion, Performance, PerformanceHashtag
from culturepedia.search import indexing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from culturepedia.enrichment.contents import Job
    from culturepedia.enrichment.tag_queue import Queue
    from culturepedia.enrichment.vocabulary import Tags

SEEN = ["tagger", "seen_content_hash", "seen_poster_key", "failures", "error", "retry_at"]
RESULT = ["source", "key", "tags", "title_en", "tagged_at"]
RETRY_AFTER = (timedelta(hours=1), timedelta(days=1))  # after the first and the second failure of a content
Row = tuple[str, float | None]  # source, confidence


@dataclass(frozen=True, slots=True)
class Result:
    """What a tagger found for a job; without tags, why not."""

    job: Job
    key: str
    tags: Tags
    title_en: str | None = None
    error: str = ""


def write_results(results: Sequence[Result], *, queue: Queue, now: datetime) -> None:
    """Store results and show them; call it in a transaction that confirmed its lease."""
    if not results:
        return
    Tagging.objects.bulk_create(
        [
            Tagging(
                **_seen(result.job, queue),
                source=queue.source,
                key=result.key,
                tags=result.tags,
                title_en=result.title_en,
                tagged_at=now,
            )
            for result in results
        ],
        update_conflicts=True,
        unique_fields=["performance"],
        update_fields=[*SEEN, *RESULT],
    )
    show([result.job.performance_id for result in results])


def write_failures(results: Sequence[Result], *, queue: Queue, now: datetime) -> None:
    """Note what went wrong, and when to try again; tags that stand, stay."""
    rows = []
    for result in results:
        row = Tagging(**_seen(result.job, queue))
        row.failures, row.error = result.job.failures + 1, result.error[:200]
        row.retry_at = now + RETRY_AFTER[row.failures - 1] if row.failures <= len(RETRY_AFTER) else None
        rows.append(row)
    _write_seen(rows)


def write_seen(jobs: Sequence[Job], *, queue: Queue) -> None:
    """Note that these were looked at and are what was tagged before."""
    _write_seen([Tagging(**_seen(job, queue)) for job in jobs])


def show(performance_ids: Iterable[int]) -> None:
    """Bring hashtags and English titles that readers see in line with results and decisions.

    Call it in a transaction. It locks the performances: two who change the tags of one come one after the other.
    """
    ids = sorted(performance_ids)
    shown = {
        row.pk: row
        for row in Performance.objects.filter(pk__in=ids)
        .order_by("pk")
        .select_for_update()
        .only("hashtags", "title_en", "title_en_source")
    }
    results = {row.performance_id: row for row in Tagging.objects.filter(performance__in=ids)}
    verdicts: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for decision in TagDecision.objects.filter(performance__in=ids).order_by("pk"):
        verdicts[decision.performance_id][decision.slug] = decision.verdict
    changed, wanted = [], {}
    for pk, performance in shown.items():
        result = results.get(pk)
        wanted[pk] = _rows(result, verdicts[pk])
        title_en = result.title_en if result else None
        values = (list(wanted[pk]), title_en, TagSource.MODEL.value if title_en else None)
        if values != (performance.hashtags, performance.title_en, performance.title_en_source):
            performance.hashtags, performance.title_en, performance.title_en_source = values
            changed.append(performance)
    if changed:
        Performance.objects.bulk_update(changed, ["hashtags", "title_en", "title_en_source"])
    if _write_rows(wanted) or changed:
        indexing.index_performances(ids, today=clock.seoul_today())  # the day decides what is on, not what is tagged
        CatalogueVersion.advance()


def _rows(result: Tagging | None, verdicts: dict[str, str]) -> dict[str, Row]:
    """Return the hashtags to show, in their order, each with who gave it."""
    tags = [(slug, confidence) for slug, confidence in result.tags] if result else []
    pinned = [slug for slug, verdict in verdicts.items() if verdict == TagDecision.Verdict.PINNED]
    removed = frozenset(slug for slug, verdict in verdicts.items() if verdict == TagDecision.Verdict.REMOVED)
    sure = dict(tags)
    source = (result.source if result else None) or TagSource.LOCAL.value
    return {
        slug: (TagSource.STAFF.value, None) if slug in pinned else (source, sure[slug])
        for slug in show_order(tags, pinned, removed)
    }


def _write_rows(wanted: dict[int, dict[str, Row]]) -> bool:
    """Write what differs in the table that filters and facets read; say whether anything did."""
    stored: defaultdict[int, dict[str, PerformanceHashtag]] = defaultdict(dict)
    for row in PerformanceHashtag.objects.filter(performance__in=wanted):
        stored[row.performance_id][row.slug] = row
    surplus = [one.pk for pk, rows in stored.items() for slug, one in rows.items() if slug not in wanted[pk]]
    new: list[PerformanceHashtag] = []
    changed: list[PerformanceHashtag] = []
    for pk, shown in wanted.items():
        for slug, (source, confidence) in shown.items():
            known = stored[pk].get(slug)
            if known is None:
                new.append(PerformanceHashtag(performance_id=pk, slug=slug, source=source, confidence=confidence))
            elif (known.source, known.confidence) != (source, confidence):
                known.source, known.confidence = source, confidence
                changed.append(known)
    if surplus:
        PerformanceHashtag.objects.filter(pk__in=surplus).delete()
    if new:
        PerformanceHashtag.objects.bulk_create(new)
    if changed:
        PerformanceHashtag.objects.bulk_update(changed, ["source", "confidence"])
    return bool(surplus or new or changed)


def _seen(job: Job, queue: Queue) -> dict[str, object]:
    return {
        "performance_id": job.performance_id,
        "tagger": queue.tagger,
        "seen_content_hash": job.content_hash,
        "seen_poster_key": job.content.poster_key,
    }


def _write_seen(rows: list[Tagging]) -> None:
    if rows:
        Tagging.objects.bulk_create(rows, update_conflicts=True, unique_fields=["performance"], update_fields=SEEN)
