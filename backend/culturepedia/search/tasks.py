"""Keeps the index current on the schedule of `config/celery.py`."""

from __future__ import annotations

import logging

from celery import shared_task

from culturepedia.common import clock
from culturepedia.common.leases import LeaseHeld, LeaseLost
from culturepedia.common.progress import SilentProgress
from culturepedia.search import indexing, outbox
from culturepedia.search.models import SearchState
from culturepedia.search.rebuild import is_outdated, rebuild

logger = logging.getLogger(__name__)


@shared_task(name="search.send_outbox")
def send_outbox() -> None:
    """Tell OpenSearch what it could not be told when it happened; one query where there is none."""
    count = outbox.flush()
    if count:
        logger.info("opensearch was told of %d performances late", count)


@shared_task(name="search.keep_current", soft_time_limit=1800, time_limit=1860)
def keep_current() -> None:
    """Make the index anew after a release that reads texts differently; once a day bring the priors to the date."""
    today = clock.seoul_today()
    if is_outdated():
        try:
            count = rebuild(today=today, now=clock.now(), progress=SilentProgress())
        except LeaseHeld:
            logger.debug("search index: another process makes it anew")
        except LeaseLost:
            logger.warning("search index: another process took over")
        else:
            logger.info("search index made anew: %d performances", count)
    elif not SearchState.objects.filter(pk=SearchState.ONLY_ID, prior_date=today).exists():
        count = indexing.refresh_priors(today=today)
        logger.info("search priors brought to %s: %d changed", today, count)
