"""Real KOPIS responses through the real client and sync, against values that a person read off the files.

Runs only for `make check-samples KOPIS_SAMPLES=folder`. The responses stay in that folder; nothing of it is copied.
"""

from __future__ import annotations

import os
import re
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from werkzeug import Response

from culturepedia.common.progress import SilentProgress
from culturepedia.kopis.client import KopisClient
from culturepedia.kopis.models import SyncRun
from culturepedia.kopis.sync import performances, rankings, venues
from culturepedia.kopis.sync.plans import Plan
from culturepedia.kopis.sync.windows import Span
from culturepedia.performances.models import (
    CompanyCredit,
    Credit,
    Hall,
    Performance,
    Ranking,
    RankingEntry,
    ShowtimeRule,
    Venue,
)

if TYPE_CHECKING:
    from pytest_httpserver import HTTPServer
    from werkzeug import Request

pytestmark = [pytest.mark.samples, pytest.mark.django_db]
SEOUL = ZoneInfo("Asia/Seoul")
IMAGES = "http://www.kopis.or.kr/upload"


class RealKopis:
    """Serves files of the folder where KOPIS would have answered them; everything else is an empty list."""

    def __init__(self, server: HTTPServer, folder: Path) -> None:
        self.folder = folder
        self.base_url = server.url_for("/openApi/restful/")
        self.files: dict[str, str] = {}
        self.empty = "empty-list-a.xml"
        self.status = 200
        server.expect_request(re.compile("/openApi/restful/.*")).respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        path = request.path.removeprefix("/openApi/restful/")
        name = self.files.get(path, self.empty)
        if path in ("pblprfr", "prfplc") and request.args["cpage"] != "1":
            name = self.empty
        return Response((self.folder / name).read_bytes(), status=self.status, content_type="application/xml")

    def client(self) -> KopisClient:
        return KopisClient(
            service_key="key-of-the-samples",
            base_url=self.base_url,
            min_interval_seconds=0,
            backoff_seconds=0,
            blocked_seconds=0,
        )

    def sync_performances(self, today: date) -> SyncRun:
        horizon = Span.around(today, days_back=5, days_ahead=20)
        plan = performances.make_plan(today=today, horizon=horizon)
        run = performances.sync_performances(plan, horizon=horizon, client=self.client(), progress=SilentProgress())
        assert run is not None
        return run

    def sync_venues(self, today: date) -> SyncRun:
        run = venues.sync_venues(venues.make_plan(today=today), client=self.client(), progress=SilentProgress())
        assert run is not None
        return run

    def sync_rankings(self, today: date) -> SyncRun:
        plan = Plan(SyncRun.Kind.RANKINGS, today)
        run = rankings.sync_rankings(plan, client=self.client(), progress=SilentProgress())
        assert run is not None
        return run


@pytest.fixture
def real(httpserver: HTTPServer) -> RealKopis:
    folder = Path(os.environ["KOPIS_SAMPLES"])
    return RealKopis(httpserver, folder)


def _values(row: Any, *names: str) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


# id: title, from, to, genre, region, poster file, venue
UPCOMING: dict[str, tuple[str, date, date, str, str, str, str]] = {
    "PF274677": (
        "더 베스트 오브 라흐마니노프 with 일리야 라쉬코프스키 & 세르게이 타라소프",
        date(2025, 12, 10), date(2025, 12, 10), "classical", "seoul", "PF_PF274677_250922_151333.gif", "롯데콘서트홀",
    ),
    "PF274676": (
        "우당탕탕 크리스마스",
        date(2025, 11, 25), date(2025, 12, 24), "play", "seoul", "PF_PF274676_250922_151130.jpg", "윤당아트홀",
    ),
    "PF274663": (
        "에비타 EVITA",
        date(2025, 11, 7), date(2026, 1, 11), "musical", "seoul", "PF_PF274663_250922_143605.gif", "광림아트센터",
    ),
    "PF274629": (
        "포켓다이노 [전주]",
        date(2025, 12, 21), date(2025, 12, 21), "musical", "jeonbuk", "PF_PF274629_250922_131626.jpg",
        "전주교육문화회관(전북교육문화회관)",
    ),
    "PF274620": (
        "뽀로로 포털의 세계 [울산]",
        date(2025, 12, 13), date(2025, 12, 14), "musical", "ulsan", "PF_PF274620_250922_125918.jpg", "울산문화예술회관",
    ),
    "PF274618": (
        "바다탐험대 옥토넛 시즌3: 바다넘어 육지까지 [의정부]",
        date(2025, 12, 13), date(2025, 12, 14), "musical", "gyeonggi", "PF_PF274618_250922_125242.gif",
        "신한대학교 벧엘관",
    ),
    "PF274581": (
        "크리스틴 정현 리 첼로 리사이틀: 바흐 무반주 첼로 모음곡 Ⅱ",
        date(2025, 12, 19), date(2025, 12, 19), "classical", "seoul", "PF_PF274581_250922_104017.gif",
        "예술의전당 [서울]",
    ),
    "PF274579": (
        "호두까기인형 [서울 도봉]",
        date(2025, 12, 21), date(2025, 12, 21), "musical", "seoul", "PF_PF274579_250922_103423.jpg", "도봉구민회관",
    ),
    "PF274578": (
        "사내연애 보고서 [대전]",
        date(2025, 11, 14), date(2025, 12, 28), "play", "daejeon", "PF_PF274578_250922_103422.jpg", "작은극장 다함",
    ),
    "PF274577": (
        "호두까기인형 [부산 남구]",
        date(2025, 12, 21), date(2025, 12, 21), "musical", "busan", "PF_PF274577_250922_103157.jpg", "부산예술회관",
    ),
}  # fmt: skip


