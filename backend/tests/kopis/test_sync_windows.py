"""Windows: every day once, none longer than KOPIS allows, today's first."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from culturepedia.kopis.sync.windows import MAX_DAYS, Span, Step, missing_parts, split

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(DAYS)
    return Span(start, start + timedelta(days=draw(st.integers(0, 700))))


def _days(span: Span) -> set[date]:
    return {span.start + timedelta(days=n) for n in range((span.end - span.start).days + 1)}


@given(spans(), DAYS)
def test_cover_each_day_exactly_once_in_windows_of_a_legal_length(span: Span, today: date) -> None:
    windows = split(span, today=today)

    days = [day for window in windows for day in _days(window)]
    assert sorted(days) == sorted(_days(span))
    assert all(len(_days(window)) <= MAX_DAYS for window in windows)


def test_start_with_today_then_the_future_then_the_past() -> None:
    today = date(2026, 11, 23)

    windows = split(Span.around(today, days_back=120, days_ahead=180), today=today)

    assert windows[0].start == today
    assert [window.start > today for window in windows[1:6]] == [True] * 5
    assert windows[6].end == today - timedelta(days=1)
    assert len(windows) == 10


@given(spans(), spans())
def test_missing_parts_are_the_days_that_were_never_covered(wanted: Span, covered: Span) -> None:
    parts = missing_parts(wanted, covered)

    found = [day for part in parts for day in _days(part)]
    assert len(found) == len(set(found))
    # A hole is never left between two spans: what was covered far away does not count.
    assert set(found) == _days(wanted) - _days(covered) or set(found) == _days(wanted)


def test_the_next_day_adds_one_day_at_the_far_end() -> None:
    today = date(2026, 11, 23)
    covered = Span.around(today, days_back=120, days_ahead=180)
    wanted = Span.around(today + timedelta(days=1), days_back=120, days_ahead=180)

    assert missing_parts(wanted, covered) == [Span(wanted.end, wanted.end)]


def test_a_step_of_changes_is_not_the_step_of_everything() -> None:
    window = Span(date(2026, 11, 1), date(2026, 11, 30))

    assert Step(window).key != Step(window, date(2026, 11, 1)).key
