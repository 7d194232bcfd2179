"""Deletion and export over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rest_framework.response import Response

from culturepedia.accounts import cookies
from culturepedia.accounts.authentication import current_user, load_user
from culturepedia.accounts.serializers import PasswordField, ProfileChangeSerializer, UserSerializer
from culturepedia.accounts.views.me import ProfileView
from culturepedia.accounts.views.sign_in import TAGS
from culturepedia.common import clock
from culturepedia.common.private import PrivateView, read_body
from culturepedia.common.schema import operation
from culturepedia.common.serializers import StrictSerializer
from culturepedia.notifications.selectors import get_switches
from culturepedia.notifications.serializers import SwitchesSerializer, SwitchesShape
from culturepedia.privacy.changes import change_account
from culturepedia.privacy.deletion import delete_account
from culturepedia.privacy.export import export_account
from culturepedia.privacy.shapes import ExportShape

if TYPE_CHECKING:
    from rest_framework.request import Request

    from culturepedia.accounts.models import User


class DeletionSerializer(StrictSerializer):
    """The password, once more."""

    password = PasswordField()


class AccountShape(UserSerializer):
    """An account with what its owner wants to be told."""

    notifications = SwitchesShape()

    class Meta(UserSerializer.Meta):
        fields: ClassVar = [*UserSerializer.Meta.fields, "notifications"]


class AccountChangeSerializer(ProfileChangeSerializer):
    """The changes of an account; what is not given stays."""

    notifications = SwitchesSerializer(required=False)


class AccountView(ProfileView):
    """The account of who asks, and its end."""

    @operation("me_retrieve", None, {200: AccountShape}, also=(401,), tags=TAGS)
    def get(self, request: Request) -> Response:
        """Return one's account."""
        return Response(_shown(load_user(request)))

    @operation("me_update", AccountChangeSerializer, {200: AccountShape}, also=(401,), tags=TAGS, partial=True)
    def patch(self, request: Request) -> Response:
        """Change what is given; the e-mail address cannot be changed here."""
        changes = read_body(AccountChangeSerializer, request, partial=True)
        return Response(_shown(change_account(user=load_user(request), changes=changes)))

    @operation("me_destroy", DeletionSerializer, {204: None}, also=(401, 429), tags=TAGS)
    def delete(self, request: Request) -> Response:
        """Delete the account with everything of it, for good."""
        password = read_body(DeletionSerializer, request)["password"]
        delete_account(user=current_user(request), password=password, now=clock.now())
        response = Response(status=204)
        cookies.forget(request, response)
        return response


def _shown(user: User) -> dict[str, Any]:
    return {**UserSerializer(user).data, "notifications": get_switches(user)}


class ExportView(PrivateView):
    """Everything about who asks."""

    @operation("me_export", None, {200: ExportShape}, also=(401,), tags=TAGS)
    def get(self, request: Request) -> Response:
        """Return all that is held about the account, as one JSON file."""
        now = clock.now()
        response = Response(export_account(user=load_user(request), now=now))
        response["Content-Disposition"] = f'attachment; filename="culturepedia-{now:%Y-%m-%d}.json"'
        return response
