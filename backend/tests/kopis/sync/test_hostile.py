"""Every bad answer of `bad_bodies` through the whole sync: no crash, no wrong write, and the next good answer heals it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from werkzeug import Response

from culturepedia.common.progress import SilentProgress
from culturepedia.kopis.client import KopisClient
from culturepedia.kopis.errors import KopisError
from culturepedia.kopis.models import SyncMark, SyncRun
from culturepedia.kopis.sync import performances, rankings, venues
from culturepedia.kopis.sync.plans import Plan
from culturepedia.kopis.sync.windows import Span
from culturepedia.performances.models import Performance, RankingEntry, Venue
from tests.kopis.bad_bodies import CASES, IDS, PATHS, Call, Case, good_body

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_httpserver import HTTPServer
    from werkzeug import Request

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 10)
NOW = datetime(2026, 12, 9, tzinfo=ZoneInfo("Asia/Seoul"))
HORIZON = Span(TODAY, TODAY + timedelta(days=10))
BASE = "/openApi/restful/"


class Upstream:
    """Answers one path badly, and every other as KOPIS would."""

    def __init__(self, server: HTTPServer) -> None:
        self.base_url = server.url_for(BASE)
        self.bad: dict[str, tuple[bytes, dict[str, str]]] = {}
        self.good = {PATHS[call]: good_body(call) for call in ("list", "detail", "venue")}
        server.expect_request(re.compile(f"{BASE}.*")).respond_with_handler(self.answer)

    def answer(self, request: Request) -> Response:
        path = request.path.removeprefix(BASE)
        empty = b"<boxofs/>" if path == "boxoffice" else b"<dbs/>"
        if path in self.bad:
            body, headers = self.bad[path]
            return Response(body, headers={"Content-Type": "application/xml", **headers})
        body = self.good.get(path, empty)
        if path in ("pblprfr", "prfplc") and request.args.get("cpage") != "1":
            body = empty
        return Response(body, content_type="application/xml")


@pytest.fixture
def upstream(httpserver: HTTPServer) -> Upstream:
    return Upstream(httpserver)


@pytest.fixture
def sync(upstream: Upstream) -> Iterator[Callable[[Call], SyncRun]]:
    """Return what syncs the call of a case."""
    client = KopisClient(
        service_key="key-of-bad-days",
        base_url=upstream.base_url,
        min_interval_seconds=0,
        backoff_seconds=0,
        blocked_seconds=0,
    )
    silent = SilentProgress()

    def run(call: Call) -> SyncRun:
        if call == "venues":
            done = venues.sync_venues(venues.make_plan(today=TODAY), client=client, progress=silent)
        elif call == "board":
            done = rankings.sync_rankings(Plan(SyncRun.Kind.RANKINGS, TODAY), client=client, progress=silent)
        else:
            plan = performances.make_plan(today=TODAY, horizon=HORIZON)
            done = performances.sync_performances(plan, horizon=HORIZON, client=client, progress=silent)
        assert done is not None
        return done

    yield run
    client.close()


@pytest.fixture(autouse=True)
def bystanders() -> None:
    """Rows that no bad answer may touch, in a catalogue that is up to date."""
    for kind in ("performances", "venues"):
        SyncMark.objects.create(
            kind=kind,
            complete_through=TODAY - timedelta(days=1),
            covered_from=HORIZON.start,
            covered_to=HORIZON.end,
            full_pass_on=TODAY - timedelta(days=1),
        )
    venue = Venue.objects.create(kopis_id="FC990009", name="조용한 극장", synced_at=NOW, detail_synced_at=NOW)
    Performance.objects.create(
        kopis_id="PF990009",
        title="조용한 밤",
        start_date=TODAY,
        end_date=TODAY,
        venue=venue,
        venue_kopis_id="FC990009",
        list_fingerprint="same",
        detail_fingerprint="same",
        content_hash="same",
        created_at=NOW,
        synced_at=NOW,
        detail_synced_at=NOW,
    )


def _bystanders() -> list[dict[str, Any]]:
    return [
        *Performance.objects.filter(kopis_id="PF990009").values(),
        *Venue.objects.filter(kopis_id="FC990009").values(),
    ]


def _stored(case: Case) -> list[dict[str, Any]]:
    """Return what the catalogue holds of what the case's answer speaks of."""
    if case.call == "board":
        return list(RankingEntry.objects.filter(ranking__period="week").values("rank", "kopis_id"))[:1]
    if case.call == "detail":
        return list(Performance.objects.filter(kopis_id=IDS["detail"]).exclude(detail_synced_at=None).values())
    if case.call == "venue":
        return list(Venue.objects.filter(kopis_id=IDS["venue"]).exclude(detail_synced_at=None).values())
    model = Performance if case.call == "list" else Venue
    return list(model.objects.exclude(kopis_id__endswith="9").values())


def _harm(case: Case, bad: SyncRun) -> str | None:
    """Say what the bad answer did that it should not have done."""
    stored = _stored(case)
    if case.error and bad.outcome != SyncRun.Outcome.INCOMPLETE:
        return f"refused, but the run is {bad.outcome}"
    if len(stored) != len(case.rows):
        return f"{len(stored)} rows are stored, {len(case.rows)} were good"
    for row, expected in zip(stored, case.rows, strict=True):
        # Numbers of venues are keys in the table, and lists have a shape of their own there.
        plain = {name: value for name, value in expected.items() if name in row and not name.endswith("_id")}
        if plain.get("open_run", False) is None:
            del plain["open_run"]  # the column knows yes and no only
        wrong = {
            name: row[name] for name, value in plain.items() if not isinstance(value, tuple) and row[name] != value
        }
        if wrong:
            return f"stored {wrong}, not {expected}"
    if not case.error and sum(bad.skipped.values()) < len(set(case.skipped)):
        return f"skipped {bad.skipped}, expected {case.skipped}"
    return None


def _fault_of(case: Case, upstream: Upstream, sync: Callable[[Call], SyncRun]) -> str | None:
    """Play one case from bad to good and say what went wrong."""
    before = _bystanders()
    upstream.bad = {PATHS[case.call]: (case.body(), case.headers)}
    if case.call == "list":  # what the list says is told from what the detail adds
        upstream.bad[PATHS["detail"]] = (b"<dbs/>", {})
    if harm := _harm(case, sync(case.call)):
        return harm
    upstream.bad = {}
    upstream.good[PATHS[case.call]] = good_body(case.call)
    good = sync(case.call)
    if good.outcome != SyncRun.Outcome.COMPLETE or not _stored(case):
        return f"the good answer after it: {good.outcome} {good.message}"
    return "another row was touched" if _bystanders() != before else None


def _cases(call: Call) -> list[Case]:
    """Return all cases of the calls that matter most, and of the others what is special to them."""
    own = [case for case in CASES if case.call == call]
    if call in ("list", "detail"):
        return own
    special = [case for case in own if case.rows or case.skipped]
    return special + [case for case in own if case not in special][::4]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("call", PATHS)
def test_no_bad_answer_does_harm(
    upstream: Upstream, sync: Callable[[Call], SyncRun], call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    boards = list(rankings.boards_for(TODAY))
    monkeypatch.setattr(rankings, "boards_for", lambda _: boards[:1])
    faults: dict[str, str] = {}
    for case in _cases(call):
        with transaction.atomic():
            try:
                fault = _fault_of(case, upstream, sync)
            except (KopisError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
                fault = f"raised {error!r}"
            transaction.set_rollback(True)
        if fault:
            faults[str(case)] = fault

    assert faults == {}
