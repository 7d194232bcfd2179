"""What the tests with real processes fill into a machine's database, and what they ask of it."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

from culturepedia.common import clock
from culturepedia.enrichment import ledger
from culturepedia.enrichment.ledger import CapReached, Caps, Offer
from culturepedia.enrichment.models import ModelAnswer, ModelCall, Tagging, TagRun
from culturepedia.kopis.models import SyncRun
from culturepedia.performances.models import Performance, PerformanceHashtag

SHOWN = (
    "kopis_id", "poster_key", "poster_widths", "poster_width", "poster_height", "poster_color", "poster_fetched_url",
    "poster_failures", "poster_error", "hashtags", "title_en", "title_en_source",
)  # fmt: skip


def fill(base_url: str, count: str) -> None:
    """Add performances whose posters and hashtags wait; some posters do not exist."""
    now, today = clock.now(), clock.seoul_today()
    Performance.objects.bulk_create(
        Performance(
            kopis_id=f"PF{number:06}",
            title=f"공연 {number}",
            synopsis=f"줄거리 {number}" if number % 2 else None,
            genre="play",
            start_date=today,
            end_date=today + timedelta(days=number % 40),
            created_at=now,
            synced_at=now,
            detail_synced_at=now,
            content_hash=f"hash-{number}",
            poster_source_url=f"{base_url}/{number}.jpg",
        )
        for number in range(int(count))
    )


def waiting() -> dict[str, int]:
    """Return how much is not done yet."""
    return {
        "posters": Performance.objects.filter(poster_fetched_url=None).exclude(poster_source_url=None).count(),
        "hashtags": Performance.objects.filter(hashtags=[], withdrawn_at=None).exclude(detail_synced_at=None).count(),
    }


def picture() -> dict[str, Any]:
    """Return every row that must not depend on what happened on the way."""
    rows: dict[str, list[Any]] = defaultdict(list)
    for row in PerformanceHashtag.objects.order_by("performance__kopis_id", "slug"):
        rows[row.performance.kopis_id].append((row.slug, row.source, row.confidence))
    taggings = Tagging.objects.order_by("performance__kopis_id")
    return {
        "performances": list(Performance.objects.order_by("kopis_id").values(*SHOWN)),
        "hashtags": rows,
        "taggings": list(taggings.values("performance__kopis_id", "tagger", "source", "key", "tags", "failures")),
        "answers": list(ModelAnswer.objects.order_by("key").values_list("key", "tags", "title_en")),
    }


def books() -> dict[str, Any]:
    """Return calls, runs and spend."""
    calls = list(ModelCall.objects.values("state", "cost_microusd"))
    return {
        "calls": len(calls),
        "open": sum(call["state"] == "open" for call in calls),
        "lost": sum(call["state"] == "lost" for call in calls),
        "spent": sum(call["cost_microusd"] for call in calls),
        "runs": list(TagRun.objects.order_by("pk").values("outcome", "tagged", "seoul_date")),
    }


def nights() -> list[Any]:
    """Return the scheduled runs of performances."""
    runs = SyncRun.objects.filter(kind=SyncRun.Kind.PERFORMANCES).order_by("pk")
    return list(runs.values("scheduled_for", "outcome", "created"))


def reserve(*keys: str) -> None:
    """Reserve call after call with a day's cap of 55, as one of many taggers at once."""
    now = datetime(2026, 11, 23, 3, tzinfo=UTC)
    run, _ = TagRun.objects.get_or_create(pk=1, defaults={"tagger": "t", "seoul_date": now.date(), "started_at": now})
    caps = Caps(run=10**6, day=55, month=10**6)
    for key in keys:
        offer = Offer({key: 10}, 0, "model", "1")
        try:
            ledger.reserve(offer, run=run, holder="elsewhere:1:x", caps=caps, now=now)
        except CapReached:
            return
