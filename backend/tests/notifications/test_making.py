"""Notices that are made of what changes about favorites, and of the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from culturepedia.notifications import tasks
from culturepedia.notifications.models import Notification, Snapshot
from culturepedia.performances.models import Performance
from tests.factories import PerformanceFactory
from tests.people import SOME_MOMENT, FavoriteFactory, Person, someone

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
LIST = "/api/v1/me/notifications"


def keep(person: Person, kopis_id: str = "PF1", *, first: int = -30, last: int = 60, **fields: Any) -> None:
    performance = PerformanceFactory.create(
        kopis_id=kopis_id, title="햄릿", start_date=TODAY + timedelta(days=first), end_date=TODAY + timedelta(days=last),
        **fields,
    )  # fmt: skip
    FavoriteFactory.create(user=person.user, performance=performance)


def told(person: Person) -> list[tuple[str, str]]:
    return [(one["kind"], one["performance"]["id"]) for one in person.get(LIST).json()["results"]]


def change(kopis_id: str = "PF1", **columns: Any) -> None:
    Performance.objects.filter(kopis_id=kopis_id).update(**columns)


def test_a_first_look_is_no_news() -> None:
    me = someone()
    keep(me, cast_text="김하나")

    tasks.make_notices()

    assert told(me) == []
    assert Snapshot.objects.get().cast_text == "김하나"


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        ({"start_date": date(2026, 10, 1)}, "dates_changed"),
        ({"end_date": date(2026, 12, 25)}, "dates_changed"),
        ({"venue_kopis_id": "FC2", "venue_name": "다른 극장"}, "venue_changed"),
        ({"cast_text": "김하나, 이두리"}, "cast_changed"),
        ({"withdrawn_at": SOME_MOMENT}, "cancelled"),
        ({"withdrawn_at": SOME_MOMENT, "end_date": date(2026, 12, 25)}, "cancelled"),
    ],
)
def test_tells_a_change_once(columns: dict[str, Any], kind: str) -> None:
    me, other = someone(), someone()
    keep(me, venue_kopis_id="FC1", venue_name="극장", cast_text="김하나")
    tasks.make_notices()

    change(**columns)
    for _ in range(3):
        tasks.make_notices()

    assert told(me) == [(kind, "PF1")]
    assert told(other) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"cast_text": None}, {"cast_text": "김하나"}),
        ({"cast_text": "김하나, 이두리"}, {"cast_text": "김하나,  이두리 "}),
        ({"venue_name": None}, {"venue_name": "극장"}),
        ({"venue_kopis_id": "FC1", "venue_name": "극장"}, {"venue_kopis_id": "FC1", "venue_name": "극장 (대학로)"}),
        ({"synopsis": "가"}, {"synopsis": "나"}),
        ({"withdrawn_at": SOME_MOMENT}, {"withdrawn_at": None}),
    ],
)
def test_what_only_became_known_is_no_news(before: dict[str, Any], after: dict[str, Any]) -> None:
    me = someone()
    keep(me, **before)
    tasks.make_notices()

    change(**after)
    tasks.make_notices()

    assert told(me) == []


def test_tells_a_date_that_comes_and_goes_each_time() -> None:
    me = someone()
    keep(me)
    tasks.make_notices()

    for day in (25, 26, 25, 26):
        change(end_date=date(2026, 12, day))
        tasks.make_notices()

    assert told(me) == [("dates_changed", "PF1")] * 4


@pytest.mark.parametrize(
    ("first", "last", "more", "kinds"),
    [
        (4, 60, {}, []), (3, 60, {}, ["opening"]), (1, 60, {}, ["opening"]), (0, 60, {}, []),
        (-30, 7, {}, []), (-30, 6, {}, ["last_week"]), (-30, 0, {}, ["last_week"]), (-30, -1, {}, []),
        (-30, 3, {"open_run": True}, []), (-1, 3, {}, []), (2, 3, {}, ["opening"]),
        (3, 60, {"withdrawn_at": SOME_MOMENT}, []), (-30, 6, {"withdrawn_at": SOME_MOMENT}, []),
    ],
)  # fmt: skip
def test_tells_when_it_opens_and_when_it_closes(first: int, last: int, more: dict[str, Any], kinds: list[str]) -> None:
    me = someone()
    keep(me, first=first, last=last, **more)

    for _ in range(2):
        tasks.make_notices()

    assert [kind for kind, _ in told(me)] == kinds


def test_tells_an_opening_once_through_all_its_days(time_machine: Any) -> None:
    me = someone()
    keep(me, first=3)

    for hour in range(0, 96, 8):
        time_machine.move_to(f"2026-11-{23 + hour // 24}T{hour % 24:02}:30:00+09:00")
        tasks.make_notices()

    assert Notification.objects.filter(user=me.user).count() == 1


def test_each_kind_can_be_switched_off() -> None:
    me, other = someone(), someone()
    for person in (me, other):
        keep(person, f"PF{person.user.pk}", first=2)
    reply = me.patch("/api/v1/me", {"notifications": {"opening": False}})
    assert reply.json()["notifications"]["opening"] is False

    tasks.make_notices()

    assert told(me) == []
    assert [kind for kind, _ in told(other)] == ["opening"]


def test_only_who_keeps_it_is_told() -> None:
    me = someone()
    keep(me)
    tasks.make_notices()
    me.delete("/api/v1/performances/PF1/favorite")

    change(end_date=date(2026, 12, 25))
    tasks.make_notices()

    assert told(me) == []


def test_forgets_old_notices_and_what_nobody_keeps(time_machine: Any) -> None:
    me = someone()
    keep(me, first=2)
    tasks.make_notices()
    me.delete("/api/v1/performances/PF1/favorite")

    time_machine.move_to("2027-06-01T12:00:00+09:00")
    tasks.clean_up()

    assert (Notification.objects.count(), Snapshot.objects.count()) == (0, 0)


@pytest.mark.parametrize("rows", [1, 30])
def test_a_look_without_news_asks_few_queries(django_assert_num_queries: Any, rows: int) -> None:
    me = someone()
    for number in range(rows):
        keep(me, f"PF{number}")
    tasks.make_notices()

    with django_assert_num_queries(4):
        tasks.make_notices()
