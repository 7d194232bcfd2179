"""What a person sees of long work: a bar on a terminal, plain lines elsewhere, nothing when asked to be quiet."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

LINE_INTERVAL_SECONDS = 5.0


class Progress(Protocol):
    """What long work tells about itself."""

    def begin(self, label: str, total: int | None = None) -> None:
        """Start a phase; `total` is None when the number of items is not known."""

    def advance(self, count: int = 1) -> None:
        """Count items of the phase as done."""

    def note(self, text: str) -> None:
        """Say one thing a person should know."""


class SilentProgress:
    """Says nothing: tasks log their result instead."""

    def begin(self, label: str, total: int | None = None) -> None:
        """Ignore the phase."""

    def advance(self, count: int = 1) -> None:
        """Ignore the items."""

    def note(self, text: str) -> None:
        """Ignore the text."""


class LineProgress:
    """One plain line for each phase and every few seconds, for files and pipes."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._label = ""
        self._total: int | None = None
        self._done = 0
        self._told_at = 0.0

    def begin(self, label: str, total: int | None = None) -> None:
        """Print the phase's name."""
        self._label, self._total, self._done = label, total, 0
        self._tell()

    def advance(self, count: int = 1) -> None:
        """Count, and print the count when the last line is some seconds old."""
        self._done += count
        if time.monotonic() - self._told_at >= LINE_INTERVAL_SECONDS or self._done == self._total:
            self._tell()

    def note(self, text: str) -> None:
        """Print the text."""
        self._print(text)

    def _tell(self) -> None:
        self._told_at = time.monotonic()
        total = "" if self._total is None else f"/{self._total:,}"
        self._print(f"{self._label}: {self._done:,}{total}")

    def _print(self, text: str) -> None:
        print(text, file=self._stream, flush=True)


class BarProgress:
    """A bar for each phase."""

    def __init__(self, stream: TextIO) -> None:
        self._bars = Bars(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(file=stream),
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        """Show the bars until the block ends."""
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the terminal as it was."""
        self._bars.stop()

    def begin(self, label: str, total: int | None = None) -> None:
        """Finish the bar before and draw the next."""
        if self._task is not None:
            done = self._bars.tasks[-1].completed
            self._bars.update(self._task, total=done)
        self._task = self._bars.add_task(label, total=total)

    def advance(self, count: int = 1) -> None:
        """Move the bar."""
        if self._task is not None:
            self._bars.advance(self._task, count)

    def note(self, text: str) -> None:
        """Print the text above the bars."""
        self._bars.console.print(text, markup=False, highlight=False)
