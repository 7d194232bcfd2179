"""The shape of an export, for the API schema: each part is named after the table it comes from."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from culturepedia.accounts.models import Gender, Language, OutgoingMail, Session


class AccountPart(serializers.Serializer[Any]):
    """The account itself."""

    id = serializers.UUIDField()
    email = serializers.EmailField()
    email_verified_at = serializers.DateTimeField(allow_null=True)
    username = serializers.CharField()
    gender = serializers.ChoiceField(choices=Gender.choices, allow_null=True)
    birthday = serializers.DateField(allow_null=True)
    language = serializers.ChoiceField(choices=Language.choices)
    keep_searches = serializers.BooleanField(help_text="Whether new searches are kept.")
    is_staff = serializers.BooleanField(help_text="Whether the account runs the site.")
    created_at = serializers.DateTimeField()
    last_sign_in_at = serializers.DateTimeField(allow_null=True)


class SessionPart(serializers.Serializer[Any]):
    """A sign-in."""

    public_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Session.Kind.choices)
    device = serializers.CharField()
    created_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField()
    idle_expires_at = serializers.DateTimeField(help_text="It ends then, if it is not used before.")
    expires_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    ended_by = serializers.ChoiceField(choices=Session.Ended.choices, allow_null=True)


class MailPart(serializers.Serializer[Any]):
    """A mail to the address, sent or waiting."""

    kind = serializers.ChoiceField(choices=OutgoingMail.Kind.choices)
    address = serializers.EmailField()
    language = serializers.ChoiceField(choices=Language.choices)
    created_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)


class SearchPart(serializers.Serializer[Any]):
    """What the person searched for."""

    public_id = serializers.UUIDField()
    text = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())
    searched_at = serializers.DateTimeField()


class FailedSignInPart(serializers.Serializer[Any]):
    """Failed tries to sign in to the account, of anybody."""

    attempt_time = serializers.DateTimeField()
    ip_address = serializers.CharField(allow_null=True)
    user_agent = serializers.CharField(allow_blank=True)
    failures_since_start = serializers.IntegerField()


class ExportShape(serializers.Serializer[Any]):
    """Everything that is held about a person."""

    format = serializers.CharField(help_text="Which shape this is; it changes when a part changes its meaning.")
    exported_at = serializers.DateTimeField()
    account = AccountPart()
    sessions = SessionPart(many=True)
    mails = MailPart(many=True)
    searches = SearchPart(many=True)
    failed_sign_ins = FailedSignInPart(many=True)
