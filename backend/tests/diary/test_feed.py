"""The calendar of what someone keeps and has seen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from culturepedia.diary.models import CalendarLink
from tests.factories import HallFactory
from tests.people import SOME_MOMENT, FavoriteFactory, VisitFactory, someone

pytestmark = pytest.mark.django_db
TOKEN, FEED = "/api/v1/me/calendar-token", "/api/v1/me/calendar.ics"


def subscribe(person: Any) -> str:
    url: str = person.post(TOKEN).json()["url"]
    return url


def test_holds_favorites_and_visits(api: Any, settings: Any) -> None:
    me = someone()
    hall = HallFactory.create(name="소극장", venue__name="아트홀", venue__address="서울")
    kept = FavoriteFactory.create(
        user=me.user, performance__kopis_id="PF1", performance__title="햄릿\nBEGIN:VEVENT",
        performance__start_date=date(2026, 11, 20), performance__end_date=date(2026, 11, 30),
        performance__venue=hall.venue, performance__hall=hall, performance__runtime_minutes=100,
    )  # fmt: skip
    at = VisitFactory.create(
        user=me.user, performance=kept.performance, watched_on=date(2026, 11, 20), seat="B7", memo="비밀",
        starts_at=datetime(2026, 11, 20, 10, 30, tzinfo=UTC),
    )  # fmt: skip
    some_day = VisitFactory.create(user=me.user, performance=kept.performance, watched_on=date(2026, 11, 21))
    VisitFactory.create()
    FavoriteFactory.create()

    reply = api.get(subscribe(me), headers={"accept": "text/calendar"})

    assert (reply.status_code, reply["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert reply["Cache-Control"] == "private, no-store"
    calendar = Calendar.from_ical(reply.content)
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert set(events) == {
        "PF1-favorite@culturepedia",
        f"{at.public_id}-visit@culturepedia",
        f"{some_day.public_id}-visit@culturepedia",
    }
    run = events["PF1-favorite@culturepedia"]
    assert (run.decoded("dtstart"), run.decoded("dtend")) == (date(2026, 11, 20), date(2026, 12, 1))
    assert str(run["SUMMARY"]) == "햄릿 BEGIN:VEVENT"
    assert str(run["LOCATION"]) == "아트홀 소극장, 서울"
    assert str(run["URL"]) == f"{settings.PUBLIC_BASE_URL}/performances/PF1"
    assert run.decoded("dtstamp") == SOME_MOMENT
    visit = events[f"{at.public_id}-visit@culturepedia"]
    assert visit.decoded("dtstart").isoformat() == "2026-11-20T19:30:00+09:00"
    assert visit["DTSTART"].params["TZID"] == "Asia/Seoul"
    assert visit.decoded("dtend") - visit.decoded("dtstart") == timedelta(minutes=100)
    assert events[f"{some_day.public_id}-visit@culturepedia"].decoded("dtend") == date(2026, 11, 22)
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Seoul"]
    assert "비밀".encode() not in reply.content
    assert max(map(len, reply.content.split(b"\r\n"))) <= 75


def test_is_a_calendar_when_empty(api: Any) -> None:
    calendar = Calendar.from_ical(api.get(subscribe(someone())).content)

    assert calendar.walk("VEVENT") == []
    assert str(calendar["VERSION"]) == "2.0"


def test_leaves_out_what_was_withdrawn(api: Any) -> None:
    me = someone()
    FavoriteFactory.create(user=me.user, performance__withdrawn_at=SOME_MOMENT)

    assert b"VEVENT" not in api.get(subscribe(me)).content


def test_a_new_link_ends_the_old_one(api: Any) -> None:
    me = someone()
    old, new = subscribe(me), subscribe(me)

    assert old != new
    assert me.get(TOKEN).json() == {"created_at": "2026-11-23T12:00:00+09:00"}
    assert (api.get(old).status_code, api.get(new).status_code) == (404, 200)
    assert me.delete(TOKEN).status_code == 204
    assert api.get(new).status_code == 404
    assert me.get(TOKEN).json() == {"created_at": None}


def test_the_secret_stands_nowhere(api: Any) -> None:
    me = someone()
    token = me.post(TOKEN).json()["token"]

    (link,) = CalendarLink.objects.all()
    assert token not in link.token_hash
    assert api.get(f"{FEED}?token={link.token_hash}").status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 400), ("?token=", 404), ("?token=x", 404), ("?token=%00", 404), ("?token=" + "a" * 43, 404), ("?token=a&token=b", 400), ("?token=a&x=1", 400)],
)  # fmt: skip
def test_opens_for_the_secret_only(api: Any, query: str, status: int) -> None:
    subscribe(someone())

    assert api.get(FEED + query).status_code == status


def test_a_person_who_is_gone_has_no_calendar(api: Any) -> None:
    me = someone()
    url = subscribe(me)
    type(me.user).objects.filter(pk=me.user.pk).update(is_active=False)

    assert api.get(url).status_code == 404


def test_making_links_needs_a_person(api: Any) -> None:
    assert api.post(TOKEN).status_code == api.delete(TOKEN).status_code == 401


@pytest.mark.parametrize("rows", [1, 30])
def test_asks_three_queries(api: Any, django_assert_num_queries: Any, rows: int) -> None:
    me = someone()
    for _ in range(rows):
        FavoriteFactory.create(user=me.user)
        VisitFactory.create(user=me.user)
    url = subscribe(me)

    with django_assert_num_queries(3):
        api.get(url)
