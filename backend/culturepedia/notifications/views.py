"""Notices over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from culturepedia.accounts.authentication import current_user
from culturepedia.common import clock
from culturepedia.common.asking import ask
from culturepedia.common.errors import request_language
from culturepedia.common.private import PrivateView, read_body
from culturepedia.common.schema import PAGE_PARAMETERS, operation
from culturepedia.notifications import selectors, services
from culturepedia.notifications.serializers import NotificationPageShape, ReadSerializer, UnreadShape

if TYPE_CHECKING:
    from rest_framework.request import Request

TAGS = ("notifications",)


class NotificationList(PrivateView):
    """What one was told about one's favorites."""

    query_names = frozenset(selectors.LIST_READERS)

    @operation(
        "me_notifications_list", None, {200: NotificationPageShape}, also=(401, 404), tags=TAGS,
        parameters=[OpenApiParameter("unread", bool, description="Only unread or only read ones."), *PAGE_PARAMETERS],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """List one's notices, the newest first."""
        asked = ask(request, selectors.LIST_READERS)
        page = selectors.list_notifications(
            current_user(request), asked.values, today=asked.today, language=request_language(), link=asked.link
        )
        return Response(page)


class ReadView(PrivateView):
    """What one has read."""

    @operation("me_notifications_read", ReadSerializer, {200: UnreadShape}, also=(401,), tags=TAGS)
    def post(self, request: Request) -> Response:
        """Mark notices as read: those named, or all."""
        ids = read_body(ReadSerializer, request).get("ids")
        user = current_user(request)
        services.mark_read(user=user, public_ids=ids, now=clock.now())
        return Response({"unread": selectors.count_unread(user)})
