"""The broker of files for a machine without Redis: kombu's own, made safe for several processes at once.

kombu opens a message's file under its final name and then writes it: a worker that looks in between takes an empty
file, fails on it and ends. The list of an exchange's queues has the same gap. Here a message appears whole, and the
list is read and written by one process at a time.
"""

from __future__ import annotations

import fcntl
import uuid
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "filesystem"


class Channel(filesystem.Channel):
    """Puts messages by renaming, and guards the lists of queues."""

    def _put(self, queue: str, payload: Any, **_: Any) -> None:  # type: ignore[override]  # its bases disagree
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        folder = Path(self.data_folder_out)
        unfinished = folder / f"{name}.unfinished"  # no reader looks for such a name
        try:
            unfinished.write_text(dumps(payload), encoding="utf-8")
            unfinished.rename(folder / name)
        except OSError as problem:
            unfinished.unlink(missing_ok=True)
            raise ChannelError(f"Cannot add {name} to {folder}: {problem.strerror}") from problem

    def get_table(self, exchange: str) -> list[Any]:
        """Return the queues of an exchange."""
        with self._one_at_a_time():
            table: list[Any] = super().get_table(exchange)
            return table

    def _queue_bind(self, *binding: Any) -> None:
        with self._one_at_a_time():
            super()._queue_bind(*binding)

    def _delete(self, *binding: Any, **options: Any) -> None:
        with self._one_at_a_time():
            super()._delete(*binding, **options)

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        self.control_folder.mkdir(parents=True, exist_ok=True)
        with (self.control_folder / "lock").open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    """What `filesystem://` means in this project."""

    Channel = Channel


def install() -> None:
    """Let `filesystem://` addresses use this broker."""
    TRANSPORT_ALIASES[NAME] = f"{__name__}:{Transport.__name__}"
