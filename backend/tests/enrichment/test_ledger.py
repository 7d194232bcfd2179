"""Money: reservations never exceed a cap, whoever asks at once, and what nobody knows counts as paid."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from culturepedia.common import clock
from culturepedia.enrichment import ledger, tasks
from culturepedia.enrichment.ledger import CapReached, Caps, Offer
from culturepedia.enrichment.models import ModelCall, TagRun
from culturepedia.enrichment.models.ledger import MICRO
from culturepedia.performances.models import Performance
from tests.enrichment.conftest import tag_at

if TYPE_CHECKING:
    from culturepedia.enrichment.ledger import Reservation
    from tests.enrichment.conftest import AddPerformance
    from tests.enrichment.stub_model import StubModel

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
FREE = Caps(run=MICRO, day=MICRO, month=MICRO)


@pytest.fixture
def run(db: None) -> TagRun:
    return new_run()


def new_run() -> TagRun:
    return TagRun.objects.create(tagger="t", seoul_date=NOW.date(), started_at=NOW)


def reserve(run: TagRun, *keys: str, cost: int = 10, caps: Caps = FREE, now: datetime = NOW) -> Reservation | None:
    offer = Offer(dict.fromkeys(keys, cost), 0, "model", "1")
    return ledger.reserve(offer, run=run, holder="elsewhere:1:x", caps=caps, now=now)


@pytest.mark.parametrize("cap", ["run", "day", "month"])
def test_each_cap_holds_to_the_last_millionth(cap: str, run: TagRun) -> None:
    caps = Caps(**{"run": MICRO, "day": MICRO, "month": MICRO, cap: 20})

    assert reserve(run, "a", caps=caps)
    assert reserve(run, "b", caps=caps)
    with pytest.raises(CapReached, match=f"cap of the {cap}"):
        reserve(run, "c", cost=1, caps=caps)


def test_day_and_month_begin_at_midnight_in_seoul(run: TagRun) -> None:
    last_of_month = datetime(2026, 11, 30, 14, 59, 59, tzinfo=UTC)
    reserve(run, "a", now=last_of_month)

    before = ledger.sum_spent(run=None, today=datetime(2026, 11, 30, tzinfo=UTC).date())
    after = ledger.sum_spent(run=None, today=datetime(2026, 12, 1, tzinfo=UTC).date())

    assert (before.day, before.month) == (10, 10)
    assert (after.day, after.month) == (0, 0)


def test_what_is_being_asked_or_was_answered_is_left_out(run: TagRun) -> None:
    first = reserve(run, "a", "b")
    assert first is not None
    second = reserve(run, "b", "c")
    assert second is not None
    ledger.settle(first, {"a": ([("moving", 0.9)], None)}, cost=7, tokens=(1, 2), now=NOW)

    third = reserve(run, "a", "b", "c")

    assert second.keys == {"c"}
    assert third is not None
    assert third.keys == {"b"}
    first.call.refresh_from_db()
    assert (first.call.cost_microusd, first.call.reserved_microusd) == (7, 20)


def test_a_content_without_a_usable_answer_is_asked_three_times(run: TagRun) -> None:
    for _ in range(3):
        reservation = reserve(run, "a")
        assert reservation is not None
        ledger.settle(reservation, {}, cost=5, tokens=(None, None), now=NOW)

    assert reserve(run, "a") is None


def test_refunded_calls_cost_nothing_and_do_not_count(run: TagRun) -> None:
    for _ in range(8):
        reservation = reserve(run, "a")
        assert reservation is not None
        ledger.refund(reservation, error="HTTP 503", now=NOW)

    assert ledger.sum_spent(run=run, today=NOW.date()).run == 0


def test_a_call_whose_process_vanished_counts_as_paid_and_may_be_made_again_a_few_times(run: TagRun) -> None:
    made = 0
    now = NOW
    while reserve(run, "a", now=now):
        made += 1
        assert reserve(run, "a", now=now + timedelta(minutes=2)) is None
        now += timedelta(minutes=4)

    assert made == ledger.MAX_LOSSES
    assert set(ModelCall.objects.values_list("state", "cost_microusd")) == {("lost", 10)}


def test_an_answer_that_comes_after_all_is_kept(run: TagRun) -> None:
    reservation = reserve(run, "a")
    assert reservation is not None
    ledger.write_off_lost_calls(now=NOW + timedelta(hours=1))

    ledger.settle(reservation, {"a": ([("moving", 0.9)], None)}, cost=7, tokens=(1, 2), now=NOW)

    assert ledger.stored_answers(["a"]) == {"a": ([("moving", 0.9)], None)}
    assert ledger.sum_spent(run=run, today=NOW.date()).run == 7


def test_without_token_counts_the_reservation_stands(run: TagRun) -> None:
    reservation = reserve(run, "a")
    assert reservation is not None

    ledger.settle(reservation, {}, cost=None, tokens=(None, None), now=NOW)

    assert ledger.sum_spent(run=run, today=NOW.date()).run == 10


def test_tagging_waits_at_the_cap_and_goes_on_when_there_is_money(
    model: StubModel, add_performance: AddPerformance, settings: Any
) -> None:
    for _ in range(60):
        add_performance()
    settings.TAGGING_USD_PER_DAY = 0.009
    for _ in range(5):
        tasks.tag_performances()
    calls, spent = len(model.calls), ledger.sum_spent(run=None, today=clock.seoul_today()).day
    rest = Performance.objects.filter(hashtags=[]).count()
    settings.TAGGING_USD_PER_DAY = 2
    tasks.tag_performances(asked_for=True)

    assert 0 < calls < 8
    assert 0 < rest < 60
    assert spent <= 0.009 * MICRO
    assert TagRun.objects.order_by("pk").first().message == "the cap of the day is reached"  # type: ignore[union-attr]
    assert Performance.objects.filter(hashtags=[]).count() == 0


def test_a_reservation_is_never_below_what_the_model_can_charge(
    model: StubModel, add_performance: AddPerformance
) -> None:
    for _ in range(16):
        add_performance(title="한" * 200, synopsis="글" * 5000)

    tag_at(clock.now())

    for call in ModelCall.objects.all():
        body = model.calls[0].body
        most_input = len(str(body["messages"]).encode()) + len(str(body["response_format"]).encode())
        assert call.reserved_microusd >= 0.4 * most_input * 0.9 + 1.6 * body["max_completion_tokens"]
