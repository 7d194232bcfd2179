"""A second set of search tables, filled beside the live one: made like it, named `…_next`, and swapped by renaming.

What the live tables look like is read from the database itself, so that this knows nothing about columns and indexes.
Indexes are made after the rows, which is far quicker than keeping them up to date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from django.db import connection

from culturepedia.search.backends.shadow_postgres import PostgresShadow
from culturepedia.search.backends.shadow_sqlite import SqliteShadow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from culturepedia.search.documents import Document
    from culturepedia.search.terms import TermRow


class Shadow(Protocol):
    """The tables that will be the live ones."""

    def drop(self) -> None:
        """Remove what an earlier run may have left."""

    def create(self) -> None:
        """Make empty tables like the live ones, without indexes."""

    def add_documents(self, documents: Sequence[Document]) -> None:
        """Write documents."""

    def add_terms(self, rows: Sequence[TermRow]) -> None:
        """Write terms."""

    def finish(self) -> None:
        """Make the indexes."""

    def swap(self) -> None:
        """Become the live tables, in the caller's transaction."""

    def tidy(self) -> None:
        """Do what may be done after the swap."""


def make_shadow() -> Shadow:
    """Return the shadow for the catalogue's database."""
    kinds: dict[str, Any] = {"sqlite": SqliteShadow, "postgresql": PostgresShadow}
    shadow: Shadow = kinds[connection.vendor]()
    return shadow
