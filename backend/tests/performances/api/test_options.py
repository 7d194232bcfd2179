"""The list of all codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from culturepedia.performances.codes import Genre

if TYPE_CHECKING:
    from rest_framework.test import APIClient


def test_names_every_code_in_both_languages_without_a_query(api: APIClient) -> None:
    body = api.get("/api/v1/options").json()

    assert set(body) == {
        "genres", "regions", "states", "weekdays", "periods", "accessibility", "amenities", "company_roles",
        "characteristics", "moods", "tag_sources",
        "audiences", "report_reasons", "notification_kinds", "limits",
    }  # fmt: skip
    assert [one["code"] for one in body["genres"]] == list(Genre)
    assert body["genres"][1] == {"code": "musical", "label_ko": "뮤지컬", "label_en": "Musical"}
    assert len(body["regions"]) == 17
    seoul = body["regions"][0]
    assert {"code": "1111", "label_ko": "종로구", "label_en": "Jongno-gu"} in seoul["districts"]
    assert body.pop("limits") == {"password_min_length": settings.PASSWORD_MIN_LENGTH}
    for name, options in body.items():
        codes = [option["code"] for option in options]
        assert len(codes) == len(set(codes)) > 0, name
        assert all(option["label_ko"] and option["label_en"] for option in options), name


def test_takes_no_parameters(api: APIClient) -> None:
    reply: Any = api.get("/api/v1/options?lang=ko")

    assert (reply.status_code, reply.json()["errors"][0]["code"]) == (400, "unknown_parameter")
