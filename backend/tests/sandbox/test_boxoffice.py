"""The booking board and the smaller lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sandbox.conftest import Reader

WEEK = {"stdate": "20261116", "eddate": "20261122"}
FIELDS = ["cate", "rnum", "prfnm", "prfpd", "prfdtcnt", "area", "prfplcnm", "seatcnt", "poster", "mt20id"]


def board(kopis: Reader, **params: object) -> list[dict[str, str]]:
    root = kopis.root("boxoffice", **{**WEEK, **params})
    assert root.tag == "boxofs"
    assert root.find("basedate") is None
    return [{child.tag: child.text or "" for child in item} for item in root]


def test_ranks_fifty_of_the_week(kopis: Reader) -> None:
    rows = board(kopis)

    assert [row["rnum"] for row in rows] == [str(place) for place in range(1, 51)]
    assert all(list(row) == FIELDS for row in rows)
    assert len({row["mt20id"] for row in rows}) == 50
    assert {"뮤지컬", "대중음악"} <= {row["cate"] for row in rows}
    assert board(kopis) == rows


def test_agrees_with_the_details(kopis: Reader) -> None:
    for row in board(kopis)[:15]:
        detail = kopis.detail(f"pblprfr/{row['mt20id']}")
        assert row["prfnm"] == detail["prfnm"]
        assert row["prfpd"] == f"{detail['prfpdfrom']}~{detail['prfpdto']}"
        assert row["cate"] == detail["genrenm"]


@pytest.mark.parametrize("code", ["AAAA", "GGGA", "CCCA", "CCCC", "CCCD", "BBBC", "BBBE", "EEEA", "EEEB"])
def test_ranks_every_genre(kopis: Reader, code: str) -> None:
    rows = board(kopis, catecode=code, stdate="20261025", eddate="20261122")

    assert len(rows) >= 5
    assert len({row["cate"] for row in rows}) == 1


@pytest.mark.parametrize(
    "code", ["11", "26", "27", "28", "29", "30", "31", "36", "41", "43", "44", "45", "46", "47", "48", "50", "51", "42"]
)
def test_ranks_every_province(kopis: Reader, code: str) -> None:
    rows = board(kopis, area=code, stdate="20261025", eddate="20261122")

    assert rows
    assert len({row["area"] for row in rows}) == 1


def test_filters_by_seats(kopis: Reader) -> None:
    rows = board(kopis, srchseatscale="1000")

    assert rows
    assert all(1_000 <= int(row["seatcnt"]) <= 5_000 for row in rows)
    assert all(row["seatcnt"] == "0" for row in board(kopis, srchseatscale="0"))


def test_has_the_quirks_of_the_real_board(kopis: Reader) -> None:
    rows = [row for code in ("AAAA", "GGGA", "CCCA", "CCCD", "EEEB") for row in board(kopis, catecode=code)]

    assert any(row["poster"].startswith("/upload/pfmPoster/") for row in rows)
    assert any(row["poster"].startswith("http://") for row in rows)
    assert any(row["prfplcnm"].endswith(" ") for row in rows)
    assert any(row["prfdtcnt"] == "0" for row in rows)
    assert any(int(row["prfdtcnt"]) > 40 for row in rows)


def test_wants_a_window_of_at_most_31_days(kopis: Reader) -> None:
    assert kopis.code("boxoffice", stdate="20261101", eddate="20261202") == "05"
    assert kopis.code("boxoffice", ststype="week", date="20261116") == "01"
    assert kopis.code("boxoffice", **WEEK, srchseatscale="7") == "01"
    assert kopis.code("boxoffice", **{**WEEK, "service": "bad"}) == "02"


def test_an_empty_board_is_an_empty_root(kopis: Reader) -> None:
    assert board(kopis, catecode="ZZZZ") == []


def test_festivals_awards_and_authors_lack_area_and_open_run(kopis: Reader) -> None:
    festivals, awards, authors = (kopis.page(path) for path in ("prffest", "prfawad", "prfper"))

    for rows, extra in ((festivals, {"festival"}), (awards, {"awards"}), (authors, {"author", "creator"})):
        assert rows
        assert all(not {"area", "openrun"} & row.keys() and extra <= row.keys() for row in rows)
    assert kopis.detail(f"pblprfr/{festivals[0]['mt20id']}")["festival"] == "Y"
    assert any("<br>" in row["awards"] for row in awards)


def test_lists_producers(kopis: Reader) -> None:
    rows = kopis.all("mnfct")

    assert len(rows) > 400
    assert all(row["entrpsnm"] for row in rows)
    assert all("(주)" in row["entrpsnm"] for row in kopis.page("mnfct", entrpsnm="(주)"))
