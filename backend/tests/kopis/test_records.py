"""Every shape of `bodies/`, sent over HTTP and read by the real client."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from culturepedia.kopis.client import KopisClient, KopisRejected, KopisUnavailable
from culturepedia.kopis.records import (
    BookingLink,
    HallRecord,
    ListedPerformance,
    ListedVenue,
    PerformanceRecord,
    PriceTier,
    RankingRow,
    ShowtimeRule,
    VenueRecord,
)
from culturepedia.performances.codes import CompanyRole, Genre, Region, Weekday

if TYPE_CHECKING:
    from tests.kopis.conftest import Upstream

START, END = date(2026, 11, 23), date(2026, 12, 23)
SEOUL = ZoneInfo("Asia/Seoul")


def _listed(upstream: Upstream, client: KopisClient, name: str) -> list[ListedPerformance]:
    upstream.say_file("pblprfr", name)
    rows = [row for page in client.iter_performance_pages(START, END) for row in page]
    assert all(isinstance(row, ListedPerformance) for row in rows)
    return [row for row in rows if isinstance(row, ListedPerformance)]


def _detail(upstream: Upstream, client: KopisClient, name: str, kopis_id: str) -> PerformanceRecord:
    upstream.say_file(f"pblprfr/{kopis_id}", name)
    record = client.performance(kopis_id)
    assert isinstance(record, PerformanceRecord)
    return record


def _venue(upstream: Upstream, client: KopisClient, name: str, kopis_id: str) -> VenueRecord:
    upstream.say_file(f"prfplc/{kopis_id}", name)
    record = client.venue(kopis_id)
    assert isinstance(record, VenueRecord)
    return record


def _board(upstream: Upstream, client: KopisClient, name: str) -> list[RankingRow]:
    upstream.say_file("boxoffice", name)
    rows = client.rankings(START, END)
    assert all(isinstance(row, RankingRow) for row in rows)
    return [row for row in rows if isinstance(row, RankingRow)]


def test_reads_a_list_of_every_genre(upstream: Upstream, client: KopisClient) -> None:
    rows = _listed(upstream, client, "list.xml")

    assert rows[0] == ListedPerformance(
        kopis_id="PF910012",
        title="밤의 사중주: 소리 & 침묵 Ⅱ",
        start_date=date(2026, 12, 10),
        end_date=date(2026, 12, 10),
        venue_name="달빛예술회관 [서울]",
        poster_url="http://www.kopis.or.kr/upload/pfmPoster/PF_PF910012_261101_151333.gif",
        region=Region.SEOUL,
        region_text="서울특별시",
        genre=Genre.CLASSICAL,
        genre_text="서양음악(클래식)",
        open_run=False,
        state_text="공연예정",
    )
    assert [row.kopis_id for row in rows] == [f"PF9100{number:02d}" for number in range(12, 3, -1)]
    assert {row.genre for row in rows} == set(Genre)
    assert [row.region for row in rows[1:3]] == [Region.JEONBUK, Region.JEONBUK]
    assert [row.open_run for row in rows] == [False, False, True] + [False] * 6
    assert rows[3].title == "“꿈꾸는 ＡＲＫ” 시즌2: 빛의 정원"
    assert rows[3].poster_url is None
    assert [row.poster_url for row in rows[1:3]] == [
        "http://www.kopis.or.kr/upload/pfmPoster/PF_PF910011_261030_091130.JPG",
        "http://www.kopis.or.kr/upload/pfmPoster/PF_PF910010_240210_101010.jfif",
    ]


def test_reads_an_old_list_without_area_in_any_order(upstream: Upstream, client: KopisClient) -> None:
    first, second = _listed(upstream, client, "list-compact.xml")

    assert (first.kopis_id, first.venue_name, first.genre) == ("PF100641", "반달홀", Genre.CLASSICAL)
    assert (first.region, first.region_text, first.open_run) == (None, None, None)
    assert (second.kopis_id, second.title, second.genre_text) == ("PF100640", "나비의 문", "오페라")
    assert (second.start_date, second.end_date) == (date(2022, 10, 11), date(2022, 10, 12))
    assert second.poster_url is None


@pytest.mark.parametrize(("name", "ids"), [("list-one.xml", ["PF910030"]), ("awards.xml", ["PF101135"])])
def test_reads_a_single_item(upstream: Upstream, client: KopisClient, name: str, ids: list[str]) -> None:
    assert [row.kopis_id for row in _listed(upstream, client, name)] == ids


def test_reads_a_detail(upstream: Upstream, client: KopisClient) -> None:
    record = _detail(upstream, client, "detail.xml", "PF910608")

    assert record == PerformanceRecord(
        kopis_id="PF910608",
        title="유리 마술사 [서울 서초]",
        start_date=date(2026, 10, 25),
        end_date=date(2026, 11, 9),
        open_run=False,
        genre=Genre.CIRCUS,
        genre_text="서커스/마술",
        region=Region.SEOUL,
        region_text="서울특별시",
        venue_id="FC900113",
        hall_id=None,
        venue_name="남부예술센터",
        hall_name="남부예술센터",
        cast_text="김유리, 이바람, 박노을 등",
        cast=("김유리", "이바람", "박노을"),
        crew_text=None,
        crew=(),
        runtime_text="1시간 40분",
        runtime_minutes=100,
        age_text="만 13세 이상",
        age_min=13,
        price_text="R석 99,000원, S석 77,000원",
        prices=(PriceTier("R석", 99_000), PriceTier("S석", 77_000)),
        price_min_krw=77_000,
        price_max_krw=99_000,
        is_free=False,
        synopsis=None,
        companies={
            CompanyRole.PRODUCTION: ("(주)유리극단",),
            CompanyRole.AGENCY: (),
            CompanyRole.HOST: ("(주)유리극단", "(재)남부문화재단"),
            CompanyRole.ORGANIZER: ("(재)남부문화재단",),
        },
        companies_text="(주)유리극단, (재)남부문화재단",
        visiting=False,
        child=True,
        daehakro=False,
        festival=False,
        musical_licensed=False,
        musical_original=True,
        schedule_text="수요일 ~ 금요일(19:30), 토요일(15:00,19:00), 일요일(14:00), HOL(14:00)",
        showtimes=(
            ShowtimeRule(Weekday.WED, time(19, 30)),
            ShowtimeRule(Weekday.THU, time(19, 30)),
            ShowtimeRule(Weekday.FRI, time(19, 30)),
            ShowtimeRule(Weekday.SAT, time(15, 0)),
            ShowtimeRule(Weekday.SAT, time(19, 0)),
            ShowtimeRule(Weekday.SUN, time(14, 0)),
            ShowtimeRule(Weekday.HOLIDAY, time(14, 0)),
        ),
        poster_url="http://www.kopis.or.kr/upload/pfmPoster/PF_PF910608_260908_175820.gif",
        intro_image_urls=(
            "http://www.kopis.or.kr/upload/pfmIntroImage/PF_PF910608_202609080558200860.jpg",
            "http://www.kopis.or.kr/upload/pfmIntroImage/PF_PF910608_202609080559114910.jpg",
        ),
        booking_links=(
            BookingLink("가나티켓", "http://ticket.example.com/product/58493"),
            BookingLink("다라예매", "https://booking.example.com/12/bizes/1493573?from=a&to=b"),
            BookingLink("마바파크", "http://tickets.example.net/Goods.asp?GoodsCode=25013005"),
        ),
        source_updated_at=datetime(2026, 9, 9, 15, 0, 3, 56916, SEOUL),
        source_registered_at=None,
    )


def test_reads_a_detail_with_a_hall_id_and_blanks(upstream: Upstream, client: KopisClient) -> None:
    record = _detail(upstream, client, "detail-compact.xml", "PF911093")

    assert (record.venue_id, record.hall_id) == ("FC903670", "FC903670-02")
    assert (record.venue_name, record.hall_name) == ("서해 리조트 (구. 갯벌홀)", "아레나(구. 갯벌홀)")
    assert (record.cast_text, record.cast, record.synopsis, record.intro_image_urls) == (None, (), None, ())
    assert record.prices == (
        PriceTier("스탠딩석", 165_000),
        PriceTier("영웅석(1,2층)", 165_000),
        PriceTier("펫존 1일권 ＋ MD", 148_000),
    )
    assert record.poster_url == "http://www.kopis.or.kr/upload/pfmPoster/PF_PF911093_260313_172418.gif"
    assert record.booking_links == (
        BookingLink("사아유니버스", "http://tickets.example.net/Goods.asp?GoodsCode=26003199"),
    )
    assert record.source_registered_at == datetime(2026, 3, 13, 17, 24, 18, tzinfo=SEOUL)
    assert (record.open_run, record.visiting, record.companies_text) == (None, None, None)


def test_keeps_what_it_cannot_read_as_text(upstream: Upstream, client: KopisClient) -> None:
    record = _detail(upstream, client, "detail-sparse.xml", "PF113900")

    assert (record.runtime_text, record.runtime_minutes) == ("회차별 상이", None)
    assert (record.age_text, record.age_min) == ("미취학아동 입장 불가", None)
    assert (record.price_text, record.prices, record.is_free) == ("자유 후불제 (관람 후 결정)", (), None)
    assert (record.price_min_krw, record.price_max_krw) == (None, None)
    assert (record.schedule_text, record.showtimes) == ("평일 20:00 토 15:00, 19:00 (월 쉼)", ())
    assert (record.venue_id, record.venue_name, record.hall_name) == (None, "어떤극장", "공연장 (C동)")
    assert record.companies[CompanyRole.PRODUCTION] == ("극단 옛날(주최)", "마을극장")
    assert record.companies[CompanyRole.HOST] == ()
    assert record.crew == ("연출 이몽룡", "극작 방자")
    assert record.synopsis == "어느 봄날, 그가 돌아온다.\n\n<노을> 연작의 첫 편."
    assert record.poster_url == f"{upstream.server.url_for('/upload')}/pfmPoster/PF_PF113900_150202_101010.jpg"
    assert record.source_updated_at == datetime(2019, 7, 25, 10, 3, 14, tzinfo=SEOUL)


def test_reads_the_list_of_venues(upstream: Upstream, client: KopisClient) -> None:
    upstream.say_file("prfplc", "venues.xml")

    (page,) = client.iter_venue_pages()

    assert page == (
        ListedVenue(
            "FC902078", "(구) 솔밭초등학교 야외운동장", False, 1, "기타(비공연장)", Region.BUSAN, "해운대구", None
        ),
        ListedVenue("FC900175", "(재) 바다의전당", False, 5, "공공(문예회관)", Region.JEONNAM, "나주시", 2011),
        ListedVenue("FC902651", "1K SPACE", True, 1, "민간(대학로 외)", Region.SEOUL, "서대문구", 2019),
        ListedVenue("FC904356", "샘물홀 [성수]", False, None, "기타(공공)", Region.JEONBUK, None, None),
    )


def test_reads_a_venue_with_many_halls(upstream: Upstream, client: KopisClient) -> None:
    record = _venue(upstream, client, "venue.xml", "FC901247")

    assert record == VenueRecord(
        kopis_id="FC901247",
        name="하늘공원",
        closed=False,
        kind="공공(기타)",
        opened_year=1986,
        seats=21_376,
        phone="02-000-1114",
        url="http://sky.example.com/",
        address="서울특별시 송파구 하늘로 424 하늘공원 (방이동)",
        latitude=37.52112,
        longitude=127.12836360000005,
        has_restaurant=True,
        has_cafe=True,
        has_store=True,
        has_playroom=False,
        has_nursing_room=False,
        has_parking_lot=True,
        accessible_parking=False,
        accessible_restroom=True,
        accessible_ramp=None,
        accessible_elevator=None,
        halls=(
            HallRecord("FC901247-01", "하늘 DOME(체조경기장)", 15_000, None),
            HallRecord("FC901247-03", "하늘홀", 2_452, 22),
            HallRecord("FC901247-04", "작은방", 237, 3),
            HallRecord("FC901247-11", "들판", None, None),
        ),
    )


def test_reads_a_venue_with_one_hall_and_no_place(upstream: Upstream, client: KopisClient) -> None:
    record = _venue(upstream, client, "venue-one-hall.xml", "FC901142")

    assert record.name == "C&D씨어터(구. 옛아트홀)"
    assert record.halls == (HallRecord("FC901142-01", "C&D씨어터(구. 옛아트홀)", 127, None),)
    assert (record.address, record.latitude, record.longitude) == (None, None, None)
    assert (record.phone, record.url) == (None, None)
    assert (record.has_restaurant, record.has_cafe) == (False, None)


def test_reads_todays_board(upstream: Upstream, client: KopisClient) -> None:
    first, second = _board(upstream, client, "boxoffice.xml")

    assert first == RankingRow(
        rank=1,
        kopis_id="PF911093",
        title="HORIZON ARENA TOUR IN SEOUL",
        genre=Genre.POP,
        region=Region.SEOUL,
        venue_text="하늘공원 하늘 DOME(체조경기장)",
        run=(date(2026, 10, 24), date(2026, 10, 26)),
        poster_url="http://www.kopis.or.kr/upload/pfmPoster/PF_PF911093_260922_111811.gif",
        seats=15_000,
        sessions=3,
    )
    assert (second.rank, second.region, second.seats, second.sessions) == (2, Region.GYEONGBUK, None, 0)


def test_reads_the_board_of_before_december_2024(upstream: Upstream, client: KopisClient) -> None:
    (row,) = _board(upstream, client, "boxoffice-legacy.xml")

    assert (row.rank, row.kopis_id, row.genre, row.region) == (4, "PF907565", Genre.MUSICAL, Region.GYEONGGI)
    assert (row.seats, row.sessions) == (1_250, 56)
    assert row.poster_url == f"{upstream.server.url_for('/upload')}/pfmPoster/PF_PF907565_231012_095437.gif"


@pytest.mark.parametrize("name", ["empty-closed.xml", "empty-open.xml"])
def test_reads_that_there_is_nothing(upstream: Upstream, client: KopisClient, name: str) -> None:
    assert _listed(upstream, client, name) == []

    upstream.say_file("pblprfr/PF910608", name)
    assert client.performance("PF910608") is None
    upstream.say_file("prfplc/FC901247", name)
    assert client.venue("FC901247") is None


def test_reads_an_empty_board(upstream: Upstream, client: KopisClient) -> None:
    assert _board(upstream, client, "empty-board.xml") == []


@pytest.mark.parametrize(("name", "code"), [("error-02.xml", "02"), ("error-06.xml", "06")])
def test_reads_a_refusal(upstream: Upstream, client: KopisClient, name: str, code: str) -> None:
    upstream.say_file("pblprfr", name)

    with pytest.raises(KopisRejected) as caught:
        list(client.iter_performance_pages(START, END))

    assert caught.value.code == code


def test_reads_a_block(upstream: Upstream, client: KopisClient) -> None:
    upstream.say("pblprfr", "<HTML><H1>Request Blocked</H1></HTML>", status=400)

    with pytest.raises(KopisUnavailable):
        list(client.iter_performance_pages(START, END))
