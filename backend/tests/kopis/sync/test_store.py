"""Writing records: blank is not news, groups stand and fall together, and one refused row costs only itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError

from culturepedia.kopis.models import SyncRun
from culturepedia.kopis.parse.prices import PriceTier
from culturepedia.kopis.parse.schedule import ShowtimeRule as Rule
from culturepedia.kopis.records import BookingLink, HallRecord, ListedVenue, PerformanceRecord, VenueRecord
from culturepedia.kopis.sync import children, performance_store, venue_store
from culturepedia.kopis.sync.runs import Tally
from culturepedia.performances.codes import CompanyRole, Genre, Region, Weekday
from culturepedia.performances.models import (
    CompanyCredit,
    Credit,
    Hall,
    Performance,
    ShowtimeRule,
    Venue,
)
from tests.kopis.sync.conftest import Copier, mark_of, picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, tzinfo=ZoneInfo("Asia/Seoul"))
FULL = PerformanceRecord(
    kopis_id="PF000001",
    title="연극 〈봄밤〉 [서울]",
    start_date=date(2026, 11, 1),
    end_date=date(2026, 12, 1),
    open_run=False,
    genre=Genre.PLAY,
    genre_text="연극",
    region=Region.SEOUL,
    region_text="서울특별시",
    venue_id="FC000001",
    hall_id="FC000001-01",
    venue_name="봄 극장",
    hall_name="큰 홀",
    cast_text="홍길동, 성춘향",
    cast=("홍길동", "성춘향"),
    crew_text="연출가",
    crew=("연출가",),
    runtime_text="1시간 40분",
    runtime_minutes=100,
    age_text="만 7세 이상",
    age_min=7,
    price_text="R석 10,000원",
    prices=(PriceTier("R석", 10_000),),
    price_min_krw=10_000,
    price_max_krw=10_000,
    is_free=False,
    synopsis="이야기",
    companies={
        CompanyRole.PRODUCTION: ("극단 봄",),
        CompanyRole.AGENCY: (),
        CompanyRole.HOST: ("봄시",),
        CompanyRole.ORGANIZER: (),
    },
    companies_text="극단 봄",
    visiting=False,
    child=True,
    daehakro=None,
    festival=False,
    musical_licensed=None,
    musical_original=None,
    schedule_text="토요일(15:00,19:00)",
    showtimes=(Rule(Weekday.SAT, time(15)), Rule(Weekday.SAT, time(19))),
    poster_url="http://www.kopis.or.kr/upload/pfmPoster/PF_PF000001_261101_101010.gif",
    intro_image_urls=("http://www.kopis.or.kr/upload/pfmIntroImage/PF_PF000001_1.jpg",),
    booking_links=(BookingLink("예매처", "https://tickets.example/1"),),
    source_updated_at=NOW,
    source_registered_at=None,
)
BLANK: dict[str, Any] = {
    "open_run": None, "genre": None, "genre_text": None, "region": None, "region_text": None,
    "venue_id": None, "hall_id": None, "venue_name": None, "hall_name": None,
    "cast_text": None, "cast": (), "crew_text": None, "crew": (),
    "runtime_text": None, "runtime_minutes": None, "age_text": None, "age_min": None,
    "price_text": None, "prices": (), "price_min_krw": None, "price_max_krw": None, "is_free": None,
    "synopsis": None, "companies": dict.fromkeys(CompanyRole, ()), "companies_text": None,
    "visiting": None, "child": None, "festival": None, "schedule_text": None, "showtimes": (),
    "poster_url": None, "intro_image_urls": (), "booking_links": (), "source_updated_at": None,
}  # fmt: skip
VENUE = VenueRecord(
    kopis_id="FC000001",
    name="봄 극장",
    closed=False,
    kind="공공(기타)",
    opened_year=1999,
    seats=500,
    phone="02-1",
    url="https://venue.example/",
    address="서울특별시 종로구 봄길 1",
    latitude=37.5,
    longitude=127.0,
    has_restaurant=True,
    has_cafe=None,
    has_store=False,
    has_playroom=False,
    has_nursing_room=False,
    has_parking_lot=True,
    accessible_parking=True,
    accessible_restroom=False,
    accessible_ramp=False,
    accessible_elevator=True,
    halls=(HallRecord("FC000001-01", "큰 홀", 400, 4), HallRecord("FC000001-03", "작은 홀", 100, None)),
)


def _write(*records: PerformanceRecord) -> Tally:
    tally = Tally()
    performance_store.write_details(records, now=NOW, first_seen_at=NOW, tally=tally)
    return tally


def _write_venue(*records: VenueRecord) -> Tally:
    tally = Tally()
    venue_store.write_details(records, now=NOW, tally=tally)
    return tally


def test_blank_fields_erase_nothing() -> None:
    _write_venue(VENUE)
    _write(FULL)
    before = picture("performances")["performances"]["PF000001"]

    tally = _write(replace(FULL, **BLANK))

    after = picture("performances")["performances"]["PF000001"]
    assert {name for name in before if before[name] != after[name]} == {"content_hash"}
    assert (tally.updated, tally.visible) == (0, False)


@pytest.mark.parametrize(
    ("changed", "columns"),
    [
        ({"price_text": "문의"}, {"prices": [], "price_min_krw": None, "price_max_krw": None, "is_free": None}),
        ({"runtime_text": "막간 포함"}, {"runtime_minutes": None}),
        ({"age_text": "문의"}, {"age_min": None}),
        ({"genre_text": "새 장르"}, {"genre": None}),
        ({"region_text": "어딘가"}, {"region": None}),
    ],
)
def test_a_new_text_that_does_not_read_makes_its_facts_unknown(
    changed: dict[str, str], columns: dict[str, Any]
) -> None:
    _write(FULL)
    unread = (
        {"prices": (), "price_min_krw": None, "price_max_krw": None, "is_free": None} if "price_text" in changed else {}
    )
    unread |= {name: None for name in columns if name in ("runtime_minutes", "age_min", "genre", "region")}

    tally = _write(replace(FULL, **changed, **unread))

    row = Performance.objects.get()
    assert {name: getattr(row, name) for name in columns} == columns
    assert (tally.updated, tally.visible) == (1, True)


def test_a_new_timetable_that_does_not_read_leaves_no_showtimes() -> None:
    _write(FULL)

    _write(replace(FULL, schedule_text="추후 공지", showtimes=()))

    assert not ShowtimeRule.objects.exists()
    assert Performance.objects.get().schedule_text == "추후 공지"


def test_another_venue_brings_another_hall() -> None:
    _write_venue(VENUE)
    _write(FULL)

    _write(replace(FULL, venue_id="FC000009", hall_id=None, venue_name="새 극장", hall_name=None))

    row = Performance.objects.get()
    assert (row.venue, row.hall, row.venue_kopis_id, row.hall_kopis_id) == (None, None, "FC000009", None)
    assert (row.venue_name, row.hall_name) == ("새 극장", None)


def test_credits_follow_the_source_in_its_order() -> None:
    _write(FULL)

    tally = _write(replace(FULL, cast_text="성춘향, 이몽룡, 홍길동", cast=("성춘향", "이몽룡", "홍길동")))

    cast = Credit.objects.filter(kind="cast").order_by("position").values_list("position", "person__name")
    assert list(cast) == [(0, "성춘향"), (1, "이몽룡"), (2, "홍길동")]
    assert Credit.objects.filter(kind="crew").count() == 1
    assert (tally.updated, tally.visible) == (1, True)
    assert set(CompanyCredit.objects.values_list("role", "company__name")) == {
        ("production", "극단 봄"),
        ("host", "봄시"),
    }


def test_the_last_of_two_records_with_one_id_wins() -> None:
    _write(FULL, replace(FULL, title="다른 제목"))

    assert Performance.objects.get().title == "다른 제목"


def test_a_hall_is_found_by_its_name_when_its_number_is_not_given() -> None:
    _write(replace(FULL, hall_id=None, hall_name="작은 홀"))

    _write_venue(VENUE)

    row = Performance.objects.get()
    assert row.venue is not None
    assert row.hall is not None
    assert row.hall.kopis_id == "FC000001-03"


def test_two_halls_of_one_name_are_not_guessed_between() -> None:
    twins = (HallRecord("FC000001-01", "큰 홀", 1, None), HallRecord("FC000001-02", "큰 홀", 2, None))
    _write_venue(replace(VENUE, halls=twins))

    _write(replace(FULL, hall_id=None))

    assert Performance.objects.get().hall is None


def test_blank_facts_of_a_venue_erase_nothing_and_halls_stay() -> None:
    _write_venue(VENUE)
    before = picture("venues")["venues"]["FC000001"]
    blank = dict.fromkeys(name for name in venue_store.DETAIL_FIELDS if name not in ("name", "closed"))

    tally = _write_venue(replace(VENUE, **blank, halls=(HallRecord("FC000001-01", "큰 홀", None, None),)))

    after = picture("venues")["venues"]["FC000001"]
    assert {name for name in before if before[name] != after[name]} == {"content_hash"}
    assert Hall.objects.count() == 2
    assert tally.updated <= 1


def test_the_list_knows_the_district_best() -> None:
    listed = ListedVenue("FC000001", "봄 극장", False, 2, "공공(기타)", Region.GYEONGGI, "수원시", 1999)
    for first, second in (("list", "detail"), ("detail", "list")):
        Venue.objects.all().delete()
        for part in (first, second):
            if part == "list":
                venue_store.write_stubs([listed], now=NOW, tally=Tally())
            else:
                _write_venue(VENUE)

        row = Venue.objects.get()
        assert (row.region, row.district_code, row.district_text) == ("gyeonggi", "4111", "수원시")
        assert (row.wheelchair_seats, row.seats) == (4, 500)


def test_one_row_that_the_database_refuses_costs_only_itself(copier: Copier, monkeypatch: pytest.MonkeyPatch) -> None:
    write_names = children.write_names
    refused: list[str] = []

    def refuse_one(naming: children.Naming, wanted: Mapping[int, Mapping[str, Iterable[str]]]) -> set[int]:
        ids = dict(Performance.objects.filter(pk__in=wanted).values_list("kopis_id", "pk"))
        if not refused and len(ids) == 1:
            refused.extend(ids)
        if not refused or refused[0] in ids:
            raise IntegrityError
        return write_names(naming, wanted)

    monkeypatch.setattr(children, "write_names", refuse_one)

    run = copier.performances()

    assert run.outcome == SyncRun.Outcome.INCOMPLETE
    assert run.failed == 1
    assert refused[0] in run.message
    assert mark_of() is None
    without = Performance.objects.filter(detail_synced_at=None).values_list("kopis_id", flat=True)
    assert list(without) == refused
