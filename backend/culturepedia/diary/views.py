"""The diary over HTTP."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from culturepedia.accounts.authentication import current_user
from culturepedia.common import clock, errors
from culturepedia.common.api import OrjsonRenderer
from culturepedia.common.asking import ask
from culturepedia.common.parameters import integer, single
from culturepedia.common.private import PrivateView, read_body
from culturepedia.common.schema import PAGE_PARAMETERS, operation, text
from culturepedia.diary import feeds, selectors, services, statistics
from culturepedia.diary.serializers import (
    CalendarLinkShape,
    CalendarTokenShape,
    StatsShape,
    VisitPageShape,
    VisitSerializer,
    VisitShape,
)
from culturepedia.performances.filters import KOPIS_ID
from culturepedia.performances.sql import moment

if TYPE_CHECKING:
    from rest_framework.request import Request

TAGS = ("diary",)
TOKEN = re.compile(r"[A-Za-z0-9_-]{20,100}")


class VisitList(PrivateView):
    """One's visits."""

    query_names = frozenset(selectors.LIST_READERS)

    @operation(
        "me_visits_list", None, {200: VisitPageShape}, also=(401, 404), tags=TAGS,
        parameters=[
            text("performance", f"^{KOPIS_ID}$", "The KOPIS id."),
            OpenApiParameter("from", OpenApiTypes.DATE, description="Seen on this day or later."),
            OpenApiParameter("to", OpenApiTypes.DATE, description="Seen on this day or earlier."),
            *PAGE_PARAMETERS,
        ],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """List one's visits, the latest first."""
        asked = ask(request, selectors.LIST_READERS)
        return Response(selectors.list_visits(current_user(request), asked.values, today=asked.today, link=asked.link))

    @operation("me_visits_create", VisitSerializer, {201: VisitShape}, also=(401,), tags=TAGS)
    def post(self, request: Request) -> Response:
        """Write down a visit; any number for one performance."""
        if request.query_params:
            raise errors.unknown_parameter(next(iter(request.query_params)))
        fields = read_body(VisitSerializer, request)
        user, today = current_user(request), clock.seoul_today()
        kopis_id = fields.pop("performance")
        visit = services.add_visit(user=user, kopis_id=kopis_id, fields=fields, today=today, now=clock.now())
        return Response(selectors.show_visit(user, str(visit.public_id), today=today), status=201)


class VisitDetail(PrivateView):
    """One of one's visits."""

    @operation("me_visits_retrieve", None, {200: VisitShape}, also=(401, 404), tags=TAGS)
    def get(self, request: Request, visit_id: str) -> Response:
        """Return a visit."""
        return Response(selectors.show_visit(current_user(request), visit_id, today=clock.seoul_today()))

    @operation("me_visits_update", VisitSerializer, {200: VisitShape}, also=(401, 404), tags=TAGS, partial=True)
    def patch(self, request: Request, visit_id: str) -> Response:
        """Change a visit; what is not given stays."""
        changes = read_body(VisitSerializer, request, partial=True)
        user, today = current_user(request), clock.seoul_today()
        services.edit_visit(user=user, public_id=visit_id, changes=changes, today=today, now=clock.now())
        return Response(selectors.show_visit(user, visit_id, today=today))

    @operation("me_visits_destroy", None, {204: None}, also=(401, 404), tags=TAGS)
    def delete(self, request: Request, visit_id: str) -> Response:
        """Strike a visit out."""
        services.delete_visit(user=current_user(request), public_id=visit_id)
        return Response(status=204)


class StatsView(PrivateView):
    """A year of one's visits in numbers."""

    query_names = frozenset({"year"})

    @operation(
        "me_stats_retrieve", None, {200: StatsShape}, also=(401,), tags=TAGS,
        parameters=[
            OpenApiParameter(
                "year",
                {"type": "integer", "minimum": statistics.FIRST_YEAR, "maximum": statistics.LAST_YEAR},
                description="This year in Seoul when left out.",
            )
        ],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Return what one saw in a year."""
        asked = ask(request, {"year": integer(statistics.FIRST_YEAR, statistics.LAST_YEAR)})
        year = asked.values.get("year", asked.today.year)
        return Response(statistics.get_stats(current_user(request), year=year, today=asked.today))


class CalendarTokenView(PrivateView):
    """The secret of one's calendar feed."""

    @operation("me_calendar_token_retrieve", None, {200: CalendarLinkShape}, also=(401,), tags=TAGS)
    def get(self, request: Request) -> Response:
        """Tell since when one's calendar has an address; the address itself is told only when it is made."""
        return Response({"created_at": moment(feeds.find_link(current_user(request)))})

    @operation("me_calendar_token_renew", None, {201: CalendarTokenShape}, also=(401,), tags=TAGS)
    def post(self, request: Request) -> Response:
        """Make a new secret address; an older one is dead at once. It is told only here."""
        token = feeds.renew_token(user=current_user(request), now=clock.now())
        feed_url = request.build_absolute_uri(reverse("me-calendar"))
        return Response(feeds.describe(token, feed_url=feed_url), status=201)

    @operation("me_calendar_token_destroy", None, {204: None}, also=(401,), tags=TAGS)
    def delete(self, request: Request) -> Response:
        """End the feed."""
        feeds.drop_token(user=current_user(request))
        return Response(status=204)


class CalendarView(PrivateView):
    """One's calendar, for programs that can only open an address."""

    authentication_classes = []
    permission_classes = [AllowAny]
    query_names = frozenset({"token"})

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:  # noqa: FBT001, FBT002
        """Answer whatever type is asked for: there is only one, and errors are JSON."""
        return OrjsonRenderer(), OrjsonRenderer.media_type

    @operation(
        "me_calendar", None, {(200, "text/calendar"): OpenApiTypes.STR}, also=(404,), tags=TAGS,
        parameters=[OpenApiParameter("token", str, required=True, description="The secret.")],
    )  # fmt: skip
    def get(self, request: Request) -> HttpResponse:
        """Return favorites and visits as an iCalendar file, by secret link."""
        token = single("token", request.query_params.getlist("token"))
        if not TOKEN.fullmatch(token):
            raise errors.not_found()
        data = feeds.make_feed(token, site_url=settings.PUBLIC_BASE_URL)
        return HttpResponse(
            data,
            content_type="text/calendar; charset=utf-8",
            headers={"Content-Disposition": 'inline; filename="culturepedia.ics"'},
        )