def _listed() -> dict[str, tuple[Any, ...]]:
    names = ("title", "start_date", "end_date", "genre", "region", "poster_source_url", "venue_name", "open_run")
    return {row.kopis_id: _values(row, *names) for row in Performance.objects.all()}


def test_stores_the_list_of_2025(real: RealKopis) -> None:
    real.files["pblprfr"] = "list-2025-09-upcoming.xml"

    run = real.sync_performances(date(2025, 12, 1))

    assert run.outcome == SyncRun.Outcome.COMPLETE
    assert (run.seen, run.created, run.skipped) == (10, 10, {"no_detail": 10})
    assert _listed() == {
        kopis_id: (title, start, end, genre, region, f"{IMAGES}/pfmPoster/{poster}", venue, False)
        for kopis_id, (title, start, end, genre, region, poster, venue) in UPCOMING.items()
    }
    jeonbuk = Performance.objects.get(kopis_id="PF274629")
    assert _values(jeonbuk, "region_text", "work_title") == ("전라북도", "포켓다이노")


def test_stores_the_list_of_2026_without_a_declaration(real: RealKopis) -> None:
    real.files["pblprfr"] = "list-2026-09-classical-two-rows.xml"
    real.empty = "empty-list-b.xml"

    run = real.sync_performances(date(2026, 10, 1))

    assert run.outcome == SyncRun.Outcome.COMPLETE
    day, later = date(2026, 10, 11), date(2026, 12, 11)
    posters = f"{IMAGES}/pfmPoster/PF_PF3006"
    assert _listed() == {
        "PF300640": (
            "고음악 오디세이, 음악의 언어: 극장 (Theatrum)", later, later,
            "classical", "seoul", f"{posters}40_260910_151118.gif", "반포심산아트홀", False,
        ),
        "PF300632": (
            "제92회 코리아나 챔버 뮤직 소사이어티 정기연주회", day, day,
            "classical", "seoul", f"{posters}32_260910_144546.jpg", "예술의전당 [서울]", False,
        ),
    }  # fmt: skip


