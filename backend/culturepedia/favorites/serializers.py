"""The shapes of favorites, as the API accepts and shows them."""

from __future__ import annotations

from rest_framework import serializers

from culturepedia.common.serializers import StrictSerializer, TextField
from culturepedia.performances.serializers import CardShape, PageShape, Shape

MAX_MERGED = 200


class MergeSerializer(StrictSerializer):
    """What a guest has kept on a device."""

    performances = serializers.ListField(
        child=TextField(max_length=12), max_length=MAX_MERGED, help_text="KOPIS ids, the newest first."
    )


class MergedShape(Shape):
    """What came of it."""

    added = serializers.IntegerField()
    unknown = serializers.ListField(child=serializers.CharField(), help_text="Ids that the catalogue lacks.")


class FavoriteShape(CardShape):
    """A kept performance."""

    favorited_at = serializers.DateTimeField()
    withdrawn = serializers.BooleanField(help_text="The source no longer has it.")


class FavoritePageShape(PageShape):
    """A page of favorites."""

    results = FavoriteShape(many=True)
