"""What the box-office boards mean for the catalogue: links from places to performances, and the sales order.

The order: places of the national weekly board, then of the genres' weekly boards, then of the regions', then the
rest. Only rows whose place changed are written.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import OuterRef, Q, Subquery

from culturepedia.performances.codes import Period
from culturepedia.performances.models import Performance, Ranking, RankingEntry
from culturepedia.performances.models.performance import UNRANKED
from culturepedia.search import indexing

GENRE_BASE = 1000
REGION_BASE = 2000
STALE_AFTER = timedelta(days=7)  # an older board says nothing about today


def link_entries() -> int:
    """Link places on boards to performances that have arrived since; return how many."""
    known = Performance.objects.filter(kopis_id=OuterRef("kopis_id"))
    waiting = RankingEntry.objects.filter(performance=None, kopis_id__in=Performance.objects.values("kopis_id"))
    return waiting.update(performance_id=Subquery(known.values("pk")[:1])) if waiting.exists() else 0


def write_sales_order(*, today: date) -> int:
    """Store the sales rank and order that the newest weekly boards give; return how many rows changed."""
    wanted = _wanted()
    rows = Performance.objects.filter(
        Q(kopis_id__in=wanted) | ~Q(sales_order=UNRANKED) | Q(sales_rank__isnull=False)
    ).select_for_update()
    changed = []
    # In one order everywhere, so that two syncs never wait for each other's rows.
    for row in rows.order_by("kopis_id").only("id", "kopis_id", "sales_rank", "sales_order"):
        order = wanted.get(row.kopis_id, UNRANKED)
        rank = order if order < GENRE_BASE else None
        if (row.sales_order, row.sales_rank) != (order, rank):
            row.sales_order, row.sales_rank = order, rank
            changed.append(row)
    Performance.objects.bulk_update(changed, ["sales_order", "sales_rank"], batch_size=200)
    indexing.index_popularity([row.pk for row in changed], today=today)
    return len(changed)


def newest_boards(period: Period) -> list[Ranking]:
    """Return the newest board of each genre and each region for a period, the national one first."""
    newest = (
        Ranking.objects.filter(period=period, genre=OuterRef("genre"), region=OuterRef("region"))
        .order_by("-to_date")
        .values("pk")[:1]
    )
    return list(Ranking.objects.filter(period=period, pk=Subquery(newest)).order_by("region", "genre"))


def _wanted() -> dict[str, int]:
    """Return the sales order of every performance that stands on a weekly board, by KOPIS id."""
    boards = newest_boards(Period.WEEK)
    fresh = max((board.to_date for board in boards), default=date.min + STALE_AFTER) - STALE_AFTER
    bases = {
        board.pk: (REGION_BASE if board.region else GENRE_BASE if board.genre else 0)
        for board in boards
        if board.to_date > fresh
    }
    wanted: dict[str, int] = {}
    entries = RankingEntry.objects.filter(ranking__in=bases).values_list("ranking_id", "kopis_id", "rank")
    for board_id, kopis_id, rank in entries:
        order = bases[board_id] + rank
        wanted[kopis_id] = min(order, wanted.get(kopis_id, UNRANKED))
    return wanted