def test_stores_the_full_detail_of_2025(real: RealKopis) -> None:
    real.files |= {
        "boxoffice": "boxoffice-2025-09-rank01-25.xml",
        "pblprfr/PF273608": "detail-PF273608-2025-09.xml",
    }

    real.sync_rankings(date(2025, 9, 22))

    row = Performance.objects.get(kopis_id="PF273608")
    assert _values(row, "title", "start_date", "end_date", "genre", "genre_text", "region", "open_run") == (
        "최현우 아판타시아 [서울 서초]", date(2025, 10, 25), date(2025, 11, 9), "circus", "서커스/마술", "seoul", False,
    )  # fmt: skip
    assert _values(row, "venue", "venue_kopis_id", "venue_name", "hall_name", "hall_kopis_id") == (
        None, "FC000113", "한전아트센터", "한전아트센터", None,
    )  # fmt: skip
    assert _values(row, "runtime_text", "runtime_minutes", "age_text", "age_min") == ("2시간", 120, "만 13세 이상", 13)
    assert row.prices == [{"seat": "R석", "amount_krw": 99000}, {"seat": "S석", "amount_krw": 77000}]
    assert _values(row, "price_min_krw", "price_max_krw", "is_free") == (77000, 99000, False)
    assert _values(row, "synopsis", "cast_text", "crew_text") == (None, "최현우", None)
    flags = ("visiting", "child", "daehakro", "festival", "musical_licensed", "musical_original")
    assert _values(row, *flags) == (False,) * 6
    assert row.source_updated_at == datetime(2025, 9, 9, 15, 0, 3, 56916, tzinfo=SEOUL)
    assert row.intro_image_urls == [
        f"{IMAGES}/pfmIntroImage/PF_PF273608_202509080558200860.jpg",
        f"{IMAGES}/pfmIntroImage/PF_PF273608_202509080559114910.jpg",
    ]
    assert row.booking_links == [
        {"name": "NHN티켓링크", "url": "http://www.ticketlink.co.kr/product/58493"},
        {"name": "네이버N예약", "url": "https://booking.naver.com/booking/12/bizes/1493573"},
        {"name": "인터파크", "url": "http://ticket.interpark.com/Ticket/Goods/GoodsInfo.asp?GoodsCode=25013005"},
    ]
    evening = {("wed", time(19, 30)), ("thu", time(19, 30)), ("fri", time(19, 30))}
    weekend = {("sat", time(15)), ("sat", time(19)), ("sun", time(14))}
    assert set(ShowtimeRule.objects.values_list("weekday", "time")) == evening | weekend
    assert list(Credit.objects.values_list("kind", "person__name")) == [("cast", "최현우")]
    companies = CompanyCredit.objects.order_by("role", "position").values_list("role", "company__name")
    assert list(companies) == [
        ("host", "(주)라온플레이"),
        ("host", "(주)하늘이엔티"),
        ("organizer", "(주)하늘이엔티"),
        ("production", "(주)라온플레이"),
        ("production", "(주)하늘이엔티"),
    ]


def test_stores_the_compact_detail_of_2026(real: RealKopis) -> None:
    real.files["pblprfr/PF287093"] = "detail-PF287093-2026-compact-abridged.xml"
    day = date(2026, 9, 1)
    Performance.objects.create(
        kopis_id="PF287093",
        title="x",
        start_date=day,
        end_date=day,
        list_fingerprint="listed",
        created_at=datetime(2026, 9, 1, tzinfo=SEOUL),
        synced_at=datetime(2026, 9, 1, tzinfo=SEOUL),
    )

    run = real.sync_performances(day)

    assert run.outcome == SyncRun.Outcome.COMPLETE
    row = Performance.objects.get()
    assert _values(row, "title", "start_date", "end_date", "genre", "region", "region_text") == (
        "Vaundy ASIA ARENA TOUR HORO IN SEOUL", date(2026, 9, 19), date(2026, 9, 20), "pop", "incheon", "인천광역시",
    )  # fmt: skip
    assert _values(row, "venue_kopis_id", "hall_kopis_id", "venue_name", "hall_name") == (
        "FC003670", "FC003670-01", "인스파이어 엔터테인먼트 리조트", "아레나",
    )  # fmt: skip
    assert _values(row, "cast_text", "synopsis", "runtime_minutes", "age_min", "visiting") == (None, None, 120, 7, None)
    assert row.prices == [
        {"seat": "스탠딩석", "amount_krw": 165000},
        {"seat": "R석", "amount_krw": 165000},
        {"seat": "S석", "amount_krw": 154000},
    ]
    assert row.poster_source_url == f"{IMAGES}/pfmPoster/PF_PF287093_260313_172418.gif"
    assert row.booking_links == [
        {"name": "놀유니버스", "url": "http://ticket.interpark.com/Ticket/Goods/GoodsInfo.asp?GoodsCode=26003199"}
    ]
    assert set(ShowtimeRule.objects.values_list("weekday", "time")) == {("sat", time(17)), ("sun", time(16))}


