"""Particles, timetables and the reading of parameters."""

from __future__ import annotations

import re
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.grammar import Grammar, fit_particles
from sandbox.questions import RefusalError, read_day
from sandbox.schedules import TIMES, make_timetable


@pytest.mark.parametrize(
    ("text", "fitted"),
    [
        ("소년{을}", "소년을"),
        ("소녀{을}", "소녀를"),
        ("노인{이} 온다", "노인이 온다"),
        ("배우{은}", "배우는"),
        ("왕{와} 나", "왕과 나"),
        ("형사{와} 나", "형사와 나"),
        ("서울{으로}", "서울로"),
        ("부산{으로}", "부산으로"),
        ("〈달〉{을}", "〈달〉을"),
    ],
)
def test_particles_fit_the_word(text: str, fitted: str) -> None:
    assert fit_particles(text) == fitted


def test_a_missing_list_is_noticed_when_loading(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.txt").write_text("[a]\nx #nowhere#\n", encoding="utf-8")  # type: ignore[operator]
    monkeypatch.setattr("sandbox.grammar.DATA", tmp_path)

    with pytest.raises(KeyError, match="nowhere"):
        Grammar("broken")


@given(st.sampled_from(sorted(TIMES)), st.integers(735_000, 745_000), st.integers(1, 120), st.integers())
def test_sessions_of_two_halves_add_up(times: str, start: int, days: int, seed: int) -> None:
    end = start + days - 1
    table = make_timetable(times, start, end, Random(seed))
    middle = start + days // 2

    whole = table.count_sessions(start, end)

    assert whole == table.count_sessions(start, middle) + table.count_sessions(middle + 1, end)
    assert whole == sum(table.per_weekday[date.fromordinal(day).weekday()] for day in range(start, end + 1))


@given(st.text() | st.from_regex("[0-9]{8}", fullmatch=True) | st.dates().map(lambda day: f"{day:%Y%m%d}"))
def test_a_day_is_read_or_refused(text: str) -> None:
    try:
        day = date.fromordinal(read_day(text))
    except RefusalError:
        day = None
    expected = date.fromisoformat(text) if re.fullmatch("[0-9]{8}", text) and _is_day(text) else None

    assert day == expected


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
