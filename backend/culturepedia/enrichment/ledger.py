"""Money: every model call is entered with the most it can cost before it is made, and never above the caps.

One transaction at a time, over all processes, decides: it leaves out contents that were answered or are being asked,
adds what the rest can cost to what the run, the day and the month have cost, and writes the call, or refuses. A call
whose process vanished counts as paid. Keys are hashes of content, model and prompt: the same content is asked again
only while no answer to it was ever stored, and only a few times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from culturepedia.common import leases
from culturepedia.common.limits import one_at_a_time
from culturepedia.enrichment.models import ModelAnswer, ModelCall, ModelCallItem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from culturepedia.enrichment.models import TagRun
    from culturepedia.enrichment.vocabulary import Tags

LOCK = "enrichment.ledger"
PATIENCE = timedelta(minutes=3)  # above the longest call; then an open one is lost, whoever made it
MAX_ASKS = 3  # of one content that gave no usable answer
MAX_LOSSES = 6  # of one content whose calls vanished with their processes
State = ModelCall.State


class CapReached(Exception):
    """One more call could cost more than allowed; the text names the cap."""


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that may be spent, in millionths of a dollar."""

    run: int
    day: int
    month: int


@dataclass(frozen=True, slots=True)
class Spent:
    """What was spent, reservations included, in millionths of a dollar."""

    run: int
    day: int
    month: int


@dataclass(frozen=True, slots=True)
class Offer:
    """Contents to ask about, each with the most that it can cost, and what a call costs besides."""

    costs: Mapping[str, int]  # by key
    base_cost: int
    model: str
    prompt_version: str


@dataclass(frozen=True, slots=True)
class Reservation:
    """The right to make one call about `keys`."""

    call: ModelCall
    keys: frozenset[str]


def reserve(offer: Offer, *, run: TagRun, holder: str, caps: Caps, now: datetime) -> Reservation | None:
    """Enter a call about those contents that need one; None when none does.

    Raises:
        CapReached: It could cost more than is left; nothing was entered.
    """
    today = timezone.localdate(now)
    with one_at_a_time(LOCK, now=now):
        write_off_lost_calls(now=now)
        keys = set(offer.costs) - _closed_keys(offer.costs)
        if not keys:
            return None
        cost = offer.base_cost + sum(offer.costs[key] for key in keys)
        spent = sum_spent(run=run, today=today)
        for name in ("run", "day", "month"):
            if getattr(spent, name) + cost > getattr(caps, name):
                raise CapReached(f"the cap of the {name} is reached")
        call = ModelCall.objects.create(
            run=run,
            model=offer.model,
            prompt_version=offer.prompt_version,
            seoul_date=today,
            holder=holder,
            reserved_microusd=cost,
            cost_microusd=cost,
            started_at=now,
        )
        ModelCallItem.objects.bulk_create(ModelCallItem(call=call, key=key) for key in sorted(keys))
    return Reservation(call, frozenset(keys))


def settle(
    reservation: Reservation,
    answers: Mapping[str, tuple[Tags, str | None]],
    *,
    cost: int | None,
    tokens: tuple[int | None, int | None],
    now: datetime,
) -> None:
    """Store the answers and what they cost; without a known cost the reservation stands."""
    with transaction.atomic():
        call = ModelCall.objects.select_for_update().get(pk=reservation.call.pk)
        call.state, call.finished_at = State.SETTLED, now
        call.input_tokens, call.output_tokens = tokens
        if cost is not None:
            call.cost_microusd = cost
        call.error = (
            "" if len(answers) == len(reservation.keys) else f"{len(answers)} of {len(reservation.keys)} usable"
        )
        call.save(update_fields=["state", "finished_at", "input_tokens", "output_tokens", "cost_microusd", "error"])
        ModelAnswer.objects.bulk_create(
            [
                ModelAnswer(key=key, tags=tags, title_en=title_en, created_at=now)
                for key, (tags, title_en) in sorted(answers.items())
            ],
            ignore_conflicts=True,
        )


def refund(reservation: Reservation, *, error: str, now: datetime) -> None:
    """Note that the service did not work on the call: it costs nothing."""
    _close(reservation.call, State.REFUNDED, error, now)


def lose(reservation: Reservation, *, error: str, now: datetime) -> None:
    """Note that nobody knows whether the service worked on the call: it counts as paid."""
    _close(reservation.call, State.LOST, error, now)


def write_off_lost_calls(*, now: datetime) -> int:
    """Close open calls whose process is gone, or that are too old to be answered; return how many."""
    lost = [
        call
        for call in ModelCall.objects.filter(state=State.OPEN).select_for_update()
        if call.started_at < now - PATIENCE or leases.has_ended(call.holder)
    ]
    for call in lost:
        _close(call, State.LOST, "the process ended", now)
    return len(lost)


def stored_answers(keys: Sequence[str]) -> dict[str, tuple[Tags, str | None]]:
    """Return what was answered before, by key; one query."""
    rows = ModelAnswer.objects.filter(key__in=keys).values_list("key", "tags", "title_en")
    return {key: ([(slug, confidence) for slug, confidence in tags], title_en) for key, tags, title_en in rows}


def open_keys(keys: Sequence[str]) -> set[str]:
    """Return those contents that another process is asking about now; one query."""
    rows = ModelCallItem.objects.filter(key__in=keys, call__state=State.OPEN)
    return set(rows.values_list("key", flat=True))


def sum_spent(*, run: TagRun | None, today: date) -> Spent:
    """Return what the run, the date and its month have cost; three queries."""
    return Spent(
        run=_sum(run=run) if run else 0,
        day=_sum(seoul_date=today),
        month=_sum(seoul_date__gte=today.replace(day=1), seoul_date__lte=today),
    )


def with_costs(runs: QuerySet[TagRun]) -> QuerySet[TagRun]:
    """Return the runs with `calls_made` and `spent`."""
    return runs.annotate(calls_made=Count("calls"), spent=Sum("calls__cost_microusd"))


def _closed_keys(keys: Mapping[str, int]) -> set[str]:
    """Return those that must not be asked: answered, being asked, or asked in vain often enough."""
    closed = set(ModelAnswer.objects.filter(key__in=keys).values_list("key", flat=True))
    asked = ModelCallItem.objects.filter(key__in=keys).exclude(call__state=State.REFUNDED)
    for key, state, count in asked.values_list("key", "call__state").annotate(Count("id")):
        most = {State.OPEN.value: 1, State.SETTLED.value: MAX_ASKS, State.LOST.value: MAX_LOSSES}[state]
        if count >= most:
            closed.add(key)
    return closed


def _close(call: ModelCall, state: ModelCall.State, error: str, now: datetime) -> None:
    values = {"state": state, "error": error[:200], "finished_at": now}
    if state == State.REFUNDED:
        values["cost_microusd"] = 0
    ModelCall.objects.filter(pk=call.pk, state=State.OPEN).update(**values)


def _sum(**conditions: object) -> int:
    return int(ModelCall.objects.filter(**conditions).aggregate(total=Sum("cost_microusd"))["total"] or 0)
