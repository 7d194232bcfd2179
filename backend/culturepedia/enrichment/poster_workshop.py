"""Fetches, cuts and stores posters with a few threads, each with a child process for the pictures; no database."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from culturepedia.common.http import FetchError, FetchUnavailable, GuardedFetcher
from culturepedia.enrichment import poster_files
from culturepedia.enrichment.image_process import ImageProcess
from culturepedia.enrichment.images import ImageRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

    from culturepedia.enrichment.selectors import PosterJob

Job = TypeVar("Job")
Made = TypeVar("Made")

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
class Outcome(Generic[Job, Made]):
    """A job with what was made, or with the error that it ended in, or with both."""

    job: Job
    made: Made | None
    error: str = ""
    unavailable: bool = False  # the host did not answer, which says nothing about the picture


@dataclass(frozen=True)
class Bench:
    """What one thread works with."""

    fetcher: GuardedFetcher
    pictures: ImageProcess


def make_poster(bench: Bench, job: PosterJob) -> Outcome[PosterJob, MadePoster]:
    """Fetch, cut and store a poster.

    Raises:
        StorageFailed: The files cannot be stored now.
    """
    try:
        source = bench.fetcher.fetch(job.source_url)
        poster = bench.pictures.make_poster(source)
    except FetchError as exc:
        return Outcome(job, None, str(exc), unavailable=isinstance(exc, FetchUnavailable))
    except ImageRefused as exc:
        return Outcome(job, None, str(exc))
    key = poster_files.store_poster(source=source, poster=poster)
    return Outcome(job, MadePoster(key, list(poster.files), poster.width, poster.height, poster.color))


class Workshop:
    """The threads and children, for the length of a `with` block; leaving it waits for what is in hand."""

    def __init__(self, new_fetcher: Callable[[], GuardedFetcher]) -> None:
        self._stack = ExitStack()
        self._free: SimpleQueue[Bench] = SimpleQueue()
        for _ in range(WORKERS):
            fetcher = self._stack.enter_context(new_fetcher())
            self._free.put(Bench(fetcher, self._stack.enter_context(ImageProcess())))
        self._threads = ThreadPoolExecutor(WORKERS, thread_name_prefix="poster")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(cancel_futures=True)
        self._stack.close()

    def work_off(
        self,
        jobs: Iterable[Job],
        make: Callable[[Bench, Job], Outcome[Job, Made]],
        is_over: Callable[[], bool],
    ) -> Iterator[list[Outcome[Job, Made]]]:
        """Yield finished jobs as they come, an empty list now and then; take no new job once `is_over`.

        Raises:
            StorageFailed: The files cannot be stored now.
        """
        waiting = iter(jobs)
        pending: set[Future[Outcome[Job, Made]]] = set()
        while True:
            while len(pending) < 2 * WORKERS and not is_over() and (job := next(waiting, None)):
                pending.add(self._threads.submit(self._at_a_bench, make, job))
            if not pending:
                return
            done, pending = wait(pending, WAIT_SECONDS, FIRST_COMPLETED)
            yield [future.result() for future in done]

    def _at_a_bench(self, make: Callable[[Bench, Job], Outcome[Job, Made]], job: Job) -> Outcome[Job, Made]:
        bench = self._free.get()
        try:
            return make(bench, job)
        finally:
            self._free.put(bench)
