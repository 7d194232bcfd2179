"""Reads request bodies: JSON objects of a bounded size, and nothing that only looks like JSON."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

import orjson
from django.conf import settings
from rest_framework import exceptions, parsers, status

from culturepedia.common.errors import bilingual

if TYPE_CHECKING:
    from collections.abc import Mapping


MAX_DEPTH = 20  # of arrays and objects within each other; no body of ours has more than a few


class TooLarge(exceptions.APIException):
    """The body is longer than the API reads."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "request_too_large"

    def __init__(self) -> None:
        super().__init__(bilingual("요청이 너무 큽니다.", "The request is too large."))


class GuardedJSONParser(parsers.BaseParser):
    """JSON in UTF-8 by orjson, which refuses lone surrogates, NaN and endless nesting instead of failing over them."""

    media_type = "application/json"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return the object.

        Raises:
            TooLarge: The body exceeds `DATA_UPLOAD_MAX_MEMORY_SIZE` bytes.
            ParseError: It is no JSON object.
        """
        limit: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise TooLarge
        try:
            data = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            text = bilingual("JSON으로 읽을 수 없습니다.", "The body is not valid JSON.")
            raise exceptions.ParseError(text) from error
        if not isinstance(data, dict):
            raise exceptions.ParseError(bilingual("JSON 객체여야 합니다.", "The body must be a JSON object."))
        if _is_deeper(data, MAX_DEPTH):
            # What would show or compare such a value goes down level by level, until Python stops it.
            raise exceptions.ParseError(bilingual("JSON이 너무 깊습니다.", "The body is nested too deeply."))
        return data


def _is_deeper(data: Any, depth: int) -> bool:
    level = [data]
    for _ in range(depth):
        level = [
            child
            for item in level
            if isinstance(item, dict | list)
            for child in (item.values() if isinstance(item, dict) else item)
        ]
    return bool(level)
