"""Night after night: incremental syncs end where one fresh full sync would."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from culturepedia.kopis.models import SyncRun
from culturepedia.performances.models import Performance
from tests.kopis.sync.conftest import Copier, clear_catalogue, mark_of, picture

pytestmark = pytest.mark.django_db
# Where a row stands in its own history, not what KOPIS says about it.
HISTORY = {"missing_since", "withdrawn_at", "content_hash", "list_fingerprint", "detail_fingerprint"}


def _content(rows: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    return {
        kopis_id: {name: value for name, value in row.items() if name not in HISTORY} for kopis_id, row in rows.items()
    }


def _differences(grown: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """Return the columns that differ; what KOPIS left blank meanwhile rightly keeps its older value."""
    found = {}
    for kopis_id, row in wanted.items():
        old = grown[kopis_id]
        names = {role: people for role, people in row.pop("names").items() if people}
        differing = {name: (old[name], value) for name, value in row.items() if value not in (None, [], old[name])}
        differing |= {
            role: (old["names"].get(role), new) for role, new in names.items() if old["names"].get(role) != new
        }
        if differing:
            found[kopis_id] = differing
    return found


def test_incremental_nights_equal_a_fresh_full_sync(copier: Copier) -> None:
    runs = [copier.performances()]
    for _ in range(5):
        copier.sandbox.set_date(copier.today + timedelta(days=1))
        runs.append(copier.performances())
    grown = _content(picture("performances")["performances"])
    mark = mark_of()
    clear_catalogue()

    fresh = copier.performances()

    assert [run.full for run in runs] == [True, *[False] * 5]
    assert {run.outcome for run in runs} == {SyncRun.Outcome.COMPLETE}
    assert mark is not None
    assert mark.complete_through == copier.today
    wanted = _content(picture("performances")["performances"])
    assert fresh.seen == len(wanted)
    assert _differences(grown, wanted) == {}
    assert sum(run.created for run in runs[1:]) > 0
    assert sum(run.updated for run in runs[1:]) > 0


def test_a_night_that_was_missed_is_made_good(copier: Copier) -> None:
    copier.performances()
    copier.sandbox.set_date(copier.today + timedelta(days=4))
    copier.performances()
    grown = _content(picture("performances")["performances"])
    clear_catalogue()

    copier.performances()

    wanted = _content(picture("performances")["performances"])
    assert _differences(grown, wanted) == {}


def test_the_horizon_moves_with_the_days(copier: Copier) -> None:
    """A run that was registered long ago enters the horizon without being news."""
    copier.performances()
    far = copier.horizon.end
    known = set(Performance.objects.values_list("kopis_id", flat=True))
    for _ in range(3):
        copier.sandbox.set_date(copier.today + timedelta(days=1))
        copier.performances()

    mark = mark_of()
    assert mark is not None
    assert mark.covered_to == copier.horizon.end > far
    listed = {
        listing.row.code
        for listing in copier.sandbox.catalogue.listings
        if listing.start <= copier.horizon.end.toordinal() and listing.end >= copier.horizon.start.toordinal()
    }
    stored = set(Performance.objects.values_list("kopis_id", flat=True))
    assert listed <= stored
    assert stored - known


def test_a_full_pass_also_learns_what_the_list_does_not_show(copier: Copier) -> None:
    """A changed cast leaves the list row as it was; only the change feed tells."""
    copier.performances()
    copier.sandbox.set_date(copier.today + timedelta(days=3))
    copier.performances(full=True)
    grown = _content(picture("performances")["performances"])
    clear_catalogue()

    copier.performances()

    wanted = _content(picture("performances")["performances"])
    assert _differences(grown, wanted) == {}
