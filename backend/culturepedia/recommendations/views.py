"""Tastes, recommendations and dismissals over HTTP.

What ranks needs NumPy, which no process should load before someone asks: those modules are imported where used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from culturepedia.accounts.authentication import current_user
from culturepedia.common import clock, errors
from culturepedia.common.asking import ask
from culturepedia.common.private import PrivateView, read_body
from culturepedia.common.reads import PublicRead
from culturepedia.common.schema import PAGE_PARAMETERS, listed, one, operation, read_schema
from culturepedia.performances.filters import MAX_KRW, PAGE_READERS, check_span
from culturepedia.performances.rows import is_kopis_id
from culturepedia.recommendations import parameters, selectors, services, tastes
from culturepedia.recommendations.serializers import (
    DismissedPageShape,
    RecommendationsShape,
    SimilarShape,
    TasteSerializer,
    TasteShape,
)

if TYPE_CHECKING:
    from rest_framework.request import Request

    from culturepedia.accounts.models import User
    from culturepedia.common.reads import Asked

TAG = "recommendations"
TAGS = (TAG,)
TAB_TEXT = "A part of the list: what fits best, was listed lately, plays this weekend, is near, or ends soon."
LIMIT = {
    "type": "integer",
    "minimum": 1,
    "maximum": parameters.MAX_LIMIT,
    "default": parameters.DEFAULT_LIMIT,
}
PICK_TEXTS = {
    "categories": "Genres to choose from.",
    "characteristics": "Hashtags of this kind that should weigh.",
    "moods": "Hashtags of this kind that should weigh.",
    "regions": "Provinces and cities to choose from; widened when there is too little, and the answer says so.",
}


class RecommendationsView(PrivateView):
    """What someone might like."""

    permission_classes = [AllowAny]
    query_names = frozenset(parameters.READERS)

    @operation(
        "recommendations_list", None, {200: RecommendationsShape}, also=(401,), tags=TAGS,
        parameters=[
            *(listed(name, ["", *kind], PICK_TEXTS[name], excluding=False) for name, kind in parameters.PICKS.items()),
            one("tab", parameters.TABS, TAB_TEXT, default="fit"),
            OpenApiParameter("from", OpenApiTypes.DATE, description="Runs on this day or later."),
            OpenApiParameter("to", OpenApiTypes.DATE, description="Runs on this day or earlier."),
            OpenApiParameter("price_max_krw", {"type": "integer", "minimum": 0, "maximum": MAX_KRW}),
            OpenApiParameter("limit", LIMIT),
        ],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Recommend from what one did and picked; without an account from the parameters alone."""
        from culturepedia.recommendations.answering import get_recommendations  # noqa: PLC0415 - see the module

        asked = ask(request, parameters.READERS)
        check_span(asked.values)
        user: User | None = current_user(request) if request.auth is not None else None
        language = errors.request_language()
        return Response(get_recommendations(user, asked.values, today=asked.today, language=language))


class TasteView(PrivateView):
    """What one picks, and what may be used."""

    @operation("me_taste_retrieve", None, {200: TasteShape}, also=(401,), tags=TAGS)
    def get(self, request: Request) -> Response:
        """Tell one's picks, switches, and the signals that recommendations go by."""
        user = current_user(request)
        return Response(selectors.show_taste(user, tastes.find_taste(user), language=errors.request_language()))

    @operation("me_taste_update", TasteSerializer, {200: TasteShape}, also=(401,), tags=TAGS)
    def put(self, request: Request) -> Response:
        """Keep one's picks and switches."""
        user, given = current_user(request), read_body(TasteSerializer, request)
        taste = tastes.keep_taste(user=user, given=given, now=clock.now())
        return Response(selectors.show_taste(user, taste, language=errors.request_language()))


@read_schema(SimilarShape, operation_id="performances_similar", not_found=True, tag=TAG)
class SimilarRead(PublicRead):
    """At most twelve performances like one, with what both have; each can still be seen."""

    @staticmethod
    def read_version() -> str:
        """Return the version of the catalogue and of what recommends; one query."""
        return selectors.read_version()

    def varies_by_language(self, values: Any) -> bool:
        """Reasons are texts."""
        return True

    def compute(self, asked: Asked, **path: str) -> dict[str, Any]:
        """Return the list."""
        from culturepedia.recommendations.likeness import list_similar  # noqa: PLC0415 - see the module

        if not is_kopis_id(path["performance_id"]):
            raise errors.not_found()
        language = errors.request_language()
        return list_similar(path["performance_id"], today=asked.today, language=language)


class DismissalView(PrivateView):
    """Whether one is interested in a performance."""

    @operation("performances_dismissal_set", None, {204: None}, also=(401, 404), tags=TAGS)
    def put(self, request: Request, performance_id: str) -> Response:
        """Have a performance recommended no longer; a second time changes nothing."""
        services.dismiss(user=current_user(request), kopis_id=performance_id, now=clock.now())
        return Response(status=204)

    @operation("performances_dismissal_unset", None, {204: None}, also=(401, 404), tags=TAGS)
    def delete(self, request: Request, performance_id: str) -> Response:
        """Take that back; a second time changes nothing."""
        services.restore(user=current_user(request), kopis_id=performance_id)
        return Response(status=204)


class DismissalList(PrivateView):
    """All that one is not interested in."""

    query_names = frozenset(PAGE_READERS)

    @operation(
        "me_dismissals_list", None, {200: DismissedPageShape}, also=(401, 404), tags=TAGS, parameters=PAGE_PARAMETERS
    )
    def get(self, request: Request) -> Response:
        """List it, the newest first."""
        asked = ask(request, PAGE_READERS)
        page = selectors.list_dismissals(current_user(request), asked.values, today=asked.today, link=asked.link)
        return Response(page)

    @operation("me_dismissals_clear", None, {204: None}, also=(401,), tags=TAGS)
    def delete(self, request: Request) -> Response:
        """Take all of it back."""
        services.restore_all(user=current_user(request))
        return Response(status=204)
