"""Asks KOPIS over HTTP and yields typed records.

Source: the KOPIS developer guide as summed up in docs/kopis.md. Knows no Django. Fails in the three ways of
`errors.py`; tries again only where waiting can help. The key travels in the query string, so neither URLs nor the
texts of other libraries' exceptions and log lines ever leave this module.
"""

from __future__ import annotations

import random
import threading
import time
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from culturepedia.kopis import readers
from culturepedia.kopis.answers import read_rows
from culturepedia.kopis.errors import KopisError, KopisMalformed, KopisRejected, KopisUnavailable
from culturepedia.kopis.limiter import limiter_for
from culturepedia.kopis.parse.codes import GENRE_CODES, REGION_CODES
from culturepedia.kopis.records import (
    ListedPerformance,
    ListedVenue,
    PerformanceRecord,
    RankingRow,
    Row,
    Skipped,
    VenueRecord,
)
from culturepedia.kopis.transport import Limits, Transport

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator
    from datetime import date

    from culturepedia.performances.codes import Genre, Region

__all__ = ["KopisClient", "KopisError", "KopisMalformed", "KopisRejected", "KopisUnavailable", "Limits"]

PAGE_ROWS = 100  # more is answered with code 06
MAX_PAGES = 999  # what the page parameter can say
RANKING_ROWS = 50
MAX_WINDOW_DAYS = 31
MAX_TRIES = 3
BACKOFF_SECONDS = 2.0
BLOCKED_SECONDS = 10.0  # what a block by KOPIS' security device takes to clear
MAX_RETRY_AFTER_SECONDS = 600.0

Listed = TypeVar("Listed", ListedPerformance, ListedVenue)
Detailed = TypeVar("Detailed", PerformanceRecord, VenueRecord)


