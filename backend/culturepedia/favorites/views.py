"""Favorites over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.response import Response

from culturepedia.accounts.authentication import current_user
from culturepedia.common import clock
from culturepedia.common.asking import ask
from culturepedia.common.private import PrivateView, read_body
from culturepedia.common.schema import PAGE_PARAMETERS, listed, one, operation
from culturepedia.favorites import selectors, services
from culturepedia.favorites.serializers import FavoritePageShape, MergedShape, MergeSerializer
from culturepedia.performances.codes import State

if TYPE_CHECKING:
    from rest_framework.request import Request

TAGS = ("favorites",)


class FavoriteView(PrivateView):
    """Whether one keeps a performance."""

    @operation("performances_favorite_set", None, {204: None}, also=(401, 404), tags=TAGS)
    def put(self, request: Request, performance_id: str) -> Response:
        """Keep a performance; a second time changes nothing."""
        services.add(user=current_user(request), kopis_id=performance_id, now=clock.now())
        return Response(status=204)

    @operation("performances_favorite_unset", None, {204: None}, also=(401, 404), tags=TAGS)
    def delete(self, request: Request, performance_id: str) -> Response:
        """Keep it no longer; a second time changes nothing."""
        services.remove(user=current_user(request), kopis_id=performance_id)
        return Response(status=204)


class FavoriteList(PrivateView):
    """What one keeps."""

    query_names = frozenset(selectors.LIST_READERS)

    @operation(
        "me_favorites_list", None, {200: FavoritePageShape}, also=(401, 404), tags=TAGS,
        parameters=[
            listed("state", State, "Where today, in Seoul, lies in the run."),
            one("ordering", ["newest", "closing"], "`closing`: what closes next comes first.", default="newest"),
            *PAGE_PARAMETERS,
        ],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """List one's favorites, the newest first."""
        asked = ask(request, selectors.LIST_READERS)
        page = selectors.list_favorites(current_user(request), asked.values, today=asked.today, link=asked.link)
        return Response(page)


class MergeView(PrivateView):
    """What one has kept before signing in."""

    @operation("me_favorites_merge", MergeSerializer, {200: MergedShape}, also=(401,), tags=TAGS)
    def post(self, request: Request) -> Response:
        """Keep what a device has kept; a second time changes nothing, and unknown ids are left out."""
        given = read_body(MergeSerializer, request)["performances"]
        added, unknown = services.merge(user=current_user(request), kopis_ids=given, now=clock.now())
        return Response({"added": added, "unknown": unknown})
