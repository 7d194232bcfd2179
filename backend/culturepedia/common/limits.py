"""Limits that hold exactly: under parallel tries, in every process, and while the cache is away.

A limit allows so many tries within a sliding window. The moments of the tries stand in one row, which a transaction
locks before it counts. What is limited (an address, an account) is stored as a keyed hash only.
"""

from __future__ import annotations

import math
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import orjson
from django.db import connection, transaction
from django.utils.crypto import salted_hmac
from rest_framework import exceptions

from culturepedia.common.errors import bilingual
from culturepedia.common.models import RateLimit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` tries within `seconds`."""

    name: str
    most: int
    seconds: int


class TooManyTries(exceptions.Throttled):
    """A limit is reached; `Retry-After` says when the next try counts again."""

    def __init__(self, wait_seconds: float, *, limit: str = "tries") -> None:
        self.limit = limit
        seconds = max(1, math.ceil(wait_seconds))
        exceptions.APIException.__init__(
            self, bilingual(f"{seconds}초 뒤에 다시 해 주세요.", f"Please try again in {seconds} seconds.")
        )
        self.wait = seconds


def take(limit: Limit, *who: str, now: datetime) -> float:
    """Count a try; return 0 when it is allowed, else in how many seconds one would be, and count nothing."""
    moment = now.timestamp()
    with transaction.atomic():
        key, hits = _lock(limit, who, now=now)
        recent = [hit for hit in hits if hit > moment - limit.seconds]
        if len(recent) >= limit.most:
            return max(0.001, recent[-limit.most] + limit.seconds - moment)
        expires_at = connection.ops.adapt_datetimefield_value(now + timedelta(seconds=limit.seconds))
        _execute(
            "UPDATE common_ratelimit SET hits = %s, expires_at = %s WHERE key = %s",
            [_json([*recent, moment]), expires_at, key],
        )
    return 0.0


def require(limit: Limit, *who: str, now: datetime) -> None:
    """Count a try.

    Raises:
        TooManyTries: The limit is reached.
    """
    wait = take(limit, *who, now=now)
    if wait:
        raise TooManyTries(wait, limit=limit.name)


def give_back(limit: Limit, *who: str, now: datetime) -> None:
    """Forget the last counted try, which turned out not to be one of those that are limited."""
    with transaction.atomic():
        key, hits = _lock(limit, who, now=now)
        _execute("UPDATE common_ratelimit SET hits = %s WHERE key = %s", [_json(hits[:-1]), key])


@contextmanager
def one_at_a_time(name: str, *who: str, now: datetime) -> Iterator[None]:
    """Let one thread of all processes at a time run the block, in one transaction."""
    with transaction.atomic():
        _lock(Limit(name, 0, 60), who, now=now)
        yield


def delete_expired(*, now: datetime) -> int:
    """Delete rows whose window has passed; return how many."""
    return RateLimit.objects.filter(expires_at__lt=now).delete()[0]


def _lock(limit: Limit, who: tuple[str, ...], *, now: datetime) -> tuple[str, list[float]]:
    """Hold the row of a limit until the transaction ends; return its key and the moments in it.

    In SQL, because a sign-in comes here five times: the ORM's part would be a tenth of its cost.
    """
    key = _key(limit, who)
    held = " FOR UPDATE" if connection.features.has_select_for_update else ""  # SQLite's transactions hold all
    while not (found := _execute(f"SELECT hits FROM common_ratelimit WHERE key = %s{held}", [key])):  # noqa: S608
        # Another may make it first, and the nightly cleaning may delete it again.
        RateLimit.objects.get_or_create(key=key, defaults={"expires_at": now + timedelta(seconds=limit.seconds)})
    hits: list[float] = orjson.loads(found[0][0])
    return key, hits


def _execute(text: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        return list(cursor.fetchall()) if cursor.description else []


def _json(hits: list[float]) -> str:
    return orjson.dumps(hits).decode()


def _key(limit: Limit, who: tuple[str, ...]) -> str:
    return f"{limit.name}:{salted_hmac('culturepedia.limits', chr(0).join(who), algorithm='sha256').hexdigest()[:40]}"
