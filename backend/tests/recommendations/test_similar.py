"""What is like a performance: public, kept, and nothing without a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from culturepedia.recommendations import engine
from tests.factories import changed
from tests.people import someone
from tests.recommendations.world import OVER, musical, play

if TYPE_CHECKING:
    from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db


def url(kopis_id: str) -> str:
    return f"/api/v1/performances/{kopis_id}/similar"


def test_shows_what_can_be_seen_with_what_both_have(api: APIClient) -> None:
    musical(1, **OVER), play(1), musical(2), musical(3), musical(5), musical(4, **OVER)
    musical(1, kopis_id="PFX1")

    reply = api.get(url("PFM1"))

    found = {one["performance"]["id"]: one["reasons"] for one in reply.json()["results"]}
    assert list(found) == ["PFX1", "PFM3", "PFM5", "PFM2"], "another production first, then those with the same singer"
    assert [reason["code"] for reason in found["PFX1"]] == ["new_production", "crew", "cast", "similar"]
    assert [reason["code"] for reason in found["PFM2"]] == ["crew", "similar"]
    assert {reason["performance"]["id"] for reasons in found.values() for reason in reasons} == {"PFM1"}
    assert found["PFM2"][1]["text"].endswith("처럼 #웅장한 · 노래 극단")


def test_is_public_kept_and_speaks_two_languages(api: APIClient, django_assert_num_queries: Any) -> None:
    for number in range(15):
        musical(number)
    first = api.get(url("PFM1"))
    assert len(first.json()["results"]) == 12

    with django_assert_num_queries(1):
        again = api.get(url("PFM1"), headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert "public" in first["Cache-Control"]
    assert "Accept-Language" in first["Vary"]
    assert someone().get(url("PFM1")).content == first.content
    english = api.get(url("PFM1"), headers={"Accept-Language": "en"})
    assert "Musical" in english.content.decode()
    musical(20)
    changed()
    engine.forget()
    assert api.get(url("PFM1"), headers={"If-None-Match": first["ETag"]}).status_code in {200, 304}


def test_knows_only_what_there_is(api: APIClient) -> None:
    musical(1, withdrawn_at="2026-11-01T00:00:00Z"), musical(2)

    for unknown in ("PF404", "PFM1", "x y", "%20"):
        assert api.get(url(unknown)).status_code == 404
    assert api.get(f"{url('PFM2')}?page=1").status_code == 400
    assert api.get(url("PFM2")).json() == {"results": []}
