"""The shapes of accounts and sessions, as the API accepts and shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from culturepedia.accounts.emails import MAX_LENGTH as MAX_EMAIL
from culturepedia.accounts.emails import canonical
from culturepedia.accounts.models import Gender, Language, Session, User, composed
from culturepedia.accounts.validators import MAX_LENGTH as MAX_PASSWORD
from culturepedia.common import clock
from culturepedia.common.errors import bilingual
from culturepedia.common.serializers import (
    CodeField,
    DayField,
    LineField,
    StrictBooleanField,
    StrictSerializer,
    TextField,
)

if TYPE_CHECKING:
    from datetime import date

MAX_AGE_YEARS = 120
MAX_TOKEN = 2048


@extend_schema_field({"type": "string", "format": "email", "maxLength": MAX_EMAIL})
class EmailAddressField(TextField):
    """An e-mail address, in its one spelling."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MAX_EMAIL, **options)

    def to_internal_value(self, data: Any) -> str:
        """Return the canonical address.

        Raises:
            ValidationError: It is none.
        """
        try:
            return canonical(super().to_internal_value(data))
        except ValueError:
            text = bilingual(
                "올바른 이메일 주소를 적어 주세요. 예) name@example.com",
                "Enter a valid email address, like name@example.com.",
            )
            raise serializers.ValidationError(text, code="invalid") from None


class PasswordField(TextField):
    """A password as it was typed; only composed (NFC), because keyboards differ in how they send Hangul."""

    def __init__(self, **options: Any) -> None:
        super().__init__(trim_whitespace=False, max_length=MAX_PASSWORD, **options)

    def to_internal_value(self, data: Any) -> str:
        """Return the composed text."""
        return composed(super().to_internal_value(data))


class TokenField(TextField):
    """Part of a token or link, as a program hands it over: nobody types it, nothing is trimmed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(trim_whitespace=False, **options)


class BirthdayField(DayField):
    """A day in the past of someone who can be alive."""

    def to_internal_value(self, value: Any) -> date:
        """Return the day.

        Raises:
            ValidationError: It is today, to come, or more than 120 years ago.
        """
        day, today = super().to_internal_value(value), clock.seoul_today()
        had_birthday = (today.month, today.day) >= (day.month, day.day)
        if day >= today or today.year - day.year - (not had_birthday) > MAX_AGE_YEARS:
            text = bilingual("지난 날짜를 적어 주세요.", "Enter a date in the past, at most 120 years ago.")
            raise serializers.ValidationError(text, code="invalid")
        return day


class CountsSerializer(serializers.Serializer[User]):
    """How much a person has written and kept."""

    reviews = serializers.IntegerField(source="review_count")
    favorites = serializers.IntegerField(source="favorite_count")
    visits = serializers.IntegerField(source="visit_count")


class UserSerializer(serializers.ModelSerializer[User]):
    """An account, as its owner sees it."""

    email_verified = serializers.SerializerMethodField()
    gender = serializers.ChoiceField(choices=Gender.choices, allow_null=True)
    counts = CountsSerializer(source="*")

    class Meta:
        model = User
        fields: ClassVar = [
            "email", "email_verified", "username", "gender", "birthday", "language", "keep_searches", "created_at",
            "counts",
        ]  # fmt: skip
        read_only_fields: ClassVar = fields

    def get_email_verified(self, user: User) -> bool:
        """Return whether the owner has proven the address."""
        return user.email_verified_at is not None


class ProfileFields(StrictSerializer):
    """What people say about themselves."""

    username = LineField(min_length=2, max_length=30)
    gender = CodeField(choices=Gender.choices, required=False, allow_null=True)
    birthday = BirthdayField(required=False, allow_null=True)


class ProfileChangeSerializer(ProfileFields):
    """The changes of a profile; what is not given stays."""

    language = CodeField(choices=Language.choices, required=False)
    keep_searches = StrictBooleanField(required=False, help_text="Whether new searches are kept for the account.")


class SessionKindSerializer(StrictSerializer):
    """Where the refresh token shall live."""

    session_kind = CodeField(
        choices=Session.Kind.choices,
        default=Session.Kind.TOKEN,
        help_text="`token`: in the answer. `cookie`: in a cookie that scripts cannot read, for pages of this site.",
    )


class SignUpSerializer(ProfileFields, SessionKindSerializer):
    """A new account."""

    email = EmailAddressField()
    password = PasswordField()


class SignInSerializer(SessionKindSerializer):
    """Who claims to be whom."""

    email = EmailAddressField()
    password = PasswordField()


class RefreshSerializer(StrictSerializer):
    """The refresh token, unless it comes in the cookie."""

    refresh = TokenField(required=False, max_length=MAX_TOKEN)


class SignOutSerializer(RefreshSerializer):
    """What to end: this session, or all of the account."""

    everywhere = StrictBooleanField(default=False)


class ForgotSerializer(StrictSerializer):
    """Whose password is forgotten."""

    email = EmailAddressField()


class ResetSerializer(StrictSerializer):
    """The two parts of a mailed link, and the new password."""

    uid = TokenField(max_length=64)
    token = TokenField(max_length=128)
    new_password = PasswordField()


class VerifySerializer(StrictSerializer):
    """The token of a mailed link."""

    token = TokenField(max_length=1024)


class PasswordChangeSerializer(StrictSerializer):
    """The present password and the one to be."""

    current_password = PasswordField()
    new_password = PasswordField()


class TokensShape(serializers.Serializer[Any]):
    """Fresh tokens."""

    access = serializers.CharField(help_text="For `Authorization: Bearer …`, ten minutes.")
    refresh = serializers.CharField(required=False, help_text="Only for sessions of kind `token`; good once.")


class SignedInShape(TokensShape):
    """The account and its tokens."""

    user = UserSerializer()


class AcceptedShape(serializers.Serializer[Any]):
    """A request that a worker deals with."""

    detail = serializers.CharField(help_text="For people, in the language of Accept-Language.")


class SessionSerializer(serializers.ModelSerializer[Session]):
    """A signed-in device."""

    id = serializers.UUIDField(source="public_id")
    expires_at = serializers.SerializerMethodField()
    current = serializers.SerializerMethodField()

    class Meta:
        model = Session
        fields: ClassVar = ["id", "kind", "device", "created_at", "last_used_at", "expires_at", "current"]
        read_only_fields: ClassVar = fields

    @extend_schema_field(OpenApiTypes.DATETIME)
    def get_expires_at(self, session: Session) -> str:
        """Return when it ends if it is not used before."""
        ends_at = min(session.idle_expires_at, session.expires_at)
        return str(serializers.DateTimeField().to_representation(ends_at))

    def get_current(self, session: Session) -> bool:
        """Return whether it is the one that asks."""
        return bool(session.pk == self.context["current"].pk)
