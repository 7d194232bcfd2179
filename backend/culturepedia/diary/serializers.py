"""The shapes of the diary, as the API accepts and shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from culturepedia.common.errors import bilingual
from culturepedia.common.serializers import BlockField, DayField, StrictSerializer, TextField
from culturepedia.diary.models import MAX_CAST, MAX_COMPANION, MAX_MEMO, MAX_SEAT
from culturepedia.performances.codes import Genre
from culturepedia.performances.serializers import CardShape, PageShape, Shape, code_field
from culturepedia.performances.sql import SEOUL
from culturepedia.reviews.serializers import HalfStarsField, OptionalLineField


@extend_schema_field(OpenApiTypes.DATETIME)
class MomentField(serializers.Field[Any, Any, Any, Any]):
    """An ISO 8601 moment; without an offset it is Seoul's time."""

    def to_internal_value(self, data: Any) -> datetime:
        """Return the moment.

        Raises:
            ValidationError: It is none.
        """
        try:
            if isinstance(data, str) and data.isascii() and 16 <= len(data) <= 40:
                found = datetime.fromisoformat(data)
                return found.astimezone(SEOUL) if found.tzinfo else found.replace(tzinfo=SEOUL)
        except (ValueError, OverflowError):
            pass  # answered below, like any other text
        text = bilingual("ISO 8601 형식의 일시여야 합니다.", "It must be an ISO 8601 moment.")
        raise serializers.ValidationError(text, code="invalid")


class OptionalBlockField(BlockField):
    """Text with line breaks that may be left out; an empty one is none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, allow_null=True, allow_blank=True, **options)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Return the text, or None."""
        return super().run_validation(data) or None


class VisitSerializer(StrictSerializer):
    """A visit as its owner writes it."""

    performance = TextField(max_length=12, help_text="The KOPIS id.")
    watched_on = DayField(help_text="Within the run and not in the future.")
    starts_at = MomentField(required=False, allow_null=True)
    seat = OptionalLineField(max_length=MAX_SEAT)
    cast_seen = OptionalLineField(max_length=MAX_CAST, help_text="Names with commas between.")
    companion = OptionalLineField(max_length=MAX_COMPANION)
    rating = HalfStarsField(required=False, allow_null=True)
    memo = OptionalBlockField(max_length=MAX_MEMO)


class VisitShape(Shape):
    """A visit as its owner sees it."""

    id = serializers.UUIDField()
    performance = CardShape()
    watched_on = serializers.DateField()
    starts_at = serializers.DateTimeField(allow_null=True)
    seat = serializers.CharField(allow_null=True)
    cast_seen = serializers.CharField(allow_null=True)
    companion = serializers.CharField(allow_null=True)
    rating = HalfStarsField(allow_null=True)
    memo = serializers.CharField(allow_null=True)
    viewing = serializers.IntegerField(help_text="1 for the first visit to this performance.")
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)


class VisitPageShape(PageShape):
    """A page of visits."""

    results = VisitShape(many=True)


class MonthCountShape(Shape):
    """How often in a month."""

    month = serializers.IntegerField()
    count = serializers.IntegerField()


class GenreCountShape(Shape):
    """How often in a genre; null when it is not known."""

    genre = code_field(Genre, allow_null=True)
    count = serializers.IntegerField()


class StatsVenueShape(Shape):
    """Where; the id is null when only the name is known."""

    id = serializers.CharField(allow_null=True)
    name = serializers.CharField()


class VenueCountShape(Shape):
    """How often at a venue."""

    venue = StatsVenueShape()
    count = serializers.IntegerField()


class PerformanceCountShape(Shape):
    """How often the same performance."""

    performance = CardShape()
    count = serializers.IntegerField()


class PerformerCountShape(Shape):
    """How often the same performer."""

    name = serializers.CharField()
    count = serializers.IntegerField()


class StatsShape(Shape):
    """A year of visits in numbers."""

    year = serializers.IntegerField()
    years = serializers.ListField(child=serializers.IntegerField(), help_text="Years with visits, the latest first.")
    visits = serializers.IntegerField()
    performances = serializers.IntegerField(help_text="Different ones.")
    by_month = MonthCountShape(many=True)
    by_genre = GenreCountShape(many=True)
    by_venue = VenueCountShape(many=True)
    most_seen = PerformanceCountShape(many=True)
    performers = PerformerCountShape(many=True)
    ratings = serializers.DictField(
        child=serializers.IntegerField(), help_text='Stars of one\'s reviews of that year, "0.5" to "5.0".'
    )


class CalendarLinkShape(Shape):
    """Whether one's calendar has an address."""

    created_at = serializers.DateTimeField(allow_null=True, help_text="Null when there is none.")


class CalendarTokenShape(Shape):
    """The secret address of a calendar, told once."""

    token = serializers.CharField()
    url = serializers.CharField()
    detail = serializers.CharField(help_text="For people, in the language of Accept-Language.")
