"""A lease: one holder, a fence that only grows, and no write after losing it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction

from culturepedia.common import clock, leases
from culturepedia.common.models import Lease

NAME = "test.job"


def _pass_time(seconds: float) -> None:
    """Let the lease look as if it had been renewed that long ago."""
    row = Lease.objects.get(name=NAME)
    assert row.expires_at is not None
    row.expires_at -= timedelta(seconds=seconds)
    row.save()


def _hand_to(holder: str) -> None:
    Lease.objects.filter(name=NAME).update(holder=holder)


@transaction.atomic
def _write_and_confirm(grant: leases.Grant) -> None:
    Lease.objects.create(name="written by the loser")
    leases.confirm(grant)


@pytest.mark.django_db
def test_gives_a_free_lease_to_the_first_who_asks() -> None:
    with leases.hold(NAME) as grant:
        assert not leases.is_free(NAME)
        assert grant.fence == 1

    assert leases.is_free(NAME)


@pytest.mark.django_db
def test_tells_the_second_who_holds_it_since_when() -> None:
    before = clock.now()
    with leases.hold(NAME) as grant, pytest.raises(leases.LeaseHeld) as caught:
        leases.acquire(NAME)

    assert caught.value.holder == grant.holder
    assert caught.value.since is not None
    assert before <= caught.value.since <= clock.now()


@pytest.mark.django_db
def test_raises_the_fence_with_every_holder() -> None:
    fences = []
    for _ in range(3):
        with leases.hold(NAME) as grant:
            fences.append(grant.fence)

    assert fences == [1, 2, 3]


@pytest.mark.django_db
def test_ends_when_nobody_renews_it() -> None:
    old = leases.acquire(NAME)
    _hand_to("elsewhere/1:1:x")
    _pass_time(leases.TTL.total_seconds() + 1)

    new = leases.acquire(NAME)

    assert new.fence == old.fence + 1


@pytest.mark.django_db
def test_holds_on_while_it_is_renewed() -> None:
    with time_machine.travel("2026-11-23T00:10:00+09:00", tick=False) as now:
        grant = leases.acquire(NAME)
        for _ in range(4):
            now.shift(leases.TTL - timedelta(seconds=1))
            leases.confirm(grant)

        with pytest.raises(leases.LeaseHeld):
            leases.acquire(NAME)


@pytest.mark.django_db
def test_is_ours_past_its_end_while_nobody_took_it() -> None:
    grant = leases.acquire(NAME)
    _pass_time(leases.TTL.total_seconds() + 60)

    leases.confirm(grant)

    assert not leases.is_free(NAME)


@pytest.mark.django_db
def test_refuses_the_loser_and_keeps_none_of_its_writes() -> None:
    loser = leases.acquire(NAME)
    _pass_time(leases.TTL.total_seconds() + 1)
    winner = leases.acquire(NAME)

    with pytest.raises(leases.LeaseLost):
        _write_and_confirm(loser)

    assert not Lease.objects.filter(name="written by the loser").exists()
    leases.confirm(winner)


@pytest.mark.django_db
def test_the_loser_cannot_give_back_what_is_not_its_own() -> None:
    loser = leases.acquire(NAME)
    _pass_time(leases.TTL.total_seconds() + 1)
    leases.acquire(NAME)

    leases.release(loser)

    assert not leases.is_free(NAME)


@pytest.mark.django_db
def test_takes_over_at_once_from_a_process_of_this_machine_that_is_gone() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    held = leases.acquire(NAME)
    _hand_to(held.holder.replace(f":{os.getpid()}:", f":{gone.pid}:"))

    assert leases.is_free(NAME)
    assert leases.acquire(NAME).fence == held.fence + 1


@pytest.mark.django_db
def test_waits_for_a_process_of_another_machine() -> None:
    held = leases.acquire(NAME)
    _hand_to(f"elsewhere/pid:{held.holder.split(':', 1)[1]}")

    with pytest.raises(leases.LeaseHeld):
        leases.acquire(NAME)
