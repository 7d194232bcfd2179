"""The list of notices."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from culturepedia.notifications.models import Notification
from tests.factories import PerformanceFactory
from tests.people import SOME_MOMENT, Person, code_of, random_id, someone

pytestmark = pytest.mark.django_db
LIST, READ = "/api/v1/me/notifications", "/api/v1/me/notifications/read"


def tell(person: Person, kind: str = "opening", hours: int = 0, **facts: Any) -> Notification:
    facts = facts or {"start_date": "2026-11-26"}
    return Notification.objects.create(
        user=person.user, performance=PerformanceFactory.create(title="햄릿 & {맥베스}"), kind=kind, occasion="1",
        facts=facts, created_at=SOME_MOMENT + timedelta(hours=hours),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "facts", "ko", "en"),
    [
        ("opening", {"start_date": "2026-11-26"}, "‘햄릿 & {맥베스}’, 2026년 11월 26일에 시작해요.", "“햄릿 & {맥베스}” opens on 26 November 2026."),
        ("last_week", {"end_date": "2026-11-26"}, "‘햄릿 & {맥베스}’, 2026년 11월 26일에 막을 내려요.", "“햄릿 & {맥베스}” closes on 26 November 2026."),
        ("venue_changed", {"venue": None, "old_venue": "극장"}, "‘햄릿 & {맥베스}’의 장소가 바뀌었어요. 이제 다른 곳에서 해요.", "“햄릿 & {맥베스}” has moved to another venue."),
        ("cancelled", {"x": 1}, "‘햄릿 & {맥베스}’ 공연이 취소됐어요.", "“햄릿 & {맥베스}” has been cancelled."),
    ],
)  # fmt: skip
def test_says_it_in_both_languages(kind: str, facts: dict[str, Any], ko: str, en: str) -> None:
    me = someone()
    tell(me, kind, **facts)

    assert me.get(LIST).json()["results"][0]["text"] == ko
    assert me.get(LIST, headers={"accept-language": "en"}).json()["results"][0]["text"] == en


def test_lists_the_newest_first_and_counts_the_unread() -> None:
    me = someone()
    old, new = tell(me), tell(me, hours=1)
    tell(someone())

    body = me.get(f"{LIST}?page_size=1").json()

    assert (body["count"], body["unread"]) == (2, 2)
    (first,) = body["results"]
    assert (first["id"], first["read_at"], first["facts"]) == (str(new.public_id), None, {"start_date": "2026-11-26"})
    assert first["performance"]["id"] == new.performance.kopis_id
    assert me.get(body["next"]).json()["results"][0]["id"] == str(old.public_id)


def test_marks_the_named_ones_as_read_or_all() -> None:
    me, other = someone(), someone()
    first, _, theirs = tell(me), tell(me), tell(other)

    reply = me.post(READ, {"ids": [str(first.public_id), str(theirs.public_id), random_id()]})

    assert (reply.status_code, reply.json()) == (200, {"unread": 1})
    assert [one["id"] for one in me.get(f"{LIST}?unread=false").json()["results"]] == [str(first.public_id)]
    assert me.get(f"{LIST}?unread=true").json()["count"] == 1
    assert other.get(LIST).json()["unread"] == 1
    assert me.post(READ, {}).json() == {"unread": 0}
    assert me.get(LIST).json()["results"][0]["read_at"] == "2026-11-23T12:00:00+09:00"


@pytest.mark.parametrize(
    "body",
    [
        {"ids": ["x"]},
        {"ids": [1]},
        {"ids": ["0" * 32]},
        {"ids": "x"},
        {"ids": None},
        {"all": True},
        {"ids": [random_id()] * 101},
    ],
)
def test_refuses_what_is_no_id(body: dict[str, Any]) -> None:
    assert someone().post(READ, body).status_code == 400


def test_needs_a_person(api: Any) -> None:
    assert api.get(LIST).status_code == api.post(READ, {}, format="json").status_code == 401


@pytest.mark.parametrize("query", ["?unread=x", "?x=1", "?page_size=0"])
def test_refuses_what_it_does_not_know(query: str) -> None:
    assert someone().get(LIST + query).status_code == 400


def test_everyone_gets_all_in_the_app_and_none_by_mail_at_first() -> None:
    me = someone()

    switches = me.get("/api/v1/me").json()["notifications"]

    assert switches.pop("mail_digest") is False
    assert switches == dict.fromkeys(switches, True)
    assert set(switches) == {"opening", "last_week", "dates_changed", "venue_changed", "cast_changed", "cancelled"}


def test_switches_leave_each_other_alone() -> None:
    me = someone()

    me.patch("/api/v1/me", {"notifications": {"opening": False}})
    body = me.patch("/api/v1/me", {"notifications": {"mail_digest": True}, "username": "새 이름"}).json()

    assert (body["notifications"]["opening"], body["notifications"]["mail_digest"]) == (False, True)
    assert body["username"] == "새 이름"
    assert me.get("/api/v1/me").json() == body


@pytest.mark.parametrize("switches", [{"opening": "false"}, {"opening": None}, {"x": True}, None, [], True])
def test_refuses_what_is_no_switch(switches: Any) -> None:
    assert someone().patch("/api/v1/me", {"notifications": switches}).status_code == 400


def test_names_the_field_of_a_wrong_switch() -> None:
    reply = someone().patch("/api/v1/me", {"notifications": {"opening": 1}})

    assert code_of(reply) == (400, "invalid", "notifications.opening")


@pytest.mark.parametrize("rows", [1, 25])
def test_asks_five_queries(django_assert_num_queries: Any, rows: int) -> None:
    me = someone()
    for _ in range(rows):
        tell(me)

    with django_assert_num_queries(5):
        me.get(f"{LIST}?page_size=100")
