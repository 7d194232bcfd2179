"""Box-office boards: each period over all genres, each genre, and each region.

A span ends yesterday, because KOPIS' current day is unfinished. An empty answer never replaces a board. Places may
name performances that are not in the catalogue yet: some are fetched at once, all are linked when they arrive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from culturepedia.kopis.errors import KopisError
from culturepedia.kopis.models import SyncRun
from culturepedia.kopis.records import RankingRow, Skipped
from culturepedia.kopis.sync import details, sales
from culturepedia.kopis.sync.fetching import fetch_one
from culturepedia.kopis.sync.plans import Plan, move_mark
from culturepedia.kopis.sync.runs import Run, execute
from culturepedia.performances.codes import Genre, Period, Region
from culturepedia.performances.models import Performance, Ranking, RankingEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from culturepedia.common.progress import Progress
    from culturepedia.kopis.client import KopisClient
    from culturepedia.kopis.sync.runs import Tally

KIND = SyncRun.Kind.RANKINGS
DAYS = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 30}
KEPT = timedelta(weeks=10)
MAX_UNKNOWN = 200  # performances fetched only because a board names them, in one run


@dataclass(frozen=True, slots=True)
class Board:
    """One question to the box office."""

    period: Period
    genre: Genre | None
    region: Region | None
    from_date: date
    to_date: date

    @property
    def key(self) -> str:
        """Name the board in a run's cursor."""
        return f"{self.period} {self.genre or '*'} {self.region or '*'} {self.to_date:%Y%m%d}"


def sync_rankings(
    plan: Plan, *, client: KopisClient, progress: Progress, budget_seconds: float | None = None
) -> SyncRun | None:
    """Bring the boards and the sales order up to date.

    Raises:
        LeaseHeld: Another process does this now.
        LeaseLost: Another process took over.
    """
    return execute(plan, _work, client=client, progress=progress, budget_seconds=budget_seconds)


def boards_for(today: date) -> Iterator[Board]:
    """Yield the boards of a date, the one that orders the catalogue first."""
    for period in (Period.WEEK, Period.DAY, Period.MONTH):
        yield from _boards_until(today - timedelta(days=1), period)


def earlier_boards(today: date) -> Iterator[Board]:
    """Yield the boards one span before those of a date where nothing older is stored.

    A catalogue on its first day compares with them; later its own boards of earlier days serve.
    """
    last = today - timedelta(days=1)
    stored = set(Ranking.objects.filter(to_date__lt=last).values_list("period", "genre", "region").distinct())
    for period in (Period.WEEK, Period.DAY, Period.MONTH):
        for board in _boards_until(last - timedelta(days=DAYS[period]), period):
            if (board.period, board.genre or "", board.region or "") not in stored:
                yield board


def _boards_until(to_date: date, period: Period) -> Iterator[Board]:
    from_date = to_date - timedelta(days=DAYS[period] - 1)
    yield Board(period, None, None, from_date, to_date)
    for genre in Genre:
        yield Board(period, genre, None, from_date, to_date)
    for region in Region:
        yield Board(period, None, region, from_date, to_date)


def _work(run: Run, _: Plan) -> None:
    done: list[str] = run.cursor.setdefault("done", [])
    asked = [*boards_for(run.today), *earlier_boards(run.today)]
    boards = [board for board in asked if board.key not in done]
    run.progress.begin("예매 순위", len(boards))
    for board in boards:
        run.heartbeat()
        try:
            rows = fetch_one(partial(_ask, run, board), tick=run.heartbeat)
        except KopisError as error:
            run.note_failure(f"예매 순위 {board.key}", error)
        else:
            run.note_success()
            _write_board(run, board, rows)
        run.progress.advance()
    _fetch_unknown(run)
    with run.page() as tally:
        linked = sales.link_entries()
        ordered = sales.write_sales_order(today=run.today)
        old = Ranking.objects.filter(to_date__lt=run.today - KEPT)
        pruned = old.delete()[0] if old.exists() else 0
        tally.visible = bool(linked or ordered or pruned)
    if run.problems:
        run.close(SyncRun.Outcome.INCOMPLETE)
        return
    with transaction.atomic():
        move_mark(KIND, through=run.today)
        run.close(SyncRun.Outcome.COMPLETE)


def _ask(run: Run, board: Board) -> tuple[RankingRow | Skipped, ...]:
    return run.client.rankings(board.from_date, board.to_date, genre=board.genre, region=board.region)


def _write_board(run: Run, board: Board, rows: Sequence[RankingRow | Skipped]) -> None:
    """Store a board if it differs from the stored one, in one transaction."""
    places: dict[int, str] = {}
    for row in rows:
        if isinstance(row, RankingRow) and row.rank not in places and row.kopis_id not in places.values():
            places[row.rank] = row.kopis_id
    for skip in (row for row in rows if isinstance(row, Skipped)):
        run.note_skipped(skip.reason)
    with run.page() as tally:
        run.cursor["done"].append(board.key)
        run.seen.add(board.key)
        if places:
            _replace(run, board, places, tally)


def _replace(run: Run, board: Board, places: dict[int, str], tally: Tally) -> None:
    """Make the stored board equal to `places` (rank to KOPIS id); write nothing if it is."""
    row, created = Ranking.objects.get_or_create(
        period=board.period,
        genre=board.genre or "",
        region=board.region or "",
        to_date=board.to_date,
        defaults={"from_date": board.from_date, "fetched_at": run.now()},
    )
    stored = dict(RankingEntry.objects.filter(ranking=row).values_list("rank", "kopis_id"))
    if stored == places:
        return
    RankingEntry.objects.filter(ranking=row).delete()
    known = dict(Performance.objects.filter(kopis_id__in=places.values()).values_list("kopis_id", "pk"))
    RankingEntry.objects.bulk_create(
        RankingEntry(ranking=row, rank=rank, kopis_id=kopis_id, performance_id=known.get(kopis_id))
        for rank, kopis_id in sorted(places.items())
    )
    if not created:
        row.fetched_at = run.now()
        row.save(update_fields=["fetched_at"])
    tally.created += created
    tally.updated += not created
    tally.visible = True


def _fetch_unknown(run: Run) -> None:
    """Fetch performances that newer boards name and the catalogue lacks; the best placed first."""
    waiting = RankingEntry.objects.filter(performance=None, ranking__to_date__gte=run.today - timedelta(days=7))
    rows = waiting.order_by("rank", "kopis_id").values_list("kopis_id", flat=True)
    unknown = list(dict.fromkeys(rows))
    known = set(Performance.objects.filter(kopis_id__in=unknown).values_list("kopis_id", flat=True))
    wanted = [kopis_id for kopis_id in unknown if kopis_id not in known][:MAX_UNKNOWN]
    if wanted:
        run.progress.begin("순위에 있는 공연", len(wanted))
        details.fetch(run, wanted, advance=True)
