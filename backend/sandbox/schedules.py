"""Timetables: which clock times a run plays on which weekdays, and the text KOPIS shows for it (`dtguidance`).

A timetable is drawn as data first; the text and the number of sessions come from the same data, so they agree.
Some rows carry free text, as old real rows do; their number of sessions still comes from the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

DAY_NAMES = ("월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일")
SHORT_DAYS = "월화수목금토일"
LONG_RUN_DAYS = 7
# For one-off shows: clock times on workdays and at weekends.
TIMES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "evening": (("19:30", "19:30", "20:00", "19:00"), ("17:00", "19:00", "15:00", "14:00", "19:30")),
    "morning": (("11:00", "11:00", "10:30", "14:00"), ("11:00", "14:00", "16:00")),
    "stage": (("20:00", "19:30"), ("15:00", "15:00,19:00", "14:00,18:00", "16:00")),
    "comedy": (("19:30", "20:00", "17:00,19:30"), ("14:00,16:20,18:40", "13:00,15:30,18:00", "15:00,18:00")),
    "kids": (("10:30", "10:20,11:30", "11:00", "10:00,11:20"), ("11:00,14:00", "11:00,13:30,16:00", "14:00", "15:00")),
    "concert": (("20:00", "19:30"), ("18:00", "17:00", "14:00,18:00", "19:00")),
}
WEEKLY: dict[str, tuple[str, ...]] = {
    "stage": (
        "1-4(20:00) 5(15:00,19:00) 6(14:00)",
        "1-4(19:30) 5(14:00,18:30) 6(14:00,18:30) H(14:00,18:30)",
        "2-4(20:00) 5(15:00,19:00) 6(15:00) H(15:00)",
        "1-4(20:00) 2(16:00) 5(14:00,18:00) 6(14:00) H(14:00,18:00)",
        "1-4(19:30) 5-6(14:00,19:00)",
        "3-4(19:30) 5-6(15:00)",
        "1(19:30) 2(14:30,19:30) 3-4(19:30) 5(14:00,19:00) 6(15:00)",
        "0-4(20:00) 5-6(15:00,18:00)",
    ),
    "comedy": (
        "0-4(19:30) 5(13:00,15:20,17:40) 6(13:00,15:20,17:40) H(14:00,16:20)",
        "1-4(17:00,19:30) 5-6(12:00,14:20,16:40,19:00)",
        "0-6(15:00,17:30)",
        "0-4(20:00) 5(14:00,16:30,19:00) 6(14:00,16:30)",
        "2-4(20:00) 5-6(15:00,18:00) H(15:00)",
    ),
    "kids": (
        "1-4(10:30,11:50) 5(11:00,14:00,16:00) 6(11:00,14:00)",
        "5-6(11:00,13:00,15:00) H(11:00,13:00)",
        "2-4(11:00) 5(11:00,14:00) 6(11:00,14:00) H(11:00,14:00)",
        "1-6(10:30)",
    ),
}
FREE_TEXT = (
    "회차별 상이 (상세페이지 참조)",
    "매주 {day} 공연 없음 / 평일 20시, 주말 15시",
    "평일 20:00 토 15:00, 19:00 일 14:00",
    "{month}월 {dom}일({short}) 오후 7시 30분",
    "{year}.{month:02d}.{dom:02d} 19시",
    "자세한 일정은 극장 문의",
)


@dataclass(frozen=True, slots=True)
class Timetable:
    """A run's text and its sessions on each weekday (0 = Monday)."""

    text: str
    per_weekday: tuple[int, ...]

    def count_sessions(self, first: int, last: int) -> int:
        """Return the sessions from day `first` to day `last` (ordinals, both counted)."""
        if last < first:
            return 0
        weeks, rest = divmod(last - first + 1, 7)
        start = (first - 1) % 7  # ordinal 1 was a Monday
        return weeks * sum(self.per_weekday) + sum(self.per_weekday[(start + i) % 7] for i in range(rest))


def make_timetable(times: str, start: int, end: int, rng: Random) -> Timetable:
    """Return the timetable of a run from `start` to `end` (ordinals)."""
    days = end - start + 1
    segments = _weekly(times, rng) if days >= LONG_RUN_DAYS else _daily(times, start, days, rng)
    counts = [0] * 7
    for first, last, clock in segments:
        for weekday in range(first, last + 1):
            if weekday < 7:
                counts[weekday] += clock.count(",") + 1
    return Timetable(_write(segments, start, rng), tuple(counts))


def _weekly(times: str, rng: Random) -> list[tuple[int, int, str]]:
    pattern = rng.choice(WEEKLY.get(times, WEEKLY["stage"]))
    segments = []
    for part in pattern.split(" "):
        days, _, clock = part.rstrip(")").partition("(")
        first, _, last = days.replace("H", "7").partition("-")
        segments.append((int(first), int(last or first), clock))
    return segments


def _daily(times: str, start: int, days: int, rng: Random) -> list[tuple[int, int, str]]:
    workday, weekend = TIMES[times]
    segments: list[tuple[int, int, str]] = []
    for weekday in sorted((start - 1 + i) % 7 for i in range(days)):
        clock = rng.choice(weekend if weekday >= 5 else workday)
        if segments and segments[-1][1] == weekday - 1 and (rng.random() < 0.6 or segments[-1][2] == clock):
            segments[-1] = (segments[-1][0], weekday, segments[-1][2])
        else:
            segments.append((weekday, weekday, clock))
    return segments


def _write(segments: list[tuple[int, int, str]], start: int, rng: Random) -> str:
    chance = rng.random()
    if chance < 0.025:
        day = date.fromordinal(start)
        return rng.choice(FREE_TEXT).format(
            day=rng.choice(DAY_NAMES),
            year=day.year,
            month=day.month,
            dom=day.day,
            short=SHORT_DAYS[day.weekday()],
        )
    if chance < 0.045:
        return ""
    holiday = "공휴일" if rng.random() < 0.08 else "HOL"
    names = (*DAY_NAMES, holiday)
    text = ", ".join(
        f"{names[first]}({clock})" if first == last else f"{names[first]} ~ {names[last]}({clock})"
        for first, last, clock in segments
    )
    if chance > 0.985:
        text += f", {names[segments[-1][0]]}({segments[-1][2]})"  # real rows repeat segments
    if 0.975 < chance < 0.985:
        text += " ※ 일부 회차 시간 변경, 예매처 확인"
    return text
