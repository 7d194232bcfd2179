"""Starts a server for the tests, waits until it answers, and ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Any

from runner.stopping import ENDING_SIGNALS, die_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

POLL_SECONDS = 0.02


def _prepare_child() -> None:
    """Between fork and exec: end with the tests, and hear signals even where the tests run in the background."""
    die_with_parent()
    for number in ENDING_SIGNALS:
        signal.signal(number, signal.SIG_DFL)


class ServerProcess:
    """One server with its log file."""

    def __init__(
        self,
        argv: Sequence[str | Path],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        **popen: Any,
    ) -> None:
        self.log = log
        self.env = dict(os.environ if env is None else env)
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [str(word) for word in argv],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=self.env,
                cwd=cwd,
                preexec_fn=_prepare_child,  # noqa: PLW1509 - the child only sets a flag of its own
                **popen,
            )

    @property
    def pid(self) -> int:
        """The process, which also leads its group."""
        return self._process.pid

    def poll(self) -> int | None:
        """Return the exit code, None while it runs."""
        return self._process.poll()

    def wait_until(self, ready: Callable[[], bool], *, seconds: float = 30) -> None:
        """Wait for the condition.

        Raises:
            RuntimeError: The server ended or the time is over; the text has the end of its log.
        """
        deadline = time.monotonic() + seconds
        while not ready():
            code = self._process.poll()
            if code is not None or time.monotonic() > deadline:
                state = "is not ready" if code is None else f"ended with {code}"
                raise RuntimeError(f"{self._process.args!r} {state}:\n{self.text()[-4000:]}")
            time.sleep(POLL_SECONDS)

    def text(self) -> str:
        """Return the log so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait(self, *, seconds: float) -> int:
        """Return the exit code once the process has ended."""
        return self._process.wait(seconds)

    def stop(self, number: signal.Signals = signal.SIGTERM, *, seconds: float = 10) -> int:
        """End the server and everything in its group; return its exit code."""
        if self._process.poll() is None:
            self._process.send_signal(number)
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return self._process.wait(seconds)

    def kill(self) -> None:
        """End the whole group by force."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return  # all of it has ended already
