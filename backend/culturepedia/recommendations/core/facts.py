"""Is a reason a fact? Told from the records and the model's counts alone, without the sums that chose it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from culturepedia.recommendations.core.explain import LEAST_RECENT, ReasonCode, people_who_like_both
from culturepedia.recommendations.core.features import tokens_of
from culturepedia.recommendations.core.records import PRIVACY_FLOOR, Source
from culturepedia.recommendations.core.rerank import NEW_DAYS
from culturepedia.recommendations.core.signals import LIKED_FROM

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from culturepedia.recommendations.core.explain import Reason
    from culturepedia.recommendations.core.model import Model
    from culturepedia.recommendations.core.recommend import Person
    from culturepedia.recommendations.core.records import Item, Signal


def holds(reason: Reason, item: Item, *, model: Model, person: Person, today: int) -> bool:
    """Tell whether what a reason says of an item is true."""
    told: Mapping[str, Any] = reason.parameters
    if "item" in told:
        return _liked(told["item"], told["source"], told["rating"], person.signals) and _about(
            reason, item, person.items[told["item"]], model
        )
    row = model.families.rows.get(item.family, -1)
    checks: dict[ReasonCode, Callable[[], bool]] = {
        ReasonCode.SEARCHED_TAG: lambda: (
            told["tag"] in item.tags
            and any(signal.source is Source.SEARCH and signal.tag == told["tag"] for signal in person.signals)
        ),
        ReasonCode.PICKED: lambda: told["token"] in person.picks and told["token"] in tokens_of(item),
        ReasonCode.POPULAR: lambda: (
            row >= 0
            and model.families.people[row] >= max(PRIVACY_FLOOR, told["people"])
            and model.families.popularity[row] >= LEAST_RECENT
        ),
        ReasonCode.BOX_OFFICE: lambda: item.sales_rank is not None and told["rank"] == item.sales_rank,
        ReasonCode.NEW_LISTING: lambda: told["day"] == item.listed_day and 0 <= today - item.listed_day < NEW_DAYS,
        ReasonCode.RUNNING: lambda: item.start_day <= today and told["day"] == item.end_day,
        ReasonCode.OPENING: lambda: item.start_day == told["day"] > today,
    }
    return bool(checks[reason.code]())


def _liked(item: int, source: str, rating: float | None, signals: Sequence[Signal]) -> bool:
    return any(
        signal.item == item
        and signal.source == source
        and signal.source is not Source.DISMISSAL
        and signal.rating == rating
        and (signal.rating is None or signal.rating >= LIKED_FROM)
        for signal in signals
    )


def _about(reason: Reason, item: Item, past: Item, model: Model) -> bool:
    told: Mapping[str, Any] = reason.parameters
    checks: dict[ReasonCode, Callable[[], bool]] = {
        ReasonCode.NEW_PRODUCTION: lambda: item.family == past.family and item.id != past.id,
        ReasonCode.CAST: lambda: told["name"] in item.cast and told["name"] in past.cast,
        ReasonCode.CREW: lambda: told["name"] in item.crew and told["name"] in past.crew,
        ReasonCode.SIMILAR: lambda: (
            bool(told["shared"]) and set(told["shared"]) <= set(tokens_of(item)) & set(tokens_of(past))
        ),
        ReasonCode.LIKED_TOGETHER: lambda: (
            PRIVACY_FLOOR <= told["people"] <= people_who_like_both(model, past.family, item.family)
        ),
    }
    return bool(checks[reason.code]())
