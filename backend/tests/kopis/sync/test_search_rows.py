"""What the sync writes is found in the same commit: titles, people, places, popularity; and what goes is gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from culturepedia.kopis.records import ListedPerformance, ListedVenue
from culturepedia.kopis.sync import performance_store, sales, stubs, venue_store
from culturepedia.kopis.sync.runs import Tally
from culturepedia.performances.models import Performance
from culturepedia.search.models import SearchEntry
from tests.factories import RankingFactory, changed
from tests.kopis.sync.test_store import FULL, NOW, VENUE

if TYPE_CHECKING:
    from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db


def found(api: APIClient, typed: str) -> int:
    changed()
    count: int = api.get("/api/v1/performances", {"q": typed}).json()["count"]
    return count


def write(*records: object) -> None:
    performance_store.write_details(records, now=NOW, first_seen_at=NOW, tally=Tally())  # type: ignore[arg-type]


def test_a_detail_is_found_by_all_that_it_says(api: APIClient) -> None:
    venue_store.write_details([VENUE], now=NOW, tally=Tally())
    write(FULL)

    for typed in ("봄밤", "ㅂㅂ", "성춘향", "연출가", "봄 극장", "큰 홀", "서울 연극"):
        assert found(api, typed) == 1, typed

    write(replace(FULL, title="여름밤", cast=("변학도",), cast_text="변학도"))
    assert [found(api, typed) for typed in ("여름밤", "변학도", "봄밤", "성춘향")] == [1, 1, 0, 0]


def test_a_stub_is_found_before_its_detail_comes(api: APIClient) -> None:
    listed = ListedPerformance(
        kopis_id="PF000007", title="가을 소풍", start_date=FULL.start_date, end_date=FULL.end_date, venue_name="숲 극장",
        poster_url=None, region=None, region_text=None, genre=None, genre_text=None, open_run=False, state_text=None,
    )  # fmt: skip
    stubs.write_stubs([listed], now=NOW, first_seen_at=NOW, tally=Tally())

    assert found(api, "가을소풍") == found(api, "숲 극장") == 1


def test_a_venue_of_another_name_changes_what_its_performances_are_found_by(api: APIClient) -> None:
    venue_store.write_details([VENUE], now=NOW, tally=Tally())
    write(FULL)

    venue_store.write_details([replace(VENUE, name="겨울 회관")], now=NOW, tally=Tally())

    assert [found(api, typed) for typed in ("겨울 회관", "봄 극장")] == [1, 0]


def test_a_venue_that_comes_later_links_and_names(api: APIClient) -> None:
    write(replace(FULL, venue_name=None, hall_name=None))
    assert found(api, "봄 극장") == 0

    venue_store.write_details([VENUE], now=NOW, tally=Tally())

    assert found(api, "봄 극장") == 1


def test_a_district_that_the_list_names_is_found(api: APIClient) -> None:
    venue_store.write_details([VENUE], now=NOW, tally=Tally())
    write(FULL)
    listed = ListedVenue(
        kopis_id="FC000001",
        name="봄 극장",
        closed=False,
        hall_count=None,
        kind=None,
        region=FULL.region,
        district_text="강남구",
        opened_year=None,
    )
    venue_store.write_stubs([listed], now=NOW, tally=Tally())

    assert found(api, "강남구 봄밤") == 1


def test_sales_raise_what_sells() -> None:
    write(FULL, replace(FULL, kopis_id="PF000002"))
    before = dict(SearchEntry.objects.values_list("pk", "prior"))
    best = Performance.objects.get(kopis_id="PF000002")
    RankingFactory.create(places=[best])

    sales.write_sales_order(today=NOW.date())

    after = dict(SearchEntry.objects.values_list("pk", "prior"))
    assert {pk for pk in after if after[pk] > before[pk]} == {best.pk}


def test_what_a_page_did_not_commit_is_not_found(api: APIClient) -> None:
    with transaction.atomic():
        write(FULL)
        transaction.set_rollback(True)

    assert found(api, "봄밤") == 0
    assert not SearchEntry.objects.exists()
