"""What people say moves what search shows first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from culturepedia.performances.models import Performance
from culturepedia.search import indexing
from tests.factories import PerformanceFactory
from tests.people import someone

if TYPE_CHECKING:
    from pytest_django import DjangoCaptureOnCommitCallbacks
    from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
GOOD = {"rating": 4.5, "body": "좋았다"}


@pytest.fixture(autouse=True)
def _performances() -> None:
    rows = [PerformanceFactory.create(kopis_id=f"PF{number}", title="달빛") for number in (1, 2)]
    indexing.index_performances([row.pk for row in rows], today=TODAY)


def found(api: APIClient) -> list[str]:
    return [card["id"] for card in api.get("/api/v1/performances?q=달빛").json()["results"]]


def test_a_review_lifts_its_performance_and_goes_with_what_it_lifted(
    api: APIClient, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    me = someone()
    assert found(api) == ["PF1", "PF2"]

    with django_capture_on_commit_callbacks(execute=True):
        made = me.post("/api/v1/performances/PF2/reviews", GOOD).json()
    assert found(api) == ["PF2", "PF1"]

    with django_capture_on_commit_callbacks(execute=True):
        me.delete(f"/api/v1/reviews/{made['id']}")
    assert found(api) == ["PF1", "PF2"]


def test_search_that_cannot_be_told_keeps_no_review_back(
    api: APIClient,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no search today")

    with monkeypatch.context() as broken, django_capture_on_commit_callbacks(execute=True):
        broken.setattr(indexing, "index_popularity", fail)
        reply = someone().post("/api/v1/performances/PF2/reviews", GOOD)

    assert reply.status_code == 201
    assert found(api) == ["PF1", "PF2"]
    assert Performance.objects.get(kopis_id="PF2").rating_count == 1
    indexing.refresh_priors(today=TODAY)  # as each day begins
    assert found(api) == ["PF2", "PF1"]
