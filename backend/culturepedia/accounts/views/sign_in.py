"""Sign-up, sign-in, refresh, sign-out over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from culturepedia.accounts import cookies, registration, sessions, signing_in
from culturepedia.accounts.authentication import SessionEnded, find_session
from culturepedia.accounts.devices import name_device
from culturepedia.accounts.limits import SIGN_UP_BY_CLIENT
from culturepedia.accounts.models import Session
from culturepedia.accounts.serializers import (
    RefreshSerializer,
    SignedInShape,
    SignInSerializer,
    SignOutSerializer,
    SignUpSerializer,
    TokensShape,
    UserSerializer,
)
from culturepedia.common import clock, events, limits
from culturepedia.common.addresses import client_address
from culturepedia.common.errors import request_language
from culturepedia.common.private import PrivateView, read_body
from culturepedia.common.schema import operation

if TYPE_CHECKING:
    from rest_framework.request import Request

TAGS = ("account",)


class OpenView(PrivateView):
    """Nobody need be signed in; a dead token in the header is no obstacle."""

    authentication_classes = []
    permission_classes = [AllowAny]


class SignUpView(OpenView):
    """Make an account and sign in to it."""

    @operation("auth_signup", SignUpSerializer, {201: SignedInShape}, also=(403, 409, 429), tags=TAGS)
    def post(self, request: Request) -> Response:
        """Make an account and sign in to it; an e-mail address has one account, whatever the case of its letters."""
        given = read_body(SignUpSerializer, request)
        cookies.require_own_origin_for(given["session_kind"], request)
        now = clock.now()
        limits.require(SIGN_UP_BY_CLIENT, client_address(request), now=now)
        kind = given.pop("session_kind")
        tokens = registration.sign_up(**given, language=request_language(), kind=kind, device=_device(request), now=now)
        return _signed_in(request, tokens, status=201)


class SignInView(OpenView):
    """Sign in."""

    @operation("auth_signin", SignInSerializer, {200: SignedInShape}, also=(401, 403, 429), tags=TAGS)
    def post(self, request: Request) -> Response:
        """Sign in with e-mail address and password."""
        given = read_body(SignInSerializer, request)
        cookies.require_own_origin_for(given["session_kind"], request)
        tokens = signing_in.sign_in(
            request=request._request,  # noqa: SLF001 - axes works on Django's request
            email=given["email"],
            password=given["password"],
            kind=given["session_kind"],
            device=_device(request),
            now=clock.now(),
        )
        return _signed_in(request, tokens, status=200)


class RefreshView(OpenView):
    """Renew a session."""

    @operation("auth_refresh", RefreshSerializer, {200: TokensShape}, also=(401, 403), tags=TAGS)
    def post(self, request: Request) -> Response:
        """Redeem the refresh token, of the body or of the app's cookie, for new tokens; it is good once."""
        raw = read_body(RefreshSerializer, request).get("refresh")
        kind = Session.Kind.TOKEN if raw is not None else Session.Kind.COOKIE
        if raw is None:
            raw = cookies.read(request)
        try:
            tokens = sessions.rotate(raw or "", kind=kind, now=clock.now())
        except sessions.Refused:
            raise SessionEnded from None
        response = Response({"access": tokens.access})
        _hand_over(request, response, tokens)
        return response


class SignOutView(OpenView):
    """End a session."""

    @operation("auth_signout", SignOutSerializer, {204: None}, also=(401, 403), tags=TAGS)
    def post(self, request: Request) -> Response:
        """End the session of the access token, of the refresh token in the body, or of the app's cookie."""
        given = read_body(SignOutSerializer, request)
        now = clock.now()
        session = self._find(request, given.get("refresh"))
        if given["everywhere"]:
            sessions.end_all(user=session.user, by=Session.Ended.SIGNED_OUT, now=now)
        else:
            sessions.end(session, by=Session.Ended.SIGNED_OUT, now=now)
        events.record("sign_out", user=session.user.public_id, session=session.public_id)
        response = Response(status=204)
        cookies.forget(request, response)
        return response

    @staticmethod
    def _find(request: Request, refresh: str | None) -> Session:
        now = clock.now()
        try:
            found = find_session(request)
        except SessionEnded:
            found = None  # ten minutes have passed; the refresh token still says whose session it is
        if found is None and refresh is not None:
            found = sessions.find_by_refresh(refresh, kind=Session.Kind.TOKEN, now=now)
        if found is None and (cookie := cookies.read(request)):
            found = sessions.find_by_refresh(cookie, kind=Session.Kind.COOKIE, now=now)
        if found is None:
            raise SessionEnded
        return found


def _device(request: Request) -> str:
    return name_device(str(request.META.get("HTTP_USER_AGENT", "")))


def _signed_in(request: Request, tokens: sessions.Tokens, *, status: int) -> Response:
    body: dict[str, Any] = {"user": UserSerializer(tokens.session.user).data, "access": tokens.access}
    response = Response(body, status=status)
    _hand_over(request, response, tokens)
    return response


def _hand_over(request: Request, response: Response, tokens: sessions.Tokens) -> None:
    """Give the refresh token to where the session keeps it, and nowhere else."""
    if tokens.session.kind == Session.Kind.COOKIE:
        cookies.write(request, response, tokens.refresh)
    else:
        response.data["refresh"] = tokens.refresh
