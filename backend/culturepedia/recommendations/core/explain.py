"""Why an item is recommended: from the sums that ranked it, and only what is a fact.

Every personal part is linear in what the person did, so each past item's share of an item's score is known exactly. A
share counts as a reason from 15 % of the positive personal part. What other people did is told from five of them on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from culturepedia.recommendations.core.contributions import find_contributions
from culturepedia.recommendations.core.features import tokens_of
from culturepedia.recommendations.core.records import PRIVACY_FLOOR
from culturepedia.recommendations.core.rerank import NEW_DAYS
from culturepedia.recommendations.core.shelf import MOST_RANK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from culturepedia.recommendations.core.contributions import Contributions
    from culturepedia.recommendations.core.model import Model
    from culturepedia.recommendations.core.records import Doubles, Item
    from culturepedia.recommendations.core.rerank import Place
    from culturepedia.recommendations.core.score import Scores

LEAST_SHARE = 0.15
MOST_REASONS = 2
MOST_SHARED = 5
POPULAR_SHARE = 0.1  # of the candidates, and at least ten: the most popular of them are "popular now"
LEAST_POPULAR = 10
LEAST_RECENT = 1.0  # likes, as they count today: what was loved long ago is not popular now
SHARED_KINDS = ("genre", "tag", "cast", "crew", "prod", "venue", "word")


class ReasonCode(StrEnum):
    """What a reason says; beside each the parameters it carries."""

    NEW_PRODUCTION = "new_production"  # item: another production of the same work that the person liked
    CAST = "cast"  # name, item: on stage here and in what the person liked
    CREW = "crew"  # name, item
    SIMILAR = "similar"  # item, source, rating, shared: tokens that both have
    LIKED_TOGETHER = "liked_together"  # item, source, rating, people: how many like both, at least five
    SEARCHED_TAG = "searched_tag"  # tag
    PICKED = "picked"  # token
    POPULAR = "popular"  # people, regions
    BOX_OFFICE = "box_office"  # rank: on this week's board of the country
    NEW_LISTING = "new_listing"  # day
    RUNNING = "running"  # day: the last
    OPENING = "opening"  # day: the first


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a code and what it needs to be said, and checked."""

    code: ReasonCode
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of the request the reasons speak of."""

    today: int
    items: Mapping[int, Item]  # those of the person's opinions
    regions: tuple[str, ...] = ()


def explain(scores: Scores, places: Sequence[Place], asked: Asked) -> list[list[Reason]]:
    """Return the reasons of each place, the strongest first; every place has at least one."""
    found = find_contributions(scores, [place.position for place in places])
    popular = _popular_from(scores)
    told = []
    for column, place in enumerate(places):
        item = scores.shelf.items[place.row]
        reasons = [] if place.newcomer else list(_personal(scores, item, found, column, asked))
        if place.newcomer:
            reasons.append(Reason(ReasonCode.NEW_LISTING, {"day": item.listed_day}))
        if len(reasons) < MOST_REASONS:
            reasons.extend(_general(scores, place, popular, asked))
        told.append(_distinct(reasons)[:MOST_REASONS])
    return told


def _personal(scores: Scores, item: Item, found: Contributions, column: int, asked: Asked) -> Iterator[Reason]:
    """Yield the reasons that lie in what the person did, the greatest share first."""
    profile = scores.profile
    positive = float(found.personal[column])
    if positive <= 0:
        return
    has = set(tokens_of(item))
    causes: list[tuple[float, int, Reason]] = []
    for row, part in enumerate(found.opinions[:, column].tolist()):
        if part >= LEAST_SHARE * positive and profile.weights[row] > 0:
            causes.extend((part, order, reason) for order, reason in enumerate(_about(scores, row, item, asked)))
    for token, parts in found.asked.items():
        if parts[column] >= LEAST_SHARE * positive and token in has:
            picked = token in profile.picks
            code = ReasonCode.PICKED if picked else ReasonCode.SEARCHED_TAG
            parameters = {"token": token} if picked else {"tag": token.partition(":")[2]}
            causes.append((float(parts[column]), 0, Reason(code, parameters)))
    causes.sort(key=lambda cause: (-cause[0], cause[1]))
    yield from (reason for _, _, reason in causes)


def _about(scores: Scores, row: int, item: Item, asked: Asked) -> Iterator[Reason]:
    """Yield what is true of an item and one that the person liked, the most telling first."""
    opinion = scores.profile.opinions[row]
    past = asked.items[opinion.item]
    told = {"item": opinion.item, "source": opinion.source.value, "rating": opinion.rating}
    if past.family == item.family:
        yield Reason(ReasonCode.NEW_PRODUCTION, told)
    yield from reasons_in_common(item, past, told)
    people = people_who_like_both(scores.model, past.family, item.family)
    if people >= PRIVACY_FLOOR:
        yield Reason(ReasonCode.LIKED_TOGETHER, {**told, "people": people})


def reasons_in_common(item: Item, past: Item, told: Mapping[str, object]) -> Iterator[Reason]:
    """Yield who is in both, and what else both have: a name that was told is not told again."""
    kinds: tuple[str, ...] = SHARED_KINDS
    for code, here, there in ((ReasonCode.CREW, item.crew, past.crew), (ReasonCode.CAST, item.cast, past.cast)):
        if common := [name for name in here if name in there]:
            yield Reason(code, {**told, "name": common[0]})
            kinds = tuple(kind for kind in kinds if kind != code)
    theirs = set(tokens_of(past))
    shared = [token for token in tokens_of(item) if token in theirs and token.startswith(kinds)]
    if shared:
        yield Reason(ReasonCode.SIMILAR, {**told, "shared": tuple(shared[:MOST_SHARED])})


def people_who_like_both(model: Model, one: str, other: str) -> int:
    """Return how many people like both works, 0 when they are too few to be told."""
    row, column = model.warm.get(one, -1), model.warm.get(other, -1)
    return int(model.together[row, column]) if row >= 0 and column >= 0 else 0


def _general(scores: Scores, place: Place, popular: float, asked: Asked) -> Iterator[Reason]:
    """Yield what is true for everybody."""
    item, families = scores.shelf.items[place.row], scores.model.families
    row = families.rows.get(item.family)
    if row is not None and families.popularity[row] >= LEAST_RECENT and scores.shelf.popularity[place.row] >= popular:
        yield Reason(ReasonCode.POPULAR, {"people": int(families.people[row]), "regions": asked.regions})
    if item.sales_rank is not None and item.sales_rank <= MOST_RANK:
        yield Reason(ReasonCode.BOX_OFFICE, {"rank": item.sales_rank})
    if 0 <= asked.today - item.listed_day < NEW_DAYS:
        yield Reason(ReasonCode.NEW_LISTING, {"day": item.listed_day})
    if item.start_day > asked.today:
        yield Reason(ReasonCode.OPENING, {"day": item.start_day})
    else:
        yield Reason(ReasonCode.RUNNING, {"day": item.end_day})


def _popular_from(scores: Scores) -> float:
    """Return the popularity from which a candidate of this request is called popular."""
    values: Doubles = scores.shelf.popularity[scores.chosen]
    count = max(int(len(values) * POPULAR_SHARE), min(LEAST_POPULAR, len(values)))
    return float(np.partition(values, -count)[-count]) if count else 0.0


def _distinct(reasons: Sequence[Reason]) -> list[Reason]:
    """Return the first reason of each code: two of a kind say no more than one."""
    return list({reason.code: reason for reason in reversed(reasons)}.values())[::-1]
