"""Periodic work on the pages for search engines."""

from __future__ import annotations

import logging

from celery import shared_task

from culturepedia.common.leases import LeaseHeld
from culturepedia.pages import home, snapshots

logger = logging.getLogger(__name__)


@shared_task(name="pages.write_snapshots")
def write_snapshots() -> None:
    """Bring the pages in step with the catalogue; nothing before its first good sync, when half of it is missing."""
    if not home.read_version().partition(" ")[2]:
        return
    try:
        done = snapshots.write_snapshots()
    except LeaseHeld:
        logger.debug("snapshots skipped: already running")
        return
    if done.written or done.removed:
        logger.info("snapshots: %d written, %d removed, %d as before", done.written, done.removed, done.unchanged)
