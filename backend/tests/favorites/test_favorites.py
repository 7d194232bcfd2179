"""Keeping performances."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from culturepedia.accounts.models import User
from culturepedia.favorites.models import Favorite
from tests.factories import PerformanceFactory
from tests.people import SOME_MOMENT, FavoriteFactory, Person, code_of, someone

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
LIST, MERGE = "/api/v1/me/favorites", "/api/v1/me/favorites/merge"


def url(kopis_id: str) -> str:
    return f"/api/v1/performances/{kopis_id}/favorite"


def ids(person: Person, query: str = "") -> list[str]:
    return [one["id"] for one in person.get(LIST + query).json()["results"]]


def count(person: Person) -> int:
    counted: int = person.get("/api/v1/me").json()["counts"]["favorites"]
    assert counted == Favorite.objects.filter(user=person.user).count()
    return counted


def add_run(kopis_id: str, first: int, last: int, **fields: Any) -> None:
    PerformanceFactory.create(
        kopis_id=kopis_id, start_date=TODAY + timedelta(days=first), end_date=TODAY + timedelta(days=last), **fields
    )


def test_keeps_once_however_often_it_is_asked() -> None:
    me = someone()
    PerformanceFactory.create(kopis_id="PF1")

    for _ in range(2):
        reply = me.put(url("PF1"))
        assert (reply.status_code, reply.content) == (204, b"")
    assert (ids(me), count(me)) == (["PF1"], 1)
    for _ in range(2):
        assert me.delete(url("PF1")).status_code == 204
    assert (ids(me), count(me)) == ([], 0)


def test_keeps_for_oneself_only() -> None:
    me, other = someone(), someone()
    PerformanceFactory.create(kopis_id="PF1")
    me.put(url("PF1"))

    other.delete(url("PF1"))

    assert ids(me) == ["PF1"]
    assert ids(other) == []
    assert (count(me), count(other)) == (1, 0)


@pytest.mark.parametrize("kopis_id", ["PF9", "%00", "가", "x" * 13, "PF'1"])
def test_knows_the_performance(kopis_id: str) -> None:
    me = someone()

    assert me.put(url(kopis_id)).status_code == me.delete(url(kopis_id)).status_code == 404


def test_needs_a_person(api: Any) -> None:
    PerformanceFactory.create(kopis_id="PF1")

    assert api.put(url("PF1")).status_code == api.delete(url("PF1")).status_code == 401
    assert api.get(LIST).status_code == api.post(MERGE, {"performances": []}, format="json").status_code == 401


def test_lists_cards_the_newest_first() -> None:
    me = someone()
    for number in range(3):
        FavoriteFactory.create(
            user=me.user, performance__kopis_id=f"PF{number}", created_at=SOME_MOMENT + timedelta(hours=number % 2)
        )
    FavoriteFactory.create()

    reply = me.get(f"{LIST}?page_size=2")

    body = reply.json()
    assert (body["count"], [one["id"] for one in body["results"]]) == (3, ["PF1", "PF2"])
    assert ids(me, "?page_size=2&page=2") == ["PF0"]
    assert body["next"].endswith("/api/v1/me/favorites?page=2&page_size=2")
    first = body["results"][0]
    card = me.get("/api/v1/performances?venue=-FC1").json()["results"]
    assert first in [one | {"favorited_at": "2026-11-20T13:04:05+09:00", "withdrawn": False} for one in card]
    assert reply["Cache-Control"] == "private, no-store"


def test_filters_by_state_and_shows_what_closes_next() -> None:
    me = someone()
    add_run("PF1", -9, -1)
    add_run("PF2", -9, 9)
    add_run("PF3", -9, 0)
    add_run("PF4", 3, 5)
    add_run("PF5", -9, -5, open_run=True)
    add_run("PF6", -9, -2)
    for number in range(1, 7):
        me.put(url(f"PF{number}"))

    assert sorted(ids(me, "?state=ended")) == ["PF1", "PF6"]
    assert sorted(ids(me, "?state=running,upcoming")) == ["PF2", "PF3", "PF4", "PF5"]
    assert sorted(ids(me, "?state=-ended")) == ["PF2", "PF3", "PF4", "PF5"]
    assert ids(me, "?ordering=closing") == ["PF3", "PF4", "PF2", "PF5", "PF6", "PF1"]


def test_still_shows_what_was_withdrawn() -> None:
    me = someone()
    FavoriteFactory.create(user=me.user, performance__withdrawn_at=SOME_MOMENT)

    assert me.get(LIST).json()["results"][0]["withdrawn"] is True


@pytest.mark.parametrize("query", ["?state=x", "?ordering=rating", "?x=1", "?page=0", "?page_size=101"])
def test_refuses_what_it_does_not_know(query: str) -> None:
    assert someone().get(LIST + query).status_code == 400


def test_a_page_past_the_end_is_not_there() -> None:
    assert someone().get(f"{LIST}?page=2").status_code == 404


def test_takes_in_what_a_guest_has_kept() -> None:
    me = someone()
    for number in range(1, 4):
        PerformanceFactory.create(kopis_id=f"PF{number}")
    me.put(url("PF2"))
    given = {"performances": ["PF3", "PF2", "PF1", "PF3", "PF9", "가"]}

    first, second = me.post(MERGE, given), me.post(MERGE, given)

    assert (first.status_code, first.json()) == (200, {"added": 2, "unknown": ["PF9", "가"]})
    assert second.json() == {"added": 0, "unknown": ["PF9", "가"]}
    assert (ids(me), count(me)) == (["PF3", "PF1", "PF2"], 3)


@pytest.mark.parametrize(
    "body",
    [{}, {"performances": None}, {"performances": "PF1"}, {"performances": ["PF1"] * 201}, {"performances": [1]},
     {"performances": ["a\x00"]}, {"performances": [], "user": 1}],
)  # fmt: skip
def test_refuses_another_merge(body: dict[str, Any]) -> None:
    assert someone().post(MERGE, body).status_code == 400


def test_names_the_unknown_parameter() -> None:
    PerformanceFactory.create(kopis_id="PF1")

    assert code_of(someone().put(f"{url('PF1')}?x=1")) == (400, "unknown_parameter", "x")


@pytest.mark.parametrize("rows", [1, 25])
def test_asks_three_queries(django_assert_num_queries: Any, rows: int) -> None:
    me = someone()
    for _ in range(rows):
        FavoriteFactory.create(user=me.user)

    with django_assert_num_queries(3):
        me.get(f"{LIST}?page_size=100")


def test_the_counter_is_counted_anew() -> None:
    me = someone()
    PerformanceFactory.create(kopis_id="PF1")
    User.objects.filter(pk=me.user.pk).update(favorite_count=7)

    me.put(url("PF1"))

    assert count(me) == 1
