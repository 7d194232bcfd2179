"""Texts made to keep a parser busy: 50,000 characters cost no parser a tenth of a second, or only in proportion."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from culturepedia.kopis.parse import codes, dates, names, numbers, prices, schedule, text
from tests import baits

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_SECONDS = 0.1
PARSERS: dict[str, Callable[[str], Any]] = {
    "clean": text.clean,
    "clean_lines": text.clean_lines,
    "fold": text.fold,
    "plain": text.plain,
    "split_outside_brackets": lambda bait: text.split_outside_brackets(bait, ",，、;\n"),
    "read_day": dates.read_day,
    "read_run": dates.read_run,
    "read_moment": dates.read_moment,
    "read_count": numbers.read_count,
    "read_year": numbers.read_year,
    "read_position": lambda bait: numbers.read_position(bait, bait),
    "read_flag": numbers.read_flag,
    "read_runtime": numbers.read_runtime,
    "read_age": numbers.read_age,
    "read_prices": prices.read_prices,
    "read_schedule": schedule.read_schedule,
    "read_people": names.read_people,
    "read_companies": names.read_companies,
    "split_place": names.split_place,
    "read_venue_name": names.read_venue_name,
    "read_url": lambda bait: names.read_url(bait, base="https://kopis.or.kr/"),
    "read_genre": codes.read_genre,
    "read_region": codes.read_region,
}
BAITS = [
    " ", "\n", "\t ", "a", "가", "0", "1,", "1,111", "9만", "R석 9", "R석 99,000원", "R석 99,000원, ", "99,000원 ", "₩", "석", "무료",
    "전석 무료, ", "원 ", "원 S석 1", "(", ")", "()", "( ", "(1", "[", "<", ">", "<b", "<b ", "<br", "<br ", "</", "<!--", "<!-- -->",
    "<script", "<script>", "<script></script>", "<style ", "&", "&#", "&#1", "&amp;", "&#x", "월요일(", "월요일( ", "월요일(19:30),",
    "월요일 ~ ", "월요일 ~ 월요일", "월요일(19:30,", "HOL", " 등", " 외", "등 ", ", ", ",", "·", " 폐관", "(폐관)", "( 폐관", "폐관 ",
    "1시간 ", "1시간", "분", "약 ", "인터미션 ", "인터미션 1분 포함 ", "(인터미션 ", "만 ", "만 7세 이상", "이상 ", "7세", "개월", "전체 ",
    "2025.", "2025.11.07", "2025.11.07~", "2025-11-07 ", "2025-11-07 10:00:00.0", "http://", "http:", "/", "//", "/\\", "@", "http://a@",
    "http://[", "%", "\\", "\u200b", "\u200d", "👨\u200d", "\u0301", "\u0301\u0316", "a\u0301", "\u1100\u1161", "\u115f", "\u3164",
    "\u202e", "\ufffd", "\x00", "ﷺ", "\ud800", "Ａ", "，", "１，",
]  # fmt: skip
SURROUNDINGS = [("", ""), ("월요일(R석 ", ""), ("", "원)!"), ("<script>", "")]


@pytest.mark.parametrize("name", PARSERS)
def test_no_bait_keeps_a_parser_busy(name: str) -> None:
    read = PARSERS[name]
    slow = {}
    for bait in BAITS:
        for before, after in SURROUNDINGS:
            text_ = partial(_around, before, bait, after)
            if seconds := baits.busy(read, text_, seconds=MAX_SECONDS):
                slow[before, bait, after] = seconds

    assert slow == {}


def _around(before: str, bait: str, after: str, length: int) -> str:
    return before + baits.long(bait, length) + after


@pytest.mark.parametrize("bait", BAITS)
def test_a_bait_of_the_longest_length_that_is_read_is_no_bait_either(bait: str) -> None:
    limits = {"read_prices": 2_000, "read_schedule": 2_000, "read_people": 3_000, "read_companies": 3_000,
              "read_runtime": 100, "read_age": 100}  # fmt: skip
    for name, length in limits.items():
        for before in ("", "R석 1", "월요일("):
            text_ = partial(_cut, before, bait)
            assert not baits.busy(PARSERS[name], text_, seconds=MAX_SECONDS, length=length)


def _cut(before: str, bait: str, length: int) -> str:
    return (before + baits.long(bait, length))[:length]
