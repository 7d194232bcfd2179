"""Background work of accounts. Each task may be delivered any number of times."""

from __future__ import annotations

import logging
from datetime import timedelta

from axes.models import AccessAttempt
from celery import shared_task

from culturepedia.accounts import mails, sessions
from culturepedia.common import clock, limits

logger = logging.getLogger(__name__)

ATTEMPTS_KEPT = timedelta(days=30)


@shared_task(name=mails.SEND_TASK)
def send_mails() -> None:
    """Send the mails that wait."""
    sent = mails.send_waiting()
    if sent:
        logger.info("mails sent: %d", sent)


@shared_task(name="accounts.clean_up")
def clean_up() -> None:
    """Delete what nobody needs any more: old sessions, sent mails, passed limits, old failures."""
    now = clock.now()
    logger.info(
        "accounts cleaned: %d sessions, %d mails, %d limits, %d failures",
        sessions.delete_old(now=now),
        mails.delete_old(now=now),
        limits.delete_expired(now=now),
        AccessAttempt.objects.filter(attempt_time__lt=now - ATTEMPTS_KEPT).delete()[0],
    )
