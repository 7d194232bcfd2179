"""Real answers of every address against the API schema, rich and bare rows alike."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from culturepedia.performances.codes import Genre
from culturepedia.search import indexing
from tests.contract.checking import validator_of
from tests.factories import HallFactory, PerformanceFactory, RankingFactory, SyncRunFactory, VenueFactory

if TYPE_CHECKING:
    from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _catalogue(time_machine: Any) -> None:
    time_machine.move_to("2026-11-23T12:00:00+09:00")
    hall = HallFactory.create(
        seats=100, wheelchair_seats=2, venue__kopis_id="FC1", venue__latitude=37.5, venue__longitude=127.0,
        venue__seats=100, venue__opened_year=1999, venue__kind="민간", venue__phone="02", venue__url="http://a.kr",
        venue__has_cafe=True, venue__accessible_ramp=False, venue__wheelchair_seats=2, venue__address="서울",
    )  # fmt: skip
    rich = PerformanceFactory.create(
        kopis_id="PF1", venue=hall.venue, hall=hall, synopsis="줄거리", cast_text="가", crew_text="나", runtime_text="1시간",
        runtime_minutes=60, age_text="전체", age_min=0, price_text="1만원", price_min_krw=10000, price_max_krw=10000,
        is_free=False, prices=[{"seat": "전석", "amount_krw": 10000}], schedule_text="월 20:00", visiting=True, child=False,
        intro_image_urls=["http://a.kr/1.jpg"], booking_links=[{"name": "가", "url": "http://b.kr"}], work_key="k",
        work_title="작품", source_updated_at=datetime(2026, 11, 1, tzinfo=UTC), sales_rank=1, sales_order=1,
        poster_key="posters/a", poster_widths=[120, 360], poster_width=360, poster_height=500, poster_color="#000000",
        rating_average="4.50", rating_count=3, rules=[("mon", "20:00"), ("holiday", "15:00")], tags=["moving"],
        people={"cast": ["가"], "crew": ["나"]}, companies={"production": ["다"], "organizer": ["라"]},
    )  # fmt: skip
    bare = PerformanceFactory.create(
        kopis_id="PF2", genre=None, region=None, work_key="k", work_title="작품", rules=[("mon", "21:00")]
    )
    PerformanceFactory.create(
        kopis_id="PF3", venue_name="광장", open_run=True, start_date=date(2027, 1, 1), end_date=date(2027, 1, 1)
    )
    VenueFactory.create(kopis_id="FC2", region=None, district_code=None, latitude=37.501, longitude=127.0)
    for genre in ("", *Genre):
        RankingFactory.create(places=[rich, bare], genre=genre)
        RankingFactory.create(places=[bare, rich], genre=genre, from_date=date(2026, 11, 9), to_date=date(2026, 11, 15))
    SyncRunFactory.create()
    indexing.index_performances([rich.pk, bare.pk], today=date(2026, 11, 23))


PATHS = {
    "/api/v1/home": ["/api/v1/home"],
    "/api/v1/performances": [
        "/api/v1/performances?facets=genre,region,district,state,access,flags,price,when",
        "/api/v1/performances?page_size=1&page=2",
        "/api/v1/performances?q=공연&facets=genre&ordering=-relevance",
        "/api/v1/performances?q=ㄱ&ordering=title",
        "/api/v1/performances?q=공연&region=jeju&genre=-play",
        "/api/v1/performances?region=jeju&genre=circus",
        "/api/v1/performances?q=뷁",
    ],
    "/api/v1/performances/suggest": [
        "/api/v1/performances/suggest",
        *(
            f"/api/v1/performances/suggest?q={q}"
            for q in ("공연", "rhd", "극장", "ㄱ", "%23", "감동적", "공연 극장", "뷁뷁뷁")
        ),
    ],
    "/api/v1/performances/{performance_id}": [f"/api/v1/performances/PF{number}" for number in (1, 2, 3)],
    "/api/v1/rankings": ["/api/v1/rankings", "/api/v1/rankings?period=day", "/api/v1/rankings?genre=play&region=seoul"],
    "/api/v1/venues": ["/api/v1/venues", "/api/v1/venues?page_size=1"],
    "/api/v1/venues/{venue_id}": ["/api/v1/venues/FC1", "/api/v1/venues/FC2"],
    "/api/v1/options": ["/api/v1/options"],
    "/api/v1/showtimes": ["/api/v1/showtimes", "/api/v1/showtimes?date=2026-12-25", "/api/v1/showtimes?page_size=1"],
}


def test_knows_every_address_of_the_schema(api: APIClient) -> None:
    paths = api.get("/api/v1/schema").json()["paths"]

    catalogue = {path for path, methods in paths.items() if "catalogue" in methods.get("get", {}).get("tags", [])}
    assert catalogue == {*PATHS, "/api/v1/performances/{performance_id}/calendar.ics"}


@pytest.mark.parametrize("path", PATHS)
def test_answers_as_the_schema_says(api: APIClient, path: str) -> None:
    schema = api.get("/api/v1/schema").json()
    validator = validator_of(schema, path, "200")

    for url in PATHS[path]:
        body = api.get(url).json()
        assert [f"{error.json_path}: {error.message}"[:300] for error in validator.iter_errors(body)] == [], url
    assert not validator.is_valid({})


@pytest.mark.parametrize(
    ("url", "status"), [("performances?x=1", "400"), ("performances?page=9", "404"), ("showtimes?date=x", "400")]
)
def test_errors_are_as_the_schema_says(api: APIClient, url: str, status: str) -> None:
    schema = api.get("/api/v1/schema").json()

    reply = api.get(f"/api/v1/{url}")

    assert str(reply.status_code) == status
    assert list(validator_of(schema, f"/api/v1/{url.partition('?')[0]}", status).iter_errors(reply.json())) == []
