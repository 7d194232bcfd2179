"""What the runner says to the person at the terminal."""

from __future__ import annotations

import os
import sys
from collections import deque

TAIL_LINES = 25


def say(text: str) -> None:
    """Print a line now. A terminal that has been closed is replaced by nothing: the stop must go on."""
    try:
        print(text, flush=True)
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.dup2(nowhere, sys.stderr.fileno())


def show_tail(problem: Exception) -> None:
    """Print what went wrong and the last lines of the log that tells why."""
    log = getattr(problem, "log", None)
    if log is not None and log.exists():
        with log.open(encoding="utf-8", errors="replace") as lines:
            for line in deque(lines, TAIL_LINES):
                say(f"  | {line.rstrip()}")
    say(f"{problem}. Everything is being stopped." + (f" The whole log: {log}" if log else ""))
