"""Recommendations over HTTP: what they rest on, what never comes back, what narrows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from culturepedia.performances.models import Performance
from tests.factories import PerformanceFactory
from tests.people import FavoriteFactory, VisitFactory, code_of, someone
from tests.recommendations.world import OVER, musical, play, rate

if TYPE_CHECKING:
    from rest_framework.test import APIClient

    from tests.people import Person

pytestmark = pytest.mark.django_db
URL = "/api/v1/recommendations"
TASTE = "/api/v1/me/taste"
NOTHING: dict[str, Any] = {"categories": [], "characteristics": [], "moods": [], "regions": []}


def ids(reply: Any, part: str = "results") -> list[str]:
    assert reply.status_code == 200, reply.content
    return [one["performance"]["id"] for one in reply.json()[part]]


def fan_of_plays(me: Person, rating: float = 4.5) -> None:
    """Let someone have seen three plays that are over."""
    for number in range(90, 93):
        rate(me.user, play(number, **OVER), rating)


def test_tells_a_stranger_what_sells(api: APIClient) -> None:
    PerformanceFactory.create(kopis_id="PF1")
    PerformanceFactory.create(kopis_id="PF2", sales_rank=1, sales_order=1)
    PerformanceFactory.create(kopis_id="PF3", end_date=date(2026, 11, 22))

    reply = api.get(URL)

    assert ids(reply) == ["PF2", "PF1"]
    answer = reply.json()
    assert (answer["basis"], answer["reach"], answer["tab"]) == ("popular", "asked", "fit")
    assert answer["evidence"] == {"reviews": 0, "favorites": 0, "visits": 0, "searches": 0, "picks": 0}
    first = answer["results"][0]["reasons"][0]
    assert (first["code"], first["text"], first["params"]["rank"]) == ("box_office", "이번 주 예매 1위", 1)
    assert reply["Cache-Control"] == "private, no-store"


def test_goes_by_the_picks_of_a_stranger(api: APIClient) -> None:
    PerformanceFactory.create(kopis_id="PF1", genre="play", sales_rank=1)
    PerformanceFactory.create(kopis_id="PF2")
    PerformanceFactory.create(kopis_id="PF3", tags=["moving"])

    reply = api.get(f"{URL}?categories=musical&moods=moving&characteristics=", headers={"Accept-Language": "en"})

    assert (ids(reply), reply.json()["basis"]) == (["PF3", "PF2"], "taste")
    first = reply.json()["results"][0]["reasons"][0]
    assert first["text"] == "Matches #Moving · Musical, which you picked"
    assert [token["value"] for token in first["params"]["shared"]] == ["musical", "moving"]


def test_goes_by_what_someone_liked() -> None:
    me = someone()
    fan_of_plays(me)
    musical(1), play(1), musical(2)

    reply = me.get(URL)

    assert reply.json()["basis"] == "personal"
    assert reply.json()["evidence"]["reviews"] == 3
    assert ids(reply)[0] == "PFP1"
    first = reply.json()["results"][0]["reasons"][0]
    assert (first["code"], first["performance"]["id"], first["params"]["rating"]) == ("crew", "PFP90", 4.5)
    title = first["performance"]["title"]
    assert first["text"] == f"별 4.5개를 준 〈{title}〉의 제작진 연출가 참여"
    english = me.get(URL, headers={"Accept-Language": "en"}).json()["results"][0]["reasons"][0]
    assert english["text"] == f"By 연출가, of “{title}”, which you gave 4.5★"


def test_few_stars_push_away() -> None:
    me = someone()
    fan_of_plays(me, rating=1)
    musical(1), play(1), musical(2)

    reply = me.get(URL)

    assert reply.json()["basis"] == "popular", "nothing is known that someone likes"
    assert ids(reply)[-1] == "PFP1"


@pytest.mark.parametrize("how", ["review", "favorite", "visit", "dismissal"])
@pytest.mark.parametrize("switched_off", [True, False])
def test_what_was_met_never_comes_back(how: str, switched_off: bool) -> None:  # noqa: FBT001
    me = someone()
    met = musical(1)
    musical(2)
    if how == "review":
        rate(me.user, met, 5)
    elif how == "favorite":
        FavoriteFactory.create(user=me.user, performance=met)
    elif how == "visit":
        VisitFactory.create(user=me.user, performance=met)
    else:
        me.put("/api/v1/performances/PFM1/dismissal")
    if switched_off:
        assert me.put(TASTE, {**NOTHING, "enabled": False}).status_code == 200

    assert ids(me.get(URL)) == ["PFM2"]
    if how == "dismissal":
        me.delete("/api/v1/performances/PFM1/dismissal")
        assert set(ids(me.get(URL))) == {"PFM1", "PFM2"}


def test_another_production_of_what_was_seen_does_not_come_back_unless_loved() -> None:
    me = someone()
    rate(me.user, musical(1, **OVER), 3.5)
    rate(me.user, musical(2, **OVER), 5)
    for number in (1, 2, 3):
        musical(number, kopis_id=f"PFX{number}")

    reply = me.get(URL)

    assert ids(reply) == ["PFX3"]
    assert ids(reply, "again") == ["PFX2"]
    assert reply.json()["again"][0]["reasons"][0]["code"] == "new_production"


def test_what_is_over_withdrawn_or_far_off_is_not_shown(api: APIClient, seoul_noon: Any) -> None:
    (
        musical(1),
        musical(2, withdrawn_at="2026-11-22T00:00:00Z"),
        musical(3, **OVER),
        musical(4, start_date="2027-06-01", end_date="2027-06-02"),
    )
    musical(5, **OVER | {"open_run": True}), musical(6, end_date="2026-11-23")
    assert set(ids(api.get(URL))) == {"PFM1", "PFM5", "PFM6"}

    Performance.objects.filter(kopis_id="PFM1").update(withdrawn_at="2026-11-23T00:00:00Z")
    assert set(ids(api.get(URL))) == {"PFM5", "PFM6"}, "though the candidates were gathered before"
    Performance.objects.filter(kopis_id="PFM6").update(start_date="2026-11-01", end_date="2026-11-22")
    assert ids(api.get(URL)) == ["PFM5"]
    seoul_noon.move_to("2026-12-24T12:00:00+09:00")
    assert ids(api.get(URL)) == ["PFM5"]


def test_regions_are_kept_to_and_widened_when_there_is_too_little(api: APIClient) -> None:
    for number in range(12):
        musical(number, region="seoul")
    for number in range(20, 23):
        musical(number, region="busan")
    musical(30, region="daegu")

    seoul, busan = api.get(f"{URL}?regions=seoul"), api.get(f"{URL}?regions=busan&limit=30")

    assert (len(ids(seoul)), seoul.json()["reach"], seoul.json()["regions"]) == (12, "asked", ["seoul"])
    assert (len(ids(busan)), busan.json()["reach"]) == (16, "country")
    PerformanceFactory.create_batch(7, region="ulsan")
    assert {one["performance"]["region"] for one in api.get(f"{URL}?regions=busan&price_max_krw=100").json()["results"]}


def test_days_and_prices_are_never_widened(api: APIClient) -> None:
    musical(1, price_min_krw=30_000), musical(2, price_min_krw=90_000), musical(3, is_free=True)
    musical(4, price_min_krw=1000, start_date="2026-12-20", end_date="2026-12-25")

    assert set(ids(api.get(f"{URL}?price_max_krw=30000&to=2026-12-01"))) == {"PFM1", "PFM3"}
    assert ids(api.get(f"{URL}?from=2026-12-24&to=2026-12-24")) == ["PFM4"]
    assert code_of(api.get(f"{URL}?from=2026-12-24&to=2026-12-01")) == (400, "invalid", "to")


def test_age_limits_are_kept_where_the_age_is_known(api: APIClient) -> None:
    musical(1, age_min=19), musical(2, age_min=8)

    assert set(ids(api.get(URL))) == {"PFM1", "PFM2"}
    assert ids(someone(birthday=date(2010, 1, 1)).get(URL)) == ["PFM2"]
    assert set(ids(someone(birthday=date(1990, 1, 1)).get(URL))) == {"PFM1", "PFM2"}


def test_the_parts_of_the_list(api: APIClient) -> None:
    musical(1, created_at="2026-11-20T00:00:00Z", end_date="2027-01-31"), musical(2, end_date="2026-12-01")
    (
        musical(3, end_date="2026-11-27"),
        musical(4, open_run=True),
        musical(5, start_date="2026-12-01", end_date="2027-01-31"),
    )

    found = {tab: set(ids(api.get(f"{URL}?tab={tab}"))) for tab in ("fit", "new", "weekend", "near", "closing")}

    assert found["fit"] == found["near"] == {"PFM1", "PFM2", "PFM3", "PFM4", "PFM5"}
    assert found["new"] == {"PFM1"}
    assert found["weekend"] == {"PFM1", "PFM2", "PFM4"}
    assert found["closing"] == {"PFM2", "PFM3"}


def test_near_means_where_someone_usually_goes() -> None:
    me = someone()
    for number in range(3):
        rate(me.user, play(80 + number, **OVER, region="jeju"), 5)
    for number in range(11):
        musical(number, region="jeju")
    musical(20, region="seoul")

    near = me.get(f"{URL}?tab=near")

    assert near.json()["regions"] == ["jeju"]
    assert {one["performance"]["region"] for one in near.json()["results"]} == {"jeju"}


def test_searched_tags_count_for_half(api: APIClient) -> None:
    me = someone()
    musical(1), musical(2, tags=["comic"])
    for text in ("코믹한", "코믹", "웃긴 #코믹한"):
        assert me.post("/api/v1/me/searches", {"q": text}).status_code == 201

    reply = me.get(URL)

    assert (ids(reply)[0], reply.json()["evidence"]["searches"]) == ("PFM2", 1)
    assert reply.json()["results"][0]["reasons"][0]["text"] == "#코믹한 태그를 찾아보셨어요"
    me.put(TASTE, {**NOTHING, "sources": {"searches": False}})
    assert me.get(URL).json()["evidence"]["searches"] == 0


def test_parameters_stand_in_for_the_kept_taste() -> None:
    me = someone()
    musical(1), play(1)
    me.put(TASTE, {**NOTHING, "categories": ["musical"]})

    assert (ids(me.get(URL)), me.get(URL).json()["basis"]) == (["PFM1"], "taste")
    assert ids(me.get(f"{URL}?categories=play")) == ["PFP1"]
    me.put(TASTE, {**NOTHING, "categories": ["musical"], "enabled": False})
    assert (set(ids(me.get(URL))), me.get(URL).json()["basis"]) == ({"PFM1", "PFP1"}, "popular")


def test_kept_genres_do_not_hide_what_someone_likes() -> None:
    me = someone()
    fan_of_plays(me)
    musical(1), play(1)
    me.put(TASTE, {**NOTHING, "categories": ["musical"]})

    assert set(ids(me.get(URL))) == {"PFM1", "PFP1"}
    assert ids(me.get(f"{URL}?categories=musical")) == ["PFM1"]


def test_each_source_can_be_switched_off() -> None:
    me = someone()
    fan_of_plays(me)
    musical(1), play(1)
    assert ids(me.get(URL))[0] == "PFP1"

    me.put(TASTE, {**NOTHING, "sources": {"reviews": False}})

    reply = me.get(URL)
    assert (ids(reply)[0], reply.json()["basis"], reply.json()["evidence"]["reviews"]) == ("PFM1", "popular", 0)


def test_a_change_shows_at_once_and_an_answer_is_kept_until_then(django_assert_max_num_queries: Any) -> None:
    me = someone()
    fan_of_plays(me)
    for number in range(30):
        musical(number), play(number)
    me.get(URL)

    with django_assert_max_num_queries(8):
        fresh = me.get(f"{URL}?limit=10")
    with django_assert_max_num_queries(5):
        kept = me.get(f"{URL}?limit=10")

    assert fresh.content == kept.content
    first = ids(kept)[0]
    me.put(f"/api/v1/performances/{first}/dismissal")
    assert first not in ids(me.get(f"{URL}?limit=10"))


def test_a_stranger_costs_two_queries(api: APIClient, django_assert_max_num_queries: Any) -> None:
    musical(1)
    api.get(URL)

    with django_assert_max_num_queries(2):
        api.get(f"{URL}?moods=grand")


@pytest.mark.parametrize(
    ("query", "name"),
    [("moods=play", "moods"), ("categories=-musical", "categories"), ("limit=0", "limit"), ("limit=51", "limit"),
     ("tab=all", "tab"), ("from=tomorrow", "from"), ("price_max_krw=-1", "price_max_krw"), ("genre=play", "genre")],
)  # fmt: skip
def test_refuses_what_it_does_not_know(api: APIClient, query: str, name: str) -> None:
    status, _, attr = code_of(api.get(f"{URL}?{query}"))

    assert (status, attr) == (400, name)


def test_an_empty_catalogue_has_an_empty_answer(api: APIClient) -> None:
    for tab in ("fit", "new", "weekend", "near", "closing"):
        assert ids(api.get(f"{URL}?tab={tab}&regions=jeju&moods=dark")) == []


def test_a_token_that_ended_is_told_so(api: APIClient) -> None:
    assert api.get(URL, headers={"Authorization": "Bearer x.y.z"}).status_code == 401
