"""Screens over HTTP."""

from __future__ import annotations

from typing import Any

from culturepedia.common.reads import Asked, PublicRead
from culturepedia.common.schema import read_schema
from culturepedia.pages import home
from culturepedia.pages.serializers import HomeShape


@read_schema(HomeShape, operation_id="home_retrieve")
class HomeRead(PublicRead):
    """One aggregate for the first screen."""

    @staticmethod
    def read_version() -> str:
        """Return the version of catalogue and sync; one query."""
        return home.read_version()

    def compute(self, asked: Asked, **path: str) -> dict[str, Any]:
        """Return the screen."""
        return home.get_home(version=asked.version, today=asked.today)
