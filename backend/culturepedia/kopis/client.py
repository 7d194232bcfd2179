"""Asks KOPIS over HTTP and yields typed records.

Source: the KOPIS developer guide as summed up in docs/kopis.md. Knows no Django. Fails in the three ways of
`errors.py`; tries again only where waiting can help. The key travels in the query string, so neither URLs nor the
texts of other libraries' exceptions ever leave this module.
"""

from __future__ import annotations

import random
import threading
import time
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import requests
import urllib3

from culturepedia.common.deadlines import DeadlineAdapter
from culturepedia.kopis import records
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from culturepedia.performances.codes import Genre, Region

__all__ = ["KopisClient", "KopisError", "KopisMalformed", "KopisRejected", "KopisUnavailable"]

PAGE_ROWS = 100  # more is answered with code 06
MAX_PAGES = 999  # what the page parameter can say
RANKING_ROWS = 50
MAX_WINDOW_DAYS = 31
CONNECT_SECONDS, READ_SECONDS, CALL_SECONDS = 5.0, 15.0, 30.0
MAX_BODY_BYTES = 5 * 1024 * 1024
MAX_TRIES = 3
BACKOFF_SECONDS = 2.0
BLOCKED_SECONDS = 10.0  # what a block by KOPIS' security device takes to clear
MAX_RETRY_AFTER_SECONDS = 600.0
CHUNK_BYTES = 64 * 1024

Listed = TypeVar("Listed", ListedPerformance, ListedVenue)


