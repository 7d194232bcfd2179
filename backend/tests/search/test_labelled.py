"""The labelled queries through the API, scored: mean reciprocal rank, recall of ten, what stands first."""

from __future__ import annotations

from statistics import mean
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from tests.search.catalogues import store
from tests.search.labelled_queries import QUERIES, SUGGESTIONS
from tests.search.labelled_works import WORKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db
URL = "/api/v1/performances"
MIN_MRR, MIN_CORE_MRR, MIN_HARD_MRR, MIN_RECALL, MIN_FIRST = 0.95, 0.99, 0.70, 0.93, 0.95


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel("2026-11-23T12:00:00+09:00", tick=False):
        yield


def ask(api: APIClient, typed: str, filters: str) -> list[int]:
    asked: dict[str, Any] = dict(pair.split("=", 1) for pair in filters.split("&") if pair)
    reply = api.get(URL, {"q": typed, "page_size": 10} | asked)
    assert reply.status_code == 200, (typed, reply.json())
    return [int(card["id"][3:]) for card in reply.json()["results"]]


def test_there_is_enough_to_find() -> None:
    assert len(WORKS) >= 60
    assert len(QUERIES) >= 100


def test_finds_what_people_mean(api: APIClient) -> None:
    store(WORKS)
    core: list[float] = []
    hard: list[float] = []
    recalls: list[float] = []
    firsts: list[bool] = []
    notes: list[str] = []
    for need, typed, works, first, filters in QUERIES:
        found = ask(api, typed, filters)
        if not works:
            if need == "nothing":
                assert found == [], (typed, found)
            continue
        rank = next((place for place, number in enumerate(found, 1) if number in works), 0)
        (hard if need == "hard" else core).append(1 / rank if rank else 0)
        recalls.append(len(set(works) & set(found)) / min(len(works), 10))
        if first:
            firsts.append(bool(found) and found[0] in first)
        if rank != 1 or recalls[-1] < 1 or (first and found[0] not in first):
            notes.append(f"{need}: {typed!r} found {found}, wanted {works}, first {first}")

    scores = {
        "mrr": (mean(core + hard), MIN_MRR), "core": (mean(core), MIN_CORE_MRR), "hard": (mean(hard), MIN_HARD_MRR),
        "recall": (mean(recalls), MIN_RECALL), "first": (mean(firsts), MIN_FIRST),
    }  # fmt: skip
    shown = {name: round(score, 3) for name, (score, _) in scores.items()}
    assert all(score >= bar for score, bar in scores.values()), "\n".join([str(shown), *notes])


def test_suggests_what_people_begin_to_type(api: APIClient) -> None:
    store(WORKS)

    for typed, wanted in SUGGESTIONS:
        results = api.get(f"{URL}/suggest", {"q": typed}).json()["results"]
        assert len(results) <= 10
        assert any(wanted in one["label"] for one in results), (typed, [one["label"] for one in results])
