"""`q` and suggestions over HTTP: pages, orders, filters, facets, highlights, help, limits, currency, cost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from culturepedia.performances.models import Credit, Performance
from culturepedia.search import indexing, matching
from tests.factories import PerformanceFactory, VenueFactory, changed
from tests.search.catalogues import Work, store
from tests.search.labelled_works import WORKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db
URL = "/api/v1/performances"
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel("2026-11-23T12:00:00+09:00", tick=False):
        yield


def get(api: APIClient, **asked: Any) -> dict[str, Any]:
    reply = api.get(URL, asked)
    assert reply.status_code == 200, reply.json()
    page: dict[str, Any] = reply.json()
    return page


def titles(api: APIClient, **asked: Any) -> list[str]:
    return [card["title"] for card in get(api, **asked)["results"]]


def many(count: int, title: str = "달빛 정원 {}") -> list[Work]:
    return [
        Work(
            f"PF8{number:05d}",
            title.format(number),
            "musical",
            "seoul",
            "2026-11-01",
            "2026-12-01",
            "극장",
            popularity=number,
        )
        for number in range(count)
    ]


# --- Pages and orders ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "ordering", ["", "relevance", "-relevance", "sales", "-sales", "title", "newest", "opening", "closing", "rating"]
)
@pytest.mark.parametrize("window", [5, 200])
def test_pages_hold_each_performance_once(
    api: APIClient, monkeypatch: pytest.MonkeyPatch, ordering: str, window: int
) -> None:
    monkeypatch.setattr(matching, "WINDOW", window)
    monkeypatch.setattr(matching, "TITLE_WINDOW", window - 1)
    store(many(23))
    url: str | None = f"{URL}?q=달빛&page_size=4{f'&ordering={ordering}' if ordering else ''}"
    seen: list[str] = []
    while url:
        page = api.get(url).json()
        assert page["count"] == 23
        seen += [card["id"] for card in page["results"]]
        url = page["next"]

    assert len(seen) == len(set(seen)) == 23


def test_reverses_relevance(api: APIClient) -> None:
    store(many(7))

    assert titles(api, q="달빛", ordering="-relevance") == titles(api, q="달빛")[::-1]


def test_puts_what_does_not_fit_behind_everything_when_there_is_much(
    api: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index finds pairs of syllables; past the window a title with all pairs in another order comes last."""
    monkeypatch.setattr(matching, "WINDOW", 6)
    monkeypatch.setattr(matching, "TITLE_WINDOW", 5)
    false = Work("PF899999", "다라 나다 가나", "musical", "seoul", "2026-11-01", "2026-12-01", "극장", popularity=999)
    store([*many(9, "가나다라 {}"), false])

    found = titles(api, q="가나다라", page_size=100)

    assert len(found) == 10
    assert found[-1] == "다라 나다 가나"
    monkeypatch.setattr(matching, "WINDOW", 200)
    monkeypatch.setattr(matching, "TITLE_WINDOW", 150)
    changed()
    assert "다라 나다 가나" not in titles(api, q="가나다라", page_size=100)


def test_orders_by_relevance_unless_told_otherwise(api: APIClient) -> None:
    store(WORKS)

    assert titles(api, q="몬타나") == ["뮤지컬 몬타나", "몬타나 필하모닉 내한공연"]
    assert titles(api, q="몬타나", ordering="title") == ["몬타나 필하모닉 내한공연", "뮤지컬 몬타나"]
    assert titles(api, q="몬타나", ordering="opening") == ["뮤지컬 몬타나", "몬타나 필하모닉 내한공연"]


def test_prefers_what_is_on_to_what_is_over(api: APIClient) -> None:
    store(WORKS)

    assert titles(api, q="은빛달무리") == [
        "뮤지컬 은빛달무리 [서울]",
        "뮤지컬 은빛달무리 [부산]",
        "뮤지컬 은빛달무리 [대구]",
    ]


