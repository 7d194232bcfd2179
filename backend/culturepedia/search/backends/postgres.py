"""Tokens in PostgreSQL: words of columns of the entries, read as vectors by indexes without parser or dictionary.

A term of a query stands in quotes; tokens hold letters and digits, so nothing in them needs escaping.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from culturepedia.search.backends.protocol import TokenSet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from culturepedia.performances.sql import Where
    from culturepedia.search.backends.protocol import Expression
    from culturepedia.search.documents import Document
    from culturepedia.search.queries import Term
    from culturepedia.search.terms import TermRow


# As the migration's indexes have them.
VECTORS = {
    TokenSet.TITLE: "search_vector(split_part(p.tokens, '|', 1))",
    TokenSet.ALL: "search_vector(replace(p.tokens, '|', ' '))",
    TokenSet.SYNOPSIS: "search_vector(p.prose)",
}


TIERS = ("p.hot", "NOT p.hot")


class PostgresEngine:
    """GIN over vectors."""

    token_columns: tuple[str, ...] = ("tokens", "prose")
    gram_columns: tuple[str, ...] = ("grams",)

    def token_values(self, document: Document) -> tuple[str, ...]:
        """Return what a document has in the token columns of its entry."""
        tokens = f"{' '.join(document.title_tokens)}|{' '.join(document.other_tokens)}"
        return tokens, " ".join(document.prose)

    def gram_values(self, row: TermRow) -> tuple[str, ...]:
        """Return what a term has in its gram columns."""
        return (" ".join(row.grams),)

    def match(self, expression: Expression, tokens: TokenSet) -> tuple[str, str, list[Any]]:
        """Return tables with the entry `p`, and a condition on them with its parameters."""
        return "search_searchentry p", *self.match_condition(expression, tokens)

    def match_condition(self, expression: Expression, tokens: TokenSet) -> tuple[str, list[Any]]:
        """Return a condition on the entry `p`."""
        return f"{VECTORS[tokens]} @@ %s::tsquery", [spell(expression)]

    def tier_count(self, where: Where) -> int:
        """Return in how many parts what matches can be asked for."""
        return len(TIERS) if VECTORS[TokenSet.SYNOPSIS] not in where.text else 1

    def tier(self, where: Where, number: int, before: str) -> str:
        """Return a statement for one part of what matches, unless `before` has as many as its last parameter."""
        part = TIERS[number] if self.tier_count(where) > 1 else "TRUE"
        gate = f"(SELECT number FROM {before}) < %s"  # noqa: S608 - a constant
        return f"SELECT p.id, p.prior FROM {where.source()} {where.text} AND {part} AND {gate}"  # noqa: S608 - constants

    def count(self, expression: Expression, tokens: TokenSet) -> tuple[str, list[Any]]:
        """Return a statement that counts matches."""
        condition, params = self.match_condition(expression, tokens)
        return f"SELECT COUNT(*) FROM search_searchentry p WHERE {condition}", params  # noqa: S608 - constants

    def grams_condition(self, questions: Iterable[Iterable[str]]) -> tuple[str, list[Any]]:
        """Return a condition on the terms `t` that have all grams of any of the sets."""
        text = " | ".join("(" + " & ".join(f"'{gram}'" for gram in sorted(grams)) + ")" for grams in questions)
        return "search_vector(t.grams) @@ %s::tsquery", [text]

    def write_tokens(self, documents: Sequence[Document]) -> None:
        """Do nothing: the tokens come with their entries."""

    def settle_tiers(self, keys: Sequence[int]) -> None:
        """Do nothing: a column of the entry follows its prior."""

    def remove_tokens(self, keys: Sequence[int]) -> None:
        """Do nothing: the tokens go with their entries."""

    def write_grams(self, rows: Sequence[TermRow]) -> None:
        """Do nothing: the grams come with their terms."""

    def remove_grams(self, keys: Sequence[int]) -> None:
        """Do nothing: the grams go with their terms."""


def spell(expression: Expression) -> str:
    """Return the expression in PostgreSQL's language."""
    return " & ".join(
        "(" + " | ".join("(" + " & ".join(map(_spell_term, terms)) + ")" for terms in alternatives) + ")"
        for alternatives in expression
    )


def _spell_term(term: Term) -> str:
    return f"'{term.text}':*" if term.is_prefix else f"'{term.text}'"
