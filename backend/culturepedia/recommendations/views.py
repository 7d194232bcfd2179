"""Dismissals over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.response import Response

from culturepedia.accounts.authentication import current_user
from culturepedia.common import clock
from culturepedia.common.private import PrivateView
from culturepedia.common.schema import operation
from culturepedia.recommendations import services

if TYPE_CHECKING:
    from rest_framework.request import Request

TAGS = ("recommendations",)


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
