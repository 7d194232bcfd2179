"""Numbers, running times and ages: read in every form that leaves no doubt, unknown in all others."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturepedia.kopis.parse.numbers import (
    MAX_SEATS,
    read_age,
    read_count,
    read_flag,
    read_position,
    read_runtime,
    read_year,
)

if TYPE_CHECKING:
    from collections.abc import Callable

RUNTIMES: list[tuple[str | None, int | None]] = [
    ("1시간 40분", 100),
    ("50분", 50),
    ("6시간", 360),
    ("1시간 05분", 65),
    ("1시간40분", 100),
    ("1 시간 40 분", 100),
    ("100분", 100),
    ("１시간　３０분", 90),
    ("1시간 반", 90),
    ("약 90분", 90),
    ("약90분", 90),
    ("총 2시간 30분", 150),
    ("90분 내외", 90),
    ("90분(예정)", 90),
    ("100분(인터미션 15분)", 100),
    ("100분 (인터미션 15분 포함)", 100),
    ("120분(휴식 20분 포함)", 120),
    ("2시간 30분(인터미션 : 20분)", 150),
    ("인터미션 포함 100분", 100),
    ("인터미션 15분 포함 100분", 100),
    ("2시간 30분, 인터미션 20분 포함", 150),
    ("90분 (인터미션 없음)", 90),
    ("24시간", 1440),
    (None, None),
    ("", None),
    ("미정", None),
    ("90", None),
    ("1:30", None),
    ("90분 인터미션 15분", None),
    ("100분(인터미션 별도)", None),
    ("100분(인터미션 15분 제외)", None),
    ("60~70분", None),
    ("60분 ~ 70분", None),
    ("1시간 ~ 1시간 30분", None),
    ("60분, 70분", None),
    ("1부 60분 2부 40분", None),
    ("1시간 60분", None),
    ("0분", None),
    ("0시간 0분", None),
    ("25시간", None),
    ("9999분", None),
    ("-90분", None),
    ("1.5시간", None),
    ("٩٠분", None),
    ("한 시간", None),
    ("최대 90분", None),
    ("90분 이상", None),
]

AGES: list[tuple[str | None, int | None]] = [
    ("만 7세 이상", 7),
    ("만 7세이상", 7),
    ("만7세이상", 7),
    ("7세 이상", 7),
    ("8세 이상 관람가", 8),
    ("8세 이상 관람가능", 8),
    ("만 13세 이상 입장가", 13),
    ("만 19세 이상 관람 가능", 19),
    ("24개월 이상", 2),
    ("24개월이상", 2),
    ("36개월이상", 3),
    ("30개월 이상", 3),
    ("1개월 이상", 1),
    ("48개월 미만 입장 불가", 4),
    ("만 7세 미만 관람불가", 7),
    ("만 7세 이상 (미취학아동 입장 불가)", 7),
    ("만 １９세 이상 (청소년 관람불가)", 19),
    ("0세 이상", 0),
    ("전체 관람가", 0),
    ("전체관람가", 0),
    ("전체 관람 가능", 0),
    ("전 연령 관람가", 0),
    ("전연령", 0),
    ("연령제한 없음", 0),
    (None, None),
    ("", None),
    ("만 7세", None),
    ("미취학아동 입장 불가", None),
    ("미취학 아동 입장 불가", None),
    ("초등학생 이상", None),
    ("청소년 관람불가", None),
    ("만 7세 이상 권장", None),
    ("만 7세 이상 (보호자 동반 시 만 5세 가능)", None),
    ("만 7세 이하", None),
    ("만 7세 이상 만 12세 이하", None),
    ("만 5~7세", None),
    ("2018년생 이상", None),
    ("999세 이상", None),
    ("만 100세 이상", None),
    ("-7세 이상", None),
    ("7.5세 이상", None),
    ("٧세 이상", None),
    ("R등급", None),
]

COUNTS: list[tuple[str | None, int | None]] = [
    ("127", 127),
    ("15,000", 15_000),
    ("41376", 41_376),
    ("007", 7),
    ("200000", 200_000),
    (None, None),
    ("", None),
    ("0", None),
    ("0,000", None),
    ("-5", None),
    ("1,00", None),
    ("1,0000", None),
    ("15,000석", None),
    ("약 500", None),
    ("1.5", None),
    ("1e3", None),
    ("NaN", None),
    ("200001", None),
    ("999999999999", None),
    ("１２７", None),
    ("٣٤", None),
    ("+5", None),
    ("0x1F", None),
]

POSITIONS: list[tuple[str | None, str | None, tuple[float, float] | None]] = [
    ("37.521120000000000", "127.12836360000005", (37.52112, 127.12836360000005)),
    ("33", "124", (33.0, 124.0)),
    ("39.0", "132.0", (39.0, 132.0)),
    (None, "127", None),
    ("37", None, None),
    ("127.1", "37.5", None),
    ("32.9999", "127", None),
    ("37", "132.0001", None),
    ("0", "0", None),
    ("-37", "127", None),
    ("37,5", "127,1", None),
    ("NaN", "inf", None),
    ("37.", "127", None),
    ("３７", "１２７", None),
    ("1e2", "127", None),
    ("37.5 ", "127", None),
]


@pytest.mark.parametrize(("text", "minutes"), RUNTIMES)
def test_reads_runtimes(text: str | None, minutes: int | None) -> None:
    assert read_runtime(text) == minutes


@pytest.mark.parametrize(("text", "years"), AGES)
def test_reads_ages(text: str | None, years: int | None) -> None:
    assert read_age(text) == years


@pytest.mark.parametrize(("text", "count"), COUNTS)
def test_reads_counts(text: str | None, count: int | None) -> None:
    assert read_count(text) == count


def test_zero_sessions_are_a_number() -> None:
    assert read_count("0", zero_is_unknown=False) == 0


@pytest.mark.parametrize(("latitude", "longitude", "position"), POSITIONS)
def test_reads_positions(latitude: str | None, longitude: str | None, position: tuple[float, float] | None) -> None:
    assert read_position(latitude, longitude) == position


@pytest.mark.parametrize(
    ("text", "year"),
    [("1986", 1986), ("1800", 1800), ("2100", 2100), ("1799", None), ("2101", None), ("86", None), ("", None),
     (None, None), ("0001", None), ("19861", None), ("1986년", None), ("１９８６", None), ("-1986", None)],
)  # fmt: skip
def test_reads_years(text: str | None, year: int | None) -> None:
    assert read_year(text) == year


@pytest.mark.parametrize(
    ("text", "flag"),
    [("Y", True), ("N", False), ("Z", None), ("0", None), ("1", None), ("y", None), ("YN", None), ("", None),
     (None, None), ("예", None)],
)  # fmt: skip
def test_reads_flags(text: str | None, flag: bool | None) -> None:  # noqa: FBT001
    assert read_flag(text) is flag


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(["", " "]), st.sampled_from(["", " "]))
def test_reads_what_it_would_write(hours: int, minutes: int, gap: str, space: str) -> None:
    total = hours * 60 + minutes
    text = f"{hours}{space}시간{gap}{minutes:02d}{space}분" if hours else f"{minutes}{space}분"

    assert read_runtime(text) == (total or None)


@given(st.integers(0, 99), st.sampled_from(["만 ", "만", ""]), st.sampled_from(["", " "]))
def test_reads_every_age(years: int, full: str, gap: str) -> None:
    assert read_age(f"{full}{years}세{gap}이상") == years
    assert read_age(f"{years}개월{gap}이상") == math.ceil(years / 12)


@given(st.integers(1, MAX_SEATS))
def test_reads_every_count(count: int) -> None:
    assert read_count(str(count)) == read_count(f"{count:,}") == count


@given(st.floats(33, 39), st.floats(124, 132))
def test_reads_every_place_in_korea(latitude: float, longitude: float) -> None:
    position = read_position(f"{latitude:.15f}", f"{longitude:.15f}")

    assert position == (pytest.approx(latitude), pytest.approx(longitude))


@pytest.mark.parametrize("read", [read_runtime, read_age, read_count, read_year])
@given(text=st.text("0123456789시간분만세개월이상전체 ()~,.-약", max_size=25) | st.text(max_size=25))
def test_no_text_breaks_a_parser(read: Callable[[str], int | None], text: str) -> None:
    value = read(text)

    assert value is None or 0 <= value <= MAX_SEATS
    if value:
        assert any(char.isdigit() for char in text)
