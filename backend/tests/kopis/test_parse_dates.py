"""Days, runs and moments."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturepedia.kopis.parse.dates import read_day, read_moment, read_run

SEOUL = ZoneInfo("Asia/Seoul")
DAYS = st.dates(date(1900, 1, 1))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025.11.07", date(2025, 11, 7)),
        ("1900.01.01", date(1900, 1, 1)),
        ("9999.12.31", date(9999, 12, 31)),
        ("2024.02.29", date(2024, 2, 29)),
        ("2025.02.29", None),
        ("2026.02.30", None),
        ("2026.13.01", None),
        ("2026.00.01", None),
        ("2026.01.00", None),
        ("1899.12.31", None),
        ("0001.01.01", None),
        ("0000.00.00", None),
        ("2025.11.7", None),
        ("25.11.07", None),
        ("2025-11-07", None),
        ("2025/11/07", None),
        ("20251107", None),
        (" 2025.11.07", None),
        ("2025.11.07\n", None),
        ("2025.11.07 ", None),
        ("2025.11.07.", None),
        ("-2025.11.07", None),
        ("２０２５.11.07", None),
        ("٢٠٢٥.11.07", None),
        ("99999.11.07", None),
        ("내일", None),
        ("", None),
        (None, None),
    ],
)
def test_reads_days(text: str | None, day: date | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("2025.10.24~2025.10.26", (date(2025, 10, 24), date(2025, 10, 26))),
        ("2025.10.24 ~ 2025.10.26", (date(2025, 10, 24), date(2025, 10, 26))),
        ("2025.10.24~2025.10.24", (date(2025, 10, 24), date(2025, 10, 24))),
        ("2025.10.26~2025.10.24", None),
        ("2025.10.24", None),
        ("2025.10.24~", None),
        ("2025.10.24~2025.02.30", None),
        ("2025.10.24-2025.10.26", None),
        ("2025.10.24~10.26", None),
        ("", None),
        (None, None),
    ],
)
def test_reads_runs(text: str | None, run: tuple[date, date] | None) -> None:
    assert read_run(text) == run


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2019-07-25 10:03:14", datetime(2019, 7, 25, 10, 3, 14, tzinfo=SEOUL)),
        ("2025-09-09 15:00:03.056916", datetime(2025, 9, 9, 15, 0, 3, 56_916, SEOUL)),
        ("2025-09-09 15:00:03.05", datetime(2025, 9, 9, 15, 0, 3, 50_000, SEOUL)),
        ("2025-09-09T15:00:03.123456789", datetime(2025, 9, 9, 15, 0, 3, 123_456, SEOUL)),
        ("2025-02-30 15:00:03", None),
        ("2025-09-09 24:00:00", None),
        ("2025-09-09 15:60:00", None),
        ("2025-09-09 15:00", None),
        ("2025-09-09", None),
        ("2025.09.09 15:00:03", None),
        ("2025-09-09 15:00:03Z", None),
        ("2025-09-09 15:00:03+09:00", None),
        ("1899-12-31 00:00:00", None),
        ("0001-01-01 00:00:00", None),
        ("2025-09-09 15:00:03.", None),
        ("", None),
        (None, None),
    ],
)
def test_reads_moments(text: str | None, moment: datetime | None) -> None:
    assert read_moment(text) == moment


@given(DAYS)
def test_reads_every_day(day: date) -> None:
    assert read_day(day.strftime("%Y.%m.%d")) == day


@given(DAYS, st.integers(0, 4_000))
def test_reads_every_run(day: date, length: int) -> None:
    last = day + timedelta(days=length) if day.year < 9_000 else day

    assert read_run(f"{day:%Y.%m.%d}~{last:%Y.%m.%d}") == (day, last)


@given(st.datetimes(datetime(1900, 1, 1)))  # noqa: DTZ001  # hypothesis wants its bounds so
def test_reads_every_moment(moment: datetime) -> None:
    assert read_moment(moment.strftime("%Y-%m-%d %H:%M:%S.%f")) == moment.replace(tzinfo=SEOUL)


@given(st.text("0123456789.-~: T", max_size=30) | st.text(max_size=30))
def test_no_text_breaks_a_parser(text: str) -> None:
    day, run, moment = read_day(text), read_run(text), read_moment(text)

    assert day is None or day.strftime("%Y.%m.%d") == text
    assert run is None or run[0] <= run[1]
    assert moment is None or moment.tzinfo is not None
