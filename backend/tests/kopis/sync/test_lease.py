"""Two syncs at once: one works, and one that lost its lease writes nothing more."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from threading import Event

import pytest

from culturepedia.common import clock, leases
from culturepedia.common.models import Lease
from culturepedia.kopis.models import SyncRun
from culturepedia.kopis.sync import fetching
from culturepedia.kopis.sync.plans import lease_name
from culturepedia.kopis.sync.runs import Run
from tests.kopis.sync.conftest import Copier, mark_of, picture

pytestmark = pytest.mark.django_db
NAME = lease_name(SyncRun.Kind.PERFORMANCES)


def test_the_second_leaves_without_a_trace(copier: Copier) -> None:
    with leases.hold(NAME), pytest.raises(leases.LeaseHeld):
        copier.performances()

    assert not SyncRun.objects.exists()
    assert copier.sandbox.requests.total() == 0


def test_other_kinds_may_run_meanwhile(copier: Copier) -> None:
    with leases.hold(NAME):
        assert copier.venues().outcome == SyncRun.Outcome.COMPLETE


def test_gives_the_lease_back(copier: Copier) -> None:
    copier.performances()

    assert leases.is_free(NAME)


@pytest.mark.parametrize("step", [1, 3, 12, 40])
def test_writes_nothing_after_another_process_took_over(
    copier: Copier, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    heartbeat = Run.heartbeat
    steps = count(1)
    then: list[object] = []

    def lose_the_lease(run: Run) -> None:
        heartbeat(run)
        if next(steps) == step:
            Lease.objects.filter(name=NAME).update(expires_at=clock.now() - timedelta(seconds=1))
            leases.acquire(NAME)
            then.append(picture())

    monkeypatch.setattr(Run, "heartbeat", lose_the_lease)

    with pytest.raises(leases.LeaseLost):
        copier.performances()

    assert [picture()] == then
    assert mark_of() is None
    assert not leases.is_free(NAME)
    assert SyncRun.objects.get().outcome == SyncRun.Outcome.RUNNING  # the new holder will say how it ended


def test_renews_its_lease_while_it_waits_for_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """KOPIS may ask for minutes of patience in the middle of one call."""
    monkeypatch.setattr(fetching, "TICK_SECONDS", 0.01)
    answered, renewed = Event(), count()

    def tick() -> None:
        if next(renewed) == 3:
            answered.set()

    result = fetching.fetch_one(lambda: answered.wait(20), tick=tick)

    assert result is True
    assert next(renewed) >= 4
