"""Venues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.factories import HallFactory, PerformanceFactory, VenueFactory

if TYPE_CHECKING:
    from rest_framework.test import APIClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seoul_noon")]
URL = "/api/v1/venues"


def ids(api: APIClient, query: str = "") -> list[str]:
    return [venue["id"] for venue in api.get(f"{URL}?{query}").json()["results"]]


def test_shows_a_venue(api: APIClient) -> None:
    venue = VenueFactory.create(
        kopis_id="FC1", name="아트홀", kind="공공(문예회관)", region="seoul", district_code="1165", district_text="서초구",
        address="서울특별시 서초구 1", latitude=37.5, longitude=127.0, phone="02-1-2", url="http://hall.kr", seats=1000,
        opened_year=1986, has_restaurant=True, has_cafe=False, accessible_ramp=True, accessible_parking=False,
        wheelchair_seats=20,
    )  # fmt: skip
    HallFactory.create(venue=venue, kopis_id="FC1-02", name="소극장", seats=None)
    HallFactory.create(venue=venue, kopis_id="FC1-01", name="대극장", seats=800, wheelchair_seats=16)

    body = api.get(f"{URL}/FC1").json()

    assert body == {
        "id": "FC1", "name": "아트홀", "kind": "공공(문예회관)", "region": "seoul",
        "district": {"code": "1165", "name": "서초구"}, "address": "서울특별시 서초구 1", "latitude": 37.5,
        "longitude": 127.0, "phone": "02-1-2", "url": "http://hall.kr", "seats": 1000, "opened_year": 1986,
        "closed": False,
        "halls": [
            {"id": "FC1-01", "name": "대극장", "seats": 800, "wheelchair_seats": 16},
            {"id": "FC1-02", "name": "소극장", "seats": None, "wheelchair_seats": None},
        ],
        "amenities": {
            "restaurant": True, "cafe": False, "store": None, "playroom": None, "nursing_room": None,
            "parking_lot": None,
        },
        "accessibility": {
            "parking": False, "restroom": None, "ramp": True, "elevator": None, "wheelchair_seats": 20,
        },
        "performances_url": "/api/v1/performances?venue=FC1&state=running,upcoming",
        "neighbours": [],
    }  # fmt: skip
    (listed,) = api.get(URL).json()["results"]
    assert {**listed, "neighbours": []} == body


def test_its_link_leads_to_its_performances(api: APIClient) -> None:
    venue = VenueFactory.create(kopis_id="FC1")
    mine = PerformanceFactory.create(venue=venue)
    PerformanceFactory.create()

    link = api.get(f"{URL}/FC1").json()["performances_url"]

    assert [card["id"] for card in api.get(link).json()["results"]] == [mine.kopis_id]


def test_names_the_nearest_open_venues_around(api: APIClient) -> None:
    VenueFactory.create(kopis_id="FC0", latitude=37.5, longitude=127.0)
    for number in range(1, 15):
        VenueFactory.create(kopis_id=f"FC{number}", latitude=37.5 + number * 0.003, longitude=127.0)
    VenueFactory.create(kopis_id="FCSHUT", latitude=37.5, longitude=127.0, closed=True)
    VenueFactory.create(kopis_id="FCFAR", latitude=37.5, longitude=127.2)

    around = api.get(f"{URL}/FC0").json()["neighbours"]

    assert [one["id"] for one in around] == [f"FC{number}" for number in range(1, 13)]
    assert around[0]["distance_m"] == pytest.approx(333.6, abs=1)
    assert api.get(f"{URL}/FCFAR").json()["neighbours"] == []


def test_filters(api: APIClient) -> None:
    VenueFactory.create(kopis_id="FC1", name="가", region="seoul", district_code="1111", accessible_ramp=True)
    VenueFactory.create(
        kopis_id="FC2", name="나", region="busan", district_code="2611", latitude=35.1, longitude=129.0,
        accessible_ramp=True, wheelchair_seats=3,
    )  # fmt: skip
    VenueFactory.create(kopis_id="FC3", name="다", region=None, district_code=None, latitude=35.11, longitude=129.0)

    found = {
        query: ids(api, query)
        for query in (
            "region=seoul", "region=-seoul", "region=seoul,busan", "district=2611", "district=-2611", "accessible=ramp",
            "accessible=ramp,wheelchair_seats", "near=35.12,129.0,5", "near=35.12,129.0,2",
        )
    }  # fmt: skip

    assert list(found.values()) == [
        ["FC1"], ["FC2", "FC3"], ["FC1", "FC2"], ["FC2"], ["FC1", "FC3"], ["FC1", "FC2"],
        ["FC2"], ["FC3", "FC2"], ["FC3"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "query", ["region=x", "district=0000", "accessible=x", "near=1", "page=0", "q=x", "genre=play"]
)
def test_refuses_what_means_nothing(api: APIClient, query: str) -> None:
    reply = api.get(f"{URL}?{query}")

    assert (reply.status_code, reply.json()["errors"][0]["attr"]) == (400, query.partition("=")[0])


def test_pages_by_name_then_id(api: APIClient) -> None:
    for name in ("나", "가", "가", "Z"):
        VenueFactory.create(name=name)
    everything = ids(api)

    pages = [ids(api, f"page_size=2&page={page}") for page in (1, 2)]

    assert pages[0] + pages[1] == everything
    assert api.get(f"{URL}?page_size=2&page=3").status_code == 404
    names = [venue["name"] for venue in api.get(URL).json()["results"]]
    assert names == ["Z", "가", "가", "나"]


@pytest.mark.parametrize("rows", [1, 20])
def test_asks_as_many_queries_for_many_rows_as_for_one(
    api: APIClient, django_assert_num_queries: Any, rows: int
) -> None:
    for _ in range(rows):
        hall = HallFactory.create(venue__latitude=37.5, venue__longitude=127.0)

    with django_assert_num_queries(4):
        assert len(ids(api)) == rows
    with django_assert_num_queries(4):
        assert len(api.get(f"{URL}/{hall.venue.kopis_id}").json()["neighbours"]) == min(rows - 1, 12)
