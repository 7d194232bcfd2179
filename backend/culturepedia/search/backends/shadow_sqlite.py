"""The second set of search tables on SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from culturepedia.performances.sql import fetch, marks
from culturepedia.search.backends.sql import ENTRY_ROW, TEXT_ROW, entry_row, text_row
from culturepedia.search.backends.sqlite import COPIES, INDEX, TOKEN_TABLES
from culturepedia.search.term_index import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from culturepedia.search.documents import Document
    from culturepedia.search.terms import TermRow

PLAIN = ("search_searchentry", "search_searchtext", "search_searchterm")
VIRTUAL = (*TOKEN_TABLES, "search_grams")
NEXT = "_next"


class SqliteShadow:
    """Tables named `…_next`; an index cannot be renamed, so it is made once more under its name after the swap."""

    def __init__(self) -> None:
        self._terms = 0

    def drop(self) -> None:
        """Remove what an earlier run may have left, and finish what it may have left undone."""
        with transaction.atomic():
            for table in (*VIRTUAL, *PLAIN):
                _execute(f"DROP TABLE IF EXISTS {table}{NEXT}")
        self.tidy()

    def create(self) -> None:
        """Make empty tables like the live ones, without indexes."""
        with transaction.atomic():
            for table in (*PLAIN, *VIRTUAL):
                ((text,),) = fetch("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [table])
                _execute(text.replace(table, f"{table}{NEXT}", 1))

    def add_documents(self, documents: Sequence[Document]) -> None:
        """Write documents."""
        _insert("search_searchentry", ENTRY_ROW, map(entry_row, documents))
        _insert("search_searchtext", TEXT_ROW, map(text_row, documents))
        parts = [(index, [one for one in documents if least <= one.prior < below]) for index, least, below in COPIES]
        for index, some in ((INDEX, documents), *parts):
            _insert(
                index,
                ("rowid", "t", "o"),
                ((one.pk, " ".join(one.title_tokens), " ".join(one.other_tokens)) for one in some),
            )
        _insert("search_synopsis", ("rowid", "s"), ((one.pk, " ".join(one.prose)) for one in documents if one.prose))

    def add_terms(self, rows: Sequence[TermRow]) -> None:
        """Write terms."""
        numbered = list(enumerate(rows, self._terms + 1))
        self._terms += len(rows)
        _insert(
            "search_searchterm",
            ("id", *COLUMNS),
            ((number, *(getattr(row, name) for name in COLUMNS)) for number, row in numbered),
        )
        _insert("search_grams", ("rowid", "g"), ((number, " ".join(row.grams)) for number, row in numbered))

    def finish(self) -> None:
        """Make the indexes, each in a transaction of its own: nobody who writes waits for all of them."""
        for table, name, text in _indexes(PLAIN):
            made = text.replace(name, f"{name}{NEXT}", 1).replace(f'"{table}"', f'"{table}{NEXT}"', 1)
            _execute(made.replace(f" ON {table} ", f" ON {table}{NEXT} ", 1))

    def swap(self) -> None:
        """Become the live tables, in the caller's transaction."""
        for table in (*PLAIN, *VIRTUAL):
            _execute(f"DROP TABLE {table}")
            _execute(f"ALTER TABLE {table}{NEXT} RENAME TO {table}")

    def tidy(self) -> None:
        """Give the indexes the names that migrations know them by."""
        for _, name, text in _indexes(PLAIN):
            if name.endswith(NEXT):
                with transaction.atomic():
                    _execute(text.replace(name, name.removesuffix(NEXT), 1))
                    _execute(f'DROP INDEX "{name}"')


def _indexes(tables: Sequence[str]) -> list[tuple[Any, ...]]:
    return fetch(
        f"SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "  # noqa: S608
        f"AND tbl_name IN ({marks(tables)}) ORDER BY name",
        tables,
    )


def _insert(table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table}{NEXT} ({names}) VALUES ({marks(columns)})", list(rows))  # noqa: S608


def _execute(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text)
