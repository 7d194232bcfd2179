"""Periodic work on posters."""

from __future__ import annotations

import logging
import threading
import time
from typing import Any

from celery import shared_task
from celery.signals import worker_shutting_down
from django.conf import settings

from culturepedia.common import clock
from culturepedia.common.http import GuardedFetcher
from culturepedia.common.leases import LeaseHeld, LeaseLost
from culturepedia.enrichment import posters

logger = logging.getLogger(__name__)

SLICE_SECONDS = 200.0  # a slow last picture included, below the task's time limit; the next message goes on
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
    """Make waiting posters for some minutes at most."""
    end = time.monotonic() + seconds

    def why_stop() -> str | None:
        if _worker_stops.is_set():
            return "the worker stops"
        return "time is over" if time.monotonic() > end else None

    try:
        run = posters.process_posters(
            new_fetcher=new_poster_fetcher,
            now=clock.now(),
            limit=100_000,
            why_stop=why_stop,
        )
    except LeaseHeld:
        logger.debug("posters skipped: already running")
    except LeaseLost:
        logger.warning("posters stopped: another process took over")
    else:
        if run.done or run.stopped_by:
            logger.info("posters: %d made, %d failed; %s", run.made, run.failed, run.stopped_by or "none waits")
