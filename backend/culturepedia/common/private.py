"""Views whose answers depend on the caller, and how they read bodies."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth import get_user_model
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, InterfaceError, OperationalError
from rest_framework.exceptions import NotAuthenticated, PermissionDenied, Throttled
from rest_framework.views import APIView

from culturepedia.common import errors, events

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response

    from culturepedia.common.serializers import StrictSerializer

logger = logging.getLogger(__name__)


def read_body(serializer: type[StrictSerializer], request: Request, *, partial: bool = False) -> dict[str, Any]:
    """Return the values of a body.

    Raises:
        ValidationError: A field is unknown, missing or has a value it cannot have.
    """
    given = serializer(data=request.data, partial=partial)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


class PrivateView(APIView):
    """A view whose answers depend on the caller: nobody keeps them, and a database that is away is told as such."""

    query_names: ClassVar[frozenset[str]] = frozenset()  # the parameters that an address knows

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse foreign hosts before the framework's own checks, and unknown parameters after them.

        Raises:
            DisallowedHost: The request is for a host that is not ours.
            ValidationError: A parameter is unknown.
        """
        request._request.get_host()  # noqa: SLF001 - the framework's own way, for its judgement alone
        super().initial(request, *args, **kwargs)
        for name in request.query_params:
            if name not in self.query_names:
                raise errors.unknown_parameter(name)

    def get_authenticate_header(self, request: Request) -> str:
        """Name the scheme even where nobody need be signed in: a 401 without it would become a 403."""
        return 'Bearer realm="api"'

    def handle_exception(self, exc: Exception) -> Response:
        """Answer an error in the one shape."""
        if isinstance(exc, OperationalError | InterfaceError):
            logger.warning("the database did not answer: %s", type(exc).__name__)
            exc = errors.unavailable()
        elif isinstance(exc, DatabaseError) and self._asker_is_gone():
            exc = NotAuthenticated()  # a row of an account that another request deleted meanwhile
        elif isinstance(exc, SuspiciousOperation):
            exc = errors.bad_request()  # a foreign host, too many parameters
        elif isinstance(exc, PermissionDenied):
            events.record("access.refused", reason=exc.get_codes())
        elif isinstance(exc, Throttled):
            events.record("limit.reached", limit=getattr(exc, "limit", "client"))
        return super().handle_exception(exc)

    def _asker_is_gone(self) -> bool:
        asker = self.request.user
        return asker.is_authenticated and not get_user_model().objects.filter(pk=asker.pk).exists()

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Add what every private answer carries."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response
