"""Texts made to keep a parser busy: 50,000 characters cost no parser a tenth of a second."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from culturepedia.kopis.parse import codes, dates, names, numbers, prices, schedule, text

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTH = 50_000
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


@pytest.mark.parametrize("name", PARSERS)
def test_no_bait_keeps_a_parser_busy(name: str) -> None:
    read = PARSERS[name]
    slow = {}
    for bait in BAITS:
        for text_ in (_long(bait), "월요일(R석 " + _long(bait), _long(bait) + "원)!", "<script>" + _long(bait)):
            if _seconds(read, text_) > MAX_SECONDS and (again := _seconds(read, text_)) > MAX_SECONDS:
                slow[text_[:20], text_[-5:]] = again

    assert slow == {}


def _long(bait: str) -> str:
    return (bait * (LENGTH // len(bait) + 1))[:LENGTH]


def _seconds(read: Callable[[str], Any], bait: str) -> float:
    started = time.thread_time()
    read(bait)
    return time.thread_time() - started


@pytest.mark.parametrize("bait", BAITS)
def test_a_bait_of_the_longest_length_that_is_read_is_no_bait_either(bait: str) -> None:
    limits = {"read_prices": 2_000, "read_schedule": 2_000, "read_people": 3_000, "read_companies": 3_000,
              "read_runtime": 100, "read_age": 100}  # fmt: skip
    for name, length in limits.items():
        for text_ in (_long(bait)[:length], ("R석 1" + _long(bait))[:length], ("월요일(" + _long(bait))[:length]):
            assert _seconds(PARSERS[name], text_) < MAX_SECONDS
