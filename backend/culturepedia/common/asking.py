"""What a request to a private list asks for, read as strictly as public reads are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from culturepedia.common.parameters import read_query
from culturepedia.common.reads import Asked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rest_framework.request import Request

    from culturepedia.common.parameters import Reader


def ask(request: Request, readers: Mapping[str, Reader]) -> Asked:
    """Return the values of the query, the day, the language and the links of the answer.

    Raises:
        ValidationError: A name is unknown, or a value is not one that its parameter can have.
    """
    values = read_query(request.META.get("QUERY_STRING", ""), readers)
    return Asked(request._request, request.path, values, version="")  # noqa: SLF001 - the framework wraps Django's
