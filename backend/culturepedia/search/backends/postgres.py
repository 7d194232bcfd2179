"""Tokens in PostgreSQL: `tsvector` columns of the entries, filled by casts, so that no parser or dictionary is used.

A lexeme and a term of a query stand in quotes; tokens hold letters and digits, so nothing in them needs escaping.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from culturepedia.search.backends.protocol import Expression, TokenSet
    from culturepedia.search.documents import Document
    from culturepedia.search.queries import Term


class PostgresEngine:
    """GIN over vectors."""

    def match_condition(self, expression: Expression, tokens: TokenSet) -> tuple[str, list[Any]]:
        """Return a condition on the entry `p`."""
        return f"p.{tokens.value} @@ %s::tsquery", [spell(expression)]

    def grams_condition(self, questions: Iterable[Iterable[str]]) -> tuple[str, list[Any]]:
        """Return a condition on the terms `t` that have all grams of any of the sets."""
        text = " | ".join("(" + " & ".join(f"'{gram}'" for gram in sorted(grams)) + ")" for grams in questions)
        return "t.grams @@ %s::tsquery", [text]

    def write_tokens(self, documents: Sequence[Document]) -> None:
        """Replace the tokens of documents."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE search_searchentry SET t = %s::tsvector, a = %s::tsvector, s = %s::tsvector WHERE id = %s",
                [(*vectors(document), document.pk) for document in documents],
            )

    def remove_tokens(self, keys: Sequence[int]) -> None:
        """Do nothing: the tokens go with their entries."""

    def write_grams(self, grams: Sequence[tuple[int, set[str]]]) -> None:
        """Store the grams of new terms."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE search_searchterm SET grams = %s::tsvector WHERE id = %s",
                [(spell_vector(some), key) for key, some in grams],
            )

    def remove_grams(self, keys: Sequence[int]) -> None:
        """Do nothing: the grams go with their terms."""


def vectors(document: Document) -> tuple[str, str, str]:
    """Return the tokens of the title, of everything, and of the synopsis, as PostgreSQL reads vectors."""
    return (
        spell_vector(document.title_tokens),
        spell_vector(document.title_tokens | document.other_tokens),
        spell_vector(document.prose),
    )


def spell_vector(tokens: Iterable[str]) -> str:
    """Return tokens as PostgreSQL reads a vector."""
    return " ".join([f"'{token}'" for token in tokens])


def spell(expression: Expression) -> str:
    """Return the expression in PostgreSQL's language."""
    return " & ".join(
        "(" + " | ".join("(" + " & ".join(map(_spell_term, terms)) + ")" for terms in alternatives) + ")"
        for alternatives in expression
    )


def _spell_term(term: Term) -> str:
    return f"'{term.text}':*" if term.is_prefix else f"'{term.text}'"
