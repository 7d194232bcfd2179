"""The one query of authentication: a session that lives, with its account.

Written out, because the ORM takes ten times as long to build and read it as the database to answer it, and every
request of a signed-in person asks it. Columns and their conversions are the models' own. Moments are left out,
as few requests want one and reading them takes as long as all else: a look at one asks the database again, so whoever
shows several loads the row.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import DateTimeField

from culturepedia.accounts.models import Session, User

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import Field, Model


def find_live(public_id: UUID, *, user_id: UUID, now: datetime) -> Session | None:
    """Return a session that has not ended, with its active user."""
    here = connections[DEFAULT_DB_ALIAS]  # once: each look into the thread's connections costs
    # As text, which either database reads as what it is: psycopg asks itself long what a UUID or a datetime is.
    moment = str(here.ops.adapt_datetimefield_value(now))
    with here.cursor() as cursor:
        cursor.execute(_statement(), [public_id.hex, user_id.hex, moment, moment])
        row = cursor.fetchone()
    if row is None:
        return None
    width = len(_fields(Session))
    session: Session = _read(Session, row[:width], here)
    session.user = _read(User, row[width:], here)
    return session


@cache
def _statement() -> str:
    columns = ", ".join(
        f"{alias}.{field.column}" for alias, model in (("s", Session), ("u", User)) for field in _fields(model)
    )
    return (
        f"SELECT {columns} FROM accounts_session s JOIN accounts_user u ON u.id = s.user_id"  # noqa: S608 - our names
        " WHERE s.public_id = %s AND u.public_id = %s AND u.is_active"
        " AND s.ended_at IS NULL AND s.expires_at > %s AND s.idle_expires_at > %s"
    )


@cache
def _fields(model: type[Model]) -> tuple[Field[Any, Any], ...]:
    return tuple(field for field in model._meta.concrete_fields if not isinstance(field, DateTimeField))  # noqa: SLF001 - the framework's public name


@cache
def _names(model: type[Model]) -> list[str]:
    return [field.attname for field in _fields(model)]


def _conversions(model: type[Model], here: BaseDatabaseWrapper) -> list[tuple[int, Callable[..., Any], Any]]:
    """Return which columns this database gives in another form than Python's, and how they are converted."""
    return [
        (place, convert, column)
        for place, column in enumerate(field.get_col(field.model._meta.db_table) for field in _fields(model))  # noqa: SLF001
        for convert in (*here.ops.get_db_converters(column), *column.get_db_converters(here))
    ]


_known: dict[tuple[type[Model], str], list[tuple[int, Callable[..., Any], Any]]] = {}


def _read(model: type[Model], columns: tuple[Any, ...], here: BaseDatabaseWrapper) -> Any:
    values = list(columns)
    conversions = _known.get((model, here.vendor))
    if conversions is None:
        conversions = _known[model, here.vendor] = _conversions(model, here)
    for place, convert, column in conversions:
        values[place] = convert(values[place], column, here)
    return model.from_db(here.alias, _names(model), values)
