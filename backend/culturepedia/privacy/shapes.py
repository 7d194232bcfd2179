"""The shape of an export, for the API schema: each part is named after the table it comes from."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from culturepedia.accounts.models import Gender, Language, OutgoingMail, Session
from culturepedia.notifications.serializers import FactsShape, SwitchesShape
from culturepedia.performances.codes import (
    Audience,
    Characteristic,
    Genre,
    Mood,
    NotificationKind,
    Region,
    ReportReason,
)
from culturepedia.performances.serializers import code_field
from culturepedia.reviews.models import Report
from culturepedia.reviews.serializers import HalfStarsField


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


class PerformancePart(serializers.Serializer[Any]):
    """What a row is about."""

    performance = serializers.CharField(help_text="The KOPIS id.")
    performance_title = serializers.CharField()


class ReviewPart(PerformancePart):
    """A review that the person wrote."""

    public_id = serializers.UUIDField()
    rating = HalfStarsField()
    title = serializers.CharField(allow_null=True)
    body = serializers.CharField()
    watched_on = serializers.DateField(allow_null=True)
    spoiler = serializers.BooleanField()
    good_for = serializers.ListField(child=code_field(Audience))
    not_for = serializers.ListField(child=code_field(Audience))
    helpful_count = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()
    hidden_at = serializers.DateTimeField(allow_null=True)


class HelpfulVotePart(serializers.Serializer[Any]):
    """A review that the person found helpful."""

    review = serializers.UUIDField()
    created_at = serializers.DateTimeField()


class ReportPart(serializers.Serializer[Any]):
    """A review that the person reported."""

    review = serializers.UUIDField()
    reason = code_field(ReportReason)
    text = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()
    outcome = serializers.ChoiceField(choices=Report.Outcome.choices)
    decided_at = serializers.DateTimeField(allow_null=True)


class KeptPart(PerformancePart):
    """A performance that the person keeps, or wants to be recommended no longer."""

    created_at = serializers.DateTimeField()


class VisitPart(PerformancePart):
    """A visit in the person's diary."""

    public_id = serializers.UUIDField()
    watched_on = serializers.DateField()
    starts_at = serializers.DateTimeField(allow_null=True)
    seat = serializers.CharField(allow_null=True)
    cast_seen = serializers.CharField(allow_null=True)
    companion = serializers.CharField(allow_null=True)
    rating = HalfStarsField(allow_null=True)
    memo = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)


class CalendarLinkPart(serializers.Serializer[Any]):
    """The address of the person's calendar; its secret is not held."""

    created_at = serializers.DateTimeField()


class NotificationPart(PerformancePart):
    """What the person was told."""

    public_id = serializers.UUIDField()
    kind = code_field(NotificationKind)
    facts = FactsShape()
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)


class TastePart(serializers.Serializer[Any]):
    """What the person picked, and which of their signals recommendations may use."""

    categories = serializers.ListField(child=code_field(Genre))
    characteristics = serializers.ListField(child=code_field(Characteristic))
    moods = serializers.ListField(child=code_field(Mood))
    regions = serializers.ListField(child=code_field(Region))
    enabled = serializers.BooleanField()
    use_reviews = serializers.BooleanField()
    use_favorites = serializers.BooleanField()
    use_visits = serializers.BooleanField()
    use_searches = serializers.BooleanField()
    updated_at = serializers.DateTimeField()


class HashtagReportPart(PerformancePart):
    """A hashtag that the person found wrong."""

    slug = serializers.CharField()
    text = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
    outcome = serializers.CharField()
    closed_at = serializers.DateTimeField(allow_null=True)


class ExportShape(serializers.Serializer[Any]):
    """Everything that is held about a person."""

    format = serializers.CharField(help_text="Which shape this is; it changes when a part changes its meaning.")
    exported_at = serializers.DateTimeField()
    account = AccountPart()
    sessions = SessionPart(many=True)
    mails = MailPart(many=True)
    searches = SearchPart(many=True)
    failed_sign_ins = FailedSignInPart(many=True)
    reviews = ReviewPart(many=True)
    helpful_votes = HelpfulVotePart(many=True)
    reports = ReportPart(many=True)
    favorites = KeptPart(many=True)
    visits = VisitPart(many=True)
    calendar_links = CalendarLinkPart(many=True)
    dismissals = KeptPart(many=True)
    tastes = TastePart(many=True)
    notifications = NotificationPart(many=True)
    hashtag_reports = HashtagReportPart(many=True)
    notification_preferences = SwitchesShape(many=True)