def test_stores_the_facility_list(real: RealKopis) -> None:
    real.files["prfplc"] = "facility-list-2025-09-excerpt.xml"

    run = real.sync_venues(date(2025, 9, 22))

    assert (run.outcome, run.seen, run.created) == (SyncRun.Outcome.COMPLETE, 27, 27)
    names = ("name", "kind", "region", "district_code", "opened_year", "closed")
    stored = {row.kopis_id: _values(row, *names) for row in Venue.objects.all()}
    assert stored["FC002078"] == ("(구) 송정초등학교 야외운동장", "기타(비공연장)", "busan", "2635", None, False)
    assert stored["FC004472"] == ("(구)화남산업", "기타(비공연장)", "jeonnam", "4617", None, False)
    assert stored["FC000175"] == ("(재) 영화의전당", "공공(문예회관)", "busan", "2635", 2011, False)
    assert stored["FC002651"] == ("1M SPACE", "민간(대학로 외)", "seoul", "1141", 2019, True)
    assert stored["FC001562"] == ("30스튜디오", "민간(대학로)", "seoul", "1111", 2016, True)
    assert stored["FC003142"] == ("1미터마술", "민간(대학로 외)", "jeonbuk", "4513", None, False)
    assert stored["FC003784"] == ("346커피스토리", "기타(비공연장)", "gangwon", "5115", None, False)
    assert stored["FC000420"] == ("5.18기념문화센터", "공공(문예회관)", "gwangju", "2914", 2001, False)
    assert stored["FC002034"] == ("2D Hall(이디홀)", "민간(대학로 외)", "jeju", "5011", None, False)
    assert stored["FC004325"] == ("AK플라자 [분당]", "기타(비공연장)", "gyeonggi", "4113", None, False)
    assert stored["FC002391"] == ("242", "기타(비공연장)", "seoul", "1117", None, False)
    assert sum(closed for *_, closed in stored.values()) == 2
    assert all(code for *_, code, _, _ in stored.values())


FLAGS = (
    "has_restaurant", "has_cafe", "has_store", "has_playroom", "has_nursing_room", "has_parking_lot",
    "accessible_parking", "accessible_restroom", "accessible_ramp", "accessible_elevator",
)  # fmt: skip


def _named(kopis_id: str) -> None:
    now = datetime(2025, 9, 1, tzinfo=SEOUL)
    Venue.objects.create(kopis_id=kopis_id, name="x", list_fingerprint="listed", synced_at=now)


def test_stores_a_facility_with_twelve_halls(real: RealKopis) -> None:
    real.files["prfplc/FC001247"] = "facility-detail-FC001247-2025-09.xml"
    _named("FC001247")

    run = real.sync_venues(date(2025, 9, 22))

    assert run.outcome == SyncRun.Outcome.COMPLETE
    row = Venue.objects.get()
    assert _values(row, "name", "kind", "opened_year", "seats", "wheelchair_seats", "phone", "url", "address") == (
        "올림픽공원", "공공(기타)", 1986, 41376, 57, "02-410-1114", "http://www.olympicpark.co.kr/",
        "서울특별시 송파구 올림픽로 424 올림픽공원 (방이동)",
    )  # fmt: skip
    assert _values(row, "region", "district_code", "district_text") == ("seoul", "1171", "송파구")
    assert _values(row, "latitude", "longitude") == (37.52112, 127.12836360000005)
    assert _values(row, *FLAGS) == (True, True, True, False, False, True, False, False, False, False)
    halls = {hall.kopis_id: _values(hall, "name", "seats", "wheelchair_seats") for hall in Hall.objects.all()}
    assert halls == {
        "FC001247-01": ("KSPO DOME(체조경기장)", 15000, None),
        "FC001247-02": ("SK핸드볼경기장(펜싱경기장)", 5003, 20),
        "FC001247-03": ("올림픽홀", 2452, 22),
        "FC001247-04": ("뮤즈라이브", 237, 3),
        "FC001247-05": ("우리금융아트홀(역도경기장)", 1184, 12),
        "FC001247-06": ("K-아트홀", 500, None),
        "FC001247-07": ("야외(88잔디마당)", 10000, None),
        "FC001247-08": ("야외(수변무대)", 1000, None),
        "FC001247-09": ("벨로드롬(경륜경기장)", 6000, None),
        "FC001247-11": ("평화광장", None, None),
        "FC001247-12": ("일대", None, None),
        "FC001247-13": ("한성백제박물관", None, None),
    }


