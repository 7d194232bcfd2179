"""Limits that hold exactly: under parallel tries, in every process, and while the cache is away.

A limit allows so many tries within a sliding window. The moments of the tries stand in one row, which a transaction
locks before it counts. What is limited (an address, an account) is stored as a keyed hash only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.crypto import salted_hmac
from rest_framework import exceptions

from culturepedia.common.errors import bilingual
from culturepedia.common.models import RateLimit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

from contextlib import contextmanager


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` tries within `seconds`."""

    name: str
    most: int
    seconds: int


class TooManyTries(exceptions.Throttled):
    """A limit is reached; `Retry-After` says when the next try counts again."""

    def __init__(self, wait_seconds: float) -> None:
        seconds = max(1, math.ceil(wait_seconds))
        exceptions.APIException.__init__(
            self, bilingual(f"{seconds}초 뒤에 다시 해 주세요.", f"Please try again in {seconds} seconds.")
        )
        self.wait = seconds


def take(limit: Limit, *who: str, now: datetime) -> float:
    """Count a try; return 0 when it is allowed, else in how many seconds one would be, and count nothing."""
    moment = now.timestamp()
    with transaction.atomic():
        row = _locked_row(limit, who, now=now)
        recent = _recent(row, limit, moment)
        if len(recent) >= limit.most:
            return max(0.001, recent[-limit.most] + limit.seconds - moment)
        row.hits = [*recent, moment]
        row.expires_at = now + timedelta(seconds=limit.seconds)
        row.save(update_fields=["hits", "expires_at"])
    return 0.0


def require(limit: Limit, *who: str, now: datetime) -> None:
    """Count a try.

    Raises:
        TooManyTries: The limit is reached.
    """
    wait = take(limit, *who, now=now)
    if wait:
        raise TooManyTries(wait)


def give_back(limit: Limit, *who: str, now: datetime) -> None:
    """Forget the last counted try, which turned out not to be one of those that are limited."""
    with transaction.atomic():
        row = _locked_row(limit, who, now=now)
        row.hits = row.hits[:-1]
        row.save(update_fields=["hits"])


def count(limit: Limit, *who: str, now: datetime) -> int:
    """Return how many tries stand within the window."""
    row = RateLimit.objects.filter(key=_key(limit, who)).first()
    return 0 if row is None else len(_recent(row, limit, now.timestamp()))


@contextmanager
def one_at_a_time(name: str, *who: str, now: datetime) -> Iterator[None]:
    """Let one thread of all processes at a time run the block, in one transaction."""
    with transaction.atomic():
        _locked_row(Limit(name, 0, 60), who, now=now)
        yield


def delete_expired(*, now: datetime) -> int:
    """Delete rows whose window has passed; return how many."""
    return RateLimit.objects.filter(expires_at__lt=now).delete()[0]


def _locked_row(limit: Limit, who: tuple[str, ...], *, now: datetime) -> RateLimit:
    key = _key(limit, who)
    RateLimit.objects.get_or_create(key=key, defaults={"expires_at": now + timedelta(seconds=limit.seconds)})
    row = RateLimit.objects.select_for_update().filter(key=key).first()
    # The nightly cleaning may have deleted it between the two.
    return row or RateLimit.objects.create(key=key, expires_at=now + timedelta(seconds=limit.seconds))


def _recent(row: RateLimit, limit: Limit, moment: float) -> list[float]:
    return [hit for hit in row.hits if hit > moment - limit.seconds]


def _key(limit: Limit, who: tuple[str, ...]) -> str:
    return f"{limit.name}:{salted_hmac('culturepedia.limits', chr(0).join(who), algorithm='sha256').hexdigest()[:40]}"
