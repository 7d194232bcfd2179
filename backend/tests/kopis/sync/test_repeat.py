"""The same sync again: nothing is written that did not change."""

from __future__ import annotations

from datetime import timedelta

import pytest

from culturepedia.kopis.models import SyncRun
from culturepedia.kopis.sync.windows import Span
from culturepedia.performances.models import CatalogueVersion, Performance
from tests.kopis.sync.conftest import Copier, capture, catalogue_writes, mark_of, picture

ONE_DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


def test_writes_no_row_of_the_catalogue_when_nothing_changed(copier: Copier) -> None:
    copier.all()
    version, before = CatalogueVersion.current(), picture()

    with capture() as captured:
        runs = [copier.performances(), copier.performances(full=True), copier.venues(full=True), copier.rankings()]

    assert catalogue_writes(captured) == []
    assert CatalogueVersion.current() == version
    assert picture() == before
    assert [run.outcome for run in runs] == [SyncRun.Outcome.COMPLETE] * 4
    assert {run.created + run.updated for run in runs} == {0}
    assert all(run.unchanged == run.seen > 0 for run in runs)


def test_an_unchanged_day_costs_only_what_kopis_says_it_changed(copier: Copier) -> None:
    copier.performances()

    run = copier.performances()

    assert not run.full
    # Ten windows, and the details of rows that KOPIS registered or changed in the two days of overlap.
    assert run.requests == 10 + run.seen
    assert run.seen < Performance.objects.count() / 5


def test_a_full_pass_lists_everything_and_fetches_only_what_changed(copier: Copier) -> None:
    first = copier.performances()
    changed = copier.performances()

    again = copier.performances(full=True)

    assert again.seen == first.seen
    assert again.requests <= 2 * 10 + changed.seen + 12  # pages of a hundred rows may be two in a window


def test_checks_everything_once_a_week(copier: Copier) -> None:
    fulls = []
    for _ in range(9):
        fulls.append(copier.performances().full)
        copier.sandbox.set_date(copier.today + ONE_DAY)

    assert fulls == [True, *[False] * 6, True, False]


def test_an_explicit_span_moves_no_mark(copier: Copier) -> None:
    span = Span(copier.today, copier.today + ONE_DAY)

    run = copier.performances(span=span)

    assert run.outcome == SyncRun.Outcome.COMPLETE
    assert not run.full
    assert mark_of() is None
    assert not Performance.objects.filter(start_date__gt=span.end).exists()
    assert not Performance.objects.filter(end_date__lt=span.start).exists()