class KopisClient:
    """One instance for each job; its threads share one session."""

    def __init__(  # noqa: PLR0913  # each is a fact about KOPIS that the caller may know better
        self,
        *,
        service_key: str,
        base_url: str,
        min_interval_seconds: float = 0.5,
        request_budget: int | None = None,
        backoff_seconds: float = BACKOFF_SECONDS,
        blocked_seconds: float = BLOCKED_SECONDS,
        limits: Limits | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Set up a client; nothing is sent yet.

        Args:
            service_key: The key that KOPIS gave.
            base_url: Up to and with `restful/`.
            min_interval_seconds: Between two requests of this process to that host.
            request_budget: After so many requests the client refuses to ask.
            backoff_seconds: The first pause before trying again; it doubles, with jitter.
            blocked_seconds: The pause after a block.
            limits: What one answer may cost.
            sleep: Waits between tries.
        """
        self._base_url = base_url.rstrip("/") + "/"
        self._transport = Transport(self._base_url, service_key, limits or Limits())
        self._interval = min_interval_seconds
        self._budget = request_budget
        self._backoff, self._blocked, self._sleep = backoff_seconds, blocked_seconds, sleep
        self._limiter = limiter_for(urlsplit(base_url).netloc)
        self._lock = threading.Lock()
        self.requests_made = 0

    def __repr__(self) -> str:
        return f"KopisClient({urlsplit(self._base_url).hostname})"

    def close(self) -> None:
        """Close the kept connections; the client can still be used and opens new ones."""
        self._transport.close()

    def iter_performance_pages(
        self, start: date, end: date, modified_since: date | None = None
    ) -> Iterator[tuple[ListedPerformance | Skipped, ...]]:
        """Yield the pages of performances whose run touches the window, newest registration first, each id once.

        Raises:
            ValueError: The window is longer than 31 days or ends before it starts.
            KopisError: A page could not be had; the pages before it were complete.
        """
        read = partial(readers.read_listed_performance, base_url=self._base_url)
        return self._pages("pblprfr", _window(start, end), modified_since, read)

    def iter_venue_pages(self, modified_since: date | None = None) -> Iterator[tuple[ListedVenue | Skipped, ...]]:
        """Yield the pages of the facility list, each id once.

        Raises:
            KopisError: A page could not be had; the pages before it were complete.
        """
        return self._pages("prfplc", {}, modified_since, readers.read_listed_venue)

    def performance(self, kopis_id: str) -> PerformanceRecord | Skipped | None:
        """Return one performance in full; None when KOPIS has nothing under that id.

        Raises:
            ValueError: That cannot be the id of a performance.
            KopisError: It could not be had.
        """
        read = partial(readers.read_performance, base_url=self._base_url)
        return self._one("pblprfr", kopis_id, readers.PERFORMANCE_ID, read)

    def venue(self, kopis_id: str) -> VenueRecord | Skipped | None:
        """Return one venue with its halls; None when KOPIS has nothing under that id.

        Raises:
            ValueError: That cannot be the id of a venue.
            KopisError: It could not be had.
        """
        return self._one("prfplc", kopis_id, readers.VENUE_ID, readers.read_venue)

    def rankings(
        self, start: date, end: date, genre: Genre | None = None, region: Region | None = None
    ) -> tuple[RankingRow | Skipped, ...]:
        """Return the booking board of at most 31 days: at most 50 places, each rank and each id once.

        Raises:
            ValueError: The span is longer than 31 days or ends before it starts.
            KopisError: It could not be had.
        """
        query = _window(start, end)
        if genre:
            query["catecode"] = GENRE_CODES[genre]
        if region:
            query["area"] = REGION_CODES[region]
        rows = self._ask("boxoffice", query, root="boxofs", expected=RANKING_ROWS)
        return tuple(_each_place_once(readers.read_ranking_row(row, base_url=self._base_url) for row in rows))

    def _pages(
        self, path: str, query: dict[str, str], modified_since: date | None, read: Callable[[Row], Listed | Skipped]
    ) -> Iterator[tuple[Listed | Skipped, ...]]:
        """Read pages until one is short or empty: a total is never given."""
        if modified_since:
            query = {**query, "afterdate": f"{modified_since:%Y%m%d}"}
        seen: dict[str, bool] = {}
        for page in range(1, MAX_PAGES + 1):
            rows = self._ask(
                path, {**query, "cpage": str(page), "rows": str(PAGE_ROWS)}, root="dbs", expected=PAGE_ROWS
            )
            known = len(seen)
            items = tuple(_each_id_once([read(row) for row in rows], seen))
            if items:
                yield items
            if len(rows) < PAGE_ROWS:
                return
            if len(seen) == known:
                raise KopisMalformed(f"{path}: page {page} is full and brings nothing new")
        raise KopisMalformed(f"{path}: more than {MAX_PAGES} pages")

    def _one(
        self, path: str, kopis_id: str, pattern: re.Pattern[str], read: Callable[[Row], Detailed | Skipped]
    ) -> Detailed | Skipped | None:
        if not pattern.fullmatch(kopis_id):
            raise ValueError("not a KOPIS id")
        rows = self._ask(f"{path}/{kopis_id}", {}, root="dbs", expected=1)
        if not rows:
            return None
        record = read(rows[0])
        if len(rows) > 1 or record.kopis_id != kopis_id:
            raise KopisMalformed(f"{path}/{kopis_id}: the answer is about something else")
        return record

    def _ask(self, path: str, query: dict[str, str], *, root: str, expected: int) -> list[Row]:
        """Ask up to three times, with growing pauses, as long as waiting can help."""
        for attempt in range(1, MAX_TRIES + 1):
            self._count_request(path)
            self._limiter.wait(self._interval)
            try:
                return read_rows(self._transport.get(path, query), root=root, expected=expected, what=path)
            except KopisUnavailable as error:
                if attempt == MAX_TRIES:
                    raise
                pause = self._pause(attempt, error)
            self._sleep(pause)
        raise AssertionError  # the last attempt returned or raised

    def _count_request(self, path: str) -> None:
        with self._lock:
            if self._budget is not None and self.requests_made >= self._budget:
                raise KopisRejected(f"{path}: the budget of {self._budget} requests is used up", code="budget")
            self.requests_made += 1

    def _pause(self, attempt: int, error: KopisUnavailable) -> float:
        if error.retry_after_seconds is not None:
            return min(error.retry_after_seconds, MAX_RETRY_AFTER_SECONDS)
        if error.is_block:
            return self._blocked
        jitter = random.uniform(0.75, 1.25)  # noqa: S311  # not a secret
        return self._backoff * jitter * (1 << (attempt - 1))


def _window(start: date, end: date) -> dict[str, str]:
    if not 0 <= (end - start).days < MAX_WINDOW_DAYS:
        raise ValueError(f"KOPIS answers for 1 to {MAX_WINDOW_DAYS} days")
    return {"stdate": f"{start:%Y%m%d}", "eddate": f"{end:%Y%m%d}"}


def _each_id_once(items: list[Listed | Skipped], seen: dict[str, bool]) -> Iterator[Listed | Skipped]:
    """Yield what has no id or one that is new, and of one id's rows at least one that can be stored.

    `seen` holds the ids that came before and whether a row of theirs could be stored; it is kept up to date.
    """
    usable = {item.kopis_id for item in items if not isinstance(item, Skipped)}
    for item in items:
        is_usable = not isinstance(item, Skipped)
        if item.kopis_id is None:
            yield item
        elif (is_usable or item.kopis_id not in usable) and not seen.get(item.kopis_id, False):
            if is_usable or item.kopis_id not in seen:
                yield item
            seen[item.kopis_id] = is_usable


def _each_place_once(items: Iterator[RankingRow | Skipped]) -> Iterator[RankingRow | Skipped]:
    """Yield a board's rows; a rank or a performance that stands there twice is skipped the second time."""
    ranks: set[int] = set()
    ids: set[str] = set()
    for item in items:
        if isinstance(item, RankingRow):
            if item.rank in ranks or item.kopis_id in ids:
                yield Skipped("repeated", item.kopis_id)
                continue
            ranks.add(item.rank)
            ids.add(item.kopis_id)
        yield item
