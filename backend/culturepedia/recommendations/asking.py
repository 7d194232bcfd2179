"""From a request to what the core is asked: who, what for, which part of the list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from culturepedia.performances.facets import when_span
from culturepedia.recommendations.core.candidates import Wish
from culturepedia.recommendations.core.recommend import Basis, Person
from culturepedia.recommendations.core.records import Item, Signal, Source
from culturepedia.recommendations.core.rerank import NEW_DAYS
from culturepedia.recommendations.core.signals import ENOUGH, LIKED_FROM, opinions_of, searched_tags, strength_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from culturepedia.recommendations.evidence import Trace
    from culturepedia.recommendations.tastes import Wanted

CLOSING_DAYS = 14
MOST_SIGNALS = 1_000  # of a person, the newest: older ones only say what must not come back
NEAR_REGIONS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a request comes to, before the items are read."""

    today: date
    values: Mapping[str, Any]
    wanted: Wanted
    asked_genres: tuple[str, ...]  # picked in this request
    signals: tuple[Signal, ...]
    unused: tuple[Signal, ...]
    age: int | None = None

    @property
    def keys(self) -> list[int]:
        """Return the primary keys of all performances that the person has to do with."""
        return sorted({one.item for one in (*self.signals, *self.unused) if one.item is not None})

    @property
    def strength(self) -> float:
        """Return how much is known of the person."""
        return strength_of(opinions_of(self.signals), searched_tags(self.signals, self.today.toordinal()))

    @property
    def basis(self) -> Basis:
        """Return what the answer will rest on."""
        if self.strength >= ENOUGH:
            return Basis.PERSONAL
        return Basis.TASTE if any(self.wanted.picks.values()) else Basis.POPULAR


def signals_of(traces: Iterable[Trace]) -> tuple[Signal, ...]:
    """Return traces as the core's signals; a search is one signal for each tag that it names."""
    found: list[Signal] = []
    for trace in traces:
        source, day = Source(trace.source), trace.day.toordinal()
        if source is Source.SEARCH:
            found.extend(Signal(source=source, day=day, tag=tag) for tag in trace.tags)
        else:
            found.append(Signal(source=source, day=day, item=trace.performance, rating=trace.rating))
    return tuple(found)


def newest(signals: Sequence[Signal]) -> tuple[tuple[Signal, ...], tuple[Signal, ...]]:
    """Return the signals to go by, and the rest of someone who has very many."""
    if len(signals) <= MOST_SIGNALS:
        return tuple(signals), ()
    ordered = sorted(signals, key=lambda one: -one.day)
    return tuple(ordered[:MOST_SIGNALS]), tuple(ordered[MOST_SIGNALS:])


def person_of(question: Question, items: Mapping[int, Item]) -> Person:
    """Return the person as the core sees them."""
    return Person(signals=question.signals, unused=question.unused, items=items, picks=question.wanted.tokens)


def wish_of(question: Question, items: Mapping[int, Item]) -> Wish:
    """Return what may be shown at all.

    Genres picked in the request narrow; those kept in the account do so only while nothing else is known.
    """
    values, today = question.values, question.today
    genres = question.asked_genres
    if not genres and question.basis is Basis.TASTE:
        genres = tuple(question.wanted.picks["categories"])
    wish = Wish(
        today=today.toordinal(),
        first_day=_ordinal(values.get("from")),
        last_day=_ordinal(values.get("to")),
        regions=frozenset(question.wanted.picks["regions"]),
        genres=frozenset(genres),
        age=question.age,
        price_max_krw=values.get("price_max_krw"),
    )
    return _for_tab(wish, question, items)


def evidence_of(question: Question) -> dict[str, int]:
    """Return how many of the person's signals speak for something, by source, and how many picks there are."""
    opinions = opinions_of(question.signals)

    def liked(source: Source) -> int:
        return sum(one.source is source and (one.rating is None or one.rating >= LIKED_FROM) for one in opinions)

    return {
        "reviews": liked(Source.REVIEW),
        "favorites": liked(Source.FAVORITE),
        "visits": liked(Source.VISIT),
        "searches": len({one.tag for one in question.signals if one.tag is not None}),
        "picks": sum(map(len, question.wanted.picks.values())),
    }


def _for_tab(wish: Wish, question: Question, items: Mapping[int, Item]) -> Wish:
    tab = question.values.get("tab")
    if tab == "new":
        return replace(wish, listed_from=wish.today - NEW_DAYS + 1)
    if tab == "closing":
        return replace(wish, ends_by=wish.today + CLOSING_DAYS)
    if tab == "weekend":
        first, last = (day.toordinal() for day in when_span("weekend", question.today))
        return replace(wish, first_day=max(first, wish.first_day or first), last_day=min(last, wish.last_day or last))
    if tab == "near" and not wish.regions:
        return replace(wish, regions=frozenset(_usual_regions(question, items)))
    return wish


def _usual_regions(question: Question, items: Mapping[int, Item]) -> list[str]:
    """Return the regions of most of what someone liked; none of who liked nothing."""
    counts: dict[str, float] = {}
    for opinion in opinions_of(question.signals):
        item = items.get(opinion.item)
        if item is not None and item.region is not None and opinion.weight > 0:
            counts[item.region] = counts.get(item.region, 0) + opinion.weight
    return sorted(counts, key=lambda region: (-counts[region], region))[:NEAR_REGIONS]


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
