"""Tokens in SQLite: contents of FTS5 tables whose rowid is the performance's primary key.

An FTS5 query is made of quoted tokens only; tokens hold letters and digits, so nothing in them needs escaping.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from culturepedia.performances.sql import fetch, marks
from culturepedia.search.backends.protocol import TokenSet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from culturepedia.performances.sql import Where
    from culturepedia.search.backends.protocol import Expression
    from culturepedia.search.documents import Document
    from culturepedia.search.queries import Term
    from culturepedia.search.terms import TermRow


class SqliteEngine:
    """FTS5."""

    token_columns: tuple[str, ...] = ()
    gram_columns: tuple[str, ...] = ()

    def token_values(self, document: Document) -> tuple[str, ...]:
        """Return nothing: an entry has no tokens."""
        return ()

    def gram_values(self, row: TermRow) -> tuple[str, ...]:
        """Return nothing: grams have a table of their own."""
        return ()

    def best(self, where: Where, enough: int) -> tuple[str, list[Any]]:
        """Return tables of a statement of which `m` has the id and prior of at least the best matches."""
        return f"m AS MATERIALIZED (SELECT p.id, p.prior FROM {where.source()} {where.text})", where.params  # noqa: S608

    def match_condition(self, expression: Expression, tokens: TokenSet) -> tuple[str, list[Any]]:
        """Return a condition on `p.id`."""
        table = "search_synopsis" if tokens == TokenSet.SYNOPSIS else "search_index"
        text = spell(expression)
        if tokens == TokenSet.TITLE:
            text = f"{{t}} : ({text})"
        return f"p.id IN (SELECT rowid FROM {table} WHERE {table} MATCH %s)", [text]  # noqa: S608 - a constant

    def total(self, enough: int) -> str:
        """Return an expression for how many match: `m` has them all."""
        return "(SELECT COUNT(*) FROM m)"

    def grams_condition(self, questions: Iterable[Iterable[str]]) -> tuple[str, list[Any]]:
        """Return a condition on the terms `t` that have all grams of any of the sets."""
        text = " OR ".join("(" + " AND ".join(f'"{gram}"' for gram in sorted(grams)) + ")" for grams in questions)
        return "t.id IN (SELECT rowid FROM search_grams WHERE search_grams MATCH %s)", [text]

    def write_tokens(self, documents: Sequence[Document]) -> None:
        """Replace the tokens of documents."""
        self.remove_tokens([document.pk for document in documents])
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_index (rowid, t, o) VALUES (%s, %s, %s)",
                [
                    (document.pk, " ".join(document.title_tokens), " ".join(document.other_tokens))
                    for document in documents
                ],
            )
            cursor.executemany(
                "INSERT INTO search_synopsis (rowid, s) VALUES (%s, %s)",
                [(document.pk, " ".join(document.prose)) for document in documents if document.prose],
            )

    def remove_tokens(self, keys: Sequence[int]) -> None:
        """Remove the tokens of performances."""
        with connection.cursor() as cursor:
            for table in ("search_index", "search_synopsis"):
                cursor.execute(f"DELETE FROM {table} WHERE rowid IN ({marks(keys)})", list(keys))  # noqa: S608

    def write_grams(self, rows: Sequence[TermRow]) -> None:
        """Store the grams of new terms."""
        grams = {(row.kind, row.target, row.start): " ".join(row.grams) for row in rows}
        pairs = sorted({(row.kind.value, row.target) for row in rows})
        stored = fetch(
            f"WITH asked (kind, target) AS (VALUES {', '.join(['(%s, %s)'] * len(pairs))}) "  # noqa: S608 - placeholders
            "SELECT t.id, t.kind, t.target, t.start FROM asked JOIN search_searchterm t "
            "ON t.kind = asked.kind AND t.target = asked.target",
            [value for pair in pairs for value in pair],
        )
        found = [(pk, grams[place]) for pk, *rest in stored if (place := tuple(rest)) in grams]
        self.remove_grams([pk for pk, _ in found])
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO search_grams (rowid, g) VALUES (%s, %s)", found)

    def remove_grams(self, keys: Sequence[int]) -> None:
        """Remove the grams of terms."""
        if keys:
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM search_grams WHERE rowid IN ({marks(keys)})", list(keys))  # noqa: S608


def spell(expression: Expression) -> str:
    """Return the expression in FTS5's language."""
    return " AND ".join(
        "(" + " OR ".join("(" + " AND ".join(map(_spell_term, terms)) + ")" for terms in alternatives) + ")"
        for alternatives in expression
    )


def _spell_term(term: Term) -> str:
    return f'"{term.text}"*' if term.is_prefix else f'"{term.text}"'
