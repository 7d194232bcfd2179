"""Timetables: the whole week or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturepedia.kopis.parse.schedule import ShowtimeRule, read_schedule
from culturepedia.performances.codes import Weekday

if TYPE_CHECKING:
    from datetime import time

WEEK = [day for day in Weekday if day is not Weekday.HOLIDAY]
READ: list[tuple[str, dict[str, str]]] = [
    ("화요일 ~ 금요일(20:00), 토요일(15:00,19:00), HOL(14:00)",
     {"tue": "20:00", "wed": "20:00", "thu": "20:00", "fri": "20:00", "sat": "15:00 19:00", "holiday": "14:00"}),
    ("월요일(19:30)", {"mon": "19:30"}),
    ("토요일(17:00), 일요일(16:00)", {"sat": "17:00", "sun": "16:00"}),
    ("공휴일(14:00)", {"holiday": "14:00"}),
    ("hol(14:00)", {"holiday": "14:00"}),
    ("금요일 ~ 월요일(20:00)", {"mon": "20:00", "fri": "20:00", "sat": "20:00", "sun": "20:00"}),
    ("월요일 ~ 월요일(20:00)", {"mon": "20:00"}),
    ("월요일 ~ 일요일(9:05)", dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "09:05")),
    ("매일(11:00)", dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "11:00")),
    ("화요일 ~ 금요일(20:00), 수요일(16:00)",
     {"tue": "20:00", "wed": "16:00 20:00", "thu": "20:00", "fri": "20:00"}),
    ("토요일(15:00), 토요일(15:00)", {"sat": "15:00"}),
    ("토요일(19:00,15:00)", {"sat": "15:00 19:00"}),
    ("화요일~금요일(20:00),토요일(15:00)",
     {"tue": "20:00", "wed": "20:00", "thu": "20:00", "fri": "20:00", "sat": "15:00"}),
    ("화요일(20:00) 수요일(19:00)", {"tue": "20:00", "wed": "19:00"}),
    ("토(15:00) / 일(14:00)", {"sat": "15:00", "sun": "14:00"}),
    ("화~목(20:00)", {"tue": "20:00", "wed": "20:00", "thu": "20:00"}),
    ("화요일 - 목요일 ( 20:00, 21:00 )", dict.fromkeys(("tue", "wed", "thu"), "20:00 21:00")),
    ("화요일 ～ 목요일（２０：００）", dict.fromkeys(("tue", "wed", "thu"), "20:00")),
    ("  월요일(00:00)\n, 화요일(23:59)", {"mon": "00:00", "tue": "23:59"}),
]  # fmt: skip

UNREAD = [
    None, "", " ", ",", "월요일", "월요일()", "월요일( )", "월요일(저녁)", "월요일(24:00)", "월요일(19:60)", "월요일(1900)",
    "월요일(19시)", "월요일(19:30", "월요일 19:30)", "(19:30)", "19:30", "월요일(19:30),", "월요일(19:30), ", ", 월요일(19:30)",
    "월요일(19:30),, 화요일(19:30)", "월요일(19:30), 문의", "월요일(19:30) ※ 일부 회차 변경", "월요일(19:30)~", "월요일(19:00) ~ 금요일",
    "월요일(19:00) ~ 금요일(20:00)", "HOL ~ 일요일(14:00)", "일요일 ~ HOL(14:00)", "월요일 ~ (19:30)", "~ 금요일(19:30)", "월,화(19:30)",
    "월요일, 화요일(19:30)", "매주 월요일(19:30)", "월요일(19:30, )", "월요일(,19:30)", "월요일(19:30;20:30)", "월요일(-1:30)",
    "월요일(19:30)화요일(19:30)", "MON(19:30)", "평일(19:30)", "주말(15:00)", "평일 20:00 토 15:00, 19:00 일 14:00",
    "회차별 상이 (상세페이지 참조)", "11월 8일(일) 오후 7시 30분", "2026.11.08 19시", "자세한 일정은 극장 문의", "월요일(19:30)" * 200,
    "월요일 휴관, 화요일(19:30)", "월요일(٢٠:٠٠)",
]  # fmt: skip

TIMES = st.lists(st.times().map(lambda at: at.replace(second=0, microsecond=0)), min_size=1, max_size=4, unique=True)
SEGMENTS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 6), TIMES), min_size=1, max_size=6)


@pytest.mark.parametrize(("text", "week"), READ)
def test_reads_timetables(text: str, week: dict[str, str]) -> None:
    rules = read_schedule(text)

    assert [(rule.weekday.value, f"{rule.at:%H:%M}") for rule in rules] == [
        (day, at) for day, times in week.items() for at in times.split()
    ]


@pytest.mark.parametrize("text", UNREAD, ids=lambda value: repr(value)[:40])
def test_leaves_unread_what_is_in_doubt(text: str | None) -> None:
    assert read_schedule(text) == ()


@given(SEGMENTS)
def test_reads_what_it_would_write(segments: list[tuple[int, int, list[time]]]) -> None:
    expected: set[ShowtimeRule] = set()
    parts = []
    for first, length, times in segments:
        days = [Weekday.HOLIDAY] if first == 7 else [WEEK[(first + step) % 7] for step in range(length + 1)]
        name = "HOL" if first == 7 else f"{days[0].ko}요일" + (f" ~ {days[-1].ko}요일" if length else "")
        parts.append(f"{name}({','.join(f'{at:%H:%M}' for at in times)})")
        expected |= {ShowtimeRule(day, at) for day in days for at in times}

    rules = read_schedule(", ".join(parts))

    assert set(rules) == expected
    assert len(rules) == len(expected)
    assert list(rules) == sorted(rules, key=lambda rule: (list(Weekday).index(rule.weekday), rule.at))


@given(SEGMENTS, st.integers(0, 200), st.sampled_from(["x", "?", "(", "30", "월", "~"]))
def test_a_disturbed_text_is_unread_or_says_the_same_kind_of_thing(
    segments: list[tuple[int, int, list[time]]], place: int, disturbance: str
) -> None:
    text = ", ".join(f"{WEEK[first % 7].ko}요일({times[0]:%H:%M})" for first, _, times in segments)
    text = text[:place] + disturbance + text[place:]

    rules = read_schedule(text)

    assert all(f"{rule.at:%H:%M}" in text or f"{rule.at.hour}:{rule.at:%M}" in text for rule in rules)


@given(st.text("월화수목금토일요HOL공휴()~,: 0123456789", max_size=40) | st.text(max_size=40))
def test_no_text_breaks_the_parser(text: str) -> None:
    assert isinstance(read_schedule(text), tuple)
