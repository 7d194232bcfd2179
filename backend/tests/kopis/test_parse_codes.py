"""Genres and provinces: every spelling, and the codes to ask by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturepedia.kopis.parse.codes import (
    FULL_REGION_NAMES,
    GENRE_CODES,
    GENRE_NAMES,
    REGION_CODES,
    read_genre,
    read_region,
)
from culturepedia.performances.codes import Genre, Region


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("연극", Genre.PLAY),
        ("뮤지컬", Genre.MUSICAL),
        ("서양음악(클래식)", Genre.CLASSICAL),
        ("서양음악 (클래식)", Genre.CLASSICAL),
        ("클래식", Genre.CLASSICAL),
        ("오페라", Genre.CLASSICAL),
        ("한국음악(국악)", Genre.GUGAK),
        ("국악", Genre.GUGAK),
        ("대중음악", Genre.POP),
        ("무용(서양/한국무용)", Genre.DANCE),
        ("무용", Genre.DANCE),
        ("대중무용", Genre.POP_DANCE),
        ("서커스/마술", Genre.CIRCUS),
        ("복합", Genre.MIXED),
        (" 연극 ", Genre.PLAY),
        ("영화", None),
        ("연극/뮤지컬", None),
        ("AAAA", None),
        ("", None),
        (None, None),
    ],
)
def test_reads_genres(text: str | None, genre: Genre | None) -> None:
    assert read_genre(text) == genre


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("서울특별시", Region.SEOUL),
        ("서울", Region.SEOUL),
        ("전라북도", Region.JEONBUK),
        ("전북특별자치도", Region.JEONBUK),
        ("전북", Region.JEONBUK),
        ("강원도", Region.GANGWON),
        ("강원특별자치도", Region.GANGWON),
        ("강원", Region.GANGWON),
        ("세종특별자치시", Region.SEJONG),
        ("제주특별자치도", Region.JEJU),
        ("경상북도", Region.GYEONGBUK),
        ("경북", Region.GYEONGBUK),
        ("광주", Region.GWANGJU),
        ("광주시", None),
        ("평양직할시", None),
        ("서울 부산", None),
        ("11", None),
        ("", None),
        (None, None),
    ],
)
def test_reads_provinces(text: str | None, region: Region | None) -> None:
    assert read_region(text) == region


def test_every_genre_has_one_code_and_a_name() -> None:
    assert set(GENRE_CODES) == set(GENRE_NAMES.values()) == set(Genre)
    assert len(set(GENRE_CODES.values())) == len(Genre)
    assert set(GENRE_CODES.values()) == {
        "AAAA", "GGGA", "CCCA", "CCCC", "CCCD", "BBBC", "BBBE", "EEEA", "EEEB",
    }  # fmt: skip


def test_every_province_has_one_code_a_full_and_a_short_name() -> None:
    assert set(REGION_CODES) == set(FULL_REGION_NAMES.values()) == set(Region)
    assert sorted(REGION_CODES.values()) == [
        "11", "26", "27", "28", "29", "30", "31", "36", "41", "43", "44", "45", "46", "47", "48", "50", "51",
    ]  # fmt: skip
    for region in Region:
        assert read_region(region.ko) is region


@given(st.text(max_size=20))
def test_unknown_spellings_stay_unknown(text: str) -> None:
    assert read_genre(text) is GENRE_NAMES.get("".join(text.split()))
    assert read_region(text) in {*Region, None}
