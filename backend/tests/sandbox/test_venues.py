"""Facilities: list, detail, provinces, positions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from tests.sandbox.conftest import Reader

SHORT = {
    "서울",
    "부산",
    "대구",
    "인천",
    "광주",
    "대전",
    "울산",
    "세종",
    "경기",
    "강원",
    "충북",
    "충남",
    "전북",
    "전남",
    "경북",
    "경남",
    "제주",
}


def read_all(kopis: Reader, **params: object) -> list[dict[str, str]]:
    return kopis.all("prfplc", **params)


def test_lists_more_than_320_sorted_by_name_in_all_provinces(kopis: Reader) -> None:
    venues = read_all(kopis)

    assert len(venues) >= 320
    assert [venue["fcltynm"] for venue in venues] == sorted(venue["fcltynm"] for venue in venues)
    assert {venue["sidonm"] for venue in venues} == SHORT
    assert list(venues[0]) == ["fcltynm", "mt10id", "mt13cnt", "fcltychartr", "sidonm", "gugunnm", "opende"]
    assert sum("(폐관)" in venue["fcltynm"] for venue in venues) >= 3
    assert len({venue["mt10id"] for venue in venues}) == len(venues)


def test_details_give_halls_flags_and_positions_in_korea(kopis: Reader) -> None:
    blank = 0
    seats = ""
    for venue in read_all(kopis)[::3]:
        (detail,) = kopis.items(f"prfplc/{venue['mt10id']}")
        assert int(venue["mt13cnt"]) == len(detail.findall("mt13s/mt13")) >= 1
        seats += "".join(hall.findtext("seatscale", "") for hall in detail.iter("mt13"))
        assert detail.findtext("seatscale", "").isdigit()
        assert detail.find("sidonm") is None
        for flag in ("restaurant", "cafe", "store", "nolibang", "suyu", "parkbarrier", "elevbarrier", "parkinglot"):
            assert detail.findtext(flag) in {"Y", "N"}
        latitude, longitude = (detail.findtext(name, "").strip() for name in ("la", "lo"))
        if latitude in {"", "0"}:
            blank += 1
        else:
            assert 33 < float(latitude) < 38.7
            assert 125 < float(longitude) < 131
    assert blank < 10
    assert "," in seats


def test_a_hall_of_a_big_house_has_an_id_of_its_own(kopis: Reader) -> None:
    many = next(venue for venue in read_all(kopis) if int(venue["mt13cnt"]) >= 3)

    (detail,) = kopis.items(f"prfplc/{many['mt10id']}")

    codes = [hall.findtext("mt13id", "") for hall in detail.iter("mt13")]
    assert all(code.startswith(many["mt10id"] + "-") for code in codes)
    assert len(set(codes)) == len(codes)


def test_filters(kopis: Reader) -> None:
    daehakro = read_all(kopis, fcltychartr="4")
    jeju = read_all(kopis, signgucode="50")
    halls = read_all(kopis, shprfnmfct="아트홀")
    jongno = read_all(kopis, signgucodesub="1111")

    assert len(daehakro) > 30
    assert {venue["gugunnm"] for venue in daehakro} == {"종로구"}
    assert {venue["sidonm"] for venue in jeju} == {"제주"}
    assert halls
    assert all("아트홀" in venue["fcltynm"] for venue in halls)
    assert {venue["gugunnm"] for venue in jongno} == {"종로구"}
    assert 0 < len(read_all(kopis, afterdate="20261101")) < 120


def test_checks_its_parameters(kopis: Reader) -> None:
    assert kopis.code("prfplc", cpage=1, rows=500) == "06"
    assert kopis.code("prfplc", cpage=1) == "01"
    assert kopis.code("prfplc", cpage=1, rows=1, service="bad") == "02"
    assert kopis.items("prfplc/FC999999") == []


def test_every_performance_leads_to_its_facility(kopis: Reader) -> None:
    known = {venue["mt10id"]: venue["fcltynm"] for venue in read_all(kopis)}

    for row in kopis.page(rows=60):
        assert known[kopis.detail(f"pblprfr/{row['mt20id']}")["mt10id"]] == row["fcltynm"]


def test_addresses_begin_with_the_full_province(kopis: Reader) -> None:
    venue = read_all(kopis, signgucode="46")[0]
    detail: ET.Element = kopis.items(f"prfplc/{venue['mt10id']}")[0]

    assert detail.findtext("adres", "").startswith(f"전라남도 {venue['gugunnm']} ")
