"""One performance, with all that is known."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.factories import HallFactory, PerformanceFactory, VenueFactory

if TYPE_CHECKING:
    from rest_framework.test import APIClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seoul_noon")]


def detail(api: APIClient, kopis_id: str) -> dict[str, Any]:
    reply = api.get(f"/api/v1/performances/{kopis_id}")
    assert reply.status_code == 200
    body: dict[str, Any] = reply.json()
    return body


def test_shows_everything(api: APIClient) -> None:
    hall = HallFactory.create(
        kopis_id="FC1-01", name="소극장", seats=120, wheelchair_seats=2, venue__kopis_id="FC1", venue__name="아트홀",
        venue__address="서울특별시 종로구 1", venue__latitude=37.58, venue__longitude=127.0, venue__accessible_ramp=True,
        venue__has_cafe=False, venue__wheelchair_seats=4, venue__seats=300, venue__opened_year=1986,
    )  # fmt: skip
    HallFactory.create(venue=hall.venue, kopis_id="FC1-02", name="대극장", seats=180)
    PerformanceFactory.create(
        kopis_id="PF1", venue=hall.venue, hall=hall, synopsis="줄거리", cast_text="나, 가 등", crew_text="연출 다",
        runtime_text="1시간 30분", runtime_minutes=90, age_text="만 7세 이상", age_min=7, price_text="전석 20,000원",
        prices=[{"seat": "전석", "amount_krw": 20000}], schedule_text="화~금 19:30, 토 15:00", visiting=False, child=None,
        daehakro=True, festival=False, musical_licensed=False, musical_original=True,
        intro_image_urls=["http://www.kopis.or.kr/a.jpg"], booking_links=[{"name": "인터파크", "url": "http://t.kr/1"}],
        source_updated_at=datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC), synced_at=datetime(2026, 11, 22, 15, 10, tzinfo=UTC),
        people={"cast": ["나", "가"], "crew": ["다"]},
        companies={"production": ["극단 하나", "극단 둘"], "host": ["극단 하나"]},
        rules=[("sat", "15:00"), ("tue", "19:30"), ("sat", "11:00")], end_date=date(2026, 11, 28),
    )  # fmt: skip

    body = detail(api, "PF1")

    assert [person["name"] for person in body["cast"]] == ["나", "가"]
    assert [person["name"] for person in body["crew"]] == ["다"]
    assert {role: [one["name"] for one in found] for role, found in body["companies"].items()} == {
        "production": ["극단 하나", "극단 둘"], "agency": [], "host": ["극단 하나"], "organizer": [],
    }  # fmt: skip
    assert body["companies"]["production"][0]["id"] == body["companies"]["host"][0]["id"]
    assert body["showtimes"] == [
        {"weekday": "tue", "times": ["19:30"]},
        {"weekday": "sat", "times": ["11:00", "15:00"]},
    ]
    assert body["next_showtimes"] == [
        {"date": "2026-11-24", "weekday": "tue", "starts_at": "2026-11-24T19:30:00+09:00"},
        {"date": "2026-11-28", "weekday": "sat", "starts_at": "2026-11-28T11:00:00+09:00"},
        {"date": "2026-11-28", "weekday": "sat", "starts_at": "2026-11-28T15:00:00+09:00"},
    ]
    assert body["flags"] == {
        "visiting": False, "child": None, "daehakro": True, "festival": False, "musical_licensed": False,
        "musical_original": True,
    }  # fmt: skip
    assert body["prices"] == [{"seat": "전석", "amount_krw": 20000}]
    assert body["intro_images"] == [{"url": "http://www.kopis.or.kr/a.jpg", "pieces": []}]
    assert (body["title_en"], body["hashtag_facts"]) == (None, [])
    assert body["booking_links"] == [{"name": "인터파크", "url": "http://t.kr/1"}]
    plain = (
        "synopsis",
        "cast_text",
        "crew_text",
        "runtime_minutes",
        "runtime_text",
        "age_text",
        "price_text",
        "schedule_text",
    )
    assert [body[name] for name in plain] == [
        "줄거리", "나, 가 등", "연출 다", 90, "1시간 30분", "만 7세 이상", "전석 20,000원", "화~금 19:30, 토 15:00",
    ]  # fmt: skip
    assert body["source"] == {
        "name": "KOPIS",
        "url": "https://www.kopis.or.kr/por/db/pblprfr/pblprfrView.do?menuId=MNU_00020&mt20Id=PF1",
        "updated_at": "2026-11-20T10:02:03+09:00",
        "synced_at": "2026-11-23T00:10:00+09:00",
        "withdrawn": False,
    }
    assert body["rating"] == {
        "average": None, "count": 0, "distribution": {f"{halves / 2:.1f}": 0 for halves in range(1, 11)},
    }  # fmt: skip
    assert body["work"] is None


def test_shows_the_whole_venue_with_the_hall(api: APIClient) -> None:
    hall = HallFactory.create(kopis_id="FC1-01", name="소극장", seats=120, venue__kopis_id="FC1", venue__has_cafe=True)
    PerformanceFactory.create(kopis_id="PF1", venue=hall.venue, hall=hall)

    inside = detail(api, "PF1")["venue"]
    alone = api.get("/api/v1/venues/FC1").json()

    assert inside.pop("hall") == "소극장"
    alone.pop("neighbours")
    assert inside == alone
    assert inside["halls"] == [{"id": "FC1-01", "name": "소극장", "seats": 120, "wheelchair_seats": None}]
    assert inside["amenities"]["cafe"] is True


def test_shows_the_bare_name_of_a_venue_that_is_not_there(api: APIClient) -> None:
    PerformanceFactory.create(kopis_id="PF1", venue_name="광장", hall_name=None)
    PerformanceFactory.create(kopis_id="PF2")

    assert detail(api, "PF1")["venue"] == {"id": None, "name": "광장", "hall": None}
    assert detail(api, "PF2")["venue"] is None


def test_shows_what_is_unknown_as_null(api: APIClient) -> None:
    PerformanceFactory.create(kopis_id="PF1")

    body = detail(api, "PF1")

    for name in ("synopsis", "cast_text", "crew_text", "runtime_minutes", "age_text", "price_text", "schedule_text"):
        assert body[name] is None
    for name in ("cast", "crew", "prices", "showtimes", "next_showtimes", "intro_images", "booking_links"):
        assert body[name] == []
    assert set(body["flags"].values()) == {None}
    assert body["source"]["updated_at"] is None


def test_lists_other_productions_of_the_work(api: APIClient) -> None:
    for year in range(2010, 2023):
        PerformanceFactory.create(
            kopis_id=f"PF{year}", work_key="musical:레베카", work_title="레베카", start_date=date(year, 1, 1),
            end_date=date(year, 2, 1),
        )  # fmt: skip
    PerformanceFactory.create(work_key="musical:레베카", withdrawn_at=datetime(2026, 1, 1, tzinfo=UTC))
    PerformanceFactory.create(work_key="musical:다른")

    work = detail(api, "PF2020")["work"]

    assert (work["id"], work["title"]) == ("musical:레베카", "레베카")
    assert [card["id"] for card in work["other_productions"]] == [
        f"PF{y}" for y in (2022, 2021, *range(2019, 2011, -1))
    ]


def test_a_withdrawn_performance_is_still_there_and_says_so(api: APIClient) -> None:
    PerformanceFactory.create(kopis_id="PF1", withdrawn_at=datetime(2026, 11, 1, tzinfo=UTC))

    assert detail(api, "PF1")["source"]["withdrawn"] is True


@pytest.mark.parametrize(
    "name", ["PF9", "pf1", "PF1%00", "PF1'--", "PF%ED%A0%80", "PF0000000000000001", "한글", " PF1"]
)
def test_what_is_not_there_is_not_found(api: APIClient, name: str) -> None:
    PerformanceFactory.create(kopis_id="PF1")

    for path in (f"performances/{name}", f"performances/{name}/calendar.ics", f"venues/{name}"):
        reply = api.get(f"/api/v1/{path}")
        assert (reply.status_code, reply.json()["errors"][0]["code"]) == (404, "not_found"), path


def test_shows_an_open_run_of_old_as_running(api: APIClient) -> None:
    PerformanceFactory.create(
        kopis_id="PF1", open_run=True, start_date=date(2019, 1, 1), end_date=date(2019, 2, 1), rules=[("mon", "20:00")]
    )

    body = detail(api, "PF1")

    assert body["state"] == "running"
    assert [one["date"] for one in body["next_showtimes"]] == ["2026-11-23", "2026-11-30"]


def test_shows_at_most_sixty_next_showtimes_of_a_fortnight(api: APIClient) -> None:
    every_hour = [(day, f"{hour:02d}:00") for day in ("mon", "tue", "wed", "thu", "fri") for hour in range(10, 22)]
    PerformanceFactory.create(kopis_id="PF1", start_date=date(2026, 12, 1), end_date=date(2027, 3, 1), rules=every_hour)

    found = detail(api, "PF1")["next_showtimes"]

    assert len(found) == 60
    assert found[0]["starts_at"] == "2026-12-01T10:00:00+09:00"


def test_on_a_public_holiday_the_holiday_rule_counts(api: APIClient, time_machine: Any) -> None:
    time_machine.move_to("2026-12-21T12:00+09:00")  # Christmas 2026 is a Friday
    rules = [("fri", "19:30"), ("holiday", "15:00")]
    run = {"start_date": date(2026, 12, 1), "end_date": date(2026, 12, 27)}
    PerformanceFactory.create(kopis_id="PF1", rules=rules, **run)
    PerformanceFactory.create(kopis_id="PF2", rules=rules[:1], **run)

    starts = {name: [one["starts_at"][:16] for one in detail(api, name)["next_showtimes"]] for name in ("PF1", "PF2")}

    assert starts == {"PF1": ["2026-12-25T15:00"], "PF2": ["2026-12-25T19:30"]}


def test_asks_four_queries_whatever_the_size(api: APIClient, django_assert_num_queries: Any) -> None:
    venue = VenueFactory.create()
    names = [f"사람 {number}" for number in range(40)]
    for number in range(12):
        HallFactory.create(venue=venue)
        PerformanceFactory.create(
            kopis_id=f"PF{number}", venue=venue, work_key="musical:레베카", work_title="레베카", people={"cast": names},
            companies={"host": names}, rules=[("mon", f"{hour:02d}:00") for hour in range(24)],
        )  # fmt: skip
    PerformanceFactory.create(kopis_id="PFX")

    with django_assert_num_queries(4):
        detail(api, "PF0")
    with django_assert_num_queries(3):  # no work, no query for its productions
        detail(api, "PFX")
    with django_assert_num_queries(1):
        detail(api, "PF0")
