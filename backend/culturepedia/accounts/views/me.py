"""One's own account over HTTP: profile, password, signed-in devices."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from culturepedia.accounts import passwords, profiles, sessions
from culturepedia.accounts.authentication import current_session, load_user
from culturepedia.accounts.models import Session
from culturepedia.accounts.serializers import (
    PasswordChangeSerializer,
    ProfileChangeSerializer,
    SessionSerializer,
    UserSerializer,
)
from culturepedia.accounts.views.sign_in import TAGS
from culturepedia.common import clock, errors, events
from culturepedia.common.api import PAGE_NAMES, Pagination
from culturepedia.common.private import PrivateView, read_body
from culturepedia.common.schema import PAGE_PARAMETERS, operation

if TYPE_CHECKING:
    from rest_framework.request import Request


class ProfileView(PrivateView):
    """The account of who asks; its deletion is added where every app is known (`privacy`)."""

    @operation("me_retrieve", None, {200: UserSerializer}, also=(401,), tags=TAGS)
    def get(self, request: Request) -> Response:
        """Return one's account."""
        return Response(UserSerializer(load_user(request)).data)

    @operation("me_update", ProfileChangeSerializer, {200: UserSerializer}, also=(401,), tags=TAGS, partial=True)
    def patch(self, request: Request) -> Response:
        """Change what is given; the e-mail address cannot be changed here."""
        changes = read_body(ProfileChangeSerializer, request, partial=True)
        user = profiles.change_profile(user=load_user(request), changes=changes)
        return Response(UserSerializer(user).data)


class PasswordView(PrivateView):
    """One's password."""

    @operation("me_password_change", PasswordChangeSerializer, {204: None}, also=(401, 429), tags=TAGS)
    def post(self, request: Request) -> Response:
        """Set a new password; every other session of the account ends."""
        given = read_body(PasswordChangeSerializer, request)
        passwords.change_password(
            session=current_session(request),
            current=given["current_password"],
            new=given["new_password"],
            now=clock.now(),
        )
        return Response(status=204)


class SessionListView(PrivateView):
    """Signed-in devices."""

    query_names = PAGE_NAMES

    @operation(
        "me_sessions_list", None, {200: SessionSerializer(many=True)}, also=(401, 404),
        tags=TAGS, parameters=PAGE_PARAMETERS, paged=True,
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """List the account's live sessions, the last used first."""
        session = current_session(request)
        pages = Pagination()
        rows = pages.paginate_queryset(sessions.list_live(user=session.user, now=clock.now()), request, self)
        shown = SessionSerializer(rows, many=True, context={"current": session})
        return pages.get_paginated_response(shown.data)


class SessionView(PrivateView):
    """One signed-in device."""

    @operation(
        "me_sessions_destroy", None, {204: None}, also=(401, 404),
        tags=TAGS, parameters=[OpenApiParameter("session_id", uuid.UUID, OpenApiParameter.PATH)],
    )  # fmt: skip
    def delete(self, request: Request, session_id: str) -> Response:
        """Sign a device out."""
        try:
            public_id = uuid.UUID(session_id)
        except ValueError:
            raise errors.not_found() from None
        current = current_session(request)
        session = sessions.list_live(user=current.user, now=clock.now()).filter(public_id=public_id).first()
        if session is None:
            raise errors.not_found()
        by = Session.Ended.SIGNED_OUT if session.pk == current.pk else Session.Ended.SIGNED_OUT_ELSEWHERE
        sessions.end(session, by=by, now=clock.now())
        events.record("sign_out", user=current.user.public_id, session=session.public_id)
        return Response(status=204)
