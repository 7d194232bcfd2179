"""Real processes of the project over a database of their own, made cheaply.

A nursery loads the project once and forks a process for each command, which can then be killed like any other. Run
as a program, this module is the nursery: JSON lines in, JSON lines out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from runner.settings import BACKEND_DIR
from runner.stopping import die_with_parent

if TYPE_CHECKING:
    from pathlib import Path

    from sandbox.server import Sandbox


class Machine:
    """A database of its own and the commands that work on it."""

    def __init__(self, folder: Path, database_url: str, sandbox: Sandbox) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        env = {
            **os.environ,
            "LOCAL_DIR": str(folder / "local"),
            "DATABASE_URL": database_url,
            "KOPIS_BASE_URL": sandbox.base_url,
            "KOPIS_SERVICE_KEY": "key-of-the-machine",
            "KOPIS_MIN_INTERVAL_SECONDS": "0",
        }
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.kopis.sync.machine"],
            cwd=BACKEND_DIR,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - the child only sets a flag of its own
        )
        self.run("migrate", "--no-input", verbosity="0")

    def run(self, *arguments: str, verbosity: str = "1") -> None:
        """Run a command to its end, which must be good."""
        pid = self.start(*arguments, "--verbosity", verbosity)
        code = self.wait(pid)
        assert code == 0, self.text(pid)

    def start(self, *arguments: str) -> int:
        """Start `manage.py` with the arguments and return its process id."""
        answer: int = self._tell({"start": arguments, "folder": str(self.folder)})
        return answer

    def wait(self, pid: int) -> int:
        """Return the exit status of a started command; negative: the signal that ended it."""
        answer: int = self._tell({"wait": pid})
        return answer

    def text(self, pid: int) -> str:
        """Return what a command wrote to its standard error."""
        return (self.folder / f"{pid}.err").read_text()

    def dump(self) -> dict[str, Any]:
        """Return the picture of the catalogue and the runs."""
        assert self.wait(self.start("dump")) == 0
        found: dict[str, Any] = json.loads((self.folder / "dump.json").read_text())
        return found

    def close(self) -> None:
        """End the nursery; every command it started must have ended."""
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
    import tests.kopis.sync.conftest  # noqa: F401 - loaded once for all children

    for line in sys.stdin:
        message = json.loads(line)
        if "wait" in message:
            answer = os.waitstatus_to_exitcode(os.waitpid(message["wait"], 0)[1])
        else:
            answer = os.fork()
            if answer == 0:
                _live(message["start"], message["folder"])
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _live(arguments: list[str], folder: str) -> None:
    """Be one command, with its standard error in a file, until the end of this process."""
    from pathlib import Path

    from django.core.management import execute_from_command_line

    os.dup2(os.open(f"{folder}/{os.getpid()}.err", os.O_WRONLY | os.O_CREAT), 2)
    os.dup2(2, 1)
    try:
        if arguments == ["dump"]:
            (Path(folder) / "dump.json").write_text(_picture())
        else:
            execute_from_command_line(["manage.py", *arguments])
    except SystemExit as end:
        os._exit(end.code if isinstance(end.code, int) else 1)
    except BaseException:  # noqa: BLE001 - a child must never go on as the nursery
        import traceback

        traceback.print_exc()
        os._exit(99)
    os._exit(0)


def _picture() -> str:
    from culturepedia.kopis.models import SyncRun
    from tests.kopis.sync.conftest import picture

    runs = list(SyncRun.objects.order_by("id").values("kind", "outcome", "seen", "created"))
    return json.dumps({"picture": picture("performances", "venues"), "runs": runs}, default=str)


if __name__ == "__main__":
    _nurse()