def test_counts_the_days_at_midnight(api: APIClient) -> None:
    """Dates decide when read: what opened or ended since the rows were written is ranked by today."""
    PerformanceFactory.create(kopis_id="PF1", title="달빛", start_date=date(2026, 11, 1), end_date=TODAY)
    PerformanceFactory.create(kopis_id="PF2", title="달빛", start_date=date(2026, 11, 24), end_date=date(2026, 11, 30))
    indexing.index_performances(Performance.objects.values_list("pk", flat=True), today=TODAY)
    assert [card["id"] for card in get(api, q="달빛")["results"]] == ["PF1", "PF2"]

    with time_machine.travel("2026-11-24T00:00:01+09:00", tick=False):
        assert [card["id"] for card in get(api, q="달빛")["results"]] == ["PF2", "PF1"]


# --- Parameters ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("q=", "q"),
        (f"q={'가' * 101}", "q"),
        ("q=a%00b", "q"),
        ("q=a&q=b", "q"),
        ("ordering=relevance", "ordering"),
        ("ordering=-relevance", "ordering"),
    ],
)
def test_refuses_what_is_no_question(api: APIClient, query: str, name: str) -> None:
    reply = api.get(f"{URL}?{query}")

    assert reply.status_code == 400
    assert reply.json()["errors"][0]["attr"] == name


@pytest.mark.parametrize(
    "typed",
    [
        "%",
        "__",
        "'",
        '"',
        '" OR 1=1 --',
        "NEAR(a b)",
        "t:a*",
        "a AND",
        "*",
        "a' | 'b",
        "\\",
        ":*",
        "🎭",
        "   ",
        "\ud7ff",
        "ᄀ" * 90,
        "가" * 100,
        "a" * 100,
        "1 " * 50,
    ],
)
def test_takes_any_text(api: APIClient, typed: str) -> None:
    store(WORKS[:5])

    page = get(api, q=typed)
    assert page["count"] == 0 or any(map(str.isalnum, typed))
    assert api.get(f"{URL}/suggest", {"q": typed}).status_code == 200


def test_keeps_the_text_in_links(api: APIClient) -> None:
    store(many(5, "A&B=C #1 {}"))

    page = get(api, q="a&b=c #1", page_size=2)
    following = api.get(page["next"]).json()

    assert page["count"] == following["count"] == 5
    assert "q=a%26b%3Dc%20%231" in page["next"]


def test_keeps_answers_to_different_texts_apart(api: APIClient) -> None:
    store(WORKS)

    assert get(api, q="맥가온&genre=play")["count"] != get(api, q="맥가온", genre="play")["count"]


# --- Filters, facets, help -------------------------------------------------------------------------------------------
def test_every_filter_narrows_what_is_found(api: APIClient) -> None:
    store(WORKS)
    pk = Performance.objects.get(kopis_id="PF700005").pk
    person = Credit.objects.filter(performance=pk).first()
    assert person is not None
    venue = VenueFactory.create(
        kopis_id="FCX", district_code="2611", accessible_ramp=True, latitude=35.1, longitude=129.0, wheelchair_seats=2
    )
    Performance.objects.filter(pk=pk).update(
        venue=venue, age_min=7, open_run=True, daehakro=True, visiting=True, festival=True, child=True
    )
    indexing.index_performances([pk], today=TODAY)
    changed()

    for asked in (
        {"venue": "FCX"}, {"district": "2611"}, {"accessible": "ramp,wheelchair_seats"}, {"near": "35.1,129,5"}, {"person": person.person_id},
        {"open_run": "true"}, {"daehakro": "true"}, {"visiting": "true"}, {"festival": "true"}, {"child": "true"}, {"age_max": 8},
    ):  # fmt: skip
        assert [card["id"] for card in get(api, q="맥가온", **asked)["results"]] == ["PF700005"], asked
    assert get(api, q="맥가온", hashtag="experimental")["count"] == 1
    assert get(api, q="맥가온", genre="-play")["count"] == 1
    assert get(api, q="맥가온", company="999999")["count"] == 0


@pytest.mark.parametrize("window", [2, 200])
def test_counts_facets_over_what_is_found(api: APIClient, monkeypatch: pytest.MonkeyPatch, window: int) -> None:
    monkeypatch.setattr(matching, "WINDOW", window)
    store(WORKS)

    def facet(name: str, **asked: Any) -> dict[str, int]:
        options = get(api, facets=name, **asked)["facets"][name]
        return {option["value"]: option["count"] for option in options if option["count"]}

    assert facet("genre", q="맥가온") == {"play": 3, "musical": 1}
    assert facet("genre", q="맥가온", genre="play") == {"play": 3, "musical": 1}
    assert facet("state", q="맥가온", genre="play") == {"running": 1, "upcoming": 1, "ended": 1}
    assert facet("genre", q="맥가운") == {"play": 3, "musical": 1}  # corrected
    assert facet("genre", q="뷁뛟뷁") == {}


