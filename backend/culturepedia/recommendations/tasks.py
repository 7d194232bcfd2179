"""Periodic work on recommendations. Each task may come any number of times: the pointer row says what is due."""

from __future__ import annotations

import logging

from celery import shared_task

from culturepedia.common import clock
from culturepedia.common.leases import LeaseHeld, LeaseLost

logger = logging.getLogger(__name__)

# Training the whole country takes minutes, and nobody waits for it.
TRAIN_SECONDS = 1_500


@shared_task(name="recommendations.train", soft_time_limit=TRAIN_SECONDS, time_limit=TRAIN_SECONDS + 60)
def train() -> None:
    """Train the model of the day and let it answer."""
    from culturepedia.recommendations import making  # noqa: PLC0415 - NumPy is for the child that trains

    try:
        made = making.train_model(today=clock.seoul_today(), now=clock.now())
    except LeaseHeld:
        logger.info("recommendations not trained: another process does it")
    except LeaseLost:
        logger.warning("recommendations not trained: another process took over")
    else:
        logger.info(
            "recommendations trained: %s, %d performances, %d people, %d opinions, %.1f s",
            made.version, made.performances, made.people, made.opinions, made.seconds,
        )  # fmt: skip


@shared_task(name="recommendations.keep_current", soft_time_limit=TRAIN_SECONDS, time_limit=TRAIN_SECONDS + 60)
def keep_current() -> None:
    """Gather the candidates anew when they are old, and train where there is no model; else two queries."""
    from culturepedia.recommendations import due  # noqa: PLC0415 - beside the one below

    today, now = clock.seoul_today(), clock.now()
    if not due.is_due(today=today, now=now):
        return
    from culturepedia.recommendations import making  # noqa: PLC0415 - NumPy is for who needs it

    try:
        logger.info("recommendations: %d candidates", making.refresh_shelf(today=today, now=now))
    except LeaseHeld:
        logger.debug("candidates not gathered: another process is at it")
    except LeaseLost:
        logger.warning("candidates not gathered: another process took over")
