"""What every search engine does for us: keep tokens, intersect them under filters, count.

Which terms to intersect, how well a candidate fits, what to mark and what to try when nothing fits is the same for all
of them and stands elsewhere, so the answers are the same too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from culturepedia.search.documents import Document
    from culturepedia.search.queries import Alternative
    from culturepedia.search.ranking import Fields

    Expression = tuple[tuple[Alternative, ...], ...]  # each token by any of its alternatives


class TokenSet(StrEnum):
    """Which tokens may match."""

    TITLE = "t"
    ALL = "a"
    SYNOPSIS = "s"


@dataclass(frozen=True, slots=True)
class Scope:
    """The filters of a request, as `performances.filters` reads them, on a day."""

    values: Mapping[str, Any]
    today: date


@dataclass(frozen=True, slots=True)
class Selection:
    """Performances by primary key, and those that match an expression, without the excluded ones."""

    keys: tuple[int, ...] = ()
    expression: Expression | None = None
    tokens: TokenSet = TokenSet.ALL
    excluded: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A performance that may answer a query, with what ranking looks at."""

    pk: int
    popularity: float
    start_date: date
    end_date: date
    open_run: bool
    fields: Fields


class Backend(Protocol):
    """An engine. Orders are total: by prior, the best first, then by primary key."""

    def exact(self, core_key: str, scope: Scope, limit: int) -> list[Candidate]:
        """Return performances whose core title is this one, in any order."""

    def count(self, selection: Selection, scope: Scope) -> int:
        """Return how many performances are selected."""

    def candidates(self, keys: Sequence[int]) -> list[Candidate]:
        """Return what ranking looks at, of performances by primary key, in any order."""

    def page(self, selection: Selection, scope: Scope, ordering: str | None, limit: int, offset: int) -> list[int]:
        """Return primary keys in an order of the list, or by prior."""

    def window(self, selection: Selection, scope: Scope, limit: int) -> tuple[list[Candidate], int | None]:
        """Return the first by prior, in any order, and how many are selected in all where that is known as well."""

    def facets(
        self, names: Sequence[str], selection: Selection, scope: Scope, language: str
    ) -> dict[str, list[dict[str, Any]]]:
        """Return the options of each facet with their counts, each without its own filter."""

    def put(self, documents: Sequence[Document]) -> None:
        """Write documents, in the caller's transaction."""

    def remove(self, keys: Sequence[int]) -> None:
        """Forget performances, in the caller's transaction."""

    def reprioritise(self, priors: Sequence[tuple[int, float, float]]) -> None:
        """Write popularity and prior of performances: (primary key, popularity, prior)."""