def test_says_what_it_took_a_text_for(api: APIClient) -> None:
    store(WORKS)

    assert get(api, q="맥가온")["did_you_mean"] is None
    assert get(api, q="맥가운")["did_you_mean"] == "맥가온"
    assert get(api, q="aorrkdhs")["did_you_mean"] == "맥가온"
    assert get(api, q="aorrkdhs rhkdwn")["did_you_mean"] == "맥가온 광주"
    page = get(api, q="맥가온 뷁뛟뷁뛟")
    assert (page["count"], page["did_you_mean"]) == (0, "맥가온")


def test_does_not_take_nonsense_for_a_word_of_its_sound(api: APIClient) -> None:
    store([Work("PF900001", "고소주", "play", "seoul", "2026-11-01", "2026-12-01", "극장")])

    assert titles(api, q="gossozu") == ["고소주"]
    assert titles(api, q="qqqqxyz") == []


def test_says_which_filters_to_drop(api: APIClient) -> None:
    store(WORKS)

    page = get(api, q="맥가온", region="jeju")
    assert (page["count"], page["relaxations"]) == (0, [{"parameters": ["region"], "count": 4}])
    page = get(api, q="맥가온", region="jeju", genre="musical")
    assert page["relaxations"] == [{"parameters": ["region"], "count": 1}]
    page = get(api, q="맥가온", region="jeju", genre="circus")
    assert page["relaxations"] == [{"parameters": ["genre", "region"], "count": 4}]
    assert get(api, region="jeonnam", genre="circus")["relaxations"] == [
        {"parameters": ["region"], "count": 4}, {"parameters": ["genre"], "count": 1}
    ]  # fmt: skip
    assert "relaxations" not in get(api, q="맥가온")


def test_a_filter_is_no_reason_to_doubt_the_spelling(api: APIClient) -> None:
    store(WORKS)

    page = get(api, q="맨가루", region="seoul")  # 맥가온 is near, and in Seoul

    assert (page["count"], page["did_you_mean"]) == (0, None)


def test_marks_what_matched_in_the_title(api: APIClient) -> None:
    store(WORKS)

    card = get(api, q="맥가 광주")["results"][0]
    assert [card["title"][first:end] for first, end in card["highlight"]] == ["맥가", "광주"]
    assert get(api, q="길하늘")["results"][1]["highlight"] == []
    assert get(api, q="맥가운")["results"][0]["highlight"] == [[0, 3]]
    assert "highlight" not in get(api)["results"][0]


# --- Suggestions -----------------------------------------------------------------------------------------------------
def suggest(api: APIClient, typed: str) -> dict[str, Any]:
    answer: dict[str, Any] = api.get(f"{URL}/suggest", {"q": typed}).json()
    return answer


def test_suggests_every_kind_with_what_leads_to_it(api: APIClient) -> None:
    store(WORKS)

    def first(typed: str) -> dict[str, Any]:
        result: dict[str, Any] = suggest(api, typed)["results"][0]
        return result

    assert first("맥가") == {
        "kind": "performance",
        "id": "PF700005",
        "label": "맥가온",
        "sublabel": "남산새극장 (별홀)",
        "highlight": [[0, 2]],
    }
    person = first("방이")
    assert (person["kind"], person["label"], person["sublabel"]) == ("person", "방이룸", "맥가온")
    assert get(api, person=person["id"])["count"] == 2
    venue = first("한강오")
    assert (venue["kind"], venue["label"]) == ("venue", "한강오페라하우스")
    assert get(api, venue=venue["id"])["count"] == 2
    company = next(one for one in suggest(api, "노을컴")["results"] if one["kind"] == "company")
    assert get(api, company=company["id"])["count"] == 6
    tag = first("관객") if suggest(api, "관객")["results"] else first("몽환")
    assert (tag["kind"], tag["id"], tag["label"], tag["sublabel"]) == ("hashtag", "dreamy", "몽환적인", "Dreamy")
    assert first("silver")["label"] == "은빛달무리"


