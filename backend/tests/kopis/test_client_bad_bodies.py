"""Every answer of `bad_bodies`, sent over HTTP to the real client: the right outcome, in time, and no harm after it."""

from __future__ import annotations

import resource
import time
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from culturepedia.kopis.client import KopisClient, KopisError
from culturepedia.kopis.records import Skipped
from tests.kopis.bad_bodies import CASES, IDS, PATHS, Call, Case, good_body

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.kopis.conftest import Upstream

MAX_SECONDS = 5
MAX_EXTRA_BYTES = 150 * 1024 * 1024
START, END = date(2026, 12, 1), date(2026, 12, 31)
ASK: dict[Call, Callable[[KopisClient], list[Any]]] = {
    "list": lambda client: [row for page in client.iter_performance_pages(START, END) for row in page],
    "detail": lambda client: _found(client.performance(IDS["detail"])),
    "venues": lambda client: [row for page in client.iter_venue_pages() for row in page],
    "venue": lambda client: _found(client.venue(IDS["venue"])),
    "board": lambda client: list(client.rankings(START, END)),
}


def _found(record: Any) -> list[Any]:
    return [] if record is None else [record]


def test_the_table_is_large_and_its_names_are_unique() -> None:
    assert len(CASES) >= 200
    assert len({str(case) for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_bad_body_does_no_harm(upstream: Upstream, client: KopisClient, case: Case) -> None:
    upstream.say(PATHS[case.call], case.body(), headers=case.headers)
    peak = _peak_bytes()
    started = time.monotonic()

    if case.error:
        with pytest.raises(KopisError) as caught:
            ASK[case.call](client)
        assert type(caught.value) is case.error
    else:
        rows = ASK[case.call](client)
        assert [row.reason for row in rows if isinstance(row, Skipped)] == list(case.skipped)
        kept = [row for row in rows if not isinstance(row, Skipped)]
        assert len(kept) == len(case.rows)
        for row, expected in zip(kept, case.rows, strict=True):
            assert row.kopis_id == IDS[case.call]
            assert {name: getattr(row, name) for name in expected} == expected

    assert time.monotonic() - started < MAX_SECONDS
    assert _peak_bytes() - peak < MAX_EXTRA_BYTES
    upstream.say(PATHS[case.call], good_body(case.call))
    (good,) = ASK[case.call](client)
    assert good.kopis_id == IDS[case.call]
    assert not isinstance(good, Skipped)


def _peak_bytes() -> int:
    """Return the most memory that this process ever had: a test before may hide a test's need, never add to it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
