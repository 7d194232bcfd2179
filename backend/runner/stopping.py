"""Notices that everything should end: a signal, or the program that started this one has gone or was told to stop.

A person's Ctrl-C reaches the whole terminal group. A signal sent to `make` alone does not: on SIGTERM make passes it
on, on SIGINT and SIGHUP it silently waits for its children, and on SIGKILL it just vanishes.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with_parent() -> None:
    """Ask Linux to end this process when its parent does; elsewhere nothing. Meant to run between fork and exec."""
    if _LIBC is not None:
        _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class StopRequests:
    """Counts the reasons to stop; from its creation on, ending signals are counted instead of ending the process."""

    def __init__(self, *, watch_parent: bool) -> None:
        self._signals = 0
        self._parent = ParentWatch() if watch_parent else None
        for number in ENDING_SIGNALS:
            signal.signal(number, self._remember)

    def __call__(self) -> int:
        """Return how often a stop was wanted so far."""
        return self._signals + (1 if self._parent and self._parent.wants_stop() else 0)

    def _remember(self, _number: int, _frame: FrameType | None) -> None:
        self._signals += 1


class ParentWatch:
    """Remembers the parent at creation."""

    def __init__(self) -> None:
        self._parent = os.getppid()
        self._caught_at_first = self._caught_signals()

    def wants_stop(self) -> bool:
        """Return whether the parent has gone, or has begun to end itself and only waits for us.

        make, when interrupted, first puts back the default action of that signal and then waits for its children.
        Linux shows this as a signal that is no longer caught.
        """
        return os.getppid() != self._parent or bool(self._caught_at_first & ~self._caught_signals())

    def _caught_signals(self) -> int:
        """Return which ending signals the parent has a handler for, as a mask; 0 where the system does not say."""
        status = Path(f"/proc/{self._parent}/status")
        try:
            lines = status.read_text(encoding="ascii", errors="replace").splitlines()
        except OSError:
            return 0  # no /proc here, or the parent has just gone: getppid tells
        caught = next((int(line.split()[1], 16) for line in lines if line.startswith("SigCgt:")), 0)
        return caught & sum(1 << (ending - 1) for ending in ENDING_SIGNALS)
