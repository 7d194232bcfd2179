"""One's own searches over HTTP."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.response import Response

from culturepedia.accounts.authentication import current_user
from culturepedia.common import clock, errors
from culturepedia.common.api import Pagination
from culturepedia.common.asking import ask
from culturepedia.common.parameters import moment
from culturepedia.common.private import PrivateView, read_body
from culturepedia.common.schema import PAGE_PARAMETERS, operation
from culturepedia.common.serializers import LineField, StrictSerializer
from culturepedia.performances.filters import PAGE_READERS
from culturepedia.search import history
from culturepedia.search.models import SearchHistory
from culturepedia.search.parameters import MAX_LENGTH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rest_framework.request import Request

    from culturepedia.common.parameters import Reader

TAGS = ("search history",)
CLEAR_READERS: Mapping[str, Reader] = {"until": moment}


class SearchSerializer(serializers.ModelSerializer[SearchHistory]):
    """A search as its owner sees it."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    q = serializers.CharField(source="text", read_only=True)
    tags: Any = serializers.ListField(
        child=serializers.CharField(), read_only=True, help_text="Hashtags that it names or leads to."
    )

    class Meta:
        model = SearchHistory
        fields = ["id", "q", "tags", "searched_at"]
        read_only_fields = fields


class NewSearchSerializer(StrictSerializer):
    """What was searched."""

    q = LineField(max_length=MAX_LENGTH)


class SearchListView(PrivateView):
    """One's searches."""

    query_names = frozenset({*PAGE_READERS, *CLEAR_READERS})

    @operation(
        "me_searches_list", None, {200: SearchSerializer(many=True)}, also=(401, 404),
        tags=TAGS, parameters=PAGE_PARAMETERS, paged=True,
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """List the kept searches, at most fifty, the newest first."""
        ask(request, PAGE_READERS)
        pages = Pagination()
        rows = pages.paginate_queryset(history.list_searches(user=current_user(request)), request, self)
        return pages.get_paginated_response(SearchSerializer(rows, many=True).data)

    @operation("me_searches_create", NewSearchSerializer, {201: SearchSerializer, 204: None}, also=(401,), tags=TAGS)
    def post(self, request: Request) -> Response:
        """Keep a search; 204 when the account keeps none (`keep_searches`)."""
        text = read_body(NewSearchSerializer, request)["q"]
        row = history.record_search(user=current_user(request), text=text, now=clock.now(), today=clock.seoul_today())
        return Response(status=204) if row is None else Response(SearchSerializer(row).data, status=201)

    @operation(
        "me_searches_clear", None, {204: None}, also=(401,), tags=TAGS,
        parameters=[OpenApiParameter("until", OpenApiTypes.DATETIME, description="Only those up to this moment.")],
    )  # fmt: skip
    def delete(self, request: Request) -> Response:
        """Remove all of them, or those up to a moment."""
        until = ask(request, CLEAR_READERS).values.get("until")
        history.remove_all(user=current_user(request), until=until)
        return Response(status=204)


class SearchView(PrivateView):
    """One search."""

    @operation(
        "me_searches_destroy", None, {204: None}, also=(401, 404),
        tags=TAGS, parameters=[OpenApiParameter("search_id", uuid.UUID, OpenApiParameter.PATH)],
    )  # fmt: skip
    def delete(self, request: Request, search_id: str) -> Response:
        """Remove it."""
        try:
            public_id = uuid.UUID(search_id)
        except ValueError:
            raise errors.not_found() from None
        if not history.remove_search(user=current_user(request), public_id=public_id):
            raise errors.not_found()
        return Response(status=204)
