"""The viewing diary."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from culturepedia.diary.models import Visit
from tests.factories import PerformanceFactory
from tests.people import SOME_MOMENT, Person, VisitFactory, client_of, code_of, someone

pytestmark = pytest.mark.django_db
URL = "/api/v1/me/visits"
GOOD = {"performance": "PF1", "watched_on": "2026-11-20"}


@pytest.fixture(autouse=True)
def _performance() -> None:
    PerformanceFactory.create(kopis_id="PF1")


def counted(person: Person) -> int:
    count: int = person.get("/api/v1/me").json()["counts"]["visits"]
    assert count == Visit.objects.filter(user=person.user).count()
    return count


def test_keeps_every_field() -> None:
    me = someone()
    given = GOOD | {
        "starts_at": "2026-11-20T19:30:00+09:00", "seat": "1층 B열 7번", "cast_seen": "김하나, 이두리", "companion": "언니",
        "rating": 3.5, "memo": "첫 줄\n둘째 줄 <b>굵게</b>",
    }  # fmt: skip

    reply = me.post(URL, given)

    assert reply.status_code == 201
    made = reply.json()
    assert made["performance"]["id"] == "PF1"
    assert {name: made[name] for name in given if name != "performance"} == {
        name: value for name, value in given.items() if name != "performance"
    }
    assert (made["viewing"], made["created_at"], made["edited_at"]) == (1, "2026-11-23T12:00:00+09:00", None)
    assert me.get(f"{URL}/{made['id']}").json() == made
    assert me.get(URL).json()["results"] == [made]
    assert counted(me) == 1


def test_leaves_out_what_is_not_known() -> None:
    made = someone().post(URL, GOOD | {"seat": "", "memo": " ", "rating": None}).json()

    assert [made[name] for name in ("starts_at", "seat", "cast_seen", "companion", "rating", "memo")] == [None] * 6


def test_counts_the_viewings_by_when_they_were() -> None:
    me = someone()
    for day, time in (("20", "19:30"), ("20", "14:00"), ("10", None), ("20", None)):
        starts_at = f"2026-11-{day}T{time}+09:00" if time else None
        me.post(URL, {"performance": "PF1", "watched_on": f"2026-11-{day}", "starts_at": starts_at})
    VisitFactory.create(user=me.user, performance__kopis_id="PF2")
    VisitFactory.create()

    rows = me.get(f"{URL}?performance=PF1").json()["results"]

    assert [(one["watched_on"][8:], (one["starts_at"] or "")[11:16], one["viewing"]) for one in rows] == [
        ("20", "19:30", 4), ("20", "14:00", 3), ("20", "", 2), ("10", "", 1),
    ]  # fmt: skip


def test_filters_by_day() -> None:
    me = someone()
    for day in (9, 10, 11):
        VisitFactory.create(user=me.user, watched_on=date(2026, 11, day))

    rows = me.get(f"{URL}?from=2026-11-10&to=2026-11-10").json()

    assert (rows["count"], rows["results"][0]["watched_on"]) == (1, "2026-11-10")


@pytest.mark.parametrize(
    ("field", "value", "attr"),
    [
        *(("watched_on", bad, "watched_on") for bad in ("2026-10-31", "2026-11-24", "x", None, 20261120)),
        *(("starts_at", bad, "starts_at") for bad in ("2026-11-21T19:30:00+09:00", "19:30", "x", 5, "2026-11-20", "9999-12-31T23:59:59-12:00")),
        *(("performance", bad, "performance") for bad in ("PF2", "", None, 1, "a\x00b", "가")),
        ("seat", "가" * 61, "seat"), ("cast_seen", "가" * 301, "cast_seen"), ("companion", "가" * 61, "companion"),
        ("memo", "가" * 2001, "memo"), ("memo", "a\x00b", "memo"), ("rating", 4.2, "rating"), ("rating", "4", "rating"),
        *((name, "x", name) for name in ("id", "user", "viewing", "created_at")),
    ],
)  # fmt: skip
def test_refuses_what_a_field_cannot_have(field: str, value: Any, attr: str) -> None:
    reply = someone().post(URL, GOOD | {field: value})

    assert reply.status_code == 400
    assert reply.json()["errors"][0]["attr"] == attr
    assert not Visit.objects.exists()


def test_nothing_is_seen_before_the_first_day() -> None:
    PerformanceFactory.create(kopis_id="PF2", start_date=date(2026, 12, 1), end_date=date(2026, 12, 2))

    reply = someone().post(URL, {"performance": "PF2", "watched_on": "2026-11-23"})

    assert code_of(reply) == (400, "not_in_run", "watched_on")


def test_a_showtime_just_after_midnight_lies_on_its_day_in_seoul() -> None:
    reply = someone().post(URL, GOOD | {"starts_at": "2026-11-19T15:30:00Z"})

    assert reply.json()["starts_at"] == "2026-11-20T00:30:00+09:00"


def test_changes_what_is_given_and_leaves_the_rest() -> None:
    me = someone()
    PerformanceFactory.create(kopis_id="PF2")
    visit = VisitFactory.create(user=me.user, performance__kopis_id="PF3", seat="A1", rating=Decimal("2.0"))
    url = f"{URL}/{visit.public_id}"

    body = me.patch(url, {"rating": 5, "memo": "다시", "performance": "PF2"}).json()

    assert (body["rating"], body["memo"], body["seat"], body["performance"]["id"]) == (5, "다시", "A1", "PF2")
    assert body["edited_at"] == "2026-11-23T12:00:00+09:00"
    assert me.patch(url, {"seat": None}).json()["seat"] is None
    assert code_of(me.patch(url, {"watched_on": "2026-12-01"})) == (400, "not_in_run", "watched_on")


def test_the_showtime_stays_on_the_day() -> None:
    me = someone()
    made = me.post(URL, GOOD | {"starts_at": "2026-11-20T19:30:00+09:00"}).json()

    assert code_of(me.patch(f"{URL}/{made['id']}", {"watched_on": "2026-11-19"})) == (400, "other_day", "starts_at")
    both = {"watched_on": "2026-11-19", "starts_at": "2026-11-19T19:30:00+09:00"}
    assert me.patch(f"{URL}/{made['id']}", both).status_code == 200


def test_strikes_a_visit_out() -> None:
    me = someone()
    made = me.post(URL, GOOD).json()

    assert [me.delete(f"{URL}/{made['id']}").status_code for _ in range(2)] == [204, 404]
    assert counted(me) == 0


def test_is_nobody_elses() -> None:
    visit = VisitFactory.create(memo="비밀")
    other, url = someone(), f"{URL}/{visit.public_id}"

    assert (
        other.get(url).status_code
        == other.patch(url, {"memo": "남"}).status_code
        == other.delete(url).status_code
        == 404
    )
    assert other.get(URL).json()["count"] == 0
    visit.refresh_from_db()
    assert visit.memo == "비밀"
    assert client_of(visit.user).get(url).json()["memo"] == "비밀"


def test_is_shown_nowhere_in_public(api: Any) -> None:
    visit = VisitFactory.create(performance__kopis_id="PF2", memo="비밀", rating=Decimal("1.0"), seat="밀실")

    for url in ("/api/v1/home", "/api/v1/performances", "/api/v1/performances/PF2", "/api/v1/performances/PF2/reviews"):
        text = api.get(url).content.decode()
        assert "비밀" not in text
        assert visit.user.username not in text
    assert api.get("/api/v1/performances/PF2").json()["rating"]["count"] == 0


@pytest.mark.parametrize("name", ["0b0c3a52-6f0e-4c39-9d8e-5b1f7e1f4a77", "1", "%00", "가"])
def test_no_such_visit(name: str) -> None:
    me = someone()

    assert me.get(f"{URL}/{name}").status_code == me.patch(f"{URL}/{name}", {}).status_code == 404


def test_needs_a_person(api: Any) -> None:
    url = f"{URL}/{VisitFactory.create().public_id}"

    statuses = [
        api.get(URL),
        api.post(URL, GOOD, format="json"),
        api.get(url),
        api.patch(url, {}, format="json"),
        api.delete(url),
    ]
    assert {reply.status_code for reply in statuses} == {401}


@pytest.mark.parametrize("query", ["?x=1", "?performance=%00", "?performance=", "?from=x", "?page=0"])
def test_refuses_what_it_does_not_know(query: str) -> None:
    assert someone().get(URL + query).status_code == 400


def test_writes_take_no_parameters() -> None:
    assert someone().post(f"{URL}?page=1", GOOD).status_code == 400


@pytest.mark.parametrize("rows", [1, 40])
def test_asks_five_queries(django_assert_num_queries: Any, rows: int) -> None:
    me = someone()
    for _ in range(rows):
        VisitFactory.create(user=me.user, created_at=SOME_MOMENT)

    with django_assert_num_queries(5):
        me.get(f"{URL}?page_size=100")
