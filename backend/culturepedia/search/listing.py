"""The list of performances with `q`: a page of cards with highlights, facets, and help when nothing is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from culturepedia.performances import facets, filters, selectors
from culturepedia.performances.sql import fetch
from culturepedia.search import parameters, service
from culturepedia.search.backends import get_backend
from culturepedia.search.backends.protocol import Scope
from culturepedia.search.highlights import find_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from culturepedia.performances.cards import Card
    from culturepedia.search.service import Found

MAX_RELAXATIONS = 8


def list_performances(
    values: Mapping[str, Any], *, today: date, language: str, link: Callable[..., str]
) -> dict[str, Any]:
    """Return a page of the performances that a text finds, or of all when there is none.

    Raises:
        NotFound: The page lies past the end.
    """
    if "q" not in values:
        page = selectors.list_performances(values, today=today, language=language, link=link)
        if not page["count"] and parameters.only_filters(values):
            page["relaxations"] = _relax(values, lambda kept: _count_catalogue(kept, today))
        return page
    scope = Scope(parameters.only_filters(values), today)
    found = service.search(values["q"], scope)
    page = selectors.paginate(
        values, found.total, lambda limit, offset: _cards(values, found, scope, limit, offset), link
    )
    page["did_you_mean"] = found.did_you_mean
    if not found.total:
        page["relaxations"] = _relax(values, lambda kept: service.again(found, Scope(kept, today)).total)
    if "facets" in values:
        page["facets"] = _facets(values["facets"].included, found, scope, language)
    return page


def _cards(values: Mapping[str, Any], found: Found, scope: Scope, limit: int, offset: int) -> list[Card]:
    ordering = values.get("ordering", parameters.RELEVANCE)
    if ordering == parameters.RELEVANCE:
        keys = found.page(scope, limit, offset)
    elif ordering == f"-{parameters.RELEVANCE}":
        end = max(found.total - offset, 0)
        first = max(end - limit, 0)
        keys = found.page(scope, end - first, first)[::-1]
    else:
        keys = get_backend().page(found.selection, scope, ordering, limit, offset)
    cards = selectors.cards_by_key(keys, scope.today)
    shown = [cards[key] for key in keys if key in cards]
    for card in shown:
        spans = [span for match in found.matches for span in find_spans(card["title"], match.query)]
        card["highlight"] = _merge(spans)
    return shown


def _merge(spans: list[list[int]]) -> list[list[int]]:
    merged: list[list[int]] = []
    for first, end in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([first, end])
    return merged


def _facets(names: tuple[str, ...], found: Found, scope: Scope, language: str) -> dict[str, Any]:
    """Count facets over what the readings find without the facets' own filters, which each of them leaves out."""
    common = {name: value for name, value in scope.values.items() if name not in facets.FACET_FILTERS}
    wider = found if len(common) == len(scope.values) else service.again(found, Scope(common, scope.today))
    return get_backend().facets(names, wider.selection, scope, language)


def _relax(values: Mapping[str, Any], count: Callable[[dict[str, Any]], int]) -> list[dict[str, Any]]:
    """Return which filters to drop for how many performances: each alone, or all when no single one is in the way."""
    given = parameters.only_filters(values)
    ways = [[name] for name in sorted(given)][:MAX_RELAXATIONS]
    found = _counted(given, ways, count)
    return found or _counted(given, [sorted(given)] if len(given) > 1 else [], count)


def _counted(
    given: Mapping[str, Any], ways: list[list[str]], count: Callable[[dict[str, Any]], int]
) -> list[dict[str, Any]]:
    counted = [
        {"parameters": way, "count": count({name: value for name, value in given.items() if name not in way})}
        for way in ways
    ]
    return sorted((one for one in counted if one["count"]), key=lambda one: (-one["count"], one["parameters"]))


def _count_catalogue(values: Mapping[str, Any], today: date) -> int:
    where = filters.conditions(values, today)
    return int(fetch(f"SELECT COUNT(*) FROM {where.source()} {where.text}", where.params)[0][0])  # noqa: S608
