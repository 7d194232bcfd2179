"""The list: orders, pages, cards, facets."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.factories import HallFactory, PerformanceFactory, VenueFactory, changed

if TYPE_CHECKING:
    from rest_framework.test import APIClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seoul_noon")]
TODAY = date(2026, 11, 23)
URL = "/api/v1/performances"


def ids(api: APIClient, query: str) -> list[str]:
    return [card["id"] for card in api.get(f"{URL}?{query}").json()["results"]]


ORDERS: dict[str, tuple[list[dict[str, Any]], str]] = {
    # columns of PF1, PF2, ...; the order of their numbers
    "sales": ([{"sales_order": 2}, {}, {"sales_order": 1}, {}], "3142"),
    "-sales": ([{"sales_order": 2}, {}, {"sales_order": 1}, {}], "1324"),
    "newest": ([{"created_at": datetime(2026, 1, day, tzinfo=UTC)} for day in (2, 3, 1, 3)], "4213"),
    "-newest": ([{"created_at": datetime(2026, 1, day, tzinfo=UTC)} for day in (2, 3, 1, 3)], "3124"),
    "opening": ([{"start_date": date(2026, 10, day)} for day in (2, 1, 3, 1)], "2413"),
    "-opening": ([{"start_date": date(2026, 10, day)} for day in (2, 1, 3, 1)], "3124"),
    "closing": (
        [{"end_date": date(2026, 12, 2)}, {"open_run": True}, {"end_date": date(2026, 12, 1)}, {"open_run": True}],
        "3124",
    ),
    "-closing": (
        [{"end_date": date(2026, 12, 2)}, {"open_run": True}, {"end_date": date(2026, 12, 1)}, {"open_run": True}],
        "1324",
    ),
    "rating": ([{"rating_average": "3.50"}, {}, {"rating_average": "4.50"}, {"rating_average": "0.50"}], "3142"),
    "-rating": ([{"rating_average": "3.50"}, {}, {"rating_average": "4.50"}, {"rating_average": "0.50"}], "4132"),
    "title": ([{"title": title} for title in ("나비", "가을", "Zoo", "가을")], "3241"),
    "-title": ([{"title": title} for title in ("나비", "가을", "Zoo", "가을")], "1243"),
}


@pytest.mark.parametrize("ordering", ORDERS)
def test_orders_totally_with_unknown_values_last(api: APIClient, ordering: str) -> None:
    rows, expected = ORDERS[ordering]
    for number, columns in enumerate(rows, 1):
        PerformanceFactory.create(kopis_id=f"PF{number}", **columns)

    assert ids(api, f"ordering={ordering}") == [f"PF{number}" for number in expected]


def test_orders_by_sales_unless_told_otherwise(api: APIClient) -> None:
    PerformanceFactory.create(kopis_id="PF1", sales_order=7)
    PerformanceFactory.create(kopis_id="PF2", sales_order=3)

    assert ids(api, "") == ids(api, "ordering=sales") == ["PF2", "PF1"]


@pytest.mark.parametrize("ordering", ORDERS)
def test_pages_hold_each_performance_once(api: APIClient, ordering: str) -> None:
    made = {PerformanceFactory.create(title="같은 제목").kopis_id for _ in range(7)}
    url: str | None = f"{URL}?ordering={ordering}&page_size=3"
    seen: list[str] = []
    while url:
        page = api.get(url).json()
        assert page["count"] == 7
        seen += [card["id"] for card in page["results"]]
        url = page["next"]

    assert len(seen) == 7
    assert set(seen) == made


def test_links_keep_the_question_and_name_the_host(api: APIClient) -> None:
    PerformanceFactory.create_batch(3)

    page = api.get(f"{URL}?region=seoul&page=2&genre=musical,-play&page_size=1&near=37.5,127,3&near=1,1,1").json()
    assert page["errors"][0]["attr"] == "near"

    page = api.get(f"{URL}?region=seoul&page=2&genre=musical,-play&page_size=1&from=2026-11-01").json()
    base = "http://testserver/api/v1/performances?from=2026-11-01&genre=musical,-play"
    assert page["next"] == f"{base}&page=3&page_size=1&region=seoul"
    assert page["previous"] == f"{base}&page=1&page_size=1&region=seoul"


def test_a_page_past_the_end_is_not_there(api: APIClient) -> None:
    PerformanceFactory.create_batch(2)

    assert api.get(f"{URL}?page=2&page_size=1").status_code == 200
    reply = api.get(f"{URL}?page=3&page_size=1")
    assert (reply.status_code, reply.json()["errors"][0]["code"]) == (404, "not_found")
    assert api.get(f"{URL}?page=999999&page_size=100").status_code == 404


def test_an_empty_list_has_a_first_page(api: APIClient) -> None:
    assert api.get(f"{URL}?page=1").json() == {"count": 0, "next": None, "previous": None, "results": []}
    assert api.get(f"{URL}?page=2").status_code == 404


def test_shows_a_card(api: APIClient) -> None:
    hall = HallFactory.create(name="대극장", venue__kopis_id="FC000113", venue__name="한전아트센터")
    PerformanceFactory.create(
        kopis_id="PF273608", title='최현우 "아판타시아" <서초>', genre="circus", region="seoul", venue=hall.venue,
        hall=hall, start_date=date(2026, 12, 1), end_date=date(2026, 12, 9), price_min_krw=77000, price_max_krw=99000,
        is_free=False, age_min=13, tags=["moving", "kids"], sales_rank=2, sales_order=2, rating_average="4.25",
        rating_count=8, poster_key="posters/ab/abcdef", poster_widths=[120, 360, 600], poster_width=600,
        poster_height=850, poster_color="#3a2b1c",
    )  # fmt: skip

    (card,) = api.get(URL).json()["results"]

    base = "/media/posters/ab/abcdef"
    assert card == {
        "id": "PF273608",
        "title": '최현우 "아판타시아" <서초>',
        "genre": "circus",
        "region": "seoul",
        "state": "upcoming",
        "start_date": "2026-12-01",
        "end_date": "2026-12-09",
        "open_run": False,
        "venue": {"id": "FC000113", "name": "한전아트센터", "hall": "대극장"},
        "poster": {
            "url": f"{base}-360.webp",
            "srcset": f"{base}-120.webp 120w, {base}-360.webp 360w, {base}-600.webp 600w",
            "jpeg_url": f"{base}-360.jpg",
            "width": 600,
            "height": 850,
            "color": "#3a2b1c",
            "alt": '최현우 "아판타시아" <서초> 포스터',
        },
        "price": {"min_krw": 77000, "max_krw": 99000, "free": False},
        "age_min": 13,
        "hashtags": ["moving", "kids"],
        "rating": {"average": 4.25, "count": 8},
        "sales_rank": 2,
    }


def test_shows_what_is_unknown_as_null(api: APIClient) -> None:
    PerformanceFactory.create(kopis_id="PF1", genre=None, region=None, sales_order=1)
    PerformanceFactory.create(kopis_id="PF2", venue_name="어느 공원", hall_name="야외무대", sales_order=2)

    bare, named = api.get(URL).json()["results"]

    for name in ("genre", "region", "venue", "poster", "age_min", "sales_rank"):
        assert bare[name] is None
    assert bare["price"] == {"min_krw": None, "max_krw": None, "free": None}
    assert bare["rating"] == {"average": None, "count": 0}
    assert bare["hashtags"] == []
    assert named["venue"] == {"id": None, "name": "어느 공원", "hall": "야외무대"}


def test_tells_the_state_by_the_calendar_of_seoul(api: APIClient, time_machine: Any) -> None:
    PerformanceFactory.create(start_date=TODAY, end_date=TODAY)
    states = {}
    for moment in ("2026-11-22T14:59:59Z", "2026-11-22T15:00:00Z", "2026-11-23T14:59:59Z", "2026-11-23T15:00:00Z"):
        time_machine.move_to(moment)
        states[moment] = api.get(URL).json()["results"][0]["state"]

    assert list(states.values()) == ["upcoming", "running", "running", "ended"]


# --- Facets ----------------------------------------------------------------------------------------------------------
def facet(api: APIClient, query: str, name: str) -> dict[str, int]:
    page = api.get(f"{URL}?{query}&facets={name}&page_size=1").json()
    return {option["value"]: option["count"] for option in page["facets"][name] if option["count"]}


def test_counts_each_facet_without_its_own_filter(api: APIClient) -> None:
    for genre, region in (("musical", "seoul"), ("musical", "busan"), ("play", "seoul"), ("play", "seoul")):
        PerformanceFactory.create(genre=genre, region=region)

    assert facet(api, "genre=musical", "genre") == {"musical": 2, "play": 2}
    assert facet(api, "genre=musical", "region") == {"seoul": 1, "busan": 1}
    assert facet(api, "genre=musical&region=seoul", "genre") == {"musical": 1, "play": 2}
    assert facet(api, "genre=musical&region=seoul", "region") == {"seoul": 1, "busan": 1}


def test_counts_what_each_option_would_give(api: APIClient) -> None:
    """The number beside an option is the length of the list that it leads to."""
    for number in range(40):
        PerformanceFactory.create(
            genre=["musical", "play", None][number % 3],
            region=["seoul", "busan"][number % 2],
            venue=None if number % 5 == 0 else VenueFactory.create(
                district_code=["1111", "2611"][number % 2], accessible_ramp=[True, None, False][number % 3],
                wheelchair_seats=[None, 0, 4][number % 3],
            ),
            child=[True, False, None][number % 3],
            daehakro=number % 4 == 0,
            open_run=number % 7 == 0,
            is_free=number % 6 == 0,
            price_min_krw=None if number % 6 == 0 else number * 3000,
            start_date=TODAY + timedelta(days=number - 20),
            end_date=TODAY + timedelta(days=number - 15),
            tags=[[], ["moving"], ["moving", "kids"], ["comic"]][number % 4],
        )  # fmt: skip
    names = {
        "genre": lambda value: f"genre={value}",
        "region": lambda value: f"region={value}",
        "district": lambda value: f"district={value}",
        "state": lambda value: f"state={value}",
        "hashtag": lambda value: f"hashtag={value}",
        "access": lambda value: f"accessible={value}",
        "flags": lambda value: f"{value}=true",
        "price": lambda value: "free=true" if value == "free" else f"price_max_krw={value}",
        "when": lambda value: {
            "today": "from=2026-11-23&to=2026-11-23",
            "weekend": "from=2026-11-28&to=2026-11-29",
            "nextweek": "from=2026-11-30&to=2026-12-06",
        }[value],
    }
    page = api.get(f"{URL}?facets={','.join(names)}").json()

    assert set(page["facets"]) == set(names)
    for name, query in names.items():
        for option in page["facets"][name]:
            count = api.get(f"{URL}?{query(option['value'])}").json()["count"]
            assert (name, option["value"], option["count"]) == (name, option["value"], count)
        assert any(option["count"] for option in page["facets"][name]), name


def test_other_filters_narrow_every_facet(api: APIClient) -> None:
    PerformanceFactory.create(region="seoul", child=True, is_free=True, tags=["moving"])
    PerformanceFactory.create(region="busan", child=True, is_free=True, daehakro=True, tags=["moving", "comic"])

    assert facet(api, "hashtag=comic", "hashtag") == {"moving": 2, "comic": 1}
    assert facet(api, "hashtag=comic", "region") == {"busan": 1}
    assert facet(api, "hashtag=comic&region=busan", "region") == {"busan": 1}
    for name, value in (
        ("flags", "child"), ("price", "free"), ("state", "running"), ("when", "today"), ("hashtag", "moving"),
    ):  # fmt: skip
        assert facet(api, "region=busan", name)[value] == 1
    assert facet(api, "child=true", "flags") == {"child": 2, "daehakro": 1}
    assert facet(api, "price_max_krw=0", "price")["free"] == 2
    assert facet(api, "state=ended", "state") == {"running": 2}
    assert facet(api, "from=2027-01-01", "when") == {"today": 2, "weekend": 2, "nextweek": 2}


@pytest.mark.parametrize(
    ("now", "weekend", "next_week"),
    [
        ("2026-11-23T12:00+09:00", ("2026-11-28", "2026-11-29"), ("2026-11-30", "2026-12-06")),
        ("2026-11-28T12:00+09:00", ("2026-11-28", "2026-11-29"), ("2026-11-30", "2026-12-06")),
        ("2026-11-29T12:00+09:00", ("2026-11-29", "2026-11-29"), ("2026-11-30", "2026-12-06")),
    ],
)
def test_knows_what_is_left_of_the_weekend(
    api: APIClient, time_machine: Any, now: str, weekend: tuple[str, str], next_week: tuple[str, str]
) -> None:
    time_machine.move_to(now)
    first = date.fromisoformat(weekend[0]) - timedelta(days=1)
    PerformanceFactory.create(start_date=first - timedelta(days=30), end_date=first)
    PerformanceFactory.create(start_date=date.fromisoformat(weekend[1]), end_date=date.fromisoformat(weekend[1]))
    PerformanceFactory.create(start_date=date.fromisoformat(next_week[1]), end_date=date.fromisoformat(next_week[1]))

    counts = facet(api, "", "when")

    assert (counts["weekend"], counts["nextweek"]) == (1, 1)


def test_labels_facets_in_the_language_of_the_caller(api: APIClient) -> None:
    PerformanceFactory.create(venue=VenueFactory.create(district_code="1111"))

    def labels(language: str) -> dict[str, str]:
        names = "genre,region,district,state,access,flags,price,when"
        reply = api.get(f"{URL}?facets={names}", headers={"accept-language": language})
        assert "Accept-Language" in reply["Vary"]
        return {name: options[0]["label"] for name, options in reply.json()["facets"].items()}

    assert labels("ko") == {
        "genre": "연극", "region": "서울", "district": "종로구", "state": "공연예정", "access": "장애인 주차",
        "flags": "아이와 함께", "price": "무료", "when": "오늘",
    }  # fmt: skip
    assert labels("en") == {
        "genre": "Theatre", "region": "Seoul", "district": "Jongno-gu", "state": "Upcoming",
        "access": "Accessible parking", "flags": "For children", "price": "Free", "when": "Today",
    }  # fmt: skip


# --- Cost ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("", 3),
        ("genre=musical&region=seoul&near=37,127,5&hashtag=-grand&accessible=-ramp", 3),
        ("facets=genre,region,district,state,access,flags,price,when&page_size=100", 4),
    ],
)
def test_asks_as_many_queries_for_many_rows_as_for_one(
    api: APIClient, django_assert_num_queries: Any, rows: int, query: str, queries: int
) -> None:
    for _ in range(rows):
        hall = HallFactory.create(venue__latitude=37, venue__longitude=127)
        PerformanceFactory.create(venue=hall.venue, hall=hall, tags=["moving"])

    with django_assert_num_queries(queries):
        page = api.get(f"{URL}?{query}").json()
    assert page["count"] == rows

    with django_assert_num_queries(1):  # the version
        api.get(f"{URL}?{query}")


def test_shows_a_change_in_the_next_answer(api: APIClient) -> None:
    row = PerformanceFactory.create(title="옛 제목")
    assert api.get(URL).json()["results"][0]["title"] == "옛 제목"

    row.title = "새 제목"
    row.save()
    changed()

    assert api.get(URL).json()["results"][0]["title"] == "새 제목"
