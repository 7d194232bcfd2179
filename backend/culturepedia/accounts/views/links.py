"""Forgotten passwords and the proof of addresses over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.response import Response

from culturepedia.accounts import passwords, verification
from culturepedia.accounts.authentication import current_user
from culturepedia.accounts.limits import LINKS_BY_CLIENT, MAIL_BY_CLIENT
from culturepedia.accounts.serializers import AcceptedShape, ForgotSerializer, ResetSerializer, VerifySerializer
from culturepedia.accounts.views.sign_in import TAGS, OpenView
from culturepedia.common import clock, limits
from culturepedia.common.addresses import client_address
from culturepedia.common.errors import bilingual, request_language
from culturepedia.common.private import PrivateView, read_body
from culturepedia.common.schema import operation
from culturepedia.common.serializers import StrictSerializer

if TYPE_CHECKING:
    from rest_framework.request import Request


class ForgotPasswordView(OpenView):
    """Ask for a link."""

    @operation("auth_password_forgot", ForgotSerializer, {202: AcceptedShape}, also=(429,), tags=TAGS)
    def post(self, request: Request) -> Response:
        """Mail a link that sets a new password; the answer is the same whether the address has an account or not."""
        email = read_body(ForgotSerializer, request)["email"]
        now = clock.now()
        limits.require(MAIL_BY_CLIENT, client_address(request), now=now)
        passwords.request_reset(email=email, language=request_language(), now=now)
        return _accepted()


class ResetPasswordView(OpenView):
    """Use a link."""

    @operation("auth_password_reset", ResetSerializer, {204: None}, also=(429,), tags=TAGS)
    def post(self, request: Request) -> Response:
        """Set a new password with a mailed link; every session of the account ends."""
        given = read_body(ResetSerializer, request)
        now = clock.now()
        limits.require(LINKS_BY_CLIENT, client_address(request), now=now)
        passwords.reset_password(uid=given["uid"], token=given["token"], new=given["new_password"], now=now)
        return Response(status=204)


class VerifyEmailView(OpenView):
    """Prove an address."""

    @operation("auth_email_verify", VerifySerializer, {204: None}, also=(429,), tags=TAGS)
    def post(self, request: Request) -> Response:
        """Prove the address of an account with the token of a mailed link."""
        token = read_body(VerifySerializer, request)["token"]
        now = clock.now()
        limits.require(LINKS_BY_CLIENT, client_address(request), now=now)
        verification.verify(token=token, now=now)
        return Response(status=204)


class ResendView(PrivateView):
    """Ask for the proof's mail again."""

    @operation("auth_email_resend", StrictSerializer, {202: AcceptedShape}, also=(401, 429), tags=TAGS)
    def post(self, request: Request) -> Response:
        """Mail the link that proves the address once more."""
        read_body(StrictSerializer, request)
        verification.request_again(user=current_user(request), language=request_language(), now=clock.now())
        return _accepted()


def _accepted() -> Response:
    text = bilingual(
        "곧 메일을 보내 드릴게요. 메일함을 확인해 주세요.", "A mail is on its way, if there is an account to mail to."
    )
    return Response({"detail": text}, status=202)
