"""One reading of a query: candidates from the engine, verified and ranked.

The engine's tokens find a little more than the query asks for. Inside the window that is ranked, that is sorted out;
past it, rows that do not fit go last rather than away, so that the count and the pages agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from culturepedia.search.backends import get_backend
from culturepedia.search.backends.protocol import Candidate, Selection, TokenSet
from culturepedia.search.ranking import prior_on, score

if TYPE_CHECKING:
    from culturepedia.search.backends.protocol import Expression, Scope
    from culturepedia.search.queries import Query

EXACT_WINDOW = 50
TITLE_WINDOW = 150
WINDOW = 200


@dataclass(frozen=True, slots=True)
class Match:
    """What one reading finds: the ranked rows, and how many there are in all."""

    query: Query
    tokens: TokenSet = TokenSet.ALL
    ranked: tuple[int, ...] = ()
    failed: tuple[int, ...] = ()  # found by the engine, but they do not fit
    total: int = 0

    @property
    def is_complete(self) -> bool:
        """Return whether every row is ranked."""
        return self.total == len(self.ranked)

    @property
    def expression(self) -> Expression:
        """Return what the engine is asked."""
        return express(self.query)


def express(query: Query) -> Expression:
    """Return a query as engines take it."""
    return tuple(token.alternatives for token in query.tokens)


def find(query: Query, scope: Scope, excluded: tuple[int, ...] = ()) -> Match:
    """Return what a query finds under filters; one query to the database, three when it finds very much."""
    if not query.tokens:
        return Match(query)
    backend = get_backend()
    expression = express(query)
    found, total = backend.candidates(Selection(expression=expression, excluded=excluded), scope, WINDOW)
    if total > WINDOW:
        titles = Selection(expression=expression, tokens=TokenSet.TITLE, excluded=excluded)
        best, _ = backend.candidates(titles, scope, TITLE_WINDOW)
        exact = [one for one in backend.exact(query.squashed, scope, EXACT_WINDOW) if one.pk not in excluded]
        found = exact + best + (found if len(best) < TITLE_WINDOW else [])
    ranked, failed = _rank(query, found, scope)
    return Match(query, TokenSet.ALL, ranked, failed, total if total > WINDOW else len(ranked))


def find_in_synopses(query: Query, scope: Scope, excluded: tuple[int, ...]) -> Match:
    """Return what a query finds in synopses, by prior alone; one query to the database."""
    selection = Selection(expression=express(query), tokens=TokenSet.SYNOPSIS, excluded=excluded)
    found, total = get_backend().candidates(selection, scope, WINDOW)
    return Match(query, TokenSet.SYNOPSIS, tuple(one.pk for one in found), (), total)


def _rank(query: Query, found: list[Candidate], scope: Scope) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the candidates that fit, the best first, and those that do not."""
    scored: list[tuple[float, int]] = []
    failed: list[int] = []
    for one in {one.pk: one for one in found}.values():
        prior = one.popularity + prior_on(scope.today, one.start_date, one.end_date, open_run=one.open_run)
        value = score(query, one.fields, prior)
        if value is None:
            failed.append(one.pk)
        else:
            scored.append((-value, one.pk))
    return tuple(pk for _, pk in sorted(scored)), tuple(sorted(failed))
