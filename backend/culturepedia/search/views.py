"""Search over HTTP: the list of performances, with or without a text, and suggestions while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from culturepedia.performances import filters
from culturepedia.performances.views import CatalogueRead
from culturepedia.search import listing, parameters, schema, suggestions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from culturepedia.common.reads import Asked


@schema.performance_list
class PerformanceList(CatalogueRead):
    """Performances by text and filters, in an order, with counts of further filters."""

    readers = parameters.SEARCH_READERS

    def check(self, asked: Asked) -> None:
        """Refuse a span that ends before it begins, and relevance to nothing."""
        filters.check_span(asked.values)
        parameters.check(asked.values)

    def varies_by_language(self, values: Mapping[str, Any]) -> bool:
        """Facets have labels."""
        return "facets" in values

    def has_links(self) -> bool:
        """Pages link to each other."""
        return True

    def compute(self, asked: Asked, **path: str) -> dict[str, Any]:
        """Return a page."""
        return listing.list_performances(asked.values, today=asked.today, language=asked.language, link=asked.link)


@schema.suggest
class Suggest(CatalogueRead):
    """What somebody may be typing; what is popular when nothing is typed yet."""

    readers = parameters.SUGGEST_READERS

    def compute(self, asked: Asked, **path: str) -> dict[str, Any]:
        """Return the suggestions."""
        return suggestions.suggest(asked.values.get("q", ""), today=asked.today)
