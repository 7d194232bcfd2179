"""Fetches, cuts and stores posters with a few threads, each with a child process for the pictures; no database."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING, Self

from culturepedia.common.http import FetchError, FetchUnavailable, GuardedFetcher
from culturepedia.enrichment import poster_files
from culturepedia.enrichment.image_process import ImageProcess
from culturepedia.enrichment.images import ImageRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

    from culturepedia.enrichment.selectors import PosterJob

WORKERS = 2
WAIT_SECONDS = 1.0  # after which the caller may look at the clock, though nothing is finished


@dataclass(frozen=True)
class MadePoster:
    """What the catalogue keeps about the files of one poster."""

    key: str
    widths: list[int]
    width: int
    height: int
    color: str


@dataclass(frozen=True)
class Outcome:
    """A job with its poster, or with the error that it ended in."""

    job: PosterJob
    made: MadePoster | None
    error: str = ""
    unavailable: bool = False  # the host did not answer, which says nothing about the picture


@dataclass(frozen=True)
class _Bench:
    """What one thread works with."""

    fetcher: GuardedFetcher
    pictures: ImageProcess

    def make(self, job: PosterJob) -> Outcome:
        try:
            source = self.fetcher.fetch(job.source_url)
            poster = self.pictures.make_poster(source)
        except FetchError as exc:
            return Outcome(job, None, str(exc), unavailable=isinstance(exc, FetchUnavailable))
        except ImageRefused as exc:
            return Outcome(job, None, str(exc))
        key = poster_files.store_files(source=source, files=poster.files)
        return Outcome(job, MadePoster(key, list(poster.files), poster.width, poster.height, poster.color))


class Workshop:
    """The threads and children, for the length of a `with` block; leaving it waits for what is in hand."""

    def __init__(self, new_fetcher: Callable[[], GuardedFetcher]) -> None:
        self._stack = ExitStack()
        self._free: SimpleQueue[_Bench] = SimpleQueue()
        for _ in range(WORKERS):
            fetcher = self._stack.enter_context(new_fetcher())
            self._free.put(_Bench(fetcher, self._stack.enter_context(ImageProcess())))
        self._threads = ThreadPoolExecutor(WORKERS, thread_name_prefix="poster")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(cancel_futures=True)
        self._stack.close()

    def work_off(self, jobs: Iterable[PosterJob], is_over: Callable[[], bool]) -> Iterator[list[Outcome]]:
        """Yield finished jobs as they come, an empty list now and then; take no new job once `is_over`.

        Raises:
            StorageFailed: The files cannot be stored now.
        """
        waiting = iter(jobs)
        pending: set[Future[Outcome]] = set()
        while True:
            while len(pending) < 2 * WORKERS and not is_over() and (job := next(waiting, None)):
                pending.add(self._threads.submit(self._make, job))
            if not pending:
                return
            done, pending = wait(pending, WAIT_SECONDS, FIRST_COMPLETED)
            yield [future.result() for future in done]

    def _make(self, job: PosterJob) -> Outcome:
        bench = self._free.get()
        try:
            return bench.make(job)
        finally:
            self._free.put(bench)
