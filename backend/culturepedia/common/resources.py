"""Addresses that everyone may read and signed-in people may write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from rest_framework.permissions import IsAuthenticated
from rest_framework.views import APIView

from culturepedia.common.private import PrivateView
from culturepedia.common.reads import PublicRead

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

READS = frozenset({"GET", "HEAD"})


class PublicResource(PublicRead, PrivateView):
    """Reads are kept bytes, the same for every caller, and look at no token; writes are the framework's."""

    permission_classes = [IsAuthenticated]  # of the writes

    def dispatch(  # type: ignore[override]  # the framework's writes answer with its own class
        self, request: HttpRequest, *args: object, **kwargs: str
    ) -> HttpResponseBase:
        """Answer the request, whatever its method."""
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(self.allowed_methods)})
        if request.method in READS:
            return PublicRead.dispatch(self, request, *args, **kwargs)
        return APIView.dispatch(self, request, *args, **kwargs)
