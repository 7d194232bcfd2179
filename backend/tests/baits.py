"""Tell a reader that a text keeps busy from a slow machine: by how its time grows with the text."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTH = 50_000
# A reader that looks twice at each character needs four times as long for four times the text; one that begins anew at
# each character sixteen times.
MOST_GROWTH = 8
MOST_SECONDS = 2.0


def long(bait: str, length: int = LENGTH) -> str:
    """Return a bait repeated to a length."""
    return (bait * (length // len(bait) + 1))[:length]


def busy(
    read: Callable[[str], Any],
    text: Callable[[int], str],
    *,
    seconds: float,
    length: int = LENGTH,
    refusals: tuple[type[Exception], ...] = (),
) -> float:
    """Return the seconds for a text of this length if they are too many, else 0.

    Too many are more than `seconds` that also grew out of proportion, and more than `MOST_SECONDS` in any case.
    """
    if _seconds(read, text(length), refusals) <= seconds:
        return 0
    whole = min(_seconds(read, text(length), refusals) for _ in range(3))
    quarter = min(_seconds(read, text(length // 4), refusals) for _ in range(3))
    return whole if whole > MOST_SECONDS or (whole > seconds and whole > MOST_GROWTH * quarter) else 0


def _seconds(read: Callable[[str], Any], text: str, refusals: tuple[type[Exception], ...]) -> float:
    started = time.thread_time()
    with suppress(*refusals):  # to refuse it is an answer too
        read(text)
    return time.thread_time() - started
