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
MAKE_NAMES = ("make", "gmake")
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

    def wants_stop(self) -> bool:
        """Return whether the parent has gone, or is a make that has begun to end itself and only waits for us."""
        return os.getppid() != self._parent or self._is_interrupted_make()

    def _is_interrupted_make(self) -> bool:
        """Return whether Linux shows an ending signal of make at its default action.

        make catches each of them, or ignores it where its own parent does; on one it first puts back the default.
        """
        try:
            text = Path(f"/proc/{self._parent}/status").read_text(encoding="ascii", errors="replace")
        except OSError:
            return False  # no /proc here, or the parent has just gone: getppid tells
        status = dict(line.split(":\t", 1) for line in text.splitlines() if ":\t" in line)
        if status["Name"] not in MAKE_NAMES:
            return False
        handled = int(status["SigCgt"], 16) | int(status["SigIgn"], 16)
        return any(not handled >> (number - 1) & 1 for number in ENDING_SIGNALS)
