"""The API's conventions: rendering and paging. The framework's views load this module: it must not need them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.pagination import PageNumberPagination
from rest_framework.renderers import BaseRenderer

from culturepedia.common import parameters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rest_framework.request import Request


class OrjsonRenderer(BaseRenderer):
    """JSON in UTF-8."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        """Return the bytes; nothing at all for an answer without a body."""
        return b"" if data is None else orjson.dumps(data, option=orjson.OPT_NON_STR_KEYS)


class OnlyJson(DefaultContentNegotiation):
    """Every answer is JSON, as public reads are: whatever `Accept` says, no other form exists to be asked for."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """Return the one renderer."""
        only = next(iter(renderers))
        return only, only.media_type


PAGE_NAMES = frozenset({"page", "page_size"})


class Pagination(PageNumberPagination):
    """`page` and `page_size`, at most 100 rows a page; what is no number is refused, not guessed."""

    page_size = 20
    max_page_size = 100

    def get_page_number(self, request: Request, paginator: Any) -> int:
        """Return the asked page.

        Raises:
            ValidationError: It is no number.
        """
        return self._read("page", 999_999, request) or 1

    def get_page_size(self, request: Request) -> int:
        """Return the asked number of rows.

        Raises:
            ValidationError: It is no number from 1 to 100.
        """
        return self._read("page_size", self.max_page_size, request) or self.page_size

    @staticmethod
    def _read(name: str, high: int, request: Request) -> int | None:
        values = request.query_params.getlist(name)
        return parameters.integer(1, high)(name, values) if values else None
