"""The shapes of whole answers: details, rankings, showtimes, codes. For the API schema, like `serializers.py`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from culturepedia.performances import codes
from culturepedia.performances.serializers import (
    BookingLinkShape,
    CardShape,
    CompaniesShape,
    DatedShowtimeShape,
    EnglishTitleShape,
    FlagsShape,
    HashtagFactShape,
    IntroImageShape,
    NamedShape,
    PageShape,
    RatingShape,
    SeatPriceShape,
    Shape,
    VenueShape,
    WeeklyShowtimesShape,
    code_field,
)


class DetailVenueShape(VenueShape):
    """The venue of a performance, whole."""

    hall = serializers.CharField(allow_null=True)


@extend_schema_field({"type": "null"})
class NullField(serializers.Field[None, None, None, None]):
    """Always null."""


class NamedVenueShape(Shape):
    """The venue of a performance when only its name is known."""

    id = NullField()
    name = serializers.CharField()
    hall = serializers.CharField(allow_null=True)


@extend_schema_field(
    PolymorphicProxySerializer("PerformanceVenue", [DetailVenueShape, NamedVenueShape], resource_type_field_name=None)
)
class VenueField(serializers.Field[Any, Any, Any, Any]):
    """The venue, whole or by name."""


class RatingDetailShape(RatingShape):
    """The rating with the number of reviews for each value."""

    distribution = serializers.DictField(child=serializers.IntegerField(), help_text='"0.5" to "5.0"')


class SourceShape(Shape):
    """Where the facts come from; `withdrawn` when the source no longer has the performance."""

    name = serializers.CharField()
    url = serializers.URLField()
    updated_at = serializers.DateTimeField(allow_null=True)
    synced_at = serializers.DateTimeField()
    withdrawn = serializers.BooleanField()


class WorkShape(Shape):
    """The work that is performed, with its other productions."""

    id = serializers.CharField()
    title = serializers.CharField()
    other_productions = CardShape(many=True)


class PerformanceShape(CardShape):
    """Everything about one performance."""

    venue = VenueField(allow_null=True)  # type: ignore[assignment]
    synopsis = serializers.CharField(allow_null=True)
    cast = NamedShape(many=True)
    crew = NamedShape(many=True)
    cast_text = serializers.CharField(allow_null=True)
    crew_text = serializers.CharField(allow_null=True)
    runtime_minutes = serializers.IntegerField(allow_null=True)
    runtime_text = serializers.CharField(allow_null=True)
    age_text = serializers.CharField(allow_null=True)
    price_text = serializers.CharField(allow_null=True)
    prices = SeatPriceShape(many=True)
    companies = CompaniesShape()
    schedule_text = serializers.CharField(allow_null=True)
    showtimes = WeeklyShowtimesShape(many=True, help_text="Empty when the timetable could not be read.")
    next_showtimes = DatedShowtimeShape(many=True)
    flags = FlagsShape()
    intro_images = IntroImageShape(many=True)
    hashtag_facts = HashtagFactShape(many=True)
    title_en = EnglishTitleShape(allow_null=True)
    booking_links = BookingLinkShape(many=True)
    rating = RatingDetailShape()
    source = SourceShape()  # type: ignore[assignment]  # the name of an argument of all fields
    work = WorkShape(allow_null=True)


class RankedShape(Shape):
    """A place on a board; the rank of one span before is null when it had none."""

    rank = serializers.IntegerField()
    previous_rank = serializers.IntegerField(allow_null=True)
    performance = CardShape()


class BoardShape(Shape):
    """A board's span and places."""

    to = serializers.DateField(allow_null=True)
    results = RankedShape(many=True)


# `from` is a keyword of Python and cannot be written as an attribute.
BoardShape._declared_fields["from"] = serializers.DateField(allow_null=True)  # noqa: SLF001


class GenreBoardShape(BoardShape):
    """The top of a genre's board."""

    genre = code_field(codes.Genre)


class RankingShape(BoardShape):
    """A board of the box office."""

    period = code_field(codes.Period)
    genre = code_field(codes.Genre, allow_null=True)
    region = code_field(codes.Region, allow_null=True)
    source_updated_at = serializers.DateTimeField(allow_null=True)


class ShowtimeShape(Shape):
    """A showtime with its performance."""

    starts_at = serializers.DateTimeField()
    performance = CardShape()


class ShowtimePageShape(PageShape):
    """A page of what plays on a day."""

    results = ShowtimeShape(many=True)
    date = serializers.DateField()
    holiday = serializers.CharField(allow_null=True, help_text="Name of the public holiday, if it is one.")


class OptionShape(Shape):
    """A code with its labels."""

    code = serializers.CharField()
    label_ko = serializers.CharField()
    label_en = serializers.CharField()


class RegionOptionShape(OptionShape):
    """A region with its districts."""

    districts = OptionShape(many=True)


class LimitsShape(Shape):
    """What this installation asks of people."""

    password_min_length = serializers.IntegerField(help_text="Characters.")


class OptionsShape(Shape):
    """Every code of the API, and what forms must know beforehand."""

    genres = OptionShape(many=True)
    regions = RegionOptionShape(many=True)
    states = OptionShape(many=True)
    weekdays = OptionShape(many=True)
    periods = OptionShape(many=True)
    accessibility = OptionShape(many=True)
    amenities = OptionShape(many=True)
    company_roles = OptionShape(many=True)
    characteristics = OptionShape(many=True)
    moods = OptionShape(many=True)
    tag_sources = OptionShape(many=True)
    audiences = OptionShape(many=True)
    report_reasons = OptionShape(many=True)
    notification_kinds = OptionShape(many=True)
    limits = LimitsShape()
