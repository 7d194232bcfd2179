"""What users say about hashtags, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.response import Response

from culturepedia.accounts.authentication import current_user
from culturepedia.common import clock
from culturepedia.common.private import PrivateView, read_body
from culturepedia.common.schema import operation
from culturepedia.enrichment import decisions
from culturepedia.enrichment.serializers import TagReportSerializer, TagReportShape

if TYPE_CHECKING:
    from rest_framework.request import Request


class HashtagReportView(PrivateView):
    """Wrong hashtags."""

    @operation(
        "hashtag_reports_create", TagReportSerializer, {201: TagReportShape}, also=(401, 404, 409), tags=("catalogue",)
    )
    def post(self, request: Request, performance_id: str, slug: str) -> Response:
        """Report that a hashtag does not fit a performance; once for each."""
        text = read_body(TagReportSerializer, request)["text"]
        report = decisions.report(
            kopis_id=performance_id, slug=slug, text=text, user=current_user(request), now=clock.now()
        )
        shown = {"performance": performance_id, "hashtag": report.slug, "created_at": report.created_at}
        return Response(TagReportShape(shown).data, status=201)
