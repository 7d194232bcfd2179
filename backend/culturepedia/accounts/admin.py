"""The admin's sign-in, under the same limits as the API's; accounts, which operators close; sign-ins, mails and limits.

No token, no text of a mail and no secret stands in these pages; who is limited stands there as a keyed hash.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.http import HttpRequest, HttpResponse

from culturepedia.accounts import closing, signing_in
from culturepedia.accounts.emails import canonical
from culturepedia.accounts.models import OutgoingMail, Session, User
from culturepedia.common import clock, events
from culturepedia.common.admin import ReadOnly
from culturepedia.common.limits import TooManyTries
from culturepedia.common.models import RateLimit

if TYPE_CHECKING:
    from django.db.models import QuerySet


class SignInForm(AdminAuthenticationForm):
    """Asks where the API asks."""

    def clean(self) -> dict[str, Any]:
        """Find the operator.

        Raises:
            ValidationError: No operator has this address and password.
            TooManyTries: They were tried too often.
        """
        typed, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if typed and password and self.request is not None:
            try:
                email = canonical(typed)
            except ValueError:
                raise self.get_invalid_login_error() from None
            user = signing_in.find_user(request=self.request, email=email, password=password, now=clock.now())
            if user is None:
                raise self.get_invalid_login_error()
            self.confirm_login_allowed(user)
            self.user_cache = user
        return dict(self.cleaned_data)


admin.site.login_form = SignInForm


def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the admin's sign-in page; 429 when it was tried too often."""
    try:
        return admin.site.login(request)
    except TooManyTries as error:
        events.record("limit.reached", limit=error.limit)
        return HttpResponse(
            str(error.detail), content_type="text/plain", status=429, headers={"Retry-After": str(error.wait)}
        )


@admin.register(User)
class UserAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Accounts: operators see who is there and close or reopen an account; they change nothing people said."""

    list_display = ["public_id", "username", "is_active", "is_staff", "created_at"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email__exact", "public_id__exact"]
    ordering = ["-pk"]
    actions = ["close", "reopen"]
    exclude = ["password"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Show every column but the hash of the password."""
        return [name for name in super().get_readonly_fields(request, obj) if name != "password"]

    @admin.action(description="계정 정지: 모든 기기에서 로그아웃됩니다", permissions=["close"])
    def close(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        """Close the chosen accounts."""
        own_id = request.user.pk or 0
        closing.close_accounts(accounts=accounts.exclude(pk=own_id), now=clock.now())

    @admin.action(description="계정 다시 열기", permissions=["close"])
    def reopen(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        """Reopen the chosen accounts."""
        closing.reopen_accounts(accounts=accounts)

    def has_close_permission(self, request: HttpRequest) -> bool:
        """Who may change accounts may close them."""
        return request.user.has_perm("accounts.change_user")


@admin.register(Session)
class SessionAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Sign-ins, and why they ended."""

    list_display = ["public_id", "user", "kind", "device", "created_at", "last_used_at", "ended_at", "ended_by"]
    list_filter = ["kind", "ended_by"]
    search_fields = ["public_id__exact", "user__public_id__exact", "user__email__exact"]
    list_select_related = ["user"]
    ordering = ["-pk"]
    exclude = ["refresh_jti", "previous_jti"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Show every column but the numbers of refresh tokens."""
        return [name for name in super().get_readonly_fields(request, obj) if name not in self.exclude]


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Mails that wait, were sent or given up."""

    list_display = ["kind", "address", "language", "created_at", "tries", "next_try_at", "sent_at", "problem"]
    list_filter = ["kind", ("sent_at", admin.EmptyFieldListFilter), "problem"]
    search_fields = ["address__exact"]
    ordering = ["-pk"]


@admin.register(RateLimit)
class RateLimitAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Limits that someone is at, or near."""

    list_display = ["key", "tries", "expires_at"]
    search_fields = ["key"]
    ordering = ["-expires_at", "-pk"]

    @admin.display(description="시도")
    def tries(self, row: RateLimit) -> int:
        """Return how many tries stand in the row."""
        return len(row.hits)
