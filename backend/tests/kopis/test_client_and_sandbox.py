"""Two readings of the protocol meet: the client reads all that the sandbox says, and the parsers nearly all of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from culturepedia.kopis.client import KopisClient, KopisMalformed, KopisRejected, KopisUnavailable, Limits
from culturepedia.kopis.records import ListedPerformance, ListedVenue, PerformanceRecord, Skipped, VenueRecord
from culturepedia.performances.codes import Genre, Region
from sandbox import faults
from sandbox.prices import UNREADABLE as UNREADABLE_PRICES
from sandbox.server import Sandbox, start
from tests.kopis.coverage import Coverage

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = date(2026, 11, 23)
WHOLLY_READ = ("genre", "province", "facility and hall", "cast", "crew", "companies", "genre in lists",
               "province in lists", "province of venues", "run on boards")  # fmt: skip
# What the sandbox writes so that nobody can read it; everything else is read.
UNREADABLE = {
    "runtime": {"미정"},
    "age": {"초등학생 이상", "미취학 아동 입장 불가", "청소년 관람불가"},
    "prices": set(UNREADABLE_PRICES),
}
MOSTLY_READ = {"timetable": 0.95, "coordinates of venues": 0.9}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    sandbox = start(day=DAY, performances=600, venues=300, key="the-right-key")
    yield sandbox
    sandbox.stop()


@pytest.fixture
def sandbox_client(sandbox: Sandbox) -> Iterator[KopisClient]:
    client = _client(sandbox)
    yield client
    client.close()
    sandbox.faults.clear()


def _client(sandbox: Sandbox, key: str = "the-right-key", limits: Limits | None = None) -> KopisClient:
    return KopisClient(
        service_key=key,
        base_url=sandbox.base_url,
        min_interval_seconds=0,
        backoff_seconds=0,
        blocked_seconds=0,
        limits=limits,
    )


def _windows() -> list[tuple[date, date]]:
    first = DAY - timedelta(days=120)
    starts = [first + timedelta(days=31 * number) for number in range(10)]
    return [(start, start + timedelta(days=30)) for start in starts]


def test_reads_every_row_of_a_world(sandbox: Sandbox, sandbox_client: KopisClient) -> None:
    listed: dict[str, ListedPerformance] = {}
    coverage = Coverage()
    for start_date, end_date in _windows():
        for page in sandbox_client.iter_performance_pages(start_date, end_date):
            coverage.add(page)
            listed |= {item.kopis_id: item for item in page if isinstance(item, ListedPerformance)}
    venues = [item for page in sandbox_client.iter_venue_pages() for item in page]
    details = [sandbox_client.performance(kopis_id) for kopis_id in listed]
    coverage.add(venues)
    coverage.add(details)
    coverage.add(sandbox_client.venue(item.kopis_id or "") for item in venues)
    for genre in (None, *Genre):
        coverage.add(sandbox_client.rankings(DAY - timedelta(days=7), DAY, genre=genre))
    for region in Region:
        coverage.add(sandbox_client.rankings(DAY - timedelta(days=7), DAY, region=region))

    print("\n".join(coverage.lines()))  # noqa: T201  # for the release notes: pytest -s
    assert len(listed) == len(sandbox.catalogue.listings)
    assert coverage.records["VenueRecord"] == coverage.records["ListedVenue"] >= 300
    assert coverage.records["RankingRow"] > 100
    assert not coverage.skipped
    for record in details:
        assert isinstance(record, PerformanceRecord)
        row = listed[record.kopis_id]
        assert (record.title, record.start_date, record.end_date) == (row.title, row.start_date, row.end_date)
        assert (record.venue_name, record.genre) == (row.venue_name, row.genre)
        assert row.region in (record.region, None)  # old rows lack it in lists
        assert record.venue_id is not None
        assert row.poster_url == record.poster_url
    for name in WHOLLY_READ:
        assert coverage.share(name) == 1, (name, coverage.unread[name])
    for name, texts in UNREADABLE.items():
        assert set(coverage.unread[name]) <= texts
    for name, share in MOSTLY_READ.items():
        assert share <= coverage.share(name) <= 1, (name, coverage.unread[name])


def test_reads_changes_only(sandbox: Sandbox, sandbox_client: KopisClient) -> None:
    span = (DAY, DAY + timedelta(days=30))
    everything = [item for page in sandbox_client.iter_performance_pages(*span) for item in page]
    changed = [item for page in sandbox_client.iter_performance_pages(*span, modified_since=DAY) for item in page]

    assert 0 < len(changed) < len(everything) / 4
    assert {item.kopis_id for item in changed} < {item.kopis_id for item in everything}


def test_nothing_is_found_under_an_unknown_id(sandbox_client: KopisClient) -> None:
    assert sandbox_client.performance("PF999999") is None
    assert sandbox_client.venue("FC999999") is None


def test_reports_a_refused_key(sandbox: Sandbox) -> None:
    with pytest.raises(KopisRejected) as caught:
        list(_client(sandbox, key="wrong").iter_performance_pages(DAY, DAY))

    assert caught.value.code == "02"


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (faults.BLOCKED, KopisUnavailable),
        (faults.BARE_400, KopisUnavailable),
        (faults.UNAVAILABLE, KopisUnavailable),
        (faults.RESET, KopisUnavailable),
        (faults.cut_off, KopisUnavailable),
        (faults.Reply(delay_seconds=30), KopisUnavailable),
        (faults.truncated, KopisMalformed),
        (faults.MAINTENANCE, KopisMalformed),
    ],
)
def test_reports_faults_on_any_page(sandbox: Sandbox, reply: faults.Answer, error: type[Exception]) -> None:
    client = _client(sandbox, limits=Limits(read_seconds=0.3))
    sandbox.faults.append(faults.Fault(lambda request: request.params.get("cpage") == "2", reply))
    try:
        pages = client.iter_performance_pages(DAY - timedelta(days=30), DAY)

        assert len(next(pages)) == 100
        with pytest.raises(error):
            next(pages)
    finally:
        sandbox.faults.clear()
        client.close()


def test_a_fault_that_passes_costs_nothing(sandbox: Sandbox, sandbox_client: KopisClient) -> None:
    whole = [item.kopis_id for page in sandbox_client.iter_performance_pages(DAY, DAY) for item in page]
    for reply in (faults.BLOCKED, faults.UNAVAILABLE, faults.RESET, faults.cut_off):
        sandbox.faults.append(faults.Fault(lambda request: request.path == "pblprfr", reply, times=2))

        assert [item.kopis_id for page in sandbox_client.iter_performance_pages(DAY, DAY) for item in page] == whole
        sandbox.faults.clear()


def test_pages_shift_while_they_are_read(sandbox: Sandbox, sandbox_client: KopisClient) -> None:
    span = (DAY - timedelta(days=30), DAY)
    before = {item.kopis_id for page in sandbox_client.iter_performance_pages(*span) for item in page}

    pages = sandbox_client.iter_performance_pages(*span)
    ids = [item.kopis_id for item in next(pages)]
    sandbox.set_date(DAY + timedelta(days=1))
    try:
        ids += [item.kopis_id for page in pages for item in page]
    finally:
        sandbox.set_date(DAY)

    assert len(ids) == len(set(ids))
    assert len(before - set(ids)) < len(before) / 10


def test_a_listed_venue_is_the_same_in_full(sandbox_client: KopisClient) -> None:
    for item in next(sandbox_client.iter_venue_pages())[:20]:
        assert isinstance(item, ListedVenue)
        record = sandbox_client.venue(item.kopis_id)
        assert isinstance(record, VenueRecord)
        assert (record.name, record.closed, record.kind) == (item.name, item.closed, item.kind)
        assert not isinstance(record, Skipped)
        assert len(record.halls) == item.hall_count
