"""The shapes of reviews, as the API accepts and shows them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from culturepedia.common.errors import bilingual
from culturepedia.common.serializers import BlockField, DayField, LineField, StrictBooleanField, StrictSerializer
from culturepedia.performances.codes import Audience, ReportReason
from culturepedia.performances.serializers import CardShape, PageShape, RatingShape, Shape, code_field
from culturepedia.reviews.models import HALF_STARS, MAX_BODY, MAX_REPORT, MAX_TITLE

MAX_CHIPS = 5
AUDIENCES = [(code.value, code.en) for code in Audience]  # named in the schema's settings


@extend_schema_field({"type": "number", "minimum": 0.5, "maximum": 5, "multipleOf": 0.5})
class HalfStarsField(serializers.Field[Any, Any, Any, Any]):
    """Stars from 0.5 to 5 in halves, as a number."""

    def to_internal_value(self, data: Any) -> Decimal:
        """Return the stars, exactly.

        Raises:
            ValidationError: It is anything else.
        """
        if isinstance(data, int | float) and not isinstance(data, bool) and data in HALF_STARS:
            return Decimal(str(data)).quantize(Decimal("0.1"))
        text = bilingual("0.5에서 5까지 0.5 단위의 숫자여야 해요.", "It must be a number from 0.5 to 5 in halves.")
        raise serializers.ValidationError(text, code="invalid_rating")

    def to_representation(self, value: Decimal) -> float:
        """Return the stars as a number."""
        return float(value)


class OptionalLineField(LineField):
    """A line that may be left out; an empty one is none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, allow_null=True, allow_blank=True, **options)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Return the line, or None."""
        return super().run_validation(data) or None


class ChipsField(serializers.ListField):
    """Different codes of audiences, a few at most."""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=code_field(Audience), max_length=MAX_CHIPS, **options)

    def to_internal_value(self, data: Any) -> list[str]:
        """Return each code once, in the order given."""
        return list(dict.fromkeys(super().to_internal_value(data)))


class ReviewSerializer(StrictSerializer):
    """A review as its author writes it."""

    rating = HalfStarsField()
    body = BlockField(max_length=MAX_BODY)
    title = OptionalLineField(max_length=MAX_TITLE)
    watched_on = DayField(required=False, allow_null=True, help_text="Within the run and not in the future.")
    spoiler = StrictBooleanField(required=False)
    good_for = ChipsField(required=False)
    not_for = ChipsField(required=False)


class ReportSerializer(StrictSerializer):
    """Why a review should not stand there."""

    reason = code_field(ReportReason)
    text = OptionalLineField(max_length=MAX_REPORT)


class ReviewTextShape(Shape):
    """What the author wrote, and what others think of it."""

    id = serializers.UUIDField()
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
    version = serializers.IntegerField(help_text='Grows with every edit; `If-Match: "3"` edits just that version.')


class ReviewShape(ReviewTextShape):
    """A review as everyone sees it."""

    performance = serializers.CharField(help_text="The KOPIS id.")
    author_name = serializers.CharField()


class OwnReviewShape(ReviewTextShape):
    """A review as its author sees it."""

    performance = CardShape()
    hidden = serializers.BooleanField(help_text="Staff has hidden it from everyone else.")


class LatestReviewShape(ReviewTextShape):
    """A review with its performance."""

    performance = CardShape()
    author_name = serializers.CharField()


class RatingSummaryShape(RatingShape):
    """All ratings of a performance."""

    distribution = serializers.DictField(child=serializers.IntegerField(), help_text='"0.5" to "5.0"')


class ReviewPageShape(PageShape):
    """A page of reviews, with the sums over all of the performance's."""

    results = ReviewShape(many=True)
    summary = RatingSummaryShape()


class OwnReviewPageShape(PageShape):
    """A page of one's own reviews."""

    results = OwnReviewShape(many=True)


class ReportShape(Shape):
    """A report that waits for staff."""

    reason = code_field(ReportReason)
    text = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()
