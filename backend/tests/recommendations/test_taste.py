"""Picks, switches, the signals that are told of, and what someone is not interested in."""

from __future__ import annotations

from typing import Any

import pytest

from culturepedia.recommendations.models import Dismissal, Taste
from tests.people import FavoriteFactory, VisitFactory, someone
from tests.recommendations.world import musical, rate

pytestmark = pytest.mark.django_db
URL = "/api/v1/me/taste"
PICKS = {"categories": ["play", "musical"], "characteristics": ["solo"], "moods": ["dark"], "regions": ["jeju"]}
ON = {"reviews": True, "favorites": True, "visits": True, "searches": True}


def test_is_empty_at_first_and_kept_as_given() -> None:
    me, other = someone(), someone()

    first = me.get(URL).json()
    assert {name: first[name] for name in PICKS} == {name: [] for name in PICKS}
    assert (first["enabled"], first["sources"], first["updated_at"]) == (True, ON, None)

    kept = me.put(URL, {**PICKS, "sources": {"visits": False}})
    assert kept.status_code == 200
    assert {name: kept.json()[name] for name in PICKS} == PICKS
    assert kept.json()["sources"] == {**ON, "visits": False}
    assert kept.json() == me.get(URL).json()
    assert kept.json()["updated_at"] == "2026-11-23T12:00:00+09:00"

    again = me.put(URL, {**PICKS, "categories": ["play", "play"], "enabled": False}).json()
    assert (again["categories"], again["enabled"]) == (["play"], False)
    assert again["sources"] == {**ON, "visits": False}, "what is not named stays"
    assert Taste.objects.count() == 1
    assert other.get(URL).json()["categories"] == []


@pytest.mark.parametrize(
    ("body", "attr"),
    [({**PICKS, "moods": ["solo"]}, "moods.0"), ({"categories": []}, "characteristics"), ({**PICKS, "regions": "jeju"}, "regions"),
     ({**PICKS, "enabled": "yes"}, "enabled"), ({**PICKS, "sources": {"clicks": True}}, "sources.clicks"), ({**PICKS, "mood": []}, "mood")],
)  # fmt: skip
def test_refuses_what_is_no_taste(body: Any, attr: str) -> None:
    reply = someone().put(URL, body)

    assert reply.status_code == 400
    assert reply.json()["errors"][0]["attr"] == attr
    assert not Taste.objects.exists()


def test_tells_which_signals_there_are() -> None:
    me = someone()
    rated = [musical(number) for number in range(5)]
    for number, performance in enumerate(rated):
        rate(me.user, performance, [5, 4, 3, 3.5, 1][number])
    FavoriteFactory.create(user=me.user, performance=rated[0])
    VisitFactory.create(user=me.user, performance=rated[1], rating=None)
    me.post("/api/v1/me/searches", {"q": "어두운"})
    me.put("/api/v1/performances/PFM4/dismissal")

    signals = me.get(URL, headers={"Accept-Language": "en"}).json()["signals"]

    assert {name: part["count"] for name, part in signals.items()} == {
        "reviews": 5, "favorites": 1, "visits": 1, "searches": 1, "dismissals": 1,
    }  # fmt: skip
    assert len(signals["reviews"]["examples"]) == 3
    assert all(example["rating"] >= 3 for example in signals["reviews"]["examples"])
    assert signals["favorites"]["examples"] == [{"id": "PFM0", "title": rated[0].title, "rating": None}]
    assert signals["searches"]["tags"] == [{"value": "dark", "label": "#Dark", "count": 1}]
    me.delete("/api/v1/me/searches")
    assert me.get(URL).json()["signals"]["searches"] == {"count": 0, "tags": []}


def test_asks_the_same_queries_however_much_there_is(django_assert_max_num_queries: Any) -> None:
    me = someone()
    for number in range(20):
        rate(me.user, musical(number), 4)

    with django_assert_max_num_queries(4):
        me.get(URL)


def test_lists_what_someone_is_not_interested_in_and_takes_it_back() -> None:
    me, other = someone(), someone()
    for number in range(3):
        musical(number)
        me.put(f"/api/v1/performances/PFM{number}/dismissal")
    other.put("/api/v1/performances/PFM0/dismissal")

    page = me.get("/api/v1/me/dismissals?page_size=2").json()

    assert (page["count"], [card["id"] for card in page["results"]]) == (3, ["PFM2", "PFM1"])
    assert page["results"][0]["dismissed_at"] == "2026-11-23T12:00:00+09:00"
    assert me.get("/api/v1/me/dismissals?page=9").status_code == 404
    assert me.delete("/api/v1/me/dismissals").status_code == 204
    assert me.get("/api/v1/me/dismissals").json()["count"] == 0
    assert Dismissal.objects.count() == 1, "those of others stay"
