"""Whatever goes wrong, wherever: the run says so, what was known stays, the mark stays, and the next run heals it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db.models import F

from culturepedia.kopis.models import SyncRun
from culturepedia.performances.models import Performance, Venue
from sandbox.faults import Fault, Reply, Request
from tests.kopis.sync.conftest import DAY, Copier, clear_catalogue, mark_of, picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.server import Sandbox

pytestmark = pytest.mark.django_db


def _envelope(code: str) -> Reply:
    body = f"<dbs><db><returncode>{code}</returncode><errmsg>x</errmsg><responsetime>x</responsetime></db></dbs>"
    return Reply(body=body.encode())


FAULTS: dict[str, Reply | Callable[[Request, Reply], Reply]] = {
    "500": Reply(status=500),
    "400": Reply(status=400, body=b"<html>Request Blocked</html>", content_type="text/html"),
    "302": Reply(status=302),
    "reset": Reply(reset=True),
    "html": Reply(body=b"<!DOCTYPE html><html><body>maintenance</body></html>", content_type="text/html"),
    "json": Reply(body=b'{"success": false}', content_type="application/json"),
    "nothing": Reply(body=b""),
    "half": lambda _, reply: Reply(body=reply.body[: len(reply.body) // 2]),
    "cut": lambda _, reply: Reply(body=reply.body[:100], announce=len(reply.body)),
    "foreign root": lambda _, reply: Reply(body=reply.body.replace(b"dbs>", b"boxes>")),
    "envelope 03": _envelope("03"),
    "envelope 99": _envelope("99"),
    "quota": _envelope("02"),
}
PLACES: dict[str, Callable[[Request], bool]] = {
    "first page": lambda request: request.path == "pblprfr" and request.params.get("cpage") == "1",
    "one window": lambda request: request.path == "pblprfr" and request.params["stdate"] > "20261224",
    "a detail": lambda request: request.path.startswith("pblprfr/") and request.path.endswith("5"),
    "a venue": lambda request: request.path.startswith("prfplc/") and request.path.endswith("5"),
}


MATRIX = [(place, fault) for place in ("one window", "a detail") for fault in FAULTS]
MATRIX += [(place, fault) for place in ("first page", "a venue") for fault in ("500", "half", "quota")]


@pytest.mark.parametrize(("place", "fault"), MATRIX)
def test_a_fault_costs_nothing_that_was_known(kopis: Sandbox, copier: Copier, place: str, fault: str) -> None:
    broken = Fault(PLACES[place], FAULTS[fault])
    kopis.faults.append(broken)

    run = copier.performances()

    assert run.outcome == SyncRun.Outcome.INCOMPLETE
    assert run.message
    assert "test-key" not in run.message
    assert mark_of() is None
    kopis.faults.remove(broken)
    healed = copier.performances()
    assert healed.outcome == SyncRun.Outcome.COMPLETE
    assert not Performance.objects.exclude(list_fingerprint=F("detail_fingerprint")).exists()
    assert not Performance.objects.filter(venue=None).exclude(venue_kopis_id=None).exists()


@pytest.mark.parametrize("place", PLACES)
def test_yesterdays_catalogue_stays_on_show(kopis: Sandbox, copier: Copier, place: str) -> None:
    copier.performances()
    before = picture()
    mark = mark_of()
    kopis.set_date(copier.today + timedelta(days=1))
    kopis.faults.append(Fault(lambda _: True, Reply(status=503)))

    run = copier.performances(full=True)

    assert run.outcome == SyncRun.Outcome.INCOMPLETE
    after = picture()
    assert after == before
    assert mark_of() == mark


@pytest.mark.parametrize("place", ["a detail", "a venue"])
def test_one_broken_item_never_stops_the_others(kopis: Sandbox, copier: Copier, place: str) -> None:
    chosen = _an_item(copier, place)
    clear_catalogue()
    kopis.faults.append(Fault(lambda request: request.path == chosen, Reply(body=b"<dbs><db>")))

    run = copier.performances()

    assert (run.outcome, run.failed) == (SyncRun.Outcome.INCOMPLETE, 1)
    assert chosen.split("/")[1] in run.message
    without = Performance.objects.filter(detail_synced_at=None) if place == "a detail" else None
    assert without is None or [row.kopis_id for row in without] == [chosen.split("/")[1]]
    assert Venue.objects.count() > 20


def test_a_detail_broken_for_days_no_longer_holds_the_mark(kopis: Sandbox, copier: Copier) -> None:
    chosen = _an_item(copier, "a detail")
    clear_catalogue()
    kopis.faults.append(Fault(lambda request: request.path == chosen, Reply(body=b"<dbs><db>")))
    outcomes = []
    for _ in range(5):
        outcomes.append(copier.performances().outcome)
        kopis.set_date(copier.today + timedelta(days=1))

    assert outcomes == [SyncRun.Outcome.INCOMPLETE] * 3 + [SyncRun.Outcome.COMPLETE] * 2
    row = Performance.objects.get(kopis_id=chosen.split("/")[1])
    assert row.detail_synced_at is None
    kopis.faults.clear()
    copier.performances()
    row.refresh_from_db()
    assert row.detail_synced_at is not None


def test_five_failures_in_a_row_end_the_run(kopis: Sandbox, copier: Copier) -> None:
    kopis.faults.append(Fault(lambda _: True, Reply(status=500)))

    run = copier.performances()

    assert run.outcome == SyncRun.Outcome.INCOMPLETE
    assert run.requests == 5 * 3  # three tries each


def test_a_refused_key_ends_the_run_at_once(kopis: Sandbox, copier: Copier) -> None:
    kopis.faults.append(Fault(lambda _: True, _envelope("02")))

    run = copier.performances()

    assert (run.outcome, run.requests) == (SyncRun.Outcome.INCOMPLETE, 1)


def test_a_quota_in_the_middle_keeps_the_place(kopis: Sandbox, copier: Copier) -> None:
    used = iter(range(10_000))
    limit = Fault(lambda _: next(used) >= 60, _envelope("02"))
    kopis.faults.append(limit)

    stopped = copier.performances()

    assert stopped.outcome == SyncRun.Outcome.INCOMPLETE
    stored = Performance.objects.exclude(detail_synced_at=None).count()
    assert stored > 10
    kopis.faults.remove(limit)
    kopis.requests.clear()
    assert copier.performances().outcome == SyncRun.Outcome.COMPLETE
    details = sum(1 for path in kopis.requests if path.startswith("pblprfr/"))
    recent = Performance.objects.count() - stored
    assert details >= recent


def test_a_short_answer_budget_stops_the_run_cleanly(copier: Copier) -> None:
    class Poor(Copier):
        pass

    client = copier.client()
    client._budget = 30

    copier.client = lambda: client  # type: ignore[method-assign]
    run = copier.performances()

    assert run.outcome == SyncRun.Outcome.INCOMPLETE
    assert run.requests == 30
    assert "budget" in run.message


def _an_item(copier: Copier, place: str) -> str:
    """Return the path of a detail or venue that a run asks for."""
    copier.performances()
    if place == "a venue":
        return f"prfplc/{Venue.objects.order_by('kopis_id').first().kopis_id}"  # type: ignore[union-attr]
    return f"pblprfr/{Performance.objects.filter(start_date__gt=DAY).order_by('kopis_id').first().kopis_id}"  # type: ignore[union-attr]
