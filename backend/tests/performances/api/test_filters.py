"""Each filter: what fits, what does not, what an exclusion leaves, which values it refuses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.factories import PerformanceFactory, VenueFactory

if TYPE_CHECKING:
    from rest_framework.test import APIClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seoul_noon")]
TODAY = date(2026, 11, 23)


@dataclass
class Case:
    """A query and what it leaves of `fits` and `misses`; both are columns of performances."""

    query: str
    fits: dict[str, Any] = field(default_factory=dict)
    misses: dict[str, Any] = field(default_factory=dict)


def venue(**columns: Any) -> Any:
    return lambda: VenueFactory.create(**columns)


RUN = {"start_date": date(2026, 11, 10), "end_date": date(2026, 11, 20)}
OPEN = {"start_date": date(2020, 1, 1), "end_date": date(2020, 2, 1), "open_run": True}
CASES = [
    Case("genre=musical", {"genre": "musical"}, {"genre": "play"}),
    Case("genre=musical", {"genre": "musical"}, {"genre": None}),
    Case("genre=musical,play", {"genre": "play"}, {"genre": "pop"}),
    Case("genre=musical&genre=play", {"genre": "play"}, {"genre": "pop"}),
    Case("genre=-pop", {"genre": "play"}, {"genre": "pop"}),
    Case("genre=-pop", {"genre": None}, {"genre": "pop"}),
    Case("genre=pop,-pop", misses={"genre": "pop"}),
    Case("genre=pop_dance", {"genre": "pop_dance"}, {"genre": "dance"}),
    Case("region=busan", {"region": "busan"}, {"region": "seoul"}),
    Case("region=-seoul", {"region": None}, {"region": "seoul"}),
    Case("district=1111", {"venue": venue(district_code="1111")}, {"venue": venue(district_code="2611")}),
    Case("district=1111", {"venue": venue(district_code="1111")}, {"venue": None}),
    Case("district=-1111", {"venue": None}, {"venue": venue(district_code="1111")}),
    Case("state=upcoming", {"start_date": date(2026, 11, 24)}, {"start_date": TODAY}),
    Case("state=running", {"start_date": TODAY, "end_date": TODAY}, {"end_date": date(2026, 11, 22)}),
    Case("state=running", OPEN, {"start_date": date(2026, 11, 24), "open_run": True}),
    Case("state=ended", {"end_date": date(2026, 11, 22)}, OPEN),
    Case("state=-ended", {"end_date": TODAY}, {"end_date": date(2026, 11, 22)}),
    Case("state=running,upcoming", {"start_date": date(2026, 11, 30)}, {"end_date": date(2026, 11, 22)}),
    Case("state=running,-running", misses={}),
    Case("from=2026-11-20", RUN, {"end_date": date(2026, 11, 19)}),
    Case("from=2026-12-25", OPEN, {"end_date": date(2026, 12, 24)}),
    Case("to=2026-11-10", RUN, {"start_date": date(2026, 11, 11)}),
    Case("from=2026-11-12&to=2026-11-12", RUN, {"start_date": date(2026, 11, 13)}),
    Case("price_max_krw=30000", {"price_min_krw": 30000, "price_max_krw": 90000}, {"price_min_krw": 30001}),
    Case("price_max_krw=0", {"is_free": True}, {"price_min_krw": 1000}),
    Case("price_max_krw=30000", {"is_free": True}, {"price_min_krw": None}),
    Case("price_min_krw=50000", {"price_min_krw": 10000, "price_max_krw": 50000}, {"price_max_krw": 49999}),
    Case("price_min_krw=50000", {"price_max_krw": 60000}, {"is_free": True}),
    Case("free=true", {"is_free": True}, {"is_free": None}),
    Case("free=0", {"is_free": False}, {"is_free": True}),
    Case("age_max=12", {"age_min": 12}, {"age_min": 13}),
    Case("age_max=12", {"age_min": 0}, {"age_min": None}),
    Case("child=true", {"child": True}, {"child": False}),
    Case("child=1", {"child": True}, {"child": None}),
    Case("child=false", {"child": False}, {"child": None}),
    Case("daehakro=true", {"daehakro": True}, {"daehakro": False}),
    Case("visiting=true", {"visiting": True}, {"visiting": None}),
    Case("festival=true", {"festival": True}, {"festival": False}),
    Case("open_run=true", OPEN, {"open_run": False}),
    Case("open_run=false", {"open_run": False}, OPEN),
    Case("accessible=ramp", {"venue": venue(accessible_ramp=True)}, {"venue": venue(accessible_ramp=False)}),
    Case("accessible=ramp", {"venue": venue(accessible_ramp=True)}, {"venue": venue(accessible_ramp=None)}),
    Case("accessible=ramp", {"venue": venue(accessible_ramp=True)}, {"venue": None}),
    Case(
        "accessible=ramp,elevator",
        {"venue": venue(accessible_ramp=True, accessible_elevator=True)},
        {"venue": venue(accessible_ramp=True, accessible_elevator=False)},
    ),
    Case("accessible=-ramp", {"venue": venue(accessible_ramp=None)}, {"venue": venue(accessible_ramp=True)}),
    Case("accessible=-ramp", {"venue": None}, {"venue": venue(accessible_ramp=True)}),
    Case("accessible=parking", {"venue": venue(accessible_parking=True)}, {"venue": venue()}),
    Case("accessible=restroom", {"venue": venue(accessible_restroom=True)}, {"venue": venue()}),
    Case("accessible=wheelchair_seats", {"venue": venue(wheelchair_seats=1)}, {"venue": venue(wheelchair_seats=0)}),
    Case("accessible=wheelchair_seats", {"venue": venue(wheelchair_seats=9)}, {"venue": venue()}),
    Case("venue=FCX1", {"venue": venue(kopis_id="FCX1")}, {"venue": venue(kopis_id="FCX2")}),
    Case("venue=-FCX1", {"venue": None}, {"venue": venue(kopis_id="FCX1")}),
    Case("hashtag=moving", {"tags": ["moving", "kids"]}, {"tags": ["grand"]}),
    Case("hashtag=moving,grand", {"tags": ["grand"]}, {"tags": ["kids"]}),
    Case("hashtag=-moving", {"tags": ["grand"]}, {"tags": ["moving", "grand"]}),
    Case(
        "near=37.5,127.0,2",
        {"venue": venue(latitude=37.517, longitude=127.0)},  # 1.89 km
        {"venue": venue(latitude=37.519, longitude=127.0)},  # 2.11 km
    ),
    Case(
        "near=37.5,127.0,2",
        {"venue": venue(latitude=37.5, longitude=127.0225)},  # 1.98 km
        {"venue": venue(latitude=37.513, longitude=127.018)},  # in the box, outside the circle: 2.15 km
    ),
    Case("near=37.5,127.0,100", {"venue": venue(latitude=37.5, longitude=127.0)}, {"venue": venue()}),
    Case("near=0,179.999,100", {"venue": venue(latitude=0, longitude=-179.9)}, {"venue": venue()}),
    Case(
        "near=90,0,100", {"venue": venue(latitude=89.9, longitude=123.0)}, {"venue": venue(latitude=88.0, longitude=1)}
    ),
    Case("genre=play&region=busan", {"genre": "play", "region": "busan"}, {"genre": "play", "region": "seoul"}),
]


def _make(columns: dict[str, Any]) -> str:
    made = {name: value() if callable(value) else value for name, value in columns.items()}
    made.setdefault("start_date", min(date(2026, 11, 1), made.get("end_date", date.max)))
    made.setdefault("end_date", max(date(2026, 11, 30), made["start_date"]))
    return PerformanceFactory.create(**made).kopis_id


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.query)
def test_keeps_what_fits(api: APIClient, case: Case) -> None:
    fitting = _make(case.fits) if case.fits else None
    _make(case.misses)

    page = api.get(f"/api/v1/performances?{case.query}").json()

    assert [card["id"] for card in page["results"]] == ([fitting] if fitting else [])
    assert page["count"] == len(page["results"])


def test_finds_by_person_and_company(api: APIClient) -> None:
    mine = PerformanceFactory.create(people={"cast": ["홍길동"], "crew": ["홍길동"]}, companies={"host": ["극단"]})
    other = PerformanceFactory.create(people={"cast": ["성춘향"]}, companies={"host": ["악단"]})
    detail = api.get(f"/api/v1/performances/{mine.kopis_id}").json()
    person, company = detail["cast"][0]["id"], detail["companies"]["host"][0]["id"]

    found = {
        query: [card["id"] for card in api.get(f"/api/v1/performances?{query}").json()["results"]]
        for query in (f"person={person}", f"person=-{person}", f"company={company}", f"company=-{company}")
    }

    assert list(found.values()) == [[mine.kopis_id], [other.kopis_id]] * 2


def test_never_lists_what_was_withdrawn(api: APIClient) -> None:
    PerformanceFactory.create(withdrawn_at="2026-11-20T00:00:00Z")

    page = api.get("/api/v1/performances").json()

    assert page == {"count": 0, "next": None, "previous": None, "results": []}


BAD = [
    "genre=opera", "genre=Musical", "genre=", "genre=musical,", "genre=--pop", "genre=-", "genre=musical%00",
    "region=tokyo", "district=9999", "district=11", "state=over", "from=2026-13-01", "from=2026-02-30", "from=today",
    "from=20261101", "from=2026-1-1", "from=٢٠٢٦-١١-٠١", "to=", "price_max_krw=-1", "price_max_krw=1.5",
    "price_max_krw=99999999999999999999", "price_max_krw=%2B5", "price_max_krw=1e3", "price_min_krw=won", "free=yes",
    "free=True", "free=", "child=2", "daehakro=", "open_run=maybe", "visiting=null", "festival=0x1",
    "age_max=-1", "age_max=151", "age_max=³", "accessible=stairs", "venue=FC'1", "venue=FC%00", "venue=",
    "venue=FC00000000000001", "company=a", "company=1.0", "person=-", "person=99999999999999999999",
    "hashtag=unknown", "near=37.5,127", "near=91,0,1", "near=0,181,1", "near=0,0,0", "near=0,0,101", "near=0,0,-1",
    "near=nan,0,1", "near=inf,0,1", "near=1e1,0,1", "near=37.5,127,1,1", "ordering=price", "ordering=relevance",
    "ordering=--title", "ordering=title,sales", "facets=cast", "facets=-genre", "page=0", "page=-1", "page=x",
    "page=99999999999999999999999", "page=1&page=2", "page_size=0", "page_size=101", "page_size=",
    "page_size=1000000", "free=true&free=false", "genre=%ED%A0%80", "hashtag=%F0%9F%8E%AD", "page=１",
    "genre=%FF%FE", "ordering=title%0D%0AX:1",
]  # fmt: skip


@pytest.mark.parametrize("query", BAD)
def test_refuses_a_value_that_means_nothing(api: APIClient, query: str) -> None:
    PerformanceFactory.create()

    reply = api.get(f"/api/v1/performances?{query}")

    assert reply.status_code == 400
    (error,) = reply.json()["errors"]
    assert (error["code"], error["attr"]) == ("invalid", query.partition("=")[0])
    assert reply.json()["type"] == "validation_error"


@pytest.mark.parametrize(
    "name", ["query", "genres", "GENRE", "limit", "offset", "sort", "format", "x%00", "%ED%A0%80", "", " genre"]
)
def test_refuses_a_name_that_it_does_not_know(api: APIClient, name: str) -> None:
    reply = api.get(f"/api/v1/performances?{name}=musical")

    assert reply.status_code == 400
    assert reply.json()["errors"][0]["code"] == "unknown_parameter"


def test_refuses_a_span_that_ends_before_it_begins(api: APIClient) -> None:
    reply = api.get("/api/v1/performances?from=2026-11-02&to=2026-11-01")

    assert (reply.status_code, reply.json()["errors"][0]["attr"]) == (400, "to")


def test_says_what_is_wrong_in_the_language_of_the_caller(api: APIClient) -> None:
    texts = {
        language: api.get("/api/v1/performances?free=x", headers={"accept-language": language}).json()
        for language in ("", "ko-KR,ko;q=0.9", "en-US,en;q=0.8", "fr")
    }

    details = [text["errors"][0]["detail"] for text in texts.values()]
    assert details == ["true 또는 false여야 합니다."] * 2 + ["It must be true or false."] + [
        "true 또는 false여야 합니다."
    ]
