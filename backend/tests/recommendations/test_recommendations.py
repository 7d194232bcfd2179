"""Recommendations over HTTP: what they rest on, what never comes back, what narrows, and why each is there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.factories import PerformanceFactory
from tests.people import ReviewFactory, someone

pytestmark = pytest.mark.django_db
URL = "/api/v1/recommendations"


def ids(reply: Any, part: str = "results") -> list[str]:
    assert reply.status_code == 200, reply.content
    return [one["performance"]["id"] for one in reply.json()[part]]


def test_tells_a_stranger_what_sells(api: Any) -> None:
    PerformanceFactory.create(kopis_id="PF1")
    PerformanceFactory.create(kopis_id="PF2", sales_rank=1, sales_order=1)
    PerformanceFactory.create(kopis_id="PF3", end_date=date(2026, 11, 22))

    reply = api.get(URL)

    assert ids(reply) == ["PF2", "PF1"]
    answer = reply.json()
    assert (answer["basis"], answer["reach"], answer["tab"]) == ("popular", "asked", "fit")
    assert answer["results"][0]["reasons"][0] | {"params": None} == {
        "code": "box_office", "text": "이번 주 예매 1위", "performance": None, "params": None,
    }  # fmt: skip
    assert reply["Cache-Control"] == "private, no-store"


def test_goes_by_the_picks_of_a_stranger(api: Any) -> None:
    PerformanceFactory.create(kopis_id="PF1", genre="play", sales_rank=1)
    PerformanceFactory.create(kopis_id="PF2")
    PerformanceFactory.create(kopis_id="PF3", tags=["moving"])

    reply = api.get(f"{URL}?categories=musical&moods=moving", headers={"Accept-Language": "en"})

    assert (ids(reply), reply.json()["basis"]) == (["PF3", "PF2"], "taste")
    assert reply.json()["results"][0]["reasons"][0]["text"] == "Matches #Moving · Musical, which you picked"


def test_goes_by_what_someone_liked(api: Any) -> None:
    me = someone()
    for number in range(3):
        liked = PerformanceFactory.create(
            kopis_id=f"PF{number}", genre="play", tags=["dark"], end_date=date(2026, 11, 20)
        )
        ReviewFactory.create(author=me.user, performance=liked, rating=Decimal("4.5"))
    PerformanceFactory.create(kopis_id="PF7", genre="musical", tags=["comic"])
    PerformanceFactory.create(kopis_id="PF8", genre="play", tags=["dark"])
    PerformanceFactory.create(kopis_id="PF9", genre="musical", tags=["comic"])

    reply = me.get(URL)

    assert reply.json()["basis"] == "personal"
    assert ids(reply)[0] == "PF8"
    first = reply.json()["results"][0]["reasons"][0]
    assert (first["code"], first["performance"]["id"]) == ("similar", "PF0")
    assert first["text"] == "별 4.5개를 준 〈" + first["performance"]["title"] + "〉처럼 #어두운 · 연극"
