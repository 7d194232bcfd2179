"""Bodies and answers of what users say about hashtags."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from culturepedia.common.serializers import LineField, StrictSerializer


class TagReportSerializer(StrictSerializer):
    """Why a hashtag does not fit; may stay empty."""

    text = LineField(max_length=300, required=False, allow_blank=True, default="")


class TagReportShape(serializers.Serializer[Any]):
    """A report that was taken in."""

    performance = serializers.CharField()
    hashtag = serializers.CharField()
    created_at = serializers.DateTimeField()
