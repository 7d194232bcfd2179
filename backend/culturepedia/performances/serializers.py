"""The shapes of the catalogue's answers, for the API schema alone; a test holds every answer against them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from culturepedia.performances import codes

Shape = serializers.Serializer[Any]


def code_field(kind: type[codes.Code], **options: Any) -> serializers.ChoiceField:
    """Return a field that has one of these codes."""
    return serializers.ChoiceField(choices=[(code.value, code.en) for code in kind], **options)


class CardVenueShape(Shape):
    """Where it takes place; the id is null when only the name is known."""

    id = serializers.CharField(allow_null=True)
    name = serializers.CharField()
    hall = serializers.CharField(allow_null=True)


class PosterShape(Shape):
    """Pictures of one poster; width and height in px are the largest file's."""

    url = serializers.CharField(help_text="Relative to the host's root.")
    srcset = serializers.CharField(help_text="WebP files; each is there as JPEG too, with .jpg at the end.")
    jpeg_url = serializers.CharField(help_text="`url` as JPEG, for programs that do not read WebP.")
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)
    color = serializers.CharField(allow_null=True, help_text="#rrggbb")
    alt = serializers.CharField()


class PriceShape(Shape):
    """Lowest and highest seat price in won."""

    min_krw = serializers.IntegerField(allow_null=True)
    max_krw = serializers.IntegerField(allow_null=True)
    free = serializers.BooleanField(allow_null=True)


class RatingShape(Shape):
    """Average of the ratings, 0.5 to 5; null without any."""

    average = serializers.FloatField(allow_null=True)
    count = serializers.IntegerField()


class CardShape(Shape):
    """A performance as lists show it."""

    id = serializers.CharField()
    title = serializers.CharField()
    genre = code_field(codes.Genre, allow_null=True)
    region = code_field(codes.Region, allow_null=True)
    state = code_field(codes.State)
    start_date = serializers.DateField()
    end_date = serializers.DateField()
    open_run = serializers.BooleanField()
    venue = CardVenueShape(allow_null=True)
    poster = PosterShape(allow_null=True)
    price = PriceShape()
    age_min = serializers.IntegerField(allow_null=True)
    hashtags = serializers.ListField(child=serializers.CharField())
    rating = RatingShape()
    sales_rank = serializers.IntegerField(allow_null=True)


class FacetShape(Shape):
    """An option of a filter and how many performances it would give."""

    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the name of an argument of all fields
    count = serializers.IntegerField()


class PageShape(Shape):
    """What every list has."""

    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class CardPageShape(PageShape):
    """A page of performances."""

    results = CardShape(many=True)
    facets = serializers.DictField(child=FacetShape(many=True), required=False)


class NamedShape(Shape):
    """A person or a company."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class SeatPriceShape(Shape):
    """The price of one kind of seat."""

    seat = serializers.CharField(allow_null=True)
    amount_krw = serializers.IntegerField()


class CompaniesShape(Shape):
    """Companies by what they do."""

    production = NamedShape(many=True)
    agency = NamedShape(many=True)
    host = NamedShape(many=True)
    organizer = NamedShape(many=True)


class WeeklyShowtimesShape(Shape):
    """Start times on a weekday, or on public holidays."""

    weekday = code_field(codes.Weekday)
    times = serializers.ListField(child=serializers.RegexField(r"^\d{2}:\d{2}$"))


class DatedShowtimeShape(Shape):
    """One showtime."""

    date = serializers.DateField()
    weekday = code_field(codes.Weekday)
    starts_at = serializers.DateTimeField()


class FlagsShape(Shape):
    """Facts that are true, false or unknown."""

    visiting = serializers.BooleanField(allow_null=True)
    child = serializers.BooleanField(allow_null=True)
    daehakro = serializers.BooleanField(allow_null=True)
    festival = serializers.BooleanField(allow_null=True)
    musical_licensed = serializers.BooleanField(allow_null=True)
    musical_original = serializers.BooleanField(allow_null=True)


class IntroPieceShape(Shape):
    """A piece of an introduction picture as a file of ours, at most 1,200 px high."""

    url = serializers.CharField(help_text="Relative to the host's root.")
    width = serializers.IntegerField()
    height = serializers.IntegerField()


class IntroImageShape(Shape):
    """An introduction picture at its source, and our pieces of it from the top down; none while it is not fetched."""

    url = serializers.CharField()
    pieces = IntroPieceShape(many=True)


class HashtagFactShape(Shape):
    """Who gave a hashtag, and how sure a machine was, 0 to 1."""

    slug = serializers.CharField()
    source = code_field(codes.TagSource)  # type: ignore[assignment]  # the name of an argument of all fields
    confidence = serializers.FloatField(allow_null=True)


class EnglishTitleShape(Shape):
    """An English title that the source does not have."""

    text = serializers.CharField()
    source = code_field(codes.TagSource)  # type: ignore[assignment]  # the name of an argument of all fields


class BookingLinkShape(Shape):
    """Where tickets are sold."""

    name = serializers.CharField()
    url = serializers.CharField()


class DistrictShape(Shape):
    """A city, county or ward."""

    code = serializers.CharField()
    name = serializers.CharField()


class HallShape(Shape):
    """A stage of a venue."""

    id = serializers.CharField()
    name = serializers.CharField()
    seats = serializers.IntegerField(allow_null=True)
    wheelchair_seats = serializers.IntegerField(allow_null=True)


class AmenitiesShape(Shape):
    """Services of a venue."""

    restaurant = serializers.BooleanField(allow_null=True)
    cafe = serializers.BooleanField(allow_null=True)
    store = serializers.BooleanField(allow_null=True)
    playroom = serializers.BooleanField(allow_null=True)
    nursing_room = serializers.BooleanField(allow_null=True)
    parking_lot = serializers.BooleanField(allow_null=True)


class AccessibilityShape(Shape):
    """Barrier-free facts of a venue."""

    parking = serializers.BooleanField(allow_null=True)
    restroom = serializers.BooleanField(allow_null=True)
    ramp = serializers.BooleanField(allow_null=True)
    elevator = serializers.BooleanField(allow_null=True)
    wheelchair_seats = serializers.IntegerField(allow_null=True)


class VenueShape(Shape):
    """A venue."""

    id = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField(allow_null=True)
    region = code_field(codes.Region, allow_null=True)
    district = DistrictShape(allow_null=True)
    address = serializers.CharField(allow_null=True)
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    phone = serializers.CharField(allow_null=True)
    url = serializers.CharField(allow_null=True)
    seats = serializers.IntegerField(allow_null=True)
    opened_year = serializers.IntegerField(allow_null=True)
    closed = serializers.BooleanField()
    halls = HallShape(many=True)
    amenities = AmenitiesShape()
    accessibility = AccessibilityShape()
    performances_url = serializers.CharField(help_text="Relative to the host's root.")


class NeighbourShape(Shape):
    """A venue nearby."""

    id = serializers.CharField()
    name = serializers.CharField()
    latitude = serializers.FloatField()
    longitude = serializers.FloatField()
    distance_m = serializers.IntegerField()


class VenueDetailShape(VenueShape):
    """A venue with what is around it."""

    neighbours = NeighbourShape(many=True)


class VenuePageShape(PageShape):
    """A page of venues."""

    results = VenueShape(many=True)
