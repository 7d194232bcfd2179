"""The shapes of screens, for the API schema."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework import serializers

from culturepedia.performances.answers import GenreBoardShape, RankingShape
from culturepedia.performances.serializers import CardShape, PageShape, Shape
from culturepedia.reviews.serializers import HalfStarsField, LatestReviewShape


class CountsShape(Shape):
    """How much there is."""

    performances = serializers.IntegerField()
    running = serializers.IntegerField()
    venues = serializers.IntegerField()


class HomeShape(Shape):
    """Everything the first screen shows."""

    weekly_top = RankingShape()
    rankings = GenreBoardShape(many=True)
    closing_soon = CardShape(many=True)
    new = CardShape(many=True)
    latest_reviews = LatestReviewShape(many=True)
    counts = CountsShape()
    last_synced_at = serializers.DateTimeField(allow_null=True)


class OwnShape(Shape):
    """What someone thinks of a performance, and how often they saw it."""

    rating = HalfStarsField(allow_null=True)
    review_id = serializers.UUIDField(allow_null=True)
    visits = serializers.IntegerField()


class StateShape(OwnShape):
    """What a performance is to someone."""

    favorite = serializers.BooleanField()
    dismissed = serializers.BooleanField()
    helpful = serializers.ListField(
        child=serializers.UUIDField(), help_text="Ids of its reviews that one found helpful."
    )
    reported = serializers.ListField(child=serializers.UUIDField(), help_text="Ids of its reviews that one reported.")


class StatesShape(Shape):
    """What performances are to someone, by their ids."""


class StatesExtension(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]  # the library registers subclasses
    """The names of the fields are ids, which no serializer can say."""

    target_class = StatesShape

    def map_serializer(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        """Return the schema."""
        return {"type": "object", "additionalProperties": auto_schema.resolve_serializer(StateShape, direction).ref}


class HistoryLineShape(OwnShape):
    """A performance that one reviewed or visited."""

    performance = CardShape()
    last_on = serializers.DateField(help_text="When it was seen last; the day of the review if nothing else is known.")


class HistoryPageShape(PageShape):
    """A page of what one has seen."""

    results = HistoryLineShape(many=True)
