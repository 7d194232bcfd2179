"""Absence is not news: nothing is deleted, one absence proves nothing, and a mass of them proves the list wrong."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from culturepedia.kopis.models import SyncRun
from culturepedia.performances.models import Performance
from sandbox.faults import Fault, Reply, Request
from sandbox.server import start
from tests.kopis.sync.conftest import DAY, Copier, mark_of, picture

pytestmark = pytest.mark.django_db


def _unlist(*kopis_ids: str) -> Fault:
    """Leave performances out of every list page, by answering with the rows of the others."""
    numbers = "|".join(kopis_ids)
    row = re.compile(rf"<db>(?:(?!</db>).)*<mt20id>\s*(?:{numbers})\s*</mt20id>.*?</db>".encode(), re.DOTALL)

    def without(_: Request, reply: Reply) -> Reply:
        return Reply(body=row.sub(b"", reply.body))

    return Fault(lambda request: request.path == "pblprfr", without)


def _unknown(kopis_id: str) -> Fault:
    return Fault(lambda request: request.path == f"pblprfr/{kopis_id}", Reply(body=b"<dbs></dbs>"))


def _next_day(copier: Copier) -> None:
    copier.sandbox.set_date(copier.today + timedelta(days=1))


@pytest.fixture
def lost(copier: Copier) -> Performance:
    """Return a coming performance that KOPIS forgets: neither listed nor known by its id."""
    copier.performances()
    row = Performance.objects.filter(start_date__gt=DAY + timedelta(days=5)).order_by("kopis_id").first()
    assert row is not None
    copier.sandbox.faults += [_unlist(row.kopis_id), _unknown(row.kopis_id)]
    return row


def test_is_withdrawn_only_when_a_second_day_misses_it_too(copier: Copier, lost: Performance) -> None:
    copier.performances(full=True)
    copier.performances(full=True)  # again on the same day: no second witness
    lost.refresh_from_db()
    first = (lost.missing_since, lost.withdrawn_at)
    _next_day(copier)

    run = copier.performances(full=True)

    assert first == (DAY, None)
    lost.refresh_from_db()
    assert lost.withdrawn_at is not None
    assert run.outcome == SyncRun.Outcome.COMPLETE
    assert run.updated >= 1


def test_stays_when_its_detail_still_answers(copier: Copier, lost: Performance) -> None:
    copier.sandbox.faults.pop()  # the detail is there again

    for _ in range(3):
        copier.performances(full=True)
        _next_day(copier)

    lost.refresh_from_db()
    assert (lost.missing_since, lost.withdrawn_at) == (None, None)


def test_comes_back_when_it_is_listed_again(copier: Copier, lost: Performance) -> None:
    copier.performances(full=True)
    _next_day(copier)
    copier.performances(full=True)
    copier.sandbox.faults.clear()

    copier.performances(full=True)

    lost.refresh_from_db()
    assert (lost.missing_since, lost.withdrawn_at) == (None, None)


def test_an_incremental_night_never_misses_anything(copier: Copier, lost: Performance) -> None:
    for _ in range(3):
        _next_day(copier)
        copier.performances()

    lost.refresh_from_db()
    assert lost.missing_since is None


def test_a_failing_second_look_proves_nothing(copier: Copier, lost: Performance) -> None:
    copier.performances(full=True)
    _next_day(copier)
    copier.sandbox.faults[-1].reply = Reply(status=500)

    run = copier.performances(full=True)

    assert run.outcome == SyncRun.Outcome.INCOMPLETE
    lost.refresh_from_db()
    assert lost.withdrawn_at is None


@pytest.fixture
def crowd() -> Copier:
    sandbox = start(day=DAY, performances=260, venues=300)
    yield Copier(sandbox)  # type: ignore[misc]
    sandbox.stop()


def _one_row(request: Request, reply: Reply) -> Reply:
    rows = re.findall(rb"<db>.*?</db>", reply.body, re.DOTALL)
    return Reply(body=b"<dbs>" + b"".join(rows[:1]) + b"</dbs>")


def test_nothing_is_closed_when_suddenly_very_many_are_absent(crowd: Copier) -> None:
    crowd.performances()
    before, mark = picture("performances"), mark_of()
    crowd.sandbox.faults += [
        Fault(lambda request: request.path == "pblprfr", _one_row),
        Fault(lambda request: request.path.startswith("pblprfr/"), Reply(body=b"<dbs/>")),
    ]

    for _ in range(2):
        crowd.sandbox.set_date(crowd.today + timedelta(days=1))
        run = crowd.performances(full=True)

        assert run.outcome == SyncRun.Outcome.INCOMPLETE
        assert "사라졌습니다" in run.message
    after = picture("performances")["performances"]
    assert not Performance.objects.exclude(missing_since=None, withdrawn_at=None).exists()
    assert after.keys() >= before["performances"].keys()
    assert mark_of() == mark


def test_an_empty_list_closes_nothing(copier: Copier) -> None:
    copier.performances()
    copier.sandbox.faults.append(Fault(lambda request: request.path == "pblprfr", Reply(body=b"<dbs/>")))
    _next_day(copier)

    copier.performances(full=True)

    assert not Performance.objects.exclude(missing_since=None).exists()
