"""What the API schema says about the catalogue's addresses."""

from __future__ import annotations

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from culturepedia.common.parameters import PLACE
from culturepedia.common.schema import PAGE_PARAMETERS, listed, listed_ids, one, read_schema, text
from culturepedia.performances import answers, codes, filters
from culturepedia.performances.serializers import VenueDetailShape, VenuePageShape

NEAR = text("near", f"^{PLACE}$", "latitude,longitude,km; at most 100 km")
GENRES = listed("genre", codes.Genre, "Genres.")
REGIONS = listed("region", codes.Region, "Provinces and metropolitan cities.")
DISTRICTS = listed("district", filters.DISTRICT_CODES, "Codes of cities, counties and wards.")
ACCESSIBLE = listed("accessible", codes.Accessibility, "Facilities of the venue; all of them.")


def _number(name: str, high: int, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, {"type": "integer", "minimum": 0, "maximum": high}, description=description)


FILTER_PARAMETERS = (
    GENRES,
    REGIONS,
    DISTRICTS,
    listed("state", codes.State, "Where today, in Seoul, lies in the run."),
    OpenApiParameter("from", OpenApiTypes.DATE, description="Runs on this day or later."),
    OpenApiParameter("to", OpenApiTypes.DATE, description="Runs on this day or earlier."),
    _number("price_max_krw", filters.MAX_KRW, "Some seat costs at most this."),
    _number("price_min_krw", filters.MAX_KRW, "Some seat costs at least this."),
    OpenApiParameter("free", bool, description="Free of charge."),
    _number("age_max", 150, "Suits someone of this age."),
    *(OpenApiParameter(name, bool) for name in filters.FLAGS),
    ACCESSIBLE,
    listed_ids("venue", filters.KOPIS_ID, "KOPIS ids."),
    listed_ids("company", filters.NUMBER, "Ids of companies."),
    listed_ids("person", filters.NUMBER, "Ids of people on stage or behind it."),
    listed("hashtag", filters.HASHTAGS, "Hashtags; any of them."),
    NEAR,
)

performance_detail = read_schema(answers.PerformanceShape, operation_id="performances_retrieve", not_found=True)
performance_calendar = read_schema(
    OpenApiTypes.STR,
    operation_id="performances_calendar",
    parameters=[OpenApiParameter("starts_at", OpenApiTypes.DATETIME, description="Only the showtime of this moment.")],
    not_found=True,
    media_type="text/calendar",
)
rankings = read_schema(
    answers.RankingShape,
    operation_id="rankings_retrieve",
    parameters=[
        one("genre", ["", *codes.Genre], "All of them when empty."),
        one("region", ["", *codes.Region], "The whole country when empty."),
        one("period", ["", *codes.Period], "`week` when empty."),
    ],
)
venue_list = read_schema(
    VenuePageShape,
    operation_id="venues_list",
    parameters=[REGIONS, DISTRICTS, ACCESSIBLE, NEAR, *PAGE_PARAMETERS],
    not_found=True,
)
venue_detail = read_schema(VenueDetailShape, operation_id="venues_retrieve", not_found=True)
options = read_schema(answers.OptionsShape, operation_id="options_retrieve")
showtimes = read_schema(
    answers.ShowtimePageShape,
    operation_id="showtimes_list",
    parameters=[
        OpenApiParameter("date", OpenApiTypes.DATE, description="Today in Seoul when left out."),
        REGIONS,
        GENRES,
        *PAGE_PARAMETERS,
    ],
    not_found=True,
)
