"""Screens over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from culturepedia.accounts.authentication import current_user
from culturepedia.common import errors
from culturepedia.common.asking import ask
from culturepedia.common.private import PrivateView
from culturepedia.common.reads import Asked, PublicRead
from culturepedia.common.schema import PAGE_PARAMETERS, operation, read_schema
from culturepedia.diary.statistics import FIRST_YEAR, LAST_YEAR
from culturepedia.pages import home, mine
from culturepedia.pages.serializers import HistoryPageShape, HomeShape, StatesShape
from culturepedia.performances.filters import KOPIS_ID

if TYPE_CHECKING:
    from rest_framework.request import Request

TAGS = ("mine",)


@read_schema(HomeShape, operation_id="home_retrieve")
class HomeRead(PublicRead):
    """One aggregate for the first screen."""

    @staticmethod
    def read_version() -> str:
        """Return the version of catalogue, reviews and sync; one query."""
        return home.read_version()

    def compute(self, asked: Asked, **path: str) -> dict[str, Any]:
        """Return the screen."""
        return home.get_home(version=asked.version, today=asked.today)


class StateView(PrivateView):
    """What the performances on a page are to who asks: public answers say nothing of it."""

    query_names = frozenset(mine.STATE_READERS)

    @operation(
        "me_state_retrieve", None, {200: StatesShape}, also=(401,), tags=TAGS,
        parameters=[
            OpenApiParameter(
                "performances",
                {
                    "type": "array",
                    "items": {"type": "string", "pattern": f"^{KOPIS_ID}$"},
                    "minItems": 1,
                    "maxItems": mine.MAX_IDS,
                },
                required=True,
                explode=False,
                description="KOPIS ids.",
            )
        ],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Return, for each asked performance, what it is to oneself."""
        asked = ask(request, mine.STATE_READERS)
        if "performances" not in asked.values:
            raise errors.invalid_value("performances", ko="공연 번호를 적어 주세요.", en="Name performances.")
        return Response(mine.get_state(current_user(request), asked.values["performances"]))


class HistoryView(PrivateView):
    """What one has seen."""

    query_names = frozenset(mine.HISTORY_READERS)

    @operation(
        "me_history_list", None, {200: HistoryPageShape}, also=(401, 404), tags=TAGS,
        parameters=[
            OpenApiParameter(
                "year", {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}, description="Seen last then."
            ),
            *PAGE_PARAMETERS,
        ],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """List the performances that one reviewed or visited, one line each, the latest first."""
        asked = ask(request, mine.HISTORY_READERS)
        page = mine.list_history(current_user(request), asked.values, today=asked.today, link=asked.link)
        return Response(page)
