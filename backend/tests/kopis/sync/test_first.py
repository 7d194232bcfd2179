"""The first sync: everything listed is stored in full, and the run says what it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db.models import F

from culturepedia.kopis.models import SyncRun
from culturepedia.performances.models import (
    CatalogueVersion,
    CompanyCredit,
    Credit,
    Performance,
    Ranking,
    RankingEntry,
    ShowtimeRule,
    Venue,
)
from culturepedia.performances.models.performance import UNRANKED
from sandbox.faults import Fault, Reply
from tests.kopis.sync.conftest import DAY, Copier, mark_of

if TYPE_CHECKING:
    from sandbox.server import Sandbox

pytestmark = pytest.mark.django_db


def test_stores_every_performance_with_its_venue_and_people(kopis: Sandbox, copier: Copier) -> None:
    run = copier.performances()

    assert run.outcome == SyncRun.Outcome.COMPLETE
    assert run.full
    horizon = copier.horizon
    listed = {
        listing.row.code
        for listing in kopis.catalogue.listings
        if listing.start <= horizon.end.toordinal() and listing.end >= horizon.start.toordinal()
    }
    assert set(Performance.objects.values_list("kopis_id", flat=True)) == listed
    assert run.seen == run.created == len(listed) > 50
    assert not Performance.objects.exclude(list_fingerprint=F("detail_fingerprint")).exists()
    assert not Performance.objects.filter(detail_synced_at=None).exists()
    assert Performance.objects.exclude(venue_kopis_id=None).filter(venue=None).count() == 0
    assert Credit.objects.exists()
    assert CompanyCredit.objects.exists()
    assert ShowtimeRule.objects.exists()


def test_the_run_tells_what_it_did(kopis: Sandbox, copier: Copier) -> None:
    run = copier.performances()

    assert (run.updated, run.unchanged, run.failed, run.skipped, run.message) == (0, 0, 0, {}, "")
    assert run.requests == sum(
        count for path, count in kopis.requests.items() if path.startswith(("pblprfr", "prfplc"))
    )
    assert run.seoul_date == DAY
    assert (run.window_from, run.window_to) == (copier.horizon.start, copier.horizon.end)
    assert run.finished_at is not None
    mark = mark_of()
    assert mark is not None
    assert (mark.complete_through, mark.full_pass_on) == (DAY, DAY)
    assert CatalogueVersion.current() > 0


def test_asks_for_each_detail_and_each_venue_once(kopis: Sandbox, copier: Copier) -> None:
    copier.all()

    single = {path: count for path, count in kopis.requests.items() if "/" in path}
    assert set(single.values()) == {1}


def test_shows_what_is_listed_before_its_detail_arrives(kopis: Sandbox, copier: Copier) -> None:
    kopis.faults.append(Fault(lambda request: request.path.startswith("pblprfr/"), Reply(status=500)))

    run = copier.performances()

    assert run.outcome == SyncRun.Outcome.INCOMPLETE
    row = Performance.objects.exclude(venue_name=None).exclude(poster_source_url=None).first()
    assert row is not None
    assert row.title
    assert row.genre
    assert row.detail_synced_at is None


def test_venues_know_their_district_and_their_halls(copier: Copier) -> None:
    run = copier.venues()

    assert run.outcome == SyncRun.Outcome.COMPLETE
    assert Venue.objects.count() == run.seen == run.created
    assert not Venue.objects.filter(district_code=None, region__isnull=False).exclude(region="sejong").exists()
    assert not Venue.objects.filter(detail_synced_at=None).exists()
    venue = Venue.objects.filter(wheelchair_seats__gt=0).first()
    assert venue is not None


def test_boards_order_the_catalogue(copier: Copier) -> None:
    copier.performances()
    run = copier.rankings()

    assert run.outcome == SyncRun.Outcome.COMPLETE
    boards = 3 * (1 + 9 + 17)
    assert run.requests == 2 * boards  # and those one span earlier, to compare with
    empty = 2 * boards - Ranking.objects.count()
    assert copier.rankings().requests <= boards + empty  # of the earlier ones, only where nobody sold anything
    weekly = Ranking.objects.filter(period="week", genre="", region="").order_by("-to_date")
    board, before = weekly
    assert (board.to_date - before.to_date).days == 7
    first = RankingEntry.objects.get(ranking=board, rank=1).performance
    assert first is not None
    assert (first.sales_rank, first.sales_order) == (1, 1)
    assert (board.to_date - board.from_date).days == 6
    assert board.to_date < DAY
    ranked = Performance.objects.exclude(sales_order=UNRANKED).values_list("sales_order", flat=True)
    assert len(set(ranked)) == len(ranked) > 20
