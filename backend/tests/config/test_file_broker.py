"""The broker of files keeps its promises when several processes use it at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from config.file_broker import Channel
from runner.settings import BACKEND_DIR

MESSAGES = 400
WORKER = """
import sys
from queue import Empty
from kombu import Connection
import config

folder, role, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
options = {"data_folder_in": folder, "data_folder_out": folder, "control_folder": folder + "/control"}
options["polling_interval"] = 0.001
with Connection("filesystem://", transport_options=options) as connection:
    queue = connection.SimpleQueue("work")
    if role == "write":
        for number in range(count):
            queue.put({"number": number, "text": "x" * 20000})
        sys.exit(0)
    got = []
    while True:
        try:
            message = queue.get(timeout=3)
        except Empty:
            break
        got.append(message.payload["number"])
        message.ack()
print(got)
"""


def start(folder: Path, role: str, count: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WORKER, str(folder), role, str(count)]
    return subprocess.Popen(command, cwd=BACKEND_DIR, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def connect(folder: Path) -> Connection:
    options = {"data_folder_in": str(folder), "data_folder_out": str(folder), "control_folder": str(folder / "control")}
    return Connection("filesystem://", transport_options=options)


def test_every_message_arrives_once_and_whole_with_two_readers_and_two_writers(tmp_path: Path) -> None:
    processes = [start(tmp_path, role, MESSAGES) for role in ("read", "read", "write", "write")]
    outcomes = [process.communicate(timeout=120) for process in processes]

    assert [process.returncode for process in processes] == [0, 0, 0, 0], outcomes
    received = [number for output, _ in outcomes[:2] for number in json.loads(output)]
    assert sorted(received) == sorted([*range(MESSAGES), *range(MESSAGES)])
    assert not list(tmp_path.glob("*.msg*")), "nothing is left"


def test_a_message_that_cannot_be_written_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with connect(tmp_path) as connection:
        queue = connection.SimpleQueue("work")
        monkeypatch.setattr(Path, "rename", refuse)
        with pytest.raises(connection.channel_errors, match="No space left"):
            queue.put({"number": 1})

        assert not list(tmp_path.glob("*.msg*"))
        with pytest.raises(Empty):
            queue.get(block=False)


def test_the_project_uses_it() -> None:
    with Connection("filesystem://") as connection:
        assert connection.get_transport_cls().Channel is Channel
