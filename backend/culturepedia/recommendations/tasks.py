"""Periodic work on recommendations. Each task may come any number of times: the pointer row says what is due.

The work itself is a child process's, `manage.py train_recommendations`: training holds the memory of the whole
catalogue for some minutes, and a worker that shared it would keep it for good.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from celery import shared_task
from celery.signals import worker_shutting_down
from django.conf import settings

from culturepedia.common import clock
from culturepedia.recommendations import due

logger = logging.getLogger(__name__)

MOST_SECONDS = 1_500  # training the whole country takes minutes
LOOK_SECONDS = 0.5
EXIT_BUSY = 3  # of the command
_worker_stops = threading.Event()


@worker_shutting_down.connect
def _stop_soon(**_: Any) -> None:
    # Celery waits for running tasks: without this, stopping the site would wait for the end of a training.
    _worker_stops.set()


@shared_task(name="recommendations.train")
def train() -> None:
    """Train the model of the day and let it answer."""
    _tell(run_child())


@shared_task(name="recommendations.keep_current")
def keep_current() -> None:
    """Gather the candidates anew when they are old, and train where there is no model; else two queries."""
    if due.is_due(today=clock.seoul_today(), now=clock.now()):
        _tell(run_child("--refresh"))


def run_child(*options: str) -> int | None:
    """Run the command to its end and return its exit status; None when it had to be ended."""
    manage = Path(settings.BACKEND_DIR) / "manage.py"
    child = subprocess.Popen(  # noqa: S603  # our own program, no shell
        [sys.executable, str(manage), "train_recommendations", "--quiet", "--gently", *options]
    )
    ends = time.monotonic() + MOST_SECONDS
    try:
        while child.poll() is None:
            if _worker_stops.wait(LOOK_SECONDS) or time.monotonic() > ends:
                return None
        return child.returncode
    finally:
        if child.poll() is None:
            child.kill()  # what it wrote last lies beside the files that answer, and goes with the next training
            child.wait()


def _tell(status: int | None) -> None:
    if status is None:
        logger.warning("recommendations: the training was ended")
    elif status == EXIT_BUSY:
        logger.info("recommendations: another process is at it")
    elif status:
        logger.error("recommendations: the training ended with %d", status)
