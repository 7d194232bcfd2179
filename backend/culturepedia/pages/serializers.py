"""The shape of the first screen, for the API schema."""

from __future__ import annotations

from rest_framework import serializers

from culturepedia.performances.answers import GenreBoardShape, RankingShape
from culturepedia.performances.serializers import CardShape, Shape


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
    latest_reviews = serializers.ListField(child=serializers.DictField())
    counts = CountsShape()
    last_synced_at = serializers.DateTimeField(allow_null=True)
