"""The same questions to OpenSearch as to the database: the same answers, also while it is away.

With OPENSEARCH_TEST_URL the real thing answers too, in an index of the test's own; else only the stub of its interface.
"""

from __future__ import annotations

import os
import uuid
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from culturepedia.common import clock
from culturepedia.common.progress import SilentProgress
from culturepedia.performances.models import Performance
from culturepedia.search import backends, indexing, matching, outbox, tasks
from culturepedia.search.models import SearchOutbox
from culturepedia.search.rebuild import rebuild
from tests.factories import PerformanceFactory, changed
from tests.search.catalogues import store
from tests.search.labelled_queries import QUERIES
from tests.search.labelled_works import WORKS
from tests.search.opensearch_stub import OpenSearchStub

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_httpserver import HTTPServer
    from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db(transaction=True)
URL = "/api/v1/performances"


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel("2026-11-23T12:00:00+09:00", tick=True):
        yield


@pytest.fixture
def stub(httpserver: HTTPServer) -> OpenSearchStub:
    return OpenSearchStub(httpserver)


@pytest.fixture
def use(settings: Any) -> Iterator[Any]:
    """Return a function that makes search use an OpenSearch."""

    def start(url: str) -> None:
        settings.OPENSEARCH_URL, settings.OPENSEARCH_INDEX = url, f"test-{uuid.uuid4().hex[:8]}"
        rebuild(today=clock.seoul_today(), now=clock.now(), progress=SilentProgress())

    yield start
    backends._make_opensearch.cache_clear()


def ask(api: APIClient, typed: str, filters: str) -> tuple[int, list[str]]:
    asked = dict(pair.split("=", 1) for pair in filters.split("&") if pair)
    page = api.get(URL, {"q": typed, "page_size": 100} | asked).json()
    return page["count"], [card["id"] for card in page["results"]]


FILTERS = (
    "", "state=ended,-running", "genre=-play", "region=seoul,busan", "free=true", "price_min_krw=50000", "child=false", "open_run=false", "age_max=8",
    "hashtag=moving", "from=2027-01-01",
)  # fmt: skip


@pytest.mark.parametrize("window", [3, 200])
def test_answers_as_the_database_does(
    api: APIClient, stub: OpenSearchStub, use: Any, monkeypatch: pytest.MonkeyPatch, window: int
) -> None:
    monkeypatch.setattr(matching, "WINDOW", window)
    monkeypatch.setattr(matching, "TITLE_WINDOW", window - 1)
    store(WORKS)
    questions = [(typed, filters) for _, typed, _, _, filters in QUERIES[::3]]
    questions += [(typed, filters) for typed in ("서울", "ㅅ", "맥가온", "뮤지컬") for filters in FILTERS]
    by_database = [ask(api, *question) for question in questions]

    use(os.environ.get("OPENSEARCH_TEST_URL") or stub.url)
    changed()

    assert [ask(api, *question) for question in questions] == by_database
    assert os.environ.get("OPENSEARCH_TEST_URL") or stub.questions > len(questions)


def test_knows_a_change_after_its_commit(api: APIClient, stub: OpenSearchStub, use: Any) -> None:
    row = PerformanceFactory.create(title="달빛 정원")
    use(stub.url)
    Performance.objects.update(title="햇빛 바다")

    indexing.index_performances([row.pk], today=clock.seoul_today())
    changed()

    assert ask(api, "햇빛", "")[0] == 1
    assert "햇빛" in stub.documents[str(row.pk)]["t"].split()
    Performance.objects.update(withdrawn_at=clock.now())
    indexing.index_performances([row.pk], today=clock.seoul_today())
    assert stub.documents == {}
    assert not SearchOutbox.objects.exists()


def test_the_database_answers_while_it_is_away(api: APIClient, stub: OpenSearchStub, use: Any) -> None:
    row = PerformanceFactory.create(title="달빛 정원")
    use(stub.url)
    stub.is_down = True
    Performance.objects.update(title="햇빛 바다")

    indexing.index_performances([row.pk], today=clock.seoul_today())
    changed()

    assert ask(api, "햇빛", "")[0] == 1
    assert SearchOutbox.objects.count() == 1
    assert outbox.flush() == 0
    stub.is_down = False
    tasks.send_outbox()
    assert "햇빛" in stub.documents[str(row.pk)]["t"].split()
    assert not SearchOutbox.objects.exists()


def test_a_rebuild_takes_the_place_of_the_index_before(stub: OpenSearchStub, use: Any) -> None:
    PerformanceFactory.create(title="달빛 정원")
    use(stub.url)
    (first,) = stub.indices

    rebuild(today=clock.seoul_today(), now=clock.now(), progress=SilentProgress())

    assert len(stub.indices) == 1
    assert first not in stub.indices
    assert list(stub.aliases.values()) == list(stub.indices)


def test_makes_no_index_of_its_own_accord(stub: OpenSearchStub, settings: Any) -> None:
    settings.OPENSEARCH_URL, settings.OPENSEARCH_INDEX = stub.url, "nobody-made-this"
    row = PerformanceFactory.create(title="달빛 정원")

    indexing.index_performances([row.pk], today=clock.seoul_today())

    assert stub.indices == {}
    assert SearchOutbox.objects.count() == 1
    backends._make_opensearch.cache_clear()


def test_without_it_nothing_waits() -> None:
    row = PerformanceFactory.create(title="달빛 정원")

    indexing.index_performances([row.pk], today=clock.seoul_today())

    assert not SearchOutbox.objects.exists()
