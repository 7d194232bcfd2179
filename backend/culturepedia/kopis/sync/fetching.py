"""Calls to KOPIS that keep the run's lease alive while they wait, singly or a few at a time.

Threads only wait for the network and parse; the database is touched by the caller's thread alone. The limiter of the
client decides how fast calls leave, however many threads there are.
"""

from __future__ import annotations

import logging
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from culturepedia.kopis.errors import KopisError, KopisMalformed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

logger = logging.getLogger(__name__)

THREADS = 4
AHEAD = 3 * THREADS
TICK_SECONDS = 15.0  # KOPIS may ask for minutes of patience; a lease is renewed meanwhile

Item = TypeVar("Item")


def fetch_each(
    ids: Iterable[str], fetch: Callable[[str], Item], *, tick: Callable[[], None]
) -> Iterator[tuple[str, Item | KopisError]]:
    """Yield each id, in order, with what `fetch` returned for it or the KOPIS error it raised."""
    waiting: deque[tuple[str, Future[Item]]] = deque()
    with _pool(THREADS) as pool:
        for kopis_id in ids:
            waiting.append((kopis_id, pool.submit(_guard, partial(fetch, kopis_id), kopis_id)))
            if len(waiting) >= AHEAD:
                first, future = waiting.popleft()
                result = _result(future, tick)
                yield first, result
        for first, future in waiting:
            result = _result(future, tick)
            yield first, result


def fetch_pages(pages: Iterator[Item], *, tick: Callable[[], None]) -> Iterator[Item]:
    """Yield what `pages` yields, read in another thread.

    Raises:
        KopisError: A page could not be had.
    """
    with _pool(1) as pool:
        while (page := _wait(pool.submit(_guard, partial(next, pages, None), "목록"), tick)) is not None:
            yield page


def fetch_one(call: Callable[[], Item], *, tick: Callable[[], None]) -> Item:
    """Return what `call` returns, made in another thread.

    Raises:
        KopisError: It could not be had.
    """
    with _pool(1) as pool:
        return _wait(pool.submit(_guard, call, "예매 순위"), tick)


@contextmanager
def _pool(threads: int) -> Iterator[ThreadPoolExecutor]:
    """Give a pool whose waiting calls are dropped when the caller stops, without waiting for those under way."""
    pool = ThreadPoolExecutor(threads, thread_name_prefix="kopis")
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _guard(call: Callable[[], Item], what: str) -> Item:
    """Return what `call` returns; an answer that trips our own reading costs that answer, not the whole run."""
    try:
        return call()
    except KopisError:
        raise
    except Exception as error:
        logger.exception("the answer about %s could not be read", what)
        raise KopisMalformed(f"{what}: {type(error).__name__}") from error


def _result(future: Future[Item], tick: Callable[[], None]) -> Item | KopisError:
    try:
        return _wait(future, tick)
    except KopisError as error:
        return error


def _wait(future: Future[Item], tick: Callable[[], None]) -> Item:
    while True:
        try:
            return future.result(timeout=TICK_SECONDS)
        except TimeoutError:
            if future.done():
                raise
            tick()
