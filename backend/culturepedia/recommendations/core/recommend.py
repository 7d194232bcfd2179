"""The whole way of one request: candidates, scores, order, reasons."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from culturepedia.recommendations.core.candidates import Reach, Wish, find_candidates, past_of
from culturepedia.recommendations.core.explain import MOST_REASONS, Asked, Reason, ReasonCode, explain
from culturepedia.recommendations.core.rerank import rerank
from culturepedia.recommendations.core.score import best_first, score
from culturepedia.recommendations.core.signals import ENOUGH, build_profile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from culturepedia.recommendations.core.model import Model
    from culturepedia.recommendations.core.records import Ints, Item, Signal
    from culturepedia.recommendations.core.score import Scores
    from culturepedia.recommendations.core.shelf import Shelf
    from culturepedia.recommendations.core.signals import Profile


class Basis(StrEnum):
    """What the answer rests on."""

    PERSONAL = "personal"
    TASTE = "taste"
    POPULAR = "popular"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone who asks: what they did, the items that was about, and the tokens that they picked.

    `unused` they did too, but it may say nothing of their taste, only what must not come back.
    """

    signals: Sequence[Signal] = ()
    unused: Sequence[Signal] = ()
    items: Mapping[int, Item] = field(default_factory=dict)
    picks: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """One recommended item."""

    item: Item
    score: float
    reasons: Sequence[Reason]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What to recommend, on what basis, how far regions were widened, and loved works in other productions."""

    basis: Basis
    reach: Reach
    results: Sequence[Recommendation]
    again: Sequence[Recommendation]


def recommend(model: Model, shelf: Shelf, person: Person, *, wish: Wish, limit: int = 20) -> Answer:
    """Return the recommendations of a request."""
    profile = build_profile(model, person.signals, person.items, day=wish.today, picks=person.picks)
    past = past_of([*person.signals, *person.unused], profile.opinions, person.items)
    found = find_candidates(shelf, wish, past)
    regions = wish.regions if found.reach is Reach.ASKED else frozenset()
    asked = Asked(today=wish.today, items=person.items, regions=tuple(sorted(regions)))

    def ranked(rows: Ints) -> list[Recommendation]:
        return _ranked(score(model, shelf, profile, rows), asked, limit) if len(rows) else []

    return Answer(
        basis=basis_of(profile),
        reach=found.reach,
        results=ranked(found.rows),
        again=[_with_work(one, profile) for one in ranked(found.again)],
    )


def basis_of(profile: Profile) -> Basis:
    """Return what is known of a person, in one word."""
    if profile.strength >= ENOUGH:
        return Basis.PERSONAL
    return Basis.TASTE if profile.picks else Basis.POPULAR


def _with_work(one: Recommendation, profile: Profile) -> Recommendation:
    """Return another production of a loved work with that as its first reason, whatever its score is made of."""
    loved = [
        opinion
        for opinion, family in zip(profile.opinions, profile.families, strict=True)
        if family == one.item.family and opinion.rating is not None
    ]
    best = max(loved, key=lambda opinion: (opinion.rating or 0, opinion.day))
    told = {"item": best.item, "source": best.source.value, "rating": best.rating}
    others = [reason for reason in one.reasons if reason.code is not ReasonCode.NEW_PRODUCTION]
    return replace(one, reasons=[Reason(ReasonCode.NEW_PRODUCTION, told), *others][:MOST_REASONS])


def _ranked(scores: Scores, asked: Asked, limit: int) -> list[Recommendation]:
    places = rerank(scores, best_first(scores), limit=limit, today=asked.today)
    reasons = explain(scores, places, asked) if places else []
    return [
        Recommendation(item=scores.shelf.items[place.row], score=float(scores.total[place.position]), reasons=told)
        for place, told in zip(places, reasons, strict=True)
    ]
