"""Performances and venues may arrive in any order, and halls may be named late: the catalogue ends up the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from culturepedia.kopis.models import SyncRun
from culturepedia.performances.models import Performance, Venue
from sandbox.faults import Fault, Reply, Request
from tests.kopis.sync.conftest import Copier, clear_catalogue, picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.server import Sandbox

pytestmark = pytest.mark.django_db
EMPTY = Reply(body=b"<dbs/>")


def _is_venue(request: Request) -> bool:
    return request.path.startswith("prfplc/")


def _without_halls(_: Request, reply: Reply) -> Reply:
    return Reply(body=re.sub(rb"<mt13s>.*</mt13s>", b"", reply.body, flags=re.DOTALL))


def _venues_first(copier: Copier) -> None:
    copier.venues()
    copier.performances()


def _performances_first(copier: Copier) -> None:
    copier.performances()
    copier.venues()


def _venue_list_without_details_first(copier: Copier) -> None:
    fault = Fault(_is_venue, Reply(status=500))
    copier.sandbox.faults.append(fault)
    copier.venues()
    copier.sandbox.faults.remove(fault)
    copier.performances()
    copier.venues()


def _venues_fail_at_first(copier: Copier) -> None:
    fault = Fault(_is_venue, Reply(body=b"<html>busy</html>"), times=10)
    copier.sandbox.faults.append(fault)
    copier.performances()
    copier.sandbox.faults.remove(fault)
    copier.performances()
    copier.venues()


def _venues_are_unknown_at_first(copier: Copier) -> None:
    fault = Fault(_is_venue, EMPTY)
    copier.sandbox.faults.append(fault)
    copier.performances()
    assert not Venue.objects.exists()
    copier.sandbox.faults.remove(fault)
    copier.venues()


def _boards_first(copier: Copier) -> None:
    copier.rankings()
    copier.performances()
    copier.venues()


@pytest.mark.parametrize(
    "arrive",
    [
        _performances_first,
        _venue_list_without_details_first,
        _venues_fail_at_first,
        _venues_are_unknown_at_first,
        _boards_first,
    ],
)
def test_any_order_gives_the_same_catalogue(copier: Copier, arrive: Callable[[Copier], None]) -> None:
    _venues_first(copier)
    copier.rankings()
    wanted = picture()
    clear_catalogue()

    arrive(copier)

    copier.rankings()
    assert picture("venues") == {"venues": wanted["venues"]}
    assert picture("performances") == {"performances": wanted["performances"]}
    assert picture("rankings") == {"rankings": wanted["rankings"]}


def test_a_performance_is_stored_without_a_venue_that_kopis_does_not_know(kopis: Sandbox, copier: Copier) -> None:
    kopis.faults.append(Fault(_is_venue, EMPTY))

    run = copier.performances()

    assert run.outcome == SyncRun.Outcome.COMPLETE
    assert run.skipped["no_detail"] > 0
    assert not Performance.objects.filter(detail_synced_at=None).exists()
    waiting = Performance.objects.exclude(venue_kopis_id=None)
    assert waiting.exists()
    assert not waiting.exclude(venue=None).exists()
    assert not waiting.filter(venue_name=None).exists()


def test_a_venue_with_a_new_hall_is_asked_for_again(kopis: Sandbox, copier: Copier) -> None:
    older = Fault(_is_venue, _without_halls)
    kopis.faults.append(older)
    copier.performances()
    kopis.faults.remove(older)
    row = Performance.objects.exclude(hall_kopis_id=None).exclude(venue=None).first()
    assert row is not None
    assert row.hall is None
    Performance.objects.filter(pk=row.pk).update(content_hash="", detail_fingerprint="")
    kopis.requests.clear()

    copier.performances()

    row.refresh_from_db()
    assert row.hall is not None
    assert row.hall.kopis_id == row.hall_kopis_id
    assert kopis.requests[f"prfplc/{row.venue_kopis_id}"] == 1
