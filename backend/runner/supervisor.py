"""Runs the parts as process groups and ends all of them together.

honcho was tried for this: it ends everything when any process ends, so a first sync or a migration cannot run beside
the servers, it waits for ever when nobody obeys SIGTERM, and it doubles the number of processes.

Every child leads a session of its own, so a whole group can be ended, and Ctrl-C reaches children only through here.
Should this process be killed outright, Linux ends the children (`stopping.die_with_parent`).
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from runner.stopping import die_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

POLL_SECONDS = 0.1
GRACE_SECONDS = 8.0


class StopRequested(Exception):
    """A person, the terminal or the parent wants the end."""


class ServiceStopped(Exception):
    """A part that must run has ended by itself."""

    def __init__(self, name: str, code: int, log: Path | None) -> None:
        super().__init__(f"{name} stopped unexpectedly ({describe_exit(code)})")
        self.log = log


class NotReady(Exception):
    """A part did not become ready in time."""


@dataclass
class _Child:
    process: subprocess.Popen[bytes]
    essential: bool
    log: Path | None


class Supervisor:
    """Use it as a context: leaving it, in whatever way, ends every child."""

    def __init__(self, *, cwd: Path, log_dir: Path, stop_requests: Callable[[], int] = lambda: 0) -> None:
        self._cwd = cwd
        self._log_dir = log_dir
        self._children: dict[str, _Child] = {}
        self._stop_requests = stop_requests
        self.killed: list[str] = []  # parts that did not end by themselves at the last stop

    def __enter__(self) -> Self:
        self._log_dir.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop_all()

    def start(
        self,
        name: str,
        argv: Sequence[str],
        *,
        env: Mapping[str, str],
        essential: bool = True,
        on_terminal: bool = False,
    ) -> None:
        """Start a part; its output goes to `<name>.log`, or to the terminal."""
        log = None if on_terminal else self._log_dir / f"{name}.log"
        with log.open("wb") if log else contextlib.nullcontext() as output:
            process = subprocess.Popen(
                argv,
                cwd=self._cwd,
                env=dict(env),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - the child only sets a flag of its own
            )
        self._children[name] = _Child(process, essential, log)

    def exit_code(self, name: str) -> int | None:
        """Return how a part ended, or None while it runs."""
        return self._children[name].process.poll()

    def log_of(self, name: str) -> Path | None:
        """Return the file with the output of a part."""
        return self._children[name].log

    def tick(self) -> None:
        """Wait a moment and look around.

        Raises:
            StopRequested: A signal came, or the parent is ending.
            ServiceStopped: An essential part has ended.
        """
        time.sleep(POLL_SECONDS)
        if self._stop_requests():
            raise StopRequested
        for name, child in self._children.items():
            code = child.process.poll()
            if child.essential and code is not None:
                raise ServiceStopped(name, code, child.log)

    def wait_until(self, ready: Callable[[], bool], *, what: str, seconds: float) -> None:
        """Tick until the condition holds.

        Raises:
            NotReady: It did not hold in time.
            StopRequested, ServiceStopped: As `tick` says.
        """
        deadline = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > deadline:
                raise NotReady(f"{what} did not get ready within {seconds:.0f} seconds")
            self.tick()

    def wait_for(self, name: str) -> int:
        """Tick until a one-time part has ended and return its exit code.

        Raises:
            StopRequested, ServiceStopped: As `tick` says.
        """
        while (code := self.exit_code(name)) is None:
            self.tick()
        return code

    def stop_all(self) -> None:
        """End every group: first politely, after the grace time or at a second request by force."""
        requests_before = self._stop_requests()
        for child in self._children.values():
            _signal_group(child.process, signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        while any(child.process.poll() is None for child in self._children.values()):
            if time.monotonic() > deadline or self._stop_requests() > requests_before:
                break
            time.sleep(POLL_SECONDS)
        self.killed = [name for name, child in self._children.items() if child.process.poll() is None]
        for child in self._children.values():
            _signal_group(child.process, signal.SIGKILL)  # also whatever a part has left behind
        for child in self._children.values():
            child.process.wait()
        self._children.clear()


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):  # the whole group has ended: what we want
        os.killpg(process.pid, number)


def describe_exit(code: int) -> str:
    """Return an exit code in words."""
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
