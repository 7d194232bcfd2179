"""Tokens in SQLite: contents of FTS5 tables whose rowid is the performance's primary key.

Those of performances that are on or to come, and of what ended not long ago, stand in small tables of their own, too.

An FTS5 query is made of quoted tokens only; tokens hold letters and digits, so nothing in them needs escaping.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection

from culturepedia.performances.sql import fetch, marks, numbers
from culturepedia.search.backends.protocol import TokenSet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from culturepedia.performances.sql import Where
    from culturepedia.search.backends.protocol import Expression
    from culturepedia.search.documents import Document
    from culturepedia.search.queries import Term
    from culturepedia.search.terms import TermRow


INDEX = "search_index"


class Tier(NamedTuple):
    """A table with the tokens of performances whose priors lie in a range."""

    table: str
    least: float
    below: float


# The best first; the last has all others, too. What is on has 12, what is to come 11, and what is over only if it sells
# very well; what nobody buys has 4 half a year after its end. No prior lies outside of a billion.
TIERS = (
    Tier("search_running", 12, 1e9),
    Tier("search_upcoming", 11, 12),
    Tier("search_recent", 4, 11),
    Tier(INDEX, -1e9, 4),
)
COPIES = TIERS[:-1]
TOKEN_TABLES = (*(tier.table for tier in TIERS), "search_synopsis")


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

    def tier_count(self, where: Where) -> int:
        """Return in how many parts what matches can be asked for."""
        return len(TIERS) if INDEX in where.source() else 1

    def tier(self, where: Where, number: int, before: str) -> str:
        """Return a statement for one part of what matches, unless `before` has as many as its last parameter.

        A condition alone would not do: SQLite asks the index first.
        """
        source, text = where.source(), where.text
        if INDEX in source:
            table, least, below = TIERS[number]
            source, text = source.replace(INDEX, table), text.replace(INDEX, table)
            text = f"{text} AND p.prior >= {least} AND p.prior < {below}"
        return f"SELECT p.id, p.prior FROM {before} b CROSS JOIN {source} {text} AND b.number < %s"  # noqa: S608

    def match(self, expression: Expression, tokens: TokenSet) -> tuple[str, str, list[Any]]:
        """Return tables with the entry `p`, and a condition on them with its parameters.

        The order of the tables is fixed, or SQLite asks the index once for each entry.
        """
        table, text = _question(expression, tokens)
        return f"{table} CROSS JOIN search_searchentry p ON p.id = {table}.rowid", f"{table} MATCH %s", [text]

    def match_condition(self, expression: Expression, tokens: TokenSet) -> tuple[str, list[Any]]:
        """Return a condition on the entry `p`."""
        table, text = _question(expression, tokens)
        return f"p.id IN (SELECT rowid FROM {table} WHERE {table} MATCH %s)", [text]  # noqa: S608 - a constant

    def count(self, expression: Expression, tokens: TokenSet) -> tuple[str, list[Any]]:
        """Return a statement that counts matches: the index alone knows."""
        table, text = _question(expression, tokens)
        return f"SELECT COUNT(*) FROM {table} WHERE {table} MATCH %s", [text]  # noqa: S608 - a constant

    def grams_condition(self, questions: Iterable[Iterable[str]]) -> tuple[str, list[Any]]:
        """Return a condition on the terms `t` that have all grams of any of the sets."""
        text = " OR ".join("(" + " AND ".join(f'"{gram}"' for gram in sorted(grams)) + ")" for grams in questions)
        return "t.id IN (SELECT rowid FROM search_grams WHERE search_grams MATCH %s)", [text]

    def write_tokens(self, documents: Sequence[Document]) -> None:
        """Replace the tokens of documents."""
        self.remove_tokens([document.pk for document in documents])
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {INDEX} (rowid, t, o) VALUES (%s, %s, %s)",  # noqa: S608 - a constant
                [
                    (document.pk, " ".join(document.title_tokens), " ".join(document.other_tokens))
                    for document in documents
                ],
            )
            cursor.executemany(
                "INSERT INTO search_synopsis (rowid, s) VALUES (%s, %s)",
                [(document.pk, " ".join(document.prose)) for document in documents if document.prose],
            )
        self.settle_tiers([document.pk for document in documents])

    def settle_tiers(self, keys: Sequence[int]) -> None:
        """Keep the tokens of performances in the tier of their priors."""
        chosen = f"IN ({numbers(keys)})"
        with connection.cursor() as cursor:
            for table, least, below in COPIES:
                cursor.execute(f"DELETE FROM {table} WHERE rowid {chosen}")  # noqa: S608 - numbers
                cursor.execute(
                    f"INSERT INTO {table} (rowid, t, o) SELECT i.rowid, i.t, i.o FROM search_searchentry p "  # noqa: S608
                    f"JOIN {INDEX} i ON i.rowid = p.id WHERE p.id {chosen} AND p.prior >= {least} AND p.prior < {below}"
                )

    def remove_tokens(self, keys: Sequence[int]) -> None:
        """Remove the tokens of performances."""
        with connection.cursor() as cursor:
            for table in TOKEN_TABLES:
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


def forget_all(tables: Collection[str]) -> None:
    """Empty those of the token tables that exist."""
    with connection.cursor() as cursor:
        for table in {*TOKEN_TABLES, "search_grams"}.intersection(tables):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - a constant


def _question(expression: Expression, tokens: TokenSet) -> tuple[str, str]:
    """Return a table and what to ask it."""
    text = spell(expression)
    if tokens == TokenSet.SYNOPSIS:
        return "search_synopsis", text
    return INDEX, f"{{t}} : ({text})" if tokens == TokenSet.TITLE else text


def spell(expression: Expression) -> str:
    """Return the expression in FTS5's language."""
    return " AND ".join(
        "(" + " OR ".join("(" + " AND ".join(map(_spell_term, terms)) + ")" for terms in alternatives) + ")"
        for alternatives in expression
    )


def _spell_term(term: Term) -> str:
    return f'"{term.text}"*' if term.is_prefix else f'"{term.text}"'
