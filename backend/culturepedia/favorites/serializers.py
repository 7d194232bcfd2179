"""The shapes of favorites, as the API accepts and shows them."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from culturepedia.common.serializers import StrictSerializer, TextField
from culturepedia.performances.serializers import CardShape, PageShape, Shape

MAX_MERGED = 200


@extend_schema_field({"type": "string", "pattern": r"^[^\s\x00]{1,12}$"})
class KeptIdField(TextField):
    """What a device has kept as the id of a performance: one word, whether the catalogue has it or not."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=12, trim_whitespace=False, validators=[RegexValidator(r"\A[^\s\x00]+\Z")], **options
        )


class MergeSerializer(StrictSerializer):
    """What a guest has kept on a device."""

    performances = serializers.ListField(
        child=KeptIdField(), max_length=MAX_MERGED, help_text="KOPIS ids, the newest first."
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
