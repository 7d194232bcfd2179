"""Which performances wait for hashtags; the tables themselves are the queue.

A performance waits when its detail has come and it was never looked at by the present tagger, or differs from what was
looked at, or its next try is due. The model waits for the poster, so that nothing is paid for twice; rules do not.
What a model found is never replaced by rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from culturepedia.enrichment.models import QueueLook
from culturepedia.enrichment.selectors import in_turn
from culturepedia.performances.codes import TagSource
from culturepedia.performances.models import CatalogueVersion, Performance

if TYPE_CHECKING:
    from datetime import date, datetime

MAX_TRIES = 3  # then a content is left alone until it changes
LOOK_AGAIN_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue of one tagger."""

    tagger: str
    source: TagSource

    @property
    def with_poster(self) -> bool:
        """Return whether the poster is part of what this tagger is told."""
        return self.source == TagSource.MODEL

    def list_waiting(self, *, now: datetime, today: date, limit: int) -> dict[int, int]:
        """Return primary keys with their earlier failures, in the order in which people will miss them; one query."""
        rows = in_turn(Performance.objects.filter(self._waiting(now)), today=today).values_list(
            "pk", "tagging__failures", "tagging__tagger", "tagging__seen_content_hash", "content_hash"
        )
        return {
            pk: failures if (tagger, seen) == (self.tagger, content) else 0
            for pk, failures, tagger, seen, content in rows[:limit]
        }

    def count_waiting(self, *, now: datetime) -> int:
        """Return how many performances wait; one query."""
        return Performance.objects.filter(self._waiting(now)).count()

    def _waiting(self, now: datetime) -> Q:
        poster = Coalesce("poster_key", Value(""))
        unseen = (
            Q(tagging__isnull=True) | ~Q(tagging__tagger=self.tagger) | ~Q(tagging__seen_content_hash=F("content_hash"))
        )
        if self.with_poster:
            unseen |= ~Q(tagging__seen_poster_key=poster)
        due_again = Q(tagging__failures__gt=0, tagging__failures__lt=MAX_TRIES, tagging__retry_at__lte=now)
        waiting = Q(detail_synced_at__isnull=False, withdrawn_at=None) & (unseen | due_again)
        if self.with_poster:
            return waiting & _poster_settled()
        return waiting & (Q(tagging__isnull=True) | Q(tagging__source=None) | Q(tagging__source=TagSource.LOCAL))


def _poster_settled() -> Q:
    """Return the condition that the poster is made, absent, or has failed at least once."""
    return Q(poster_source_url=None) | Q(poster_fetched_url=F("poster_source_url"))


def has_news(name: str, *, now: datetime) -> bool:
    """Say whether a queue that was found empty can have grown since: the catalogue moved, or some minutes passed."""
    look = QueueLook.objects.filter(name=name).first()
    if look is None or not look.looked_at <= now < look.looked_at + LOOK_AGAIN_AFTER:
        return True
    return look.version != CatalogueVersion.current()


def note_empty(name: str, *, version: int, now: datetime) -> None:
    """Remember that a queue is empty; `version` is the catalogue's from before it was looked at."""
    QueueLook.objects.update_or_create(name=name, defaults={"version": version, "looked_at": now})
