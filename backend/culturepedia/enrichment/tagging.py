"""Tagging as the task, the command and the admin start it: settings are read here and handed down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from django.conf import settings

from culturepedia.enrichment import contents
from culturepedia.enrichment.ledger import Caps
from culturepedia.enrichment.models import TagRun
from culturepedia.enrichment.models.ledger import MICRO
from culturepedia.enrichment.taggers import LocalTagger, ModelTagger

if TYPE_CHECKING:
    from datetime import date, datetime

    from culturepedia.enrichment.model_client import TagModel

REST = timedelta(minutes=10)  # after a run that met a wall
REST_AT_CAP = timedelta(hours=1)
SAMPLE = 400  # performances that an estimate looks at


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run would do, without doing it."""

    tagger: str
    waiting: int
    calls: int
    expected_usd: float
    most_usd: float  # what the ledger would reserve


def new_model() -> TagModel:
    """Return the configured language model."""
    # The package takes a second of processor time to load; without a key no process needs it.
    from culturepedia.enrichment.model_client import Prices, TagModel  # noqa: PLC0415

    return TagModel(
        api_key=settings.OPENAI_API_KEY,
        base_url=settings.OPENAI_BASE_URL,
        model=settings.OPENAI_MODEL,
        prices=Prices(settings.OPENAI_INPUT_USD_PER_MILLION, settings.OPENAI_OUTPUT_USD_PER_MILLION),
        call_seconds=settings.OPENAI_SECONDS,
    )


def new_tagger() -> LocalTagger | ModelTagger:
    """Return the tagger of this project: a model when there is a key, rules when there is none."""
    if not settings.OPENAI_API_KEY:
        return LocalTagger()
    return ModelTagger(new_model(), caps=caps(), batch=settings.TAGGING_BATCH)


def caps() -> Caps:
    """Return the most that may be spent."""
    return Caps(
        run=int(settings.TAGGING_USD_PER_RUN * MICRO),
        day=int(settings.TAGGING_USD_PER_DAY * MICRO),
        month=int(settings.TAGGING_USD_PER_MONTH * MICRO),
    )


def is_resting(*, now: datetime) -> bool:
    """Say whether the last run met a wall (a cap, a service that is away) so lately that the next would too."""
    last = TagRun.objects.order_by("-started_at", "-pk").first()
    if last is None or last.outcome != TagRun.Outcome.STOPPED or last.finished_at is None:
        return False
    return now < last.finished_at + (REST_AT_CAP if "cap" in last.message else REST)


def estimate(*, now: datetime, today: date, limit: int) -> Estimate:
    """Return what a run of at most `limit` performances would ask and cost."""
    tagger = new_tagger()
    waiting = min(limit, tagger.queue.count_waiting(now=now))
    if isinstance(tagger, LocalTagger) or not waiting:
        return Estimate(tagger.queue.tagger, waiting, 0, 0.0, 0.0)
    found = tagger.queue.list_waiting(now=now, today=today, limit=min(waiting, SAMPLE))
    jobs = contents.read_jobs(found, with_poster=True)
    calls = ceil(waiting / tagger.chunk)
    model, share = tagger.model, waiting / max(1, len(jobs))
    expected = calls * model.expected_base_cost() + share * sum(model.expected_cost_of(job) for job in jobs)
    most = calls * model.base_cost() + share * sum(model.cost_of(job) for job in jobs)
    return Estimate(tagger.queue.tagger, waiting, calls, expected / MICRO, most / MICRO)
