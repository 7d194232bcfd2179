"""Districts: codes that are unique and complete, found from the names KOPIS writes."""

from __future__ import annotations

import pytest

from culturepedia.performances.codes import Region
from culturepedia.performances.districts import all_districts, find_code, get_district, split_address


def test_every_code_stands_once_and_each_province_has_one() -> None:
    codes = [district.code for district in all_districts()]

    assert len(codes) == len(set(codes))
    assert all(len(code) == 4 and code.isdecimal() for code in codes)
    assert {district.region for district in all_districts()} == set(Region)


@pytest.mark.parametrize(
    ("region", "name", "code"),
    [
        ("seoul", "종로구", "1111"),
        ("busan", "중구", "2611"),
        ("daegu", "중구", "2711"),
        ("gyeonggi", "수원시", "4111"),
        ("gyeonggi", "수원시 팔달구", "4111"),
        ("gangwon", "고성군", "5182"),
        ("gyeongnam", "고성군", "4882"),
        ("gyeongbuk", "군위군", "2772"),
        ("incheon", "남구", "2817"),
        ("chungbuk", "증평군", "4374"),
        ("sejong", None, "3611"),
        ("jeju", "서귀포시", "5013"),
        ("seoul", "없는구", None),
        ("seoul", None, None),
        ("seoul", " ", None),
        (None, "종로구", None),
        ("atlantis", "종로구", None),
    ],
)
def test_finds_the_code_of_a_name(region: str | None, name: str | None, code: str | None) -> None:
    assert find_code(region, name) == code


def test_names_both_counties_that_share_a_code() -> None:
    district = get_district("4374")

    assert district is not None
    assert district.ko == "영동군·증평군"
    assert get_district("0000") is None


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("서울특별시 종로구 낙산길 14 (동숭동)", (Region.SEOUL, "종로구")),
        ("강원도 춘천시 효자동", (Region.GANGWON, "춘천시")),
        ("강원특별자치도 춘천시 효자동", (Region.GANGWON, "춘천시")),
        ("전라북도 전주시 완산구", (Region.JEONBUK, "전주시")),
        ("전북특별자치도 전주시", (Region.JEONBUK, "전주시")),
        ("세종특별자치시 갈매로 388", (Region.SEJONG, None)),
        ("경기도 광주시 회안대로", (Region.GYEONGGI, "광주시")),
        ("광주광역시 북구 문화대로", (Region.GWANGJU, "북구")),
        ("서울 강남구", (Region.SEOUL, "강남구")),
        ("일본 도쿄", (None, None)),
        ("서울대학교", (None, None)),
        ("", (None, None)),
        (None, (None, None)),
    ],
)
def test_reads_province_and_district_off_an_address(
    address: str | None, expected: tuple[Region | None, str | None]
) -> None:
    assert split_address(address) == expected
