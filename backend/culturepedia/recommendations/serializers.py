"""The shapes of tastes and recommendations, as the API accepts and shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from culturepedia.common.serializers import CodeField, StrictBooleanField, StrictSerializer
from culturepedia.performances import codes
from culturepedia.performances.serializers import CardShape, PageShape, Shape, code_field
from culturepedia.recommendations.evidence import SOURCES
from culturepedia.recommendations.parameters import TABS
from culturepedia.recommendations.texts import CODES, TOKEN_KINDS

# Named in the schema's settings.
GENRES = [(code.value, code.en) for code in codes.Genre]
REGIONS = [(code.value, code.en) for code in codes.Region]
MET_BY = [(source, source) for source in SOURCES if source != "search"]
BASES = ("personal", "taste", "popular")
REACHES = ("asked", "area", "country")


def _codes(kind: type[codes.Code]) -> serializers.ListField:
    child = CodeField(choices=[(code.value, code.en) for code in kind])
    return serializers.ListField(child=child, max_length=len(kind))


class SourcesSerializer(StrictSerializer):
    """Which of someone's signals may be used; what is not given stays."""

    reviews = StrictBooleanField(required=False)
    favorites = StrictBooleanField(required=False)
    visits = StrictBooleanField(required=False)
    searches = StrictBooleanField(required=False)


class TasteSerializer(StrictSerializer):
    """What someone picks; the lists replace those that are kept, switches that are not given stay."""

    categories = _codes(codes.Genre)
    characteristics = _codes(codes.Characteristic)
    moods = _codes(codes.Mood)
    regions = _codes(codes.Region)
    enabled = StrictBooleanField(required=False, help_text="Whether signals and kept picks may be used at all.")
    sources = SourcesSerializer(required=False)


class SourcesShape(Shape):
    """Which of someone's signals may be used."""

    reviews = serializers.BooleanField()
    favorites = serializers.BooleanField()
    visits = serializers.BooleanField()
    searches = serializers.BooleanField()


class ExampleShape(Shape):
    """A performance that someone did something with."""

    id = serializers.CharField()
    title = serializers.CharField()
    rating = serializers.FloatField(allow_null=True)


class SignalShape(Shape):
    """How often someone did something, and the newest that speak for something."""

    count = serializers.IntegerField()
    examples = ExampleShape(many=True)


class TagCountShape(Shape):
    """A hashtag that searches named, and how many did."""

    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the name of an argument of all fields
    count = serializers.IntegerField()


class SearchSignalShape(Shape):
    """The kept searches and the hashtags that they name."""

    count = serializers.IntegerField()
    tags = TagCountShape(many=True)


class SignalsShape(Shape):
    """What someone did that recommendations may go by."""

    reviews = SignalShape()
    favorites = SignalShape()
    visits = SignalShape()
    searches = SearchSignalShape()
    dismissals = SignalShape()


class TasteShape(Shape):
    """What someone picked, what may be used, and what there is."""

    categories = serializers.ListField(child=code_field(codes.Genre))
    characteristics = serializers.ListField(child=code_field(codes.Characteristic))
    moods = serializers.ListField(child=code_field(codes.Mood))
    regions = serializers.ListField(child=code_field(codes.Region))
    enabled = serializers.BooleanField()
    sources = SourcesShape()
    signals = SignalsShape()
    updated_at = serializers.DateTimeField(allow_null=True)


class TokenShape(Shape):
    """Something that performances have in common."""

    kind = serializers.ChoiceField(choices=TOKEN_KINDS)
    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the name of an argument of all fields


class ReasonAboutShape(Shape):
    """The performance that a reason compares with."""

    id = serializers.CharField()
    title = serializers.CharField()


class ReasonParamsShape(Shape):
    """The facts of a reason; which of them there are depends on its code."""

    signal = serializers.ChoiceField(choices=MET_BY, allow_null=True, help_text="What the person did with it.")
    rating = serializers.FloatField(allow_null=True, help_text="The stars that the person gave it.")
    name = serializers.CharField(allow_null=True, help_text="Who is in both.")
    shared = TokenShape(many=True)
    people = serializers.IntegerField(allow_null=True, min_value=5, help_text="Never fewer than five.")
    rank = serializers.IntegerField(allow_null=True, min_value=1)
    regions = serializers.ListField(child=code_field(codes.Region))
    date = serializers.DateField(allow_null=True, help_text="First or last day; null for an open run.")


class ReasonShape(Shape):
    """Why something is recommended: a fact."""

    code = serializers.ChoiceField(choices=CODES)
    text = serializers.CharField(help_text="For people, in the language of Accept-Language.")
    performance = ReasonAboutShape(allow_null=True)
    params = ReasonParamsShape()


class RecommendationShape(Shape):
    """A recommended performance with one or two reasons, the strongest first."""

    performance = CardShape()
    score = serializers.FloatField(help_text="Comparable within one answer only.")
    reasons = ReasonShape(many=True)


class EvidenceShape(Shape):
    """How much of what someone did and picked speaks for something."""

    reviews = serializers.IntegerField()
    favorites = serializers.IntegerField()
    visits = serializers.IntegerField()
    searches = serializers.IntegerField(help_text="Distinct hashtags.")
    picks = serializers.IntegerField()


class RecommendationsShape(Shape):
    """Recommendations, and what they rest on."""

    basis = serializers.ChoiceField(choices=BASES)
    tab = serializers.ChoiceField(choices=TABS)
    reach = serializers.ChoiceField(choices=REACHES, help_text="How far the regions had to be widened.")
    regions = serializers.ListField(child=code_field(codes.Region), help_text="Those asked for, kept or usual.")
    evidence = EvidenceShape()
    results = RecommendationShape(many=True)
    again = RecommendationShape(many=True, help_text="Other productions of what the person loved.")


class SimilarShape(Shape):
    """Performances that are like one."""

    results = RecommendationShape(many=True)


class DismissedShape(CardShape):
    """A performance that someone is not interested in."""

    dismissed_at = serializers.DateTimeField()


class DismissedPageShape(PageShape):
    """A page of them."""

    results: Any = DismissedShape(many=True)
