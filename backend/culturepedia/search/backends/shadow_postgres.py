"""The second set of search tables on PostgreSQL: filled by COPY, indexed afterwards."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from culturepedia.performances.sql import fetch, marks
from culturepedia.search.backends.postgres import PostgresEngine
from culturepedia.search.backends.sql import ENTRY_ROW, TEXT_ROW, entry_row, text_row
from culturepedia.search.term_index import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from culturepedia.search.documents import Document
    from culturepedia.search.terms import TermRow

TABLES = ("search_searchentry", "search_searchtext", "search_searchterm")
NEXT = "_next"
SORTED_BY = "search_term_keys"
ENGINE = PostgresEngine()


class PostgresShadow:
    """Tables named `…_next`; constraints and indexes get their names back at the swap."""

    def drop(self) -> None:
        """Remove what an earlier run may have left."""
        with _without_limit():
            for table in TABLES:
                _execute(f"DROP TABLE IF EXISTS {table}{NEXT}")

    def create(self) -> None:
        """Make empty tables like the live ones, without indexes."""
        with transaction.atomic():
            for table in TABLES:
                _execute(f"CREATE TABLE {table}{NEXT} (LIKE {table} INCLUDING ALL EXCLUDING INDEXES)")
                ((options,),) = fetch("SELECT reloptions FROM pg_class WHERE oid = %s::regclass", [table])
                if options:
                    _execute(f"ALTER TABLE {table}{NEXT} SET ({', '.join(options)})")

    def add_documents(self, documents: Sequence[Document]) -> None:
        """Write documents."""
        _copy(
            "search_searchentry",
            (*ENTRY_ROW, *ENGINE.token_columns),
            ((*entry_row(document), *ENGINE.token_values(document)) for document in documents),
        )
        _copy("search_searchtext", TEXT_ROW, map(text_row, documents))

    def add_terms(self, rows: Sequence[TermRow]) -> None:
        """Write terms."""
        _copy(
            "search_searchterm",
            (*COLUMNS, *ENGINE.gram_columns),
            ((*(getattr(row, name) for name in COLUMNS), *ENGINE.gram_values(row)) for row in rows),
        )

    def finish(self) -> None:
        """Make indexes and constraints, and count the rows for the planner."""
        # Terms that begin alike lie together, or to gather them would be to read most of the table.
        for table, name, definition in sorted(_indexes(), key=lambda index: index[1] != SORTED_BY):
            made = re.sub(
                rf'INDEX "?{re.escape(name)}"? ON (\w+\.)?{table} ',
                f'INDEX "{name}{NEXT}" ON {table}{NEXT} ',
                definition,
            )
            with _without_limit():
                _execute(made)
                if name == SORTED_BY:
                    _execute(f'CLUSTER {table}{NEXT} USING "{name}{NEXT}"')
        for table, name, definition in _constraints():
            with _without_limit():
                _execute(f'ALTER TABLE {table}{NEXT} ADD CONSTRAINT "{name}{NEXT}" {definition}')
        for table in TABLES:
            with _without_limit():
                _execute(f"ANALYZE {table}{NEXT}")

    def swap(self) -> None:
        """Become the live tables, in the caller's transaction."""
        _execute("SET LOCAL statement_timeout = 0")
        constraints, indexes = _constraints(), _indexes()
        for table in TABLES:
            _execute(f"DROP TABLE {table}")
            _execute(f"ALTER TABLE {table}{NEXT} RENAME TO {table}")
        for table, name, _ in constraints:
            _execute(f'ALTER TABLE {table} RENAME CONSTRAINT "{name}{NEXT}" TO "{name}"')
        for _, name, _ in indexes:
            _execute(f'ALTER INDEX "{name}{NEXT}" RENAME TO "{name}"')

    def tidy(self) -> None:
        """Do nothing: the swap has left nothing to do."""


def _constraints() -> list[tuple[Any, ...]]:
    """Return the keys of the live tables: table, name, definition."""
    return fetch(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "  # noqa: S608
        f"WHERE contype IN ('p', 'u') AND conrelid::regclass::text IN ({marks(TABLES)}) ORDER BY conname",
        TABLES,
    )


def _indexes() -> list[tuple[Any, ...]]:
    """Return the indexes of the live tables that belong to no constraint: table, name, definition."""
    return fetch(
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() "  # noqa: S608
        f"AND tablename IN ({marks(TABLES)}) AND indexname NOT IN (SELECT conname FROM pg_constraint "
        "WHERE contype IN ('p', 'u')) ORDER BY indexname",
        TABLES,
    )


def _copy(table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table}{NEXT} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


@contextmanager
def _without_limit() -> Iterator[None]:
    """Let one statement take as long, and an index as much memory, as it takes: the limits are there for requests."""
    with transaction.atomic():
        _execute("SET LOCAL statement_timeout = 0")
        _execute("SET LOCAL maintenance_work_mem = '256MB'")
        yield


def _execute(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text)
