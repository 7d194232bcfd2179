"""Periodic work on notices. Each task may be delivered any number of times."""

from __future__ import annotations

import logging

from celery import shared_task

from culturepedia.common import clock
from culturepedia.notifications import digests, making

logger = logging.getLogger(__name__)


@shared_task(name="notifications.make_notices")
def make_notices() -> None:
    """Tell people what is new about their favorites."""
    made = making.make_notices(today=clock.seoul_today(), now=clock.now())
    if made:
        logger.info("notices made: %d", made)


@shared_task(name="notifications.send_digests")
def send_digests() -> None:
    """Mail the notices of those who want that."""
    sent = digests.send_due(now=clock.now())
    if sent:
        logger.info("digests sent: %d", sent)


@shared_task(name="notifications.clean_up")
def clean_up() -> None:
    """Delete old notices."""
    logger.info("notices cleaned: %d", making.delete_old(now=clock.now()))
