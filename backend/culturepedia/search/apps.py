"""The search app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    """Search over the catalogue, and what people searched for."""

    name = "culturepedia.search"
    verbose_name = "검색"

    def ready(self) -> None:
        """Have tokens go with the rows that Django flushes."""
        post_migrate.connect(forget_flushed, sender=self)


def forget_flushed(**_: Any) -> None:
    """Empty the tables that have no model, and so outlive `flush`, when there is nothing to search."""
    # Models are not ready before.
    from culturepedia.search.backends import sqlite  # noqa: PLC0415
    from culturepedia.search.models import SearchEntry  # noqa: PLC0415

    tables = connection.introspection.table_names()
    if connection.vendor == "sqlite" and "search_searchentry" in tables and not SearchEntry.objects.exists():
        sqlite.forget_all(tables)
