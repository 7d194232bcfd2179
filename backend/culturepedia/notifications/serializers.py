"""The shapes of notices, as the API accepts and shows them."""

from __future__ import annotations

from rest_framework import serializers

from culturepedia.common.serializers import IdField, StrictBooleanField, StrictSerializer
from culturepedia.performances.codes import NotificationKind
from culturepedia.performances.serializers import CardShape, PageShape, Shape, code_field

MAX_IDS = 100
KINDS = [(code.value, code.en) for code in NotificationKind]  # named in the schema's settings


class SwitchesSerializer(StrictSerializer):
    """Which notices someone wants; what is not given stays."""

    opening = StrictBooleanField(required=False)
    last_week = StrictBooleanField(required=False)
    dates_changed = StrictBooleanField(required=False)
    venue_changed = StrictBooleanField(required=False)
    cast_changed = StrictBooleanField(required=False)
    cancelled = StrictBooleanField(required=False)
    mail_digest = StrictBooleanField(required=False, help_text="Also by mail, at most once a day; off at first.")


class SwitchesShape(Shape):
    """Which notices someone wants."""

    opening = serializers.BooleanField()
    last_week = serializers.BooleanField()
    dates_changed = serializers.BooleanField()
    venue_changed = serializers.BooleanField()
    cast_changed = serializers.BooleanField()
    cancelled = serializers.BooleanField()
    mail_digest = serializers.BooleanField()


class ReadSerializer(StrictSerializer):
    """Which notices have been read; all when none are named."""

    ids = serializers.ListField(child=IdField(), required=False, max_length=MAX_IDS)


class UnreadShape(Shape):
    """How many wait to be read."""

    unread = serializers.IntegerField()


class FactsShape(Shape):
    """What a notice is about; which of them there are depends on its kind."""

    start_date = serializers.DateField(required=False)
    end_date = serializers.DateField(required=False)
    old_start_date = serializers.DateField(required=False)
    old_end_date = serializers.DateField(required=False)
    venue = serializers.CharField(required=False, allow_null=True)
    old_venue = serializers.CharField(required=False, allow_null=True)


class NotificationShape(Shape):
    """One notice."""

    id = serializers.UUIDField()
    kind = code_field(NotificationKind)
    text = serializers.CharField(help_text="For people, in the language of Accept-Language.")
    facts = FactsShape()
    performance = CardShape()
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)


class NotificationPageShape(PageShape):
    """A page of notices, with how many of all wait to be read."""

    results = NotificationShape(many=True)
    unread = serializers.IntegerField()
