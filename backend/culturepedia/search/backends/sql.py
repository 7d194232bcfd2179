"""What the two databases have in common: the relational half of search. `engines` know where the tokens are.

Two plans are kept from going wrong here: matches are gathered before they are sorted, or PostgreSQL reads whole tables
in the order of the prior; and tokens are asked by a subquery, never a join, or SQLite asks them once for each row.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connection

from culturepedia.performances import facets, filters
from culturepedia.performances.sql import PERFORMANCES, Where, fetch, marks, numbers
from culturepedia.search.backends.protocol import Backend, Candidate, Scope, Selection
from culturepedia.search.documents import ENTRY_COLUMNS
from culturepedia.search.ranking import Fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Protocol

    from culturepedia.search.backends.protocol import Expression, TokenSet
    from culturepedia.search.documents import Document

    class Engine(Protocol):
        """Where one database keeps tokens."""

        def match(self, expression: Expression, tokens: TokenSet) -> tuple[str, str, list[Any]]:
            """Return tables with the entry `p`, and a condition on them with its parameters."""

        def match_condition(self, expression: Expression, tokens: TokenSet) -> tuple[str, list[Any]]:
            """Return a condition on the entry `p` alone, with its parameters."""

        token_columns: tuple[str, ...]

        def token_values(self, document: Document) -> tuple[str, ...]:
            """Return what a document has in the token columns of its entry."""

        def tier_count(self, where: Where) -> int:
            """Return in how many parts what matches can be asked for, the best by prior first."""

        def tier(self, where: Where, number: int, before: str) -> str:
            """Return a statement for the ids and priors of one part, unless `before` has as many as its last parameter.

            Its other parameters are those of the conditions.
            """

        def count(self, expression: Expression, tokens: TokenSet) -> tuple[str, list[Any]]:
            """Return a statement that counts matches."""

        def settle_tiers(self, keys: Sequence[int]) -> None:
            """Note which performances are asked before others after their priors changed."""

        def write_tokens(self, documents: Sequence[Document]) -> None:
            """Replace the tokens that are kept elsewhere."""

        def remove_tokens(self, keys: Sequence[int]) -> None:
            """Remove the tokens of performances."""


ENTRIES = "search_searchentry p"
TEXT_COLUMNS = ("core", "title", "english", "cast", "crew", "venue", "companies", "tags")
AT_ONCE = 400
_COLUMNS = ", ".join(
    ["p.popularity", "p.start_date", "p.end_date", "p.open_run", *(f'x."{name}"' for name in TEXT_COLUMNS)]
)
_NOTHING = "1 = 0"


class SqlBackend(Backend):
    """Search inside the database of the catalogue."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def exact(self, core_key: str, scope: Scope, limit: int) -> list[Candidate]:
        """Return performances whose core title is this one; one query."""
        where = filters.conditions(scope.values, scope.today, Where(table=f"titled JOIN {ENTRIES} ON p.id = titled.id"))
        titled = "titled AS MATERIALIZED (SELECT k.id FROM search_searchtext k WHERE k.core_key = %s)"
        matched = f"{titled}, m AS MATERIALIZED (SELECT p.id, p.prior FROM {where.source()} {where.text})"  # noqa: S608
        return [candidate for candidate, _ in _first(matched, "NULL", [core_key, *where.params, limit])]

    def count(self, selection: Selection, scope: Scope) -> int:
        """Return how many performances are selected; one query."""
        if selection.expression and not (scope.values or selection.keys or selection.excluded):
            return int(fetch(*self._engine.count(selection.expression, selection.tokens))[0][0])
        where = self._where(selection, scope)
        return int(fetch(f"SELECT COUNT(*) FROM {where.source()} {where.text}", where.params)[0][0])  # noqa: S608

    def candidates(self, keys: Sequence[int]) -> list[Candidate]:
        """Return what ranking looks at, of performances by primary key; one query."""
        if not keys:
            return []
        rows = fetch(
            f"SELECT p.id, {_COLUMNS} FROM {ENTRIES} JOIN search_searchtext x ON x.id = p.id "  # noqa: S608 - constants
            f"WHERE p.id IN ({numbers(keys)})"
        )
        return [make_candidate(row) for row in rows]

    def page(self, selection: Selection, scope: Scope, ordering: str | None, limit: int, offset: int) -> list[int]:
        """Return primary keys in an order of the list, or by prior; one query."""
        return self._page(self._where(selection, scope), ordering, limit, offset)

    def window(self, selection: Selection, scope: Scope, limit: int) -> tuple[list[Candidate], int | None]:
        """Return the first by prior, and how many are selected where that is known as well; one query."""
        matched, params = self._best(self._where(selection, scope), limit)
        total = "CASE WHEN (SELECT number FROM before) < %s THEN (SELECT COUNT(*) FROM m) END"
        found = _first(matched, total, [*params, limit, limit])
        return [candidate for candidate, _ in found], found[0][1] if found else 0

    def facets(
        self, names: Sequence[str], selection: Selection, scope: Scope, language: str
    ) -> dict[str, list[dict[str, Any]]]:
        """Return the options of each facet with their counts; one query."""
        return facets.count_facets(names, self._where(selection, scope), today=scope.today, language=language)

    def put(self, documents: Sequence[Document]) -> None:
        """Write documents, in the caller's transaction."""
        if not documents:
            return
        engine = self._engine
        rows = ((*entry_row(document), *engine.token_values(document)) for document in documents)
        _upsert("search_searchentry", (*ENTRY_ROW, *engine.token_columns), rows)
        _upsert("search_searchtext", TEXT_ROW, map(text_row, documents))
        self._engine.write_tokens(documents)

    def remove(self, keys: Sequence[int]) -> None:
        """Forget performances, in the caller's transaction."""
        if not keys:
            return
        self._engine.remove_tokens(keys)
        with connection.cursor() as cursor:
            for table in ("search_searchentry", "search_searchtext"):
                cursor.execute(f"DELETE FROM {table} WHERE id IN ({marks(keys)})", list(keys))  # noqa: S608

    def reprioritise(self, priors: Sequence[tuple[int, float, float]]) -> None:
        """Write popularity and prior of performances."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE search_searchentry SET popularity = %s, prior = %s WHERE id = %s",
                [(popularity, prior, key) for key, popularity, prior in priors],
            )
        self._engine.settle_tiers([key for key, _, _ in priors])

    def _where(self, selection: Selection, scope: Scope) -> Where:
        where = Where(table=ENTRIES)
        chosen = f"p.id IN ({numbers(selection.keys)})" if selection.keys else _NOTHING
        if not selection.expression:
            where.add("", chosen)
        elif selection.keys:
            text, params = self._engine.match_condition(selection.expression, selection.tokens)
            where.add("", f"({chosen} OR {text})", *params)
        else:
            where.table, text, params = self._engine.match(selection.expression, selection.tokens)
            where.add("", text, *params)
        if selection.excluded:
            where.add("", f"p.id NOT IN ({numbers(selection.excluded)})")
        return filters.conditions(scope.values, scope.today, where)

    def _best(self, where: Where, enough: int) -> tuple[str, list[Any]]:
        """Return tables of a statement of which `m` has the id and prior of at least the best matches.

        Each part is asked only when those before it have not enough. `before` has the number of matches in all parts
        but the last: where that is enough, `m` has not all of them.
        """
        tables: list[str] = []
        params: list[Any] = []
        found = "0"
        count = self._engine.tier_count(where)
        for number in range(count):
            before = f"before_{number}" if number < count - 1 else "before"
            tables.append(f"{before} AS MATERIALIZED (SELECT {found} AS number)")
            tables.append(f"rows_{number} AS MATERIALIZED ({self._engine.tier(where, number, before)})")
            params += [*where.params, enough]
            found += f" + (SELECT COUNT(*) FROM rows_{number})"  # noqa: S608 - a number
        best = " UNION ALL ".join(f"SELECT * FROM rows_{number}" for number in range(count))  # noqa: S608 - a number
        return f"{', '.join(tables)}, m AS MATERIALIZED ({best})", params

    def _page(self, where: Where, ordering: str | None, limit: int, offset: int) -> list[int]:
        if ordering is None:
            matched, params = self._best(where, limit + offset)
            rest = "SELECT m.id FROM m ORDER BY m.prior DESC, m.id LIMIT %s OFFSET %s"
        else:
            matched = f"m AS MATERIALIZED (SELECT p.id FROM {where.source()} {where.text})"  # noqa: S608 - constants
            params = where.params
            order = filters.ordering_clause(ordering)
            rest = f"SELECT p.id FROM m JOIN {PERFORMANCES} ON p.id = m.id ORDER BY {order} LIMIT %s OFFSET %s"  # noqa: S608
        return [row[0] for row in fetch(f"WITH {matched} {rest}", [*params, limit, offset])]


ENTRY_ROW = ("id", *ENTRY_COLUMNS, "popularity", "prior")
TEXT_ROW = ("id", "core_key", "english_key", *TEXT_COLUMNS, "links")


def _first(matched: str, total: str, params: Sequence[Any]) -> list[tuple[Candidate, int | None]]:
    """Return the first of the matches `m` by prior as candidates, each with an expression of the whole statement."""
    rows = fetch(
        f"WITH {matched}, best AS MATERIALIZED (SELECT m.id, {total} AS total FROM m "  # noqa: S608 - constants
        f"ORDER BY m.prior DESC, m.id LIMIT %s) SELECT p.id, {_COLUMNS}, best.total FROM best "
        f"JOIN {ENTRIES} ON p.id = best.id JOIN search_searchtext x ON x.id = best.id",
        params,
    )
    return [(make_candidate(row[:-1]), row[-1]) for row in rows]


def make_candidate(row: tuple[Any, ...]) -> Candidate:
    """Return the candidate of a row: primary key, popularity, dates, open run, texts."""
    pk, popularity, start_date, end_date, open_run, *texts = row
    return Candidate(pk, popularity, as_date(start_date), as_date(end_date), bool(open_run), Fields(*texts))


def as_date(value: date | str) -> date:
    """Return a stored date; SQLite keeps it as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def entry_row(document: Document) -> tuple[Any, ...]:
    """Return a document's entry in the order of ENTRY_ROW."""
    return document.pk, *document.entry, document.popularity, document.prior


def text_row(document: Document) -> tuple[Any, ...]:
    """Return a document's texts in the order of TEXT_ROW."""
    fields = document.fields
    texts = [getattr(fields, name) for name in TEXT_COLUMNS]
    links = " ".join(dict.fromkeys(label.link for label in document.labels))
    return document.pk, document.core_key, document.english_key, *texts, links


def _upsert(table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in columns[1:])
    values = list(rows)
    for first in range(0, len(values), AT_ONCE // 10):
        some = values[first : first + AT_ONCE // 10]
        each = ", ".join([f"({marks(columns)})"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({names}) VALUES {each} ON CONFLICT (id) DO UPDATE SET {updates}",  # noqa: S608
                [value for row in some for value in row],
            )
