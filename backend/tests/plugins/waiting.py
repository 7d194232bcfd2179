"""Waits for what a page, a worker or a process brings about in its own time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

POLL_SECONDS = 0.05


def wait_until(ready: Callable[[], bool], *, seconds: float = 15) -> None:
    """Wait for the condition; fail when it does not come about in time.

    A page that has been quiet once counts as quiet for Playwright for ever: `wait_for_load_state` does not wait for
    what a press sends.
    """
    deadline = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < deadline, f"it did not come about in {seconds} s"
        time.sleep(POLL_SECONDS)