def test_suggests_at_most_ten_of_several_kinds(api: APIClient) -> None:
    store(WORKS)

    results = suggest(api, "ㅅ")["results"]

    assert len(results) == 10
    assert len({one["kind"] for one in results}) > 1


def test_suggests_what_is_popular_before_anything_is_typed(api: APIClient) -> None:
    store(WORKS)

    answer = api.get(f"{URL}/suggest").json()

    assert answer["did_you_mean"] is None
    assert answer["results"][0]["label"] == "은빛달무리"
    assert len(answer["results"]) == 10


def test_suggestions_say_what_a_text_was_taken_for(api: APIClient) -> None:
    store(WORKS)

    assert suggest(api, "맥가운")["did_you_mean"] == "맥가온"
    assert suggest(api, "aorrk")["did_you_mean"] == "맥가"
    assert suggest(api, "맥가")["did_you_mean"] is None
    assert suggest(api, "%%") == {"did_you_mean": None, "results": []}


def test_what_is_on_comes_first_where_more_match_than_are_ranked(
    api: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for window in ("TITLE_WINDOW", "WINDOW"):
        monkeypatch.setattr(matching, window, 3)
    ended = [
        Work(f"PF70000{n}", f"달빛 정원 {n}", "play", "seoul", "2020-01-01", "2020-02-01", "극장") for n in range(5)
    ]
    on = [Work(f"PF60000{n}", f"달빛 바다 {n}", "play", "seoul", "2026-11-01", "2026-12-01", "극장") for n in range(2)]
    store(ended + on)

    for text in ("달빛", "극장"):
        page = get(api, q=text)
        assert page["count"] == 7
        assert [card["id"] for card in page["results"]][:2] == ["PF600000", "PF600001"]
        assert len({card["id"] for card in page["results"]}) == 7


# --- Currency and cost -----------------------------------------------------------------------------------------------
def test_a_change_is_found_at_once_and_the_old_is_not(api: APIClient) -> None:
    row = PerformanceFactory.create(title="달빛 정원", people={"cast": ["하늬솔"]})
    indexing.index_performances([row.pk], today=TODAY)
    changed()
    assert titles(api, q="달빛") == titles(api, q="하늬솔") == ["달빛 정원"]

    Credit.objects.all().delete()
    Performance.objects.update(title="햇빛 바다")
    indexing.index_performances([row.pk], today=TODAY)
    changed()

    assert titles(api, q="햇빛") == ["햇빛 바다"]
    assert titles(api, q="달빛 정원") == titles(api, q="하늬솔") == []
    assert suggest(api, "하늬")["results"] == suggest(api, "정원")["results"] == []
    assert suggest(api, "바다")["results"][0]["label"] == "햇빛 바다"


def test_a_withdrawn_performance_is_gone(api: APIClient) -> None:
    row = PerformanceFactory.create(title="달빛 정원")
    indexing.index_performances([row.pk], today=TODAY)
    Performance.objects.update(withdrawn_at="2026-11-20T00:00:00Z")
    indexing.index_performances([row.pk], today=TODAY)

    assert titles(api, q="달빛") == []
    assert suggest(api, "달")["results"] == []


def test_a_name_leads_to_what_is_on_once_its_best_performance_has_ended(api: APIClient) -> None:
    rows = [PerformanceFactory.create(title=title, people={"cast": ["하늬솔"]}) for title in ("달빛 정원", "햇빛 바다")]
    Performance.objects.filter(pk=rows[0].pk).update(sales_order=3)
    indexing.index_performances([row.pk for row in rows], today=TODAY)
    changed()
    assert suggest(api, "하늬")["results"][0]["sublabel"] == "달빛 정원"

    Performance.objects.filter(pk=rows[0].pk).update(
        sales_order=10_000_000, start_date="2001-01-01", end_date="2001-02-01"
    )
    indexing.index_performances([rows[0].pk], today=TODAY)
    changed()

    assert suggest(api, "하늬")["results"][0]["sublabel"] == "햇빛 바다"


def test_popularity_and_days_move_what_stands_first(api: APIClient) -> None:
    first, second = (PerformanceFactory.create(title="달빛", kopis_id=f"PF{number}") for number in (1, 2))
    indexing.index_performances([first.pk, second.pk], today=TODAY)
    assert [card["id"] for card in get(api, q="달빛")["results"]] == ["PF1", "PF2"]

    Performance.objects.filter(pk=second.pk).update(sales_order=3)
    indexing.index_popularity([second.pk], today=TODAY)
    changed()
    assert [card["id"] for card in get(api, q="달빛")["results"]] == ["PF2", "PF1"]

    assert indexing.refresh_priors(today=date(2027, 6, 1)) == 2
    assert indexing.refresh_priors(today=date(2027, 6, 1)) == 0


def test_what_is_over_is_found_while_it_sells_as_what_is_on_and_after(api: APIClient) -> None:
    over = PerformanceFactory.create(title="달빛", start_date=date(2026, 1, 1), end_date=date(2026, 2, 1))
    indexing.index_performances([over.pk], today=TODAY)

    for sales_order in (3, 1_000_000):
        Performance.objects.filter(pk=over.pk).update(sales_order=sales_order)
        indexing.index_popularity([over.pk], today=TODAY)
        changed()

        assert titles(api, q="달빛") == titles(api, q="달빛", state="ended") == ["달빛"]


@pytest.mark.parametrize("window", [3, 9, 200])
def test_days_that_pass_move_performances_from_what_is_on_to_what_was(
    api: APIClient, monkeypatch: pytest.MonkeyPatch, window: int
) -> None:
    monkeypatch.setattr(matching, "WINDOW", window)
    monkeypatch.setattr(matching, "TITLE_WINDOW", window - 1)
    ends = {f"PF{number + 10}": TODAY + timedelta(days=50 * number) for number in range(-12, 5)}
    for kopis_id, end in ends.items():
        PerformanceFactory.create(kopis_id=kopis_id, title="달빛 정원", start_date=date(2020, 1, 1), end_date=end)
    indexing.index_performances(Performance.objects.values_list("pk", flat=True), today=TODAY)

    for day in (TODAY, TODAY + timedelta(days=70), TODAY + timedelta(days=400), TODAY):
        indexing.refresh_priors(today=day)
        changed()
        on = [name for name, end in ends.items() if end >= day]
        over = [name for name, end in ends.items() if end < day]
        with time_machine.travel(f"{day}T12:00:00+09:00", tick=False):
            for asked, expected in (
                ({}, on + over[::-1]), ({"state": "running"}, on), ({"state": "ended"}, over[::-1]),
            ):  # fmt: skip
                pages = [
                    get(api, q="정원", page_size=6, page=page, **asked) for page in (1, 2, 3)[: -(-len(expected) // 6)]
                ]
                assert [card["id"] for page in pages for card in page["results"]] == expected
                assert {page["count"] for page in pages} <= {len(expected)}


@pytest.mark.parametrize("rows", [3, 60])
@pytest.mark.parametrize(
    ("asked", "queries"),
    [
        ({}, 4),  # version, titles and everything with their texts, cards
        ({"ordering": "title"}, 5),
        ({"facets": "genre,region,state"}, 5),
        ({"facets": "genre,region,state", "genre": "musical"}, 7),  # and once more without the facets' own filters
    ],
)
def test_asks_as_many_queries_for_many_rows_as_for_few(
    api: APIClient, django_assert_num_queries: Any, rows: int, asked: dict[str, Any], queries: int
) -> None:
    store(many(rows))

    with django_assert_num_queries(queries):
        assert get(api, q="달빛 정원", page_size=100, **asked)["count"] == rows
    with django_assert_num_queries(1):
        get(api, q="달빛 정원", page_size=100, **asked)


@pytest.mark.parametrize(
    ("typed", "most"), [("달빛 정원", 8), ("달빗 정원", 40), ("뷁뛟뷁 뛟뷁뛟", 40), ("달빛 뷁뛟뷁뛟", 40)]
)
def test_looks_further_when_little_is_found_but_not_for_ever(
    api: APIClient, django_assert_max_num_queries: Any, typed: str, most: int
) -> None:
    store(many(1))

    with django_assert_max_num_queries(most):
        get(api, q=typed)


@pytest.mark.parametrize("typed", ["ㄷ", "달", "달빛", "극", ""])
def test_suggestions_cost_few_queries(api: APIClient, django_assert_max_num_queries: Any, typed: str) -> None:
    store(many(30))

    with django_assert_max_num_queries(5):
        assert suggest(api, typed)["results"]
