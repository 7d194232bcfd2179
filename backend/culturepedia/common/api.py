"""The API's conventions: rendering and paging."""

from __future__ import annotations

from typing import Any

import orjson
from rest_framework.pagination import PageNumberPagination
from rest_framework.renderers import BaseRenderer


class OrjsonRenderer(BaseRenderer):
    """JSON in UTF-8."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        """Return the bytes; nothing at all for an answer without a body."""
        return b"" if data is None else orjson.dumps(data, option=orjson.OPT_NON_STR_KEYS)


class Pagination(PageNumberPagination):
    """`page` and `page_size`, at most 100 rows a page."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100
