"""Light reads of recommendations: nothing here needs NumPy."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from culturepedia.performances import cards
from culturepedia.performances.models import CatalogueVersion
from culturepedia.performances.selectors import paginate
from culturepedia.performances.sql import JOIN_HALL, JOIN_VENUE, PERFORMANCES, fetch, marks, moment
from culturepedia.recommendations.evidence import read_traces
from culturepedia.recommendations.models import ModelPointer
from culturepedia.recommendations.parameters import PICKS
from culturepedia.recommendations.tastes import SWITCHES
from culturepedia.recommendations.texts import label_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from culturepedia.accounts.models import User
    from culturepedia.recommendations.evidence import Trace
    from culturepedia.recommendations.models import Taste

EXAMPLES = 3
LIKED_FROM = 3.0  # stars: what a review or a visit needs to speak for something


def read_version() -> str:
    """Return the version of the catalogue and of what recommends; one query."""
    rows = fetch(
        "SELECT (SELECT number FROM performances_catalogueversion WHERE id = %s), "
        "(SELECT model_file FROM recommendations_modelpointer WHERE id = %s), "
        "(SELECT shelf_file FROM recommendations_modelpointer WHERE id = %s)",
        [CatalogueVersion.ONLY_ID, ModelPointer.ONLY_ID, ModelPointer.ONLY_ID],
    )
    return " ".join(str(value or 0) for value in rows[0])


def show_taste(user: User, taste: Taste | None, *, language: str) -> dict[str, Any]:
    """Return someone's picks and switches, and what they did that is used; two queries."""
    traces = read_traces(user)
    return {
        **{name: list(getattr(taste, name)) if taste else [] for name in PICKS},
        "enabled": taste.enabled if taste else True,
        "sources": {name: getattr(taste, f"use_{name}") if taste else True for name in SWITCHES.values()},
        "signals": _signals(traces, language),
        "updated_at": moment(taste.updated_at) if taste else None,
    }


def list_dismissals(user: User, values: Mapping[str, Any], *, today: date, link: Callable[..., str]) -> dict[str, Any]:
    """Return a page of what someone is not interested in, the newest first; two queries.

    Raises:
        NotFound: The page lies past the end.
    """
    source = f"recommendations_dismissal d JOIN {PERFORMANCES} ON p.id = d.performance_id"
    count = fetch(f"SELECT COUNT(*) FROM {source} WHERE d.user_id = %s", [user.pk])[0][0]  # noqa: S608 - constants

    def page(limit: int, offset: int) -> list[dict[str, Any]]:
        text = (
            f"SELECT d.created_at, {cards.CARD_COLUMNS} FROM {source} {JOIN_VENUE} {JOIN_HALL} "  # noqa: S608
            "WHERE d.user_id = %s ORDER BY d.created_at DESC, d.id DESC LIMIT %s OFFSET %s"
        )
        rows = fetch(text, [user.pk, limit, offset])
        return [{**cards.build_card(row[1:], today), "dismissed_at": moment(row[0])} for row in rows]

    return paginate(values, count, page, link)


def _signals(traces: Sequence[Trace], language: str) -> dict[str, Any]:
    newest = sorted(traces, key=lambda one: one.day, reverse=True)
    examples = {
        source: [one for one in newest if one.source == source and _speaks(one)][:EXAMPLES]
        for source in ("review", "favorite", "visit", "dismissal")
    }
    titles = _titles([one.performance for found in examples.values() for one in found if one.performance is not None])
    shown: dict[str, Any] = {
        f"{source}s": {
            "count": sum(one.source == source for one in traces),
            "examples": [
                {**titles[one.performance], "rating": one.rating} for one in found if one.performance in titles
            ],
        }
        for source, found in examples.items()
    }
    tags = Counter(tag for one in traces for tag in set(one.tags))
    shown["searches"] = {
        "count": sum(one.source == "search" for one in traces),
        "tags": [
            {"value": tag, "label": label_of(f"tag:{tag}", language), "count": count}
            for tag, count in sorted(tags.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
    }
    return shown


def _speaks(trace: Trace) -> bool:
    return trace.rating is None or trace.rating >= LIKED_FROM


def _titles(keys: Sequence[int]) -> dict[int, dict[str, str]]:
    if not keys:
        return {}
    rows = fetch(f"SELECT id, kopis_id, title FROM performances_performance WHERE id IN ({marks(keys)})", keys)  # noqa: S608
    return {key: {"id": kopis_id, "title": title} for key, kopis_id, title in rows}
