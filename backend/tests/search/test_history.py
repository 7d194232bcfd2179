"""What people searched for: kept for them alone, removable, and not at all when they say so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from django.db import connection

from culturepedia.common import clock
from culturepedia.search import history, indexing
from culturepedia.search.models import SearchHistory
from tests.factories import PerformanceFactory
from tests.people import Person, ask, sign_up

if TYPE_CHECKING:
    from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db


def kept(person: Person) -> list[str]:
    return [row["q"] for row in person.ask("GET", "/me/searches?page_size=100").json()["results"]]


def keep(person: Person, text: str) -> Any:
    return person.ask("POST", "/me/searches", {"q": text})


def test_lists_the_newest_first_and_each_text_once() -> None:
    person = sign_up()
    for text in ("달빛", "햇빛", " 달 빛 "):
        assert keep(person, text).status_code == 201

    assert kept(person) == ["달 빛", "햇빛"]
    assert kept(sign_up()) == []


def test_keeps_fifty() -> None:
    person = sign_up()
    for number in range(53):
        keep(person, f"달빛 {number}")

    assert kept(person) == [f"달빛 {number}" for number in range(52, 2, -1)]


def test_forgets_one_or_all() -> None:
    person, other = sign_up(), sign_up()
    for text in ("달빛", "햇빛", "별빛"):
        keep(person, text)
    keep(other, "남의 것")
    first = person.ask("GET", "/me/searches").json()["results"][0]["id"]

    assert other.ask("DELETE", f"/me/searches/{first}").status_code == 404
    assert person.ask("DELETE", f"/me/searches/{first}").status_code == 204
    assert person.ask("DELETE", f"/me/searches/{first}").status_code == 404
    assert kept(person) == ["햇빛", "달빛"]
    assert person.ask("DELETE", "/me/searches").status_code == 204
    assert kept(person) == []
    assert kept(other) == ["남의 것"]


def test_forgets_what_was_searched_up_to_a_moment_and_keeps_what_came_since() -> None:
    person = sign_up()
    for text in ("달빛", "햇빛", "별빛"):
        keep(person, text)
    middle = person.ask("GET", "/me/searches").json()["results"][1]["searched_at"]
    keep(person, "달빛")  # once more: it is the newest now

    assert person.ask("DELETE", f"/me/searches?until={quote(middle)}").status_code == 204
    assert kept(person) == ["달빛", "별빛"]
    for far, left in (("0001-01-01T00:00:00+09:00", ["달빛", "별빛"]), ("9999-12-31T23:59:59.9-09:00", [])):
        assert person.ask("DELETE", f"/me/searches?until={quote(far)}").status_code == 204
        assert kept(person) == left


@pytest.mark.parametrize(
    "until",
    [
        "",
        "2026-11-28",
        "2026-11-28T10:00:00",
        "2026-11-28T25:00:00Z",
        "2026-02-30T10:00:00Z",
        "x",
        "٢026-11-28T10:00:00Z",
    ],
)
def test_refuses_to_forget_up_to_what_is_no_moment(until: str) -> None:
    person = sign_up()
    keep(person, "달빛")

    assert person.ask("DELETE", f"/me/searches?until={quote(until)}").status_code == 400
    assert person.ask("GET", "/me/searches?until=2026-11-28T10:00:00Z").status_code == 400
    assert kept(person) == ["달빛"]


def test_keeps_nothing_for_who_wants_nothing_kept() -> None:
    person = sign_up()
    assert person.ask("GET", "/me").json()["keep_searches"] is True
    person.ask("PATCH", "/me", {"keep_searches": False})

    assert keep(person, "달빛").status_code == 204
    assert kept(person) == []
    person.ask("PATCH", "/me", {"keep_searches": True})
    assert keep(person, "달빛").status_code == 201


def test_a_public_search_leaves_no_trace(api: APIClient) -> None:
    person = sign_up()

    ask("GET", "/performances?q=달빛", **person.headers)

    assert not SearchHistory.objects.exists()


def test_knows_the_hashtags_that_a_search_names_or_leads_to() -> None:
    row = PerformanceFactory.create(title="달빛 정원", tags=["calm", "solo"])
    indexing.index_performances([row.pk], today=clock.seoul_today())
    person = sign_up()

    assert keep(person, "감동적인 뮤지컬").json()["tags"] == ["moving"]
    assert keep(person, "달빛").json()["tags"] == ["calm", "solo"]
    assert keep(person, "없는것").json()["tags"] == []


@pytest.mark.parametrize(
    "body", [{}, {"q": ""}, {"q": "  "}, {"q": "가" * 101}, {"q": 1}, {"q": "a\0b"}, {"q": "가", "user": 1}, []]
)
def test_refuses_what_is_no_search(body: Any) -> None:
    assert sign_up().ask("POST", "/me/searches", body).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_never_keeps_more_however_many_come_at_once() -> None:
    user = sign_up().user
    now, today = clock.now(), clock.seoul_today()

    def search(number: int) -> None:
        try:
            history.record_search(user=user, text=f"달빛 {number % 55}", now=now, today=today)
        finally:
            connection.close()

    # The tests' SQLite lives in memory, where connections of one process lock each other out instead of waiting.
    with ThreadPoolExecutor(4 if connection.vendor == "postgresql" else 1) as pool:
        list(pool.map(search, range(70)))

    assert SearchHistory.objects.filter(user=user).count() == history.MAX_KEPT


def test_costs_the_same_for_many_as_for_one(django_assert_num_queries: Any) -> None:
    counts = []
    for number in (1, 30):
        person = sign_up()
        for at in range(number):
            keep(person, f"달빛 {at}")
        with django_assert_num_queries(3):  # session, count, rows
            counts.append(person.ask("GET", "/me/searches?page_size=100").json()["count"])
    assert counts == [1, 30]
