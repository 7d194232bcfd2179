"""Hand-written SQL for hot reads: the same text on SQLite and PostgreSQL, values only as parameters.

Building a statement with the ORM costs more CPU than answering it, so the catalogue's reads are written out.
Conditions are kept by filter, so that a facet can be counted without its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

SEOUL = timezone(timedelta(hours=9))  # Korea has no summer time
PERFORMANCES = "performances_performance p"
JOIN_VENUE = "LEFT JOIN performances_venue v ON v.id = p.venue_id"
JOIN_HALL = "LEFT JOIN performances_hall h ON h.id = p.hall_id"


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of a WHERE clause; `filter_name` says which parameter asked for it."""

    filter_name: str
    text: str
    params: tuple[Any, ...] = ()
    needs_venue: bool = False


@dataclass(slots=True)
class Where:
    """Conditions that all hold, about the rows of a table that is called `p` and has the performances' columns."""

    conditions: list[Condition] = field(default_factory=list)
    table: str = PERFORMANCES

    def add(self, filter_name: str, text: str, *params: Any, needs_venue: bool = False) -> None:
        """Add a condition."""
        self.conditions.append(Condition(filter_name, text, params, needs_venue))

    def without(self, names: Collection[str]) -> Where:
        """Return the conditions that other parameters asked for."""
        return Where([condition for condition in self.conditions if condition.filter_name not in names], self.table)

    def only(self, names: Collection[str]) -> Where:
        """Return the conditions that these parameters asked for."""
        return Where([condition for condition in self.conditions if condition.filter_name in names], self.table)

    def renamed(self, columns: Collection[str]) -> Where:
        """Return the conditions for a table that has these columns (`p.genre`) under their bare names."""
        renamed = []
        for condition in self.conditions:
            text = condition.text
            for column in columns:
                text = text.replace(column, column.partition(".")[2])
            renamed.append(Condition(condition.filter_name, text, condition.params))
        return Where(renamed)

    @property
    def needs_venue(self) -> bool:
        """Return whether a condition looks at the venue's columns."""
        return any(condition.needs_venue for condition in self.conditions)

    @property
    def text(self) -> str:
        """Return the clause, `WHERE` included."""
        return "WHERE " + " AND ".join(condition.text for condition in self.conditions) if self.conditions else ""

    @property
    def params(self) -> list[Any]:
        """Return the clause's parameters in their order."""
        return [value for condition in self.conditions for value in condition.params]

    def source(self, *, with_venue: bool = False) -> str:
        """Return the tables that the conditions need, and the venue's if asked for."""
        return f"{self.table} {JOIN_VENUE}" if with_venue or self.needs_venue else self.table


def fetch(text: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Return the rows of one statement."""
    with connection.cursor() as cursor:
        cursor.execute(text, params or None)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def marks(values: Collection[Any]) -> str:
    """Return as many placeholders as there are values; for none, what no row equals: PostgreSQL has no empty list."""
    return ", ".join(["%s"] * len(values)) or "NULL"


def numbers(keys: Collection[int]) -> str:
    """Return primary keys as SQL has them: hundreds of placeholders would cost more than the query."""
    return ", ".join([str(int(key)) for key in keys]) or "NULL"


def moment(value: datetime | str | None) -> str | None:
    """Return a stored moment as the API writes it: Seoul time with its offset, whole seconds."""
    if value is None:
        return None
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if value.tzinfo is None:  # SQLite keeps UTC without saying so
        value = value.replace(tzinfo=UTC)
    return value.astimezone(SEOUL).isoformat(timespec="seconds")


def collate_by_code() -> str:
    """Return the clause that sorts texts by code point, as SQLite does without being told."""
    return 'COLLATE "C"' if connection.vendor == "postgresql" else ""
