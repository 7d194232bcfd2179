"""Every code of the API with its Korean and English label, and what forms must know beforehand; the same for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from culturepedia.performances import codes
from culturepedia.performances.districts import all_districts

if TYPE_CHECKING:
    from culturepedia.performances.codes import Code
    from culturepedia.performances.districts import District

LISTS: dict[str, type[Code]] = {
    "states": codes.State,
    "weekdays": codes.Weekday,
    "periods": codes.Period,
    "accessibility": codes.Accessibility,
    "amenities": codes.Amenity,
    "company_roles": codes.CompanyRole,
    "characteristics": codes.Characteristic,
    "moods": codes.Mood,
    "tag_sources": codes.TagSource,
    "audiences": codes.Audience,
    "report_reasons": codes.ReportReason,
    "notification_kinds": codes.NotificationKind,
}


def list_options() -> dict[str, Any]:
    """Return all codes by what they are for, and the limits that this installation sets."""
    districts = all_districts()
    regions = [
        {**_option(region), "districts": [_district(one) for one in districts if one.region == region]}
        for region in codes.Region
    ]
    lists = {name: [_option(code) for code in kind] for name, kind in LISTS.items()}
    limits = {"password_min_length": settings.PASSWORD_MIN_LENGTH}
    return {"genres": [_option(genre) for genre in codes.Genre], "regions": regions, **lists, "limits": limits}


def _option(code: Code) -> dict[str, str]:
    return {"code": code.value, "label_ko": code.ko, "label_en": code.en}


def _district(district: District) -> dict[str, str]:
    return {"code": district.code, "label_ko": district.ko, "label_en": district.en}
