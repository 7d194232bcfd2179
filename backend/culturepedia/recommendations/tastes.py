"""Someone's picks and switches: reading them, writing them, and what they say to a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from culturepedia.accounts import counters
from culturepedia.recommendations.evidence import SOURCES
from culturepedia.recommendations.models import Taste
from culturepedia.recommendations.parameters import PICKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from culturepedia.accounts.models import User

SWITCHES = {"review": "reviews", "favorite": "favorites", "visit": "visits", "search": "searches"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request goes by: picks by kind, and which sources of signals may be used."""

    picks: Mapping[str, Sequence[str]]
    sources: tuple[str, ...] = SOURCES

    @property
    def tokens(self) -> tuple[str, ...]:
        """Return the picks that are tastes, as tokens; regions are none."""
        tags = (*self.picks["characteristics"], *self.picks["moods"])
        return (*(f"genre:{code}" for code in self.picks["categories"]), *(f"tag:{slug}" for slug in tags))


def find_taste(user: User) -> Taste | None:
    """Return what someone said, if anything; one query."""
    return Taste.objects.filter(user=user).first()


def wanted_by(taste: Taste | None, asked: Mapping[str, Sequence[str]]) -> Wanted:
    """Return what to go by: picks of the request stand in for those that are kept."""
    if taste is None:
        return Wanted(asked)
    sources = tuple(source for source, name in SWITCHES.items() if getattr(taste, f"use_{name}"))
    kept = {name: tuple(getattr(taste, name)) for name in PICKS}
    if not taste.enabled:
        return Wanted(asked, ())
    return Wanted(asked if any(asked.values()) else kept, sources)


@transaction.atomic
def keep_taste(*, user: User, given: Mapping[str, Any], now: datetime) -> Taste:
    """Keep someone's picks, each once and in the order given; switches that are not named stay.

    Raises:
        NotAuthenticated: The account was deleted meanwhile.
    """
    counters.lock(user)
    values: dict[str, Any] = {name: list(dict.fromkeys(given[name])) for name in PICKS}
    values |= {f"use_{name}": value for name, value in given.get("sources", {}).items()}
    values |= {"enabled": given["enabled"]} if "enabled" in given else {}
    row, _ = Taste.objects.update_or_create(user=user, defaults={**values, "updated_at": now})
    return row
