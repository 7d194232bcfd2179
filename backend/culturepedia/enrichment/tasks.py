"""Periodic work on pictures and hashtags. Each task may be delivered any number of times: the tables are the queues."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING, Any

from celery import shared_task
from celery.signals import worker_shutting_down
from django.conf import settings

from culturepedia.common import clock
from culturepedia.common.http import GuardedFetcher
from culturepedia.common.leases import LeaseHeld, LeaseLost
from culturepedia.enrichment import hashtags, intros, posters, tag_queue, tagging
from culturepedia.performances.models import CatalogueVersion

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)

SLICE_SECONDS = 200.0  # a slow last picture included, below the task's time limit; the next message goes on
INTROS = "introductions"  # name of a queue
_worker_stops = threading.Event()


@worker_shutting_down.connect
def _stop_soon(**_: Any) -> None:
    # Celery waits for running tasks: without this, stopping the site would wait for the end of the slice.
    _worker_stops.set()


def new_poster_fetcher() -> GuardedFetcher:
    """Return a fetcher for the hosts that posters may come from."""
    return GuardedFetcher(
        hosts=settings.POSTER_HOSTS, sandbox_url=settings.KOPIS_BASE_URL, https_hosts=posters.HTTPS_HOSTS
    )


@shared_task(name="enrichment.process_posters")
def process_posters(*, seconds: float = SLICE_SECONDS) -> None:
    """Make waiting posters, then introduction pictures, for some minutes at most."""
    why_stop = _clock_of(seconds)
    now = clock.now()
    try:
        run = posters.process_posters(new_fetcher=new_poster_fetcher, now=now, limit=100_000, why_stop=why_stop)
        if run.done or run.stopped_by:
            logger.info("posters: %d made, %d failed; %s", run.made, run.failed, run.stopped_by or "none waits")
        if run.stopped_by is None:
            _process_intros(why_stop)
    except LeaseHeld:
        logger.debug("posters skipped: already running")
    except LeaseLost:
        logger.warning("posters stopped: another process took over")


def _process_intros(why_stop: Callable[[], str | None]) -> None:
    now, version = clock.now(), CatalogueVersion.current()
    if not tag_queue.has_news(INTROS, now=now):
        return
    run = intros.process_intros(new_fetcher=new_poster_fetcher, now=now, limit=100_000, why_stop=why_stop)
    if run.stopped_by is None:
        tag_queue.note_empty(INTROS, version=version, now=now)
    if run.done:
        logger.info(
            "introductions: %d done, %d with failures; %s", run.done, run.failed, run.stopped_by or "none waits"
        )


@shared_task(name="enrichment.tag_performances")
def tag_performances(*, seconds: float = SLICE_SECONDS, asked_for: bool = False) -> None:
    """Give hashtags to performances that wait, for some minutes at most; `asked_for` by a person: look in any case."""
    now, version = clock.now(), CatalogueVersion.current()
    tagger = tagging.new_tagger()
    name = f"hashtags {tagger.queue.tagger}"
    if not asked_for and (tagging.is_resting(now=now) or not tag_queue.has_news(name, now=now)):
        return
    try:
        run = hashtags.tag_performances(tagger=tagger, now=now, limit=100_000, why_stop=_clock_of(seconds))
    except LeaseHeld:
        logger.debug("hashtags skipped: already running")
    except LeaseLost:
        logger.warning("hashtags stopped: another process took over")
    else:
        if run.stopped_by is None and not run.left:
            tag_queue.note_empty(name, version=version, now=now)
        if run.done or run.stopped_by:
            counts = f"{run.tagged} tagged, {run.confirmed} unchanged, {run.failed} failed"
            logger.info("hashtags by %s: %s; %s", tagger.queue.tagger, counts, run.stopped_by or "none waits")


def _clock_of(seconds: float) -> Callable[[], str | None]:
    """Return what says why a slice must end now, or None."""
    end = time.monotonic() + seconds

    def why_stop() -> str | None:
        if _worker_stops.is_set():
            return "the worker stops"
        return "time is over" if time.monotonic() > end else None

    return why_stop
