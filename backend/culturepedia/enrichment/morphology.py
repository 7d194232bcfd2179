"""Korean words in their dictionary forms, found by kiwipiepy in a child process.

The analyser takes 0.5 GB and a second to load, and Python does not give such memory back: so it lives in a process of
its own, is started when texts come and ends with them. Run as a program this module is that process: a JSON list of
texts on each line in, a JSON list of word lists on each line out.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self, cast

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

WALL_SECONDS = 180.0  # for one list of texts and the loading: a second, but a busy machine stretches it
MAX_TEXT = 2_000  # characters
# Nouns, roots, verbs, adjectives, adverbs, foreign words: what carries meaning. Others are particles and endings.
KINDS = ("NNG", "NNP", "XR", "VV", "VA", "MAG", "SL")


class AnalyserFailed(Exception):
    """The child gave no words."""


class Analyser:
    """The child process, started at the first texts; use it from one thread, as a context manager."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def words(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the dictionary forms of each text's words, in their order.

        Raises:
            AnalyserFailed: The child could not start, ended, or took too long.
        """
        child = self._running_child()
        watchdog = threading.Timer(WALL_SECONDS, child.kill)
        watchdog.start()
        try:
            to_child, from_child = cast("IO[str]", child.stdin), cast("IO[str]", child.stdout)
            to_child.write(json.dumps([text[:MAX_TEXT] for text in texts]) + "\n")
            to_child.flush()
            found: list[list[str]] = json.loads(from_child.readline())
        except (OSError, ValueError) as exc:
            self.close()
            raise AnalyserFailed("the analyser of Korean words ended") from exc
        finally:
            watchdog.cancel()
        return found

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            cast("IO[str]", child.stdout).close()
            with contextlib.suppress(BrokenPipeError):  # what the dead child did not read
                cast("IO[str]", child.stdin).close()
            child.wait()

    def _running_child(self) -> subprocess.Popen[str]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child = subprocess.Popen(  # noqa: S603  # our own program, no shell
                [sys.executable, "-I", str(Path(__file__))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                env={},
                cwd="/",
            )
        return self._child


def serve(source: IO[str], sink: IO[str]) -> None:
    """Answer lists of texts until the input ends."""
    import os  # noqa: PLC0415  # only the child needs these

    from kiwipiepy import Kiwi  # noqa: PLC0415

    os.nice(10)  # the site answers first
    kiwi = Kiwi(num_workers=1, load_multi_dict=False, load_typo_dict=False)
    for line in source:
        found = [
            [token.lemma for token in tokens if token.tag.startswith(KINDS)]
            for tokens in kiwi.tokenize(json.loads(line))
        ]
        sink.write(json.dumps(found) + "\n")
        sink.flush()


if __name__ == "__main__":
    serve(sys.stdin, sys.stdout)