class KopisClient:
    """One instance for each job; its threads share one session."""

    def __init__(
        self,
        *,
        service_key: str,
        base_url: str,
        min_interval_seconds: float = 0.5,
        request_budget: int | None = None,
        backoff_seconds: float = BACKOFF_SECONDS,
        blocked_seconds: float = BLOCKED_SECONDS,
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
            sleep: Waits between tries.
        """
        self._service_key = service_key
        self._base_url = base_url.rstrip("/") + "/"
        self._interval = min_interval_seconds
        self._budget = request_budget
        self._backoff, self._blocked, self._sleep = backoff_seconds, blocked_seconds, sleep
        self._limiter = limiter_for(urlsplit(base_url).netloc)
        self._lock = threading.Lock()
        self.requests_made = 0
        self._session = requests.Session()
        self._session.trust_env = False
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, DeadlineAdapter(total_seconds=CALL_SECONDS, max_bytes=MAX_BODY_BYTES, pool_maxsize=16))

    def __repr__(self) -> str:
        return f"KopisClient({urlsplit(self._base_url).hostname})"

    def iter_performance_pages(
        self, start: date, end: date, modified_since: date | None = None
    ) -> Iterator[tuple[ListedPerformance | Skipped, ...]]:
        """Yield the pages of performances whose run touches the window, newest registration first, each id once.

        Raises:
            ValueError: The window is longer than 31 days or ends before it starts.
            KopisError: A page could not be had; the pages before it were complete.
        """
        if not 0 <= (end - start).days < MAX_WINDOW_DAYS:
            raise ValueError("a window has 1 to 31 days")
        query = {"stdate": f"{start:%Y%m%d}", "eddate": f"{end:%Y%m%d}"}
        return self._pages("pblprfr", query, modified_since, records.listed_performance)

    def iter_venue_pages(self, modified_since: date | None = None) -> Iterator[tuple[ListedVenue | Skipped, ...]]:
        """Yield the pages of the facility list, each id once.

        Raises:
            KopisError: A page could not be had; the pages before it were complete.
        """
        return self._pages("prfplc", {}, modified_since, records.listed_venue)

    def performance(self, kopis_id: str) -> PerformanceRecord | Skipped | None:
        """Return one performance in full; None when KOPIS has nothing under that id.

        Raises:
            KopisError: It could not be had.
        """
        row = self._one("pblprfr", kopis_id, "mt20id")
        return None if row is None else records.performance(row)

    def venue(self, kopis_id: str) -> VenueRecord | Skipped | None:
        """Return one venue with its halls; None when KOPIS has nothing under that id.

        Raises:
            KopisError: It could not be had.
        """
        row = self._one("prfplc", kopis_id, "mt10id")
        return None if row is None else records.venue(row)

    def rankings(
        self, start: date, end: date, genre: Genre | None = None, region: Region | None = None
    ) -> tuple[RankingRow | Skipped, ...]:
        """Return the booking board of at most 31 days, at most 50 places.

        Raises:
            ValueError: The span is longer than 31 days or ends before it starts.
            KopisError: It could not be had.
        """
        if not 0 <= (end - start).days < MAX_WINDOW_DAYS:
            raise ValueError("a span has 1 to 31 days")
        query = {"stdate": f"{start:%Y%m%d}", "eddate": f"{end:%Y%m%d}"}
        if genre:
            query["catecode"] = GENRE_CODES[genre]
        if region:
            query["area"] = REGION_CODES[region]
        rows = self._ask("boxoffice", query, root="boxofs", expected=RANKING_ROWS)
        return tuple(records.ranking_row(row, base_url=self._base_url) for row in rows)

    def _pages(
        self, path: str, query: dict[str, str], modified_since: date | None, read: Callable[[Row], Listed | Skipped]
    ) -> Iterator[tuple[Listed | Skipped, ...]]:
        """Read pages until one is short, empty, or brings nothing new: a total is never given."""
        if modified_since:
            query = {**query, "afterdate": f"{modified_since:%Y%m%d}"}
        seen: set[str] = set()
        for page in range(1, MAX_PAGES + 1):
            rows = self._ask(
                path, {**query, "cpage": str(page), "rows": str(PAGE_ROWS)}, root="dbs", expected=PAGE_ROWS
            )
            items = [read(row) for row in rows]
            new = [item for item in items if item.kopis_id is None or item.kopis_id not in seen]
            fresh = {item.kopis_id for item in new if item.kopis_id}
            seen |= fresh
            if new:
                yield tuple(new)
            if len(rows) < PAGE_ROWS:
                return
            if not fresh:
                raise KopisMalformed(f"{path}: page {page} repeats what came before")
        raise KopisMalformed(f"{path}: more than {MAX_PAGES} pages")

    def _one(self, path: str, kopis_id: str, id_element: str) -> Row | None:
        pattern = records.PERFORMANCE_ID if id_element == "mt20id" else records.VENUE_ID
        if not pattern.fullmatch(kopis_id):
            raise ValueError("not a KOPIS id")
        rows = self._ask(f"{path}/{kopis_id}", {}, root="dbs", expected=1)
        if not rows:
            return None
        given = rows[0].get(id_element)
        if len(rows) > 1 or not isinstance(given, str) or given.strip() != kopis_id:
            raise KopisMalformed(f"{path}/{kopis_id}: the answer is about something else")
        return rows[0]

    def _ask(self, path: str, query: dict[str, str], *, root: str, expected: int) -> list[Row]:
        """Ask up to three times, with growing pauses, as long as waiting can help."""
        for attempt in range(1, MAX_TRIES + 1):
            try:
                return read_rows(self._get(path, query), root=root, expected=expected, what=path)
            except KopisUnavailable as error:
                if attempt == MAX_TRIES:
                    raise
                self._sleep(self._pause(attempt, error.retry_after_seconds))
        raise AssertionError  # the last attempt returned or raised

    def _pause(self, attempt: int, retry_after: float | None) -> float:
        if retry_after is not None:
            return min(retry_after, MAX_RETRY_AFTER_SECONDS)
        return self._backoff * 2 ** (attempt - 1) * random.uniform(0.75, 1.25)  # noqa: S311  # jitter, not a secret

    def _get(self, path: str, query: dict[str, str]) -> bytes:
        with self._lock:
            if self._budget is not None and self.requests_made >= self._budget:
                raise KopisRejected(f"{path}: the budget of {self._budget} requests is used up", code="budget")
            self.requests_made += 1
        self._limiter.wait(self._interval)
        params = {"service": self._service_key, **query}
        try:
            with self._session.get(
                self._base_url + path,
                params=params,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                stream=True,
                allow_redirects=False,
            ) as reply:
                self._check_status(path, reply)
                return _read_body(path, reply)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as exc:
            # The text of the exception holds the URL, and so the key: it is neither chained nor shown.
            raise KopisUnavailable(f"{path}: {type(exc).__name__}") from None

    def _check_status(self, path: str, reply: requests.Response) -> None:
        status = reply.status_code
        if status == 200:
            return
        if status == 400:
            raise KopisUnavailable(f"{path}: HTTP 400, blocked", retry_after_seconds=self._blocked)
        if status == 404:
            raise KopisMalformed(f"{path}: HTTP 404")
        if status in (401, 403):
            raise KopisRejected(f"{path}: HTTP {status}", code=str(status))
        raise KopisUnavailable(f"{path}: HTTP {status}", retry_after_seconds=_retry_after(reply))


def _retry_after(reply: requests.Response) -> float | None:
    text: Any = reply.headers.get("Retry-After", "")
    return float(text) if text.isascii() and text.isdigit() and len(text) < 8 else None


def _read_body(path: str, reply: requests.Response) -> bytes:
    body = bytearray()
    while chunk := reply.raw.read(CHUNK_BYTES, decode_content=True):
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise KopisMalformed(f"{path}: more than {MAX_BODY_BYTES} bytes")
    return bytes(body)
