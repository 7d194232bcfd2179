"""What the API schema says about search."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from culturepedia.common.schema import PAGE_PARAMETERS, listed, one, read_schema
from culturepedia.performances import filters
from culturepedia.performances.schema import FILTER_PARAMETERS
from culturepedia.performances.serializers import CardPageShape, CardShape, Shape
from culturepedia.search.parameters import MAX_LENGTH, ORDERINGS
from culturepedia.search.terms import Kind

Q = OpenApiParameter(
    "q",
    {"type": "string", "minLength": 1, "maxLength": MAX_LENGTH},
    description="What somebody typed: words of title, cast, crew, venue, company or hashtags; all must match. "
    "Spaces, brackets, case and accents do not matter; initials (ㅎㄹ), half-typed syllables, the other keyboard "
    "layout and romanised Korean are understood, misspellings forgiven.",
)


def spans_field(of: str) -> serializers.ListField:
    """Return a field that holds which characters of a text matched."""
    return serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(min_value=0), min_length=2, max_length=2),
        help_text=f"What matched in the {of}: [first, after the last] in code points, in order, apart from each other.",
    )


class FoundCardShape(CardShape):
    """A performance in a list; with `q` it says what matched in its title."""

    highlight = spans_field("title")

    def get_fields(self) -> dict[str, Any]:
        """Return the fields; without `q` there is no highlight."""
        fields = super().get_fields()
        fields["highlight"].required = False
        return fields


class RelaxationShape(Shape):
    """Filters without which the list is not empty."""

    parameters = serializers.ListField(child=serializers.CharField())
    count = serializers.IntegerField(help_text="How many performances there are without them.")


class FoundPageShape(CardPageShape):
    """A page of performances; `did_you_mean` with `q`, `relaxations` when it is empty."""

    results = FoundCardShape(many=True)
    did_you_mean = serializers.CharField(
        required=False,
        allow_null=True,
        help_text="What the text was taken for; with no results, a text that would find some.",
    )
    relaxations = RelaxationShape(many=True, required=False)


class SuggestionShape(Shape):
    """Something that begins with what was typed; the id is the one that its filter takes."""

    kind = serializers.ChoiceField(choices=[kind.value for kind in Kind])
    id = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the name of an argument of all fields
    sublabel = serializers.CharField(allow_null=True)
    highlight = spans_field("label")


class SuggestionsShape(Shape):
    """At most ten suggestions, the best first."""

    did_you_mean = serializers.CharField(allow_null=True, help_text="What the text was taken for, if not for itself.")
    results = SuggestionShape(many=True)


performance_list = read_schema(
    FoundPageShape,
    operation_id="performances_list",
    parameters=[
        Q,
        *FILTER_PARAMETERS,
        one(
            "ordering",
            ORDERINGS,
            "`relevance` only with `q`, where it is the default; else that is `sales`.",
        ),
        listed("facets", filters.FACETS, "Also count options of these filters.", excluding=False),
        *PAGE_PARAMETERS,
    ],
    not_found=True,
)
suggest = read_schema(
    SuggestionsShape,
    operation_id="performances_suggest",
    parameters=[
        OpenApiParameter(
            "q",
            {"type": "string", "maxLength": MAX_LENGTH},
            description="What has been typed so far; nothing for what is popular.",
        )
    ],
)
