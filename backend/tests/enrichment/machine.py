"""Real workers and beats of the project over a database, a Redis and a media folder of their own, made cheaply.

A nursery loads the project once and forks a process for each part, which can then be killed like any other. Run as a
program, this module is the nursery: JSON lines in, JSON lines out. A part may live on another day: its clock is moved
and goes on from there.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from runner.settings import BACKEND_DIR
from runner.stopping import die_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable

POLL_SECONDS = 0.05
BEAT_SECONDS = 1.0  # instead of the schedule's 15 and 30; the nightly times are kept


class Machine:
    """A database of its own and the processes that work on it."""

    def __init__(self, folder: Path, *, database_url: str, redis_url: str, env: dict[str, str]) -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self.media = folder, folder / "media"
        self.shift_seconds = 0.0  # between the machine's clock and ours
        self._pids: set[int] = set()
        given = {
            **os.environ,
            "LOCAL_DIR": str(folder / "local"),
            "MEDIA_ROOT": str(self.media),
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "KOPIS_SERVICE_KEY": "key-of-the-machine",
            "KOPIS_MIN_INTERVAL_SECONDS": "0",
            **env,
        }
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.enrichment.machine"],
            cwd=BACKEND_DIR,
            env=given,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - the child only sets a flag of its own
        )
        self.run("manage", "migrate", "--no-input", "--verbosity", "0")

    def run(self, *part: str) -> None:
        """Run a part to its end, which must be good."""
        pid = self.start(*part)
        code = self.wait(pid)
        assert code == 0, self.text(pid)

    def start(self, *part: str) -> int:
        """Start a part and return its process id."""
        pid: int = self._tell({"start": part, "folder": str(self.folder), "shift": self.shift_seconds})
        self._pids.add(pid)
        return pid

    def start_worker(self) -> int:
        """Start a worker and wait until it takes tasks."""
        pid = self.start("worker")
        self.wait_until(lambda: " ready." in self.text(pid))
        return pid

    def end(self, *pids: int, number: signal.Signals = signal.SIGKILL) -> None:
        """End parts and wait until they are gone."""
        for pid in pids:
            os.kill(pid, number)
        for pid in pids:
            self.wait(pid)

    def wait(self, pid: int) -> int:
        """Return the exit status of a part; negative: the signal that ended it."""
        answer: int = self._tell({"wait": pid})
        self._pids.discard(pid)
        return answer

    def text(self, pid: int) -> str:
        """Return what a part wrote."""
        log = self.folder / f"{pid}.err"
        return log.read_text(errors="replace") if log.exists() else ""

    def query(self, name: str) -> Any:
        """Return what one of the questions below finds in the database."""
        self.run("query", name)
        return json.loads((self.folder / f"{name}.json").read_text())

    def wait_until(self, ready: Callable[[], bool], *, seconds: float = 60, poll_seconds: float = POLL_SECONDS) -> None:
        """Wait for the condition; fail with the machine's logs when it does not come."""
        deadline = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > deadline:
                logs = "\n".join(self.text(pid)[-1500:] for pid in sorted(self._pids))
                raise AssertionError(f"it did not come about in {seconds} s:\n{logs}")
            time.sleep(poll_seconds)

    def close(self) -> None:
        """End everything."""
        self.end(*list(self._pids))
        self._nursery.communicate()

    def _tell(self, message: dict[str, Any]) -> Any:
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self._nursery.stdin.write(json.dumps(message) + "\n")
        self._nursery.stdin.flush()
        return json.loads(self._nursery.stdout.readline())


def _nurse() -> None:
    import django

    django.setup()
    import tests.enrichment.questions  # noqa: F401 - loaded once for all children

    for line in sys.stdin:
        message = json.loads(line)
        if "wait" in message:
            answer = os.waitstatus_to_exitcode(os.waitpid(message["wait"], 0)[1])
        else:
            answer = os.fork()
            if answer == 0:
                _live(*message["start"], folder=Path(message["folder"]), shift=message["shift"])
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _live(kind: str, *arguments: str, folder: Path, shift: float) -> None:
    """Be one part, with its output in a file, until the end of this process."""
    log = folder / f"{os.getpid()}.err"
    os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
    os.dup2(2, 1)
    die_with_parent()
    try:
        if shift:
            import time_machine

            time_machine.travel(time.time() + shift, tick=True).start()
        _PARTS[kind](folder, *arguments)
    except SystemExit as end:
        os._exit(end.code if isinstance(end.code, int) else 1)
    except BaseException:  # noqa: BLE001 - a child must never go on as the nursery
        import traceback

        traceback.print_exc()
        os._exit(99)
    os._exit(0)


def _manage(_: Path, *arguments: str) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["manage.py", *arguments])


def _worker(_: Path) -> None:
    from config.celery import app

    options = ("-P", "threads", "-c", "2", "--without-mingle", "--without-gossip", "--loglevel", "INFO")
    app.worker_main(["worker", *options, "-n", f"{os.getpid()}@machine"])


def _beat(folder: Path, begin: str = "") -> None:
    """Be the scheduler from the moment `begin` on: the nightly times are the project's, what comes often comes sooner.

    The clock is moved last of all: a beat that a busy machine starts slowly must not miss the minute it is there for.
    """
    from celery.schedules import schedule

    from config.celery import app

    for name, entry in app.conf.beat_schedule.items():
        if name.startswith("enrichment-"):
            entry["schedule"] = schedule(BEAT_SECONDS)
    beat = app.Beat(loglevel="INFO", schedule=str(folder / f"beat-{os.getpid()}"), max_interval=BEAT_SECONDS)
    if begin:
        import time_machine

        time_machine.travel(float(begin), tick=True).start()
    beat.run()


def _query(folder: Path, name: str) -> None:
    from tests.enrichment import questions

    (folder / f"{name}.json").write_text(json.dumps(getattr(questions, name)(), default=str))


def _call(_: Path, name: str, *arguments: str) -> None:
    from tests.enrichment import questions

    getattr(questions, name)(*arguments)


_PARTS: dict[str, Callable[..., None]] = {
    "manage": _manage,
    "worker": _worker,
    "beat": _beat,
    "query": _query,
    "call": _call,
}

if __name__ == "__main__":
    _nurse()
