"""Leases: at most one process does a named job, and one that lost its lease writes nothing.

A lease is a row. Each new holder raises its `fence`; every writing transaction first confirms holder and fence with
one UPDATE, which locks the row until that transaction ends, so a new holder can never overtake a half-done write.
A lease that is not renewed ends after `TTL`; that of a process of this machine that no longer exists ends at once.
"""

from __future__ import annotations

import os
import secrets
import socket
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from culturepedia.common import clock
from culturepedia.common.models import Lease

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

TTL = timedelta(minutes=4)


class LeaseHeld(Exception):
    """Someone else holds the lease."""

    def __init__(self, name: str, holder: str, since: datetime | None) -> None:
        super().__init__(f"{name} is held by {holder}")
        self.name = name
        self.holder = holder
        self.since = since


class LeaseLost(Exception):
    """The lease ended and someone else took it: nothing more may be written."""


@dataclass(frozen=True, slots=True)
class Grant:
    """The right to do one job; `fence` tells it from every earlier and later right to the same job."""

    name: str
    holder: str
    fence: int


@contextmanager
def hold(name: str) -> Iterator[Grant]:
    """Hold the lease `name` for the length of the block and give it back afterwards.

    Raises:
        LeaseHeld: Someone else has it.
    """
    grant = acquire(name)
    try:
        yield grant
    finally:
        release(grant)


def acquire(name: str) -> Grant:
    """Take the lease `name` when it is free, has ended, or its holder's process is gone.

    Raises:
        LeaseHeld: Someone else has it.
    """
    Lease.objects.get_or_create(name=name)
    now = clock.now()
    holder = f"{_machine()}:{os.getpid()}:{secrets.token_hex(4)}"
    with transaction.atomic():
        row = Lease.objects.select_for_update().get(name=name)
        if row.expires_at is not None and row.expires_at > now and not _is_gone(row.holder):
            raise LeaseHeld(name, row.holder, row.acquired_at)
        row.holder, row.fence, row.acquired_at, row.expires_at = holder, row.fence + 1, now, now + TTL
        row.save(update_fields=["holder", "fence", "acquired_at", "expires_at"])
    return Grant(name, holder, row.fence)


def confirm(grant: Grant) -> None:
    """Renew the lease; call it first in every writing transaction, and often enough while waiting.

    A lease past its end that nobody took is still ours: its fence has not moved.

    Raises:
        LeaseLost: Someone else has taken it; let the transaction roll back.
    """
    mine = Lease.objects.filter(name=grant.name, holder=grant.holder, fence=grant.fence)
    if not mine.update(expires_at=clock.now() + TTL):
        raise LeaseLost(grant.name)


def release(grant: Grant) -> None:
    """Give the lease back, if it is still ours."""
    Lease.objects.filter(name=grant.name, holder=grant.holder, fence=grant.fence).update(expires_at=None, holder="")


def is_free(name: str) -> bool:
    """Say whether `acquire` would succeed now."""
    row = Lease.objects.filter(Q(expires_at__gt=clock.now()) & ~Q(holder=""), name=name).only("holder").first()
    return row is None or _is_gone(row.holder)


def has_ended(holder: str) -> bool:
    """Say whether the process that a grant names was one of this machine and is no more."""
    return _is_gone(holder)


def _machine() -> str:
    """Name this machine and process space, so that a process id of another container is never taken for ours."""
    try:
        space = Path("/proc/self/ns/pid").readlink().name
    except OSError:  # not Linux: one process space for each machine
        space = "pid"
    return f"{socket.gethostname()[:40]}/{space[:30]}"


def _is_gone(holder: str) -> bool:
    machine, _, rest = holder.rpartition(":")[0].rpartition(":")
    if machine != _machine() or not rest.isdecimal():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:  # it runs, as another user
        return False
    return False
