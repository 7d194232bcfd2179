"""One reading of a query: candidates from the engine, verified and ranked.

The engine's tokens find a little more than the query asks for. Inside the window that is ranked, that is sorted out;
past it, rows that do not fit go last rather than away, so that the count and the pages agree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
BEST_WINDOW = 50  # while somebody is typing


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
    """Return what a query finds under filters; two queries to the database, three when it finds much."""
    if not query.tokens:
        return Match(query)
    everything = Selection(expression=express(query), excluded=excluded)
    window, total = _window(query, everything, scope)
    if total is None:
        total = get_backend().count(everything, scope)
    ranked, failed = _rank(query, window, scope)
    if total <= len(window):  # nothing lies outside of the window
        return Match(query, TokenSet.ALL, ranked, (), len(ranked))
    return Match(query, TokenSet.ALL, ranked, failed, total)


def find_best(query: Query, scope: Scope, limit: int) -> tuple[int, ...]:
    """Return the best that a query finds, titles before all else; two queries to the database, never a count."""
    if not query.tokens:
        return ()
    backend = get_backend()
    everything = Selection(expression=express(query))
    found, _ = backend.window(replace(everything, tokens=TokenSet.TITLE), scope, BEST_WINDOW)
    if len(found) < limit:
        known = {one.pk for one in found}
        more, _ = backend.window(everything, scope, BEST_WINDOW)
        found += [one for one in more if one.pk not in known]
    ranked, _ = _rank(query, found, scope)
    return ranked[:limit]


def find_in_synopses(query: Query, scope: Scope, excluded: tuple[int, ...]) -> Match:
    """Return what a query finds in synopses, by prior alone; one query to the database, two when it is much."""
    selection = Selection(expression=express(query), tokens=TokenSet.SYNOPSIS, excluded=excluded)
    best = get_backend().page(selection, scope, None, WINDOW, 0)
    total = get_backend().count(selection, scope) if len(best) == WINDOW else len(best)
    return Match(query, TokenSet.SYNOPSIS, tuple(best), (), total)


def _window(query: Query, everything: Selection, scope: Scope) -> tuple[list[Candidate], int | None]:
    """Return the rows that are worth ranking, and how many match where that is known; two queries to the database."""
    backend = get_backend()
    titles, _ = backend.window(replace(everything, tokens=TokenSet.TITLE), scope, TITLE_WINDOW)
    total = None
    more: list[Candidate] = []
    if len(titles) < TITLE_WINDOW:
        more, total = backend.window(everything, scope, WINDOW)
    elif sum(one.fields.core.replace(" ", "") == query.squashed for one in titles) < EXACT_WINDOW:
        exact = backend.exact(query.squashed, scope, EXACT_WINDOW)
        more = [one for one in exact if one.pk not in everything.excluded]
    return list({one.pk: one for one in titles + more}.values()), total


def _rank(query: Query, found: list[Candidate], scope: Scope) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the candidates that fit, the best first, and those that do not."""
    scored: list[tuple[float, int]] = []
    failed: list[int] = []
    for one in found:
        prior = one.popularity + prior_on(scope.today, one.start_date, one.end_date, open_run=one.open_run)
        value = score(query, one.fields, prior)
        if value is None:
            failed.append(one.pk)
        else:
            scored.append((-value, one.pk))
    return tuple(pk for _, pk in sorted(scored)), tuple(sorted(failed))
