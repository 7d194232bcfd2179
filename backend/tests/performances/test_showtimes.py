"""From weekly rules to dates: property tests."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from culturepedia.performances.codes import Weekday
from culturepedia.performances.showtimes import (
    SEOUL,
    Rule,
    dated_showtimes,
    holiday_name,
    times_on,
    weekday_of,
    weekly_table,
)

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2050, 12, 31))
times = st.times(timezones=st.none()).map(lambda value: value.replace(second=0, microsecond=0))
rules = st.lists(st.builds(Rule, st.sampled_from([day.value for day in Weekday]), times), max_size=12)


@settings(deadline=None)  # the first use of a year reads its holidays
@given(rules=rules, first=days, length=st.integers(-3, 40))
def test_every_showtime_follows_a_rule_within_the_span(rules: list[Rule], first: date, length: int) -> None:
    last = first + timedelta(days=length)

    found = list(dated_showtimes(rules, first, last))

    assert found == sorted(found, key=lambda one: one.starts_at)
    assert len({one.starts_at for one in found}) == len(found)
    for one in found:
        assert first <= one.date <= last
        assert one.weekday == weekday_of(one.date)
        assert one.starts_at.tzinfo is SEOUL
        assert one.starts_at.date() == one.date
        assert {Rule(one.weekday, one.starts_at.time()), Rule("holiday", one.starts_at.time())} & set(rules)


@settings(deadline=None)  # the first use of a year reads its holidays
@given(rules=rules, first=days)
def test_every_rule_of_a_plain_day_gives_a_showtime(rules: list[Rule], first: date) -> None:
    last = first + timedelta(days=6)
    found = {(one.date, one.starts_at.time()) for one in dated_showtimes(rules, first, last)}

    for offset in range(7):
        day = first + timedelta(days=offset)
        if holiday_name(day) is None:
            expected = {rule.time for rule in rules if rule.weekday == weekday_of(day)}
            assert {start for when, start in found if when == day} == expected


@settings(deadline=None)  # the first use of a year reads its holidays
@given(rules=rules, day=days)
def test_holiday_rules_replace_the_weekday_only_on_holidays(rules: list[Rule], day: date) -> None:
    ours = {rule.time for rule in rules if rule.weekday == weekday_of(day)}
    holidays = {rule.time for rule in rules if rule.weekday == "holiday"}

    found = set(times_on(day, rules))

    assert found == (holidays if holiday_name(day) and holidays else ours)


@settings(deadline=None)  # the first use of a year reads its holidays
@given(rules=rules)
def test_the_weekly_table_holds_each_rule_once_in_order(rules: list[Rule]) -> None:
    table = weekly_table(rules)

    assert [line["weekday"] for line in table] == [day for day in Weekday if any(rule.weekday == day for rule in rules)]
    flat = [(line["weekday"], start) for line in table for start in line["times"]]  # type: ignore[attr-defined]
    assert len(flat) == len(set(flat)) == len(set(rules))
    assert {Rule(weekday, time.fromisoformat(start)) for weekday, start in flat} == set(rules)


@pytest.mark.parametrize(
    ("day", "is_holiday"),
    [
        (date(2026, 3, 1), True),
        (date(2026, 3, 2), True),  # the day after a Sunday holiday
        (date(2026, 9, 25), True),  # Chuseok
        (date(2026, 12, 25), True),
        (date(2026, 12, 24), False),
        (date(2026, 11, 23), False),
        (date(2026, 11, 22), False),  # a plain Sunday
    ],
)
def test_knows_the_public_holidays_of_korea(day: date, is_holiday: bool) -> None:  # noqa: FBT001
    assert (holiday_name(day) is not None) == is_holiday


def test_ends_with_the_calendar() -> None:
    assert list(dated_showtimes([Rule("mon", time(1))], date.max - timedelta(days=2), date.max)) == []
    assert holiday_name(date.max) is None or isinstance(holiday_name(date.max), str)
