"""The performance list: window, order, paging, filters."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sandbox.conftest import Reader

FIELDS = ["mt20id", "prfnm", "prfpdfrom", "prfpdto", "fcltynm", "poster", "area", "genrenm", "openrun", "prfstate"]
GENRES = {
    "AAAA": {"연극"},
    "GGGA": {"뮤지컬"},
    "CCCA": {"서양음악(클래식)"},
    "CCCC": {"한국음악(국악)"},
    "CCCD": {"대중음악"},
    "BBBC": {"무용(서양/한국무용)"},
    "BBBE": {"대중무용"},
    "EEEA": {"복합"},
    "EEEB": {"서커스/마술"},
}


def test_lists_what_overlaps_the_window_newest_id_first(kopis: Reader) -> None:
    rows = kopis.all(stdate="20261201", eddate="20261207")

    ids = [row["mt20id"] for row in rows]
    assert len(rows) > 150
    assert ids == sorted(ids, reverse=True)
    assert all(row["prfpdfrom"] <= "2026.12.07" and row["prfpdto"] >= "2026.12.01" for row in rows)
    assert any(row["prfpdfrom"] < "2026.12.01" for row in rows)
    assert any(row["prfpdto"] > "2026.12.07" for row in rows)


def test_pages_cover_the_window_without_gap_or_repeat(kopis: Reader) -> None:
    big = [row["mt20id"] for row in kopis.all()]
    small = [row["mt20id"] for page in range(1, 6) for row in kopis.page(cpage=page, rows=20)]

    assert len(set(big)) == len(big) > 600
    assert small == big[:100]


def test_a_page_past_the_end_is_an_empty_root(kopis: Reader) -> None:
    reply = kopis.get("pblprfr", stdate="20261123", eddate="20261223", cpage=99, rows=100)

    assert reply.content.endswith(b"<dbs/>")
    assert reply.headers["Content-Type"] == "application/xml"
    assert reply.content.startswith(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>')


def test_a_row_has_the_documented_elements_and_a_few_lack_the_area(kopis: Reader) -> None:
    rows = kopis.all()

    shapes = [list(row) for row in rows]
    without_area = sum("area" not in shape for shape in shapes)
    assert all([name for name in FIELDS if name in shape] == shape for shape in shapes)
    assert 0 < without_area < len(rows) * 0.05
    assert all(len(shape) >= 9 for shape in shapes)


@pytest.mark.parametrize("code", sorted(GENRES))
def test_filters_by_genre(kopis: Reader, code: str) -> None:
    rows = kopis.all(shcate=code)

    # Rows of years ago keep an older spelling; of these only open runs are still on, and they are plays or musicals.
    assert rows
    assert {row["genrenm"] for row in rows} == GENRES[code]


def test_filters_by_province_with_both_codes_of_gangwon(kopis: Reader) -> None:
    new, old = kopis.all(signgucode="51"), kopis.all(signgucode="42")

    assert new
    assert [row["mt20id"] for row in new] == [row["mt20id"] for row in old]
    assert {row.get("area", "강원도") for row in new} <= {"강원도", "강원특별자치도"}


def test_filters_by_district(kopis: Reader) -> None:
    rows = kopis.all(signgucodesub="1111")

    venue = kopis.detail(f"prfplc/{kopis.detail('pblprfr/' + rows[0]['mt20id'])['mt10id']}")
    assert venue["adres"].startswith("서울특별시 종로구")
    assert len(rows) < len(kopis.all(signgucode="11"))


def test_filters_by_state_relative_to_the_day(kopis: Reader) -> None:
    window = {"stdate": "20261115", "eddate": "20261205"}
    upcoming, running, ended = (kopis.all(prfstate=code, **window) for code in ("01", "02", "03"))

    assert all(row["prfpdfrom"] > "2026.11.23" for row in upcoming)
    assert all(row["prfpdfrom"] <= "2026.11.23" <= row["prfpdto"] for row in running)
    assert all(row["prfpdto"] < "2026.11.23" for row in ended)
    assert len(upcoming) + len(running) + len(ended) == len(kopis.all(**window))
    assert {row["prfstate"] for row in running} == {"공연중"}


def test_filters_by_title_facility_child_and_open_run(kopis: Reader) -> None:
    titles = kopis.all(shprfnm="리사이틀")
    places = kopis.all(shprfnmfct="소극장")
    children = kopis.all(kidstate="Y")
    open_runs = kopis.all(openrun="Y")

    assert titles
    assert all("리사이틀" in row["prfnm"] for row in titles)
    assert places
    assert all("소극장" in row["fcltynm"] for row in places)
    assert kopis.detail(f"pblprfr/{children[0]['mt20id']}")["child"] == "Y"
    assert open_runs
    assert {row["openrun"] for row in open_runs} == {"Y"}
    assert min(row["prfpdfrom"] for row in open_runs) < "2020"


def test_filters_by_hall(kopis: Reader) -> None:
    detail = next(found for row in kopis.page() if "mt13id" in (found := kopis.detail(f"pblprfr/{row['mt20id']}")))

    rows = kopis.all(prfplccd=detail["mt13id"])

    assert detail["mt20id"] in [row["mt20id"] for row in rows]
    assert {row["fcltynm"] for row in rows} == {detail["fcltynm"].split(" (")[0]} or len(rows) >= 1


def test_afterdate_keeps_what_was_registered_or_modified_since(kopis: Reader) -> None:
    everything, recent = kopis.all(), kopis.all(afterdate="20261122")

    assert 0 < len(recent) < len(everything) / 3
    recent_ids = {row["mt20id"] for row in recent}
    for row in recent[:25]:
        assert kopis.detail(f"pblprfr/{row['mt20id']}")["updatedate"] >= "2026-11-22"
    for row in [row for row in everything if row["mt20id"] not in recent_ids][:25]:
        assert kopis.detail(f"pblprfr/{row['mt20id']}")["updatedate"] < "2026-11-22"


def test_ignores_unknown_parameters(kopis: Reader) -> None:
    assert kopis.page(shcat="AAAA", nonsense="1") == kopis.page()


def test_a_filter_that_matches_one_row_gives_one_item(kopis: Reader) -> None:
    title = next(
        row["prfnm"] for row in kopis.page() if sum(other["prfnm"] == row["prfnm"] for other in kopis.all()) == 1
    )

    assert [row["prfnm"] for row in kopis.page(shprfnm=title)] == [title]


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"service": ""}, "02"),
        ({"service": "bad"}, "02"),
        ({"rows": 101}, "06"),
        ({"eddate": "20261224"}, "05"),
        ({"eddate": "20261122"}, "01"),
        ({"stdate": "2026-11-23"}, "01"),
        ({"stdate": "20261323"}, "01"),
        ({"stdate": ""}, "01"),
        ({"rows": 0}, "01"),
        ({"rows": "many"}, "01"),
        ({"cpage": 0}, "01"),
        ({"cpage": 1000}, "01"),
        ({"afterdate": "yesterday"}, "01"),
        ({"service": "bad", "rows": 101}, "02"),
    ],
)
def test_says_what_is_wrong_in_an_ordinary_envelope(kopis: Reader, params: dict[str, object], code: str) -> None:
    asked = {"stdate": "20261123", "eddate": "20261223", "cpage": 1, "rows": 100, **params}
    (error,) = kopis.items("pblprfr", **asked)

    assert [child.tag for child in error] == ["returncode", "errmsg", "responsetime"]
    assert error.findtext("returncode") == code
    assert error.findtext("responsetime", "").startswith("2026-11-23 ")


def test_the_window_counts_both_ends(kopis: Reader) -> None:
    assert kopis.code("pblprfr", stdate="20261201", eddate="20261231", cpage=1, rows=1) is None
    assert kopis.code("pblprfr", stdate="20261201", eddate="20270101", cpage=1, rows=1) == "05"


def test_the_message_of_a_limit_is_mojibake(kopis: Reader) -> None:
    text = kopis.root("pblprfr", stdate="20261123", eddate="20261223", cpage=1, rows=101).findtext("db/errmsg", "")

    assert text.isprintable() is False
    assert "100건" in text.encode("latin-1").decode()


def test_an_unknown_endpoint_is_a_404_in_json(kopis: Reader) -> None:
    for path in ("boxStats", "prfsts", "pblprfr/PF123456/x", "mnfct/MI000001"):
        reply = kopis.get(path)
        assert reply.status_code == 404
        assert reply.json()["success"] is False


def test_titles_carry_the_marks_of_real_ones(kopis: Reader) -> None:
    titles = [row["prfnm"] for row in kopis.all(stdate="20261101", eddate="20261130")]

    for mark in ("&", "Ⅱ", "＋", "〈", "[대구]", "[서울", "×"):
        assert any(mark in title for title in titles), mark
    assert (
        b"&amp;" in kopis.get("pblprfr", stdate="20261101", eddate="20261130", cpage=1, rows=100, shprfnm="&").content
    )


def test_the_shape_of_a_day_is_a_day(kopis: Reader) -> None:
    today = date(2026, 11, 23).strftime("%Y%m%d")

    assert kopis.all(stdate=today, eddate=today)
