"""Making the index anew beside the live one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from culturepedia.common import leases
from culturepedia.common.progress import SilentProgress
from culturepedia.performances.models import Performance
from culturepedia.search import indexing, rebuild, tasks
from culturepedia.search.backends.sqlite import TOKEN_TABLES
from culturepedia.search.models import SearchEntry, SearchPending, SearchState, SearchTerm
from tests.factories import PerformanceFactory, changed

if TYPE_CHECKING:
    from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


def titles(api: APIClient, query: str) -> list[str]:
    return [card["title"] for card in api.get("/api/v1/performances", {"q": query}).json()["results"]]


def make(progress: object = None) -> int:
    return rebuild.rebuild(today=TODAY, now=NOW, progress=progress or SilentProgress())  # type: ignore[arg-type]


def structure() -> list[object]:
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name.startswith("search_")]
        return [
            (table, sorted(connection.introspection.get_constraints(cursor, table)))
            for table in sorted(tables)
            if not table.startswith((*TOKEN_TABLES, "search_grams"))
        ]


def test_finds_what_nobody_has_indexed_yet(api: APIClient) -> None:
    PerformanceFactory.create(title="달빛 정원", people={"cast": ["한가람"]})
    PerformanceFactory.create(title="내려간 공연", withdrawn_at=NOW)
    assert titles(api, "달빛") == []

    assert make() == 1

    assert titles(api, "달빛") == titles(api, "ㅎㄱㄹ") == titles(api, "달빗정원") == ["달빛 정원"]
    assert titles(api, "내려간") == []
    state = SearchState.objects.get()
    assert (state.tokeniser, state.prior_date, state.rebuilding_since) == (rebuild.TOKENISER, TODAY, None)


def test_leaves_tables_and_indexes_as_migrations_made_them(api: APIClient) -> None:
    PerformanceFactory.create(title="달빛 정원")
    before = structure()

    make()
    make()

    assert structure() == before
    indexing.index_performances([PerformanceFactory.create(title="새 공연").pk], today=TODAY)
    assert SearchEntry.objects.count() == 2


def test_forgets_what_is_no_longer_there(api: APIClient) -> None:
    row = PerformanceFactory.create(title="달빛 정원")
    make()
    Performance.objects.filter(pk=row.pk).delete()

    assert make() == 0

    assert titles(api, "달빛") == []
    assert not SearchTerm.objects.exists()


class Meanwhile(SilentProgress):
    """Does something in the middle of the work."""

    def __init__(self, act: object) -> None:
        self._act = act

    def begin(self, label: str, total: int | None = None) -> None:
        if label == "정렬":
            self._act()  # type: ignore[operator]


def test_answers_and_takes_changes_while_it_is_made(api: APIClient) -> None:
    first = PerformanceFactory.create(title="달빛 정원")
    gone = PerformanceFactory.create(title="사라질 공연")
    make()
    seen: list[list[str]] = []

    def act() -> None:
        Performance.objects.filter(pk=first.pk).update(title="햇빛 정원")
        Performance.objects.filter(pk=gone.pk).update(withdrawn_at=NOW)
        indexing.index_performances([first.pk, gone.pk], today=TODAY)
        changed()
        seen.append(titles(api, "햇빛"))

    make(Meanwhile(act))

    assert seen == [["햇빛 정원"]]
    assert titles(api, "햇빛") == ["햇빛 정원"]
    assert titles(api, "달빛") == titles(api, "사라질") == []
    assert not SearchPending.objects.exists()


def test_leaves_the_live_index_when_it_fails(api: APIClient) -> None:
    PerformanceFactory.create(title="달빛 정원")
    make()

    def act() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        make(Meanwhile(act))

    assert titles(api, "달빛") == ["달빛 정원"]
    assert not rebuild.is_outdated()


def test_is_made_by_one_process_at_a_time() -> None:
    with leases.hold(rebuild.LEASE), pytest.raises(CommandError) as caught:
        call_command("rebuild_search", "--quiet")

    assert caught.value.returncode == 3


def test_shows_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    PerformanceFactory.create(title="달빛 정원")

    call_command("rebuild_search")

    shown = capsys.readouterr().out
    assert "색인: 1/1" in shown
    assert "공연 1건을 색인했습니다." in shown


def test_the_schedule_makes_it_when_the_rules_have_changed(api: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    PerformanceFactory.create(title="달빛 정원")

    tasks.keep_current()
    assert titles(api, "달빛") == ["달빛 정원"]

    SearchEntry.objects.all().delete()
    tasks.keep_current()
    assert not SearchEntry.objects.exists()

    monkeypatch.setattr(rebuild, "TOKENISER", 99)
    tasks.keep_current()
    assert SearchEntry.objects.count() == 1
