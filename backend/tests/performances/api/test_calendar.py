"""The calendar file of a run."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from icalendar import Calendar

from tests.factories import HallFactory, PerformanceFactory

if TYPE_CHECKING:
    from rest_framework.test import APIClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seoul_noon")]
RUN = {"start_date": date(2026, 11, 20), "end_date": date(2026, 11, 30)}


def read(api: APIClient, kopis_id: str, query: str = "") -> Calendar:
    reply = api.get(f"/api/v1/performances/{kopis_id}/calendar.ics{query}")
    assert reply.status_code == 200
    assert reply["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(reply.content)


def test_holds_an_event_for_each_showtime(api: APIClient, settings: Any) -> None:
    hall = HallFactory.create(name="소극장", venue__name="아트홀", venue__address="서울특별시 종로구 1")
    PerformanceFactory.create(
        kopis_id="PF1", title="햄릿; 왕자, \\ 이야기\nBEGIN:VEVENT", venue=hall.venue, hall=hall, runtime_minutes=110,
        synced_at=datetime(2026, 11, 22, 15, 10, 30, 99, tzinfo=UTC), rules=[("fri", "19:30"), ("sat", "15:00")], **RUN,
    )  # fmt: skip

    calendar = read(api, "PF1")
    events = calendar.walk("VEVENT")

    starts = [event.decoded("dtstart") for event in events]
    assert [start.isoformat() for start in starts] == [
        "2026-11-20T19:30:00+09:00", "2026-11-21T15:00:00+09:00", "2026-11-27T19:30:00+09:00", "2026-11-28T15:00:00+09:00",
    ]  # fmt: skip
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Seoul"]
    assert len({event["UID"] for event in events}) == 4
    first = events[0]
    assert first["DTSTART"].params["TZID"] == "Asia/Seoul"
    assert first.decoded("dtend") - first.decoded("dtstart") == timedelta(minutes=110)
    assert first.decoded("dtstamp") == datetime(2026, 11, 22, 15, 10, 30, tzinfo=UTC)
    assert str(first["LOCATION"]) == "아트홀 소극장, 서울특별시 종로구 1"
    assert str(first["URL"]) == f"{settings.PUBLIC_BASE_URL}/performances/PF1"
    assert str(first["SUMMARY"]) == "햄릿; 왕자, \\ 이야기 BEGIN:VEVENT"


def test_lines_are_as_long_as_the_standard_allows(api: APIClient) -> None:
    PerformanceFactory.create(kopis_id="PF1", title="가" * 300, **RUN)

    body = api.get("/api/v1/performances/PF1/calendar.ics").content

    assert body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(map(len, body.split(b"\r\n"))) <= 75


def test_without_a_timetable_it_is_the_span_of_the_run(api: APIClient) -> None:
    PerformanceFactory.create(kopis_id="PF1", venue_name="광장", **RUN)

    (event,) = read(api, "PF1").walk("VEVENT")

    assert event.decoded("dtstart") == date(2026, 11, 20)
    assert event.decoded("dtend") == date(2026, 12, 1)  # the day after
    assert str(event["LOCATION"]) == "광장"


@pytest.mark.parametrize(
    "starts_at",
    ["2026-11-27T19:30:00+09:00", "2026-11-27T10:30:00Z", "2026-11-27T19:30:00", "2026-11-27T19:30"],
)
def test_holds_one_showtime_when_asked_for(api: APIClient, starts_at: str) -> None:
    PerformanceFactory.create(kopis_id="PF1", rules=[("fri", "19:30")], **RUN)

    for text in (quote(starts_at), starts_at):  # an unescaped plus sign arrives as a blank
        (event,) = read(api, "PF1", f"?starts_at={text}").walk("VEVENT")
        assert event.decoded("dtstart").isoformat() == "2026-11-27T19:30:00+09:00"


@pytest.mark.parametrize(
    ("starts_at", "status"),
    [
        ("2026-11-27T19:31:00%2B09:00", 404), ("2026-12-04T19:30:00%2B09:00", 404), ("2026-11-26T19:30:00%2B09:00", 404),
        ("2026-11-13T19:30:00%2B09:00", 404), ("9999-12-31T23:59:59-12:00", 400), ("0001-01-01T00:00:00%2B12:00", 400),
        ("yesterday", 400), ("", 400), ("2026-11-27", 404), ("2026-11-27T25:00:00", 400), ("%00", 400),
        ("2026-11-27T19:30:00%2B09:00&starts_at=2026-11-27T19:30:00%2B09:00", 400),
    ],
)  # fmt: skip
def test_a_moment_without_showtime_is_not_found(api: APIClient, starts_at: str, status: int) -> None:
    PerformanceFactory.create(kopis_id="PF1", rules=[("fri", "19:30")], **RUN)

    assert api.get(f"/api/v1/performances/PF1/calendar.ics?starts_at={starts_at}").status_code == status


def test_follows_the_holiday_rule(api: APIClient) -> None:
    PerformanceFactory.create(
        kopis_id="PF1", rules=[("fri", "19:30"), ("holiday", "15:00")], start_date=date(2026, 12, 18),
        end_date=date(2026, 12, 25),
    )  # fmt: skip

    starts = [event.decoded("dtstart") for event in read(api, "PF1").walk("VEVENT")]

    assert [f"{start:%d %H:%M}" for start in starts] == ["18 19:30", "25 15:00"]


def test_holds_at_most_four_hundred_events_and_rather_the_coming_ones(api: APIClient) -> None:
    rules = [(day, start) for day in ("mon", "wed", "fri") for start in ("11:00", "14:00", "17:00", "20:00")]
    PerformanceFactory.create(kopis_id="PF1", start_date=date(2024, 1, 1), end_date=date(2028, 1, 1), rules=rules)
    PerformanceFactory.create(
        kopis_id="PF2", start_date=date(2016, 1, 1), end_date=date(2016, 1, 2), open_run=True, rules=rules
    )

    for name in ("PF1", "PF2"):
        starts = [event.decoded("dtstart") for event in read(api, name).walk("VEVENT")]
        assert len(starts) == 400
        assert starts[0].isoformat() == "2026-11-23T11:00:00+09:00"


def test_an_unchanged_run_gives_unchanged_bytes(api: APIClient, time_machine: Any) -> None:
    PerformanceFactory.create(kopis_id="PF1", rules=[("fri", "19:30")], **RUN)
    before = api.get("/api/v1/performances/PF1/calendar.ics")

    time_machine.move_to("2026-11-25T12:00+09:00")
    after = api.get("/api/v1/performances/PF1/calendar.ics", headers={"if-none-match": before["ETag"]})

    assert after.status_code == 304
    assert before["Content-Disposition"] == 'attachment; filename="PF1.ics"'


def test_asks_three_queries(api: APIClient, django_assert_num_queries: Any) -> None:
    PerformanceFactory.create(kopis_id="PF1", rules=[("fri", "19:30")], **RUN)

    with django_assert_num_queries(3):
        read(api, "PF1")
