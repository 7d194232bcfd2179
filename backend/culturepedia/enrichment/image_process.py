"""A child process that decodes and encodes pictures, so that a hostile one can hurt nobody else.

The child (`images`) starts with an empty environment and without our code or settings, limits its own memory and CPU
time, and stays for many pictures; one that dies or stalls is replaced at the next picture. Its answers are checked as
those of a stranger, for it has read strangers' bytes.
"""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self, cast

from culturepedia.enrichment import images
from culturepedia.enrichment.images import ImageRefused, Piece, PosterFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    Read = Callable[[Callable[[bytes], bool]], bytes]

PROGRAM = Path(images.__file__)
WALL_SECONDS_PER_IMAGE = 10.0  # the child limits its CPU time; this bounds a child that does not even run
MAX_FACTS_BYTES = 10_000
MAX_FILE_BYTES = 4 * 1024 * 1024
COLOR = re.compile(r"#[0-9a-f]{6}")


class ImageProcess:
    """One child process; use it from one thread at a time, as a context manager."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def make_poster(self, data: bytes) -> PosterFiles:
        """Return the picture in all our widths.

        Raises:
            ImageRefused: It is no picture that we take, or takes too much time or memory.
        """
        with self._exchange(images.POSTER, data) as (facts, read):
            widths = [int(width) for width in facts["widths"]]
            if not widths or len(widths) > len(images.WIDTHS_PX) or not COLOR.fullmatch(facts["color"]):
                raise ValueError("not the facts of a poster")
            files = {width: read(_is_webp) for width in widths}
            jpegs = {width: read(_is_jpeg) for width in widths}
            return PosterFiles(files, jpegs, int(facts["width"]), int(facts["height"]), facts["color"])

    def make_intro(self, data: bytes) -> list[Piece]:
        """Return the picture in pieces from the top down.

        Raises:
            ImageRefused: It is no picture that we take, or takes too much time or memory.
        """
        with self._exchange(images.INTRO, data) as (facts, read):
            sizes = [(int(width), int(height)) for width, height in facts["sizes"]]
            if not 0 < len(sizes) <= images.MAX_PIECES:
                raise ValueError("not the facts of pieces")
            return [Piece(read(_is_webp), width, height) for width, height in sizes]

    @contextlib.contextmanager
    def _exchange(self, kind: bytes, data: bytes) -> Iterator[tuple[dict[str, Any], Read]]:
        """Send a picture; yield the facts that come back and what reads the files after them."""
        child = self._running_child()
        to_child, from_child = cast("IO[bytes]", child.stdin), cast("IO[bytes]", child.stdout)
        watchdog = threading.Timer(WALL_SECONDS_PER_IMAGE, child.kill)
        watchdog.start()
        try:
            images.write_message(to_child, kind + data)
            to_child.flush()
            facts = json.loads(images.read_message(from_child, MAX_FACTS_BYTES))
            if "refused" in facts:
                raise ImageRefused(str(facts["refused"])[:100])
            yield facts, lambda is_right: _read_file(from_child, is_right)
        except (EOFError, OSError, ValueError, KeyError, TypeError):
            # EOFError, OSError: it was ended by a limit or crashed; the others: it talks nonsense.
            self.close()
            raise ImageRefused("takes too much time or memory") from None
        finally:
            watchdog.cancel()

    def close(self) -> None:
        """End the child, whatever it is doing."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(BrokenPipeError):  # the rest of a picture that the dead child did not read
                cast("IO[bytes]", pipe).close()
        child.wait()

    def _running_child(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child = subprocess.Popen(  # noqa: S603  # our own program, no shell
                [sys.executable, "-I", str(PROGRAM)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={},
                cwd="/",
            )
        return self._child


def _read_file(from_child: IO[bytes], is_right: Callable[[bytes], bool]) -> bytes:
    file = images.read_message(from_child, MAX_FILE_BYTES)
    if not is_right(file):
        raise ValueError("not a file of the kind that was made")
    return file


def _is_webp(file: bytes) -> bool:
    return file[:4] == b"RIFF" and file[8:12] == b"WEBP"


def _is_jpeg(file: bytes) -> bool:
    return file[:3] == b"\xff\xd8\xff"