def test_stores_a_facility_with_one_hall(real: RealKopis) -> None:
    real.files["prfplc/FC001142"] = "facility-detail-FC001142-2024-10.xml"
    _named("FC001142")

    real.sync_venues(date(2025, 9, 22))

    row = Venue.objects.get()
    assert _values(row, "name", "kind", "opened_year", "seats", "wheelchair_seats", "phone", "url") == (
        "R&J씨어터(구. 연진아트홀)", "민간(대학로)", 2006, 127, None, "02-747-1912", None,
    )  # fmt: skip
    assert _values(row, "region", "district_code") == ("seoul", "1111")
    assert _values(row, "latitude", "longitude") == (37.5802937, 127.00526530000002)
    assert _values(row, *FLAGS) == (False,) * 10
    hall = Hall.objects.get()
    assert _values(hall, "kopis_id", "name", "seats", "wheelchair_seats") == (
        "FC001142-01", "R&J씨어터(구. 연진아트홀)", 127, None,
    )  # fmt: skip


BOARD = [
    "PF274597", "PF273608", "PF264404", "PF263934", "PF272256", "PF272383", "PF263972", "PF271160", "PF267494",
    "PF269741", "PF274238", "PF266928", "PF273149", "PF266915", "PF274471", "PF264954", "PF273937", "PF270210",
    "PF267104", "PF274543", "PF274043", "PF274585", "PF271506", "PF274616", "PF263426",
]  # fmt: skip


def _national_week() -> list[tuple[int, str]]:
    newest = Ranking.objects.filter(period="week", genre="", region="").latest("to_date")
    entries = RankingEntry.objects.filter(ranking=newest)
    return list(entries.order_by("rank").values_list("rank", "kopis_id"))


def test_stores_the_board_of_2025(real: RealKopis) -> None:
    real.files["boxoffice"] = "boxoffice-2025-09-rank01-25.xml"

    run = real.sync_rankings(date(2025, 9, 22))

    assert run.outcome == SyncRun.Outcome.COMPLETE
    assert _national_week() == list(enumerate(BOARD, start=1))


def test_stores_the_board_of_2023(real: RealKopis) -> None:
    real.files["boxoffice"] = "boxoffice-legacy-2023-11-one-row.xml"

    real.sync_rankings(date(2023, 11, 22))

    assert _national_week() == [(4, "PF227565")]


def test_stores_prize_winners_listed_in_the_old_form(real: RealKopis) -> None:
    """The rows lack province and open run; the shape is that of the performance list otherwise."""
    real.files["pblprfr"] = "awards-guide-sample.xml"

    run = real.sync_performances(date(2019, 5, 1))

    assert run.created == 4
    names = ("title", "start_date", "end_date", "genre", "region", "venue_name")
    assert {row.kopis_id: _values(row, *names) for row in Performance.objects.all()} == {
        "PF141135": (
            "다함께 다방구", date(2017, 8, 1), date(2019, 5, 31), "musical", None, "대학로 위로홀(구. 몬스터홀)",
        ),
        "PF139762": ("사랑은 비를 타고", date(2017, 10, 7), date(2019, 5, 31), "musical", None, "예술극장 나무와물"),
        "PF136878": ("오버코트", date(2017, 2, 25), date(2019, 6, 29), "play", None, "라이트씨어터"),
        "PF131898": (
            "김종욱 찾기", date(2016, 6, 17), date(2019, 7, 14), "musical", None,
            "컬처스페이스 엔유(구. 쁘티첼 씨어터)",
        ),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["error-02-bad-key-2026-08.xml", "error-06-rows-over-100-2025-09.xml"])
def test_an_error_is_never_one_performance(real: RealKopis, name: str) -> None:
    real.empty = name

    run = real.sync_performances(date(2026, 8, 26))

    assert (run.outcome, run.seen, run.requests) == (SyncRun.Outcome.INCOMPLETE, 0, 1)
    assert not Performance.objects.exists()


def test_a_block_is_never_an_empty_day(real: RealKopis) -> None:
    real.empty, real.status = "blocked-400-form.html", 400

    run = real.sync_performances(date(2026, 8, 26))

    assert run.outcome == SyncRun.Outcome.INCOMPLETE
    assert not Performance.objects.exists()


@pytest.mark.parametrize("name", ["empty-list-a.xml", "empty-list-b.xml"])
def test_both_spellings_of_an_empty_list_are_an_empty_day(real: RealKopis, name: str) -> None:
    real.empty = name

    run = real.sync_performances(date(2026, 8, 26))

    assert (run.outcome, run.seen) == (SyncRun.Outcome.COMPLETE, 0)


def test_every_response_of_the_folder_is_used(real: RealKopis) -> None:
    used = set(re.findall(r'"([\w-]+\.(?:xml|html))"', Path(__file__).read_text(encoding="utf-8")))

    assert {path.name for path in real.folder.iterdir() if path.suffix in (".xml", ".html")} <= used
