"""A small KOPIS on a fixed day, the sync that copies it, and a picture of what the catalogue then holds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from culturepedia.common.progress import SilentProgress
from culturepedia.kopis.client import KopisClient
from culturepedia.kopis.models import SyncMark, SyncRun
from culturepedia.kopis.sync import performances, rankings, venues
from culturepedia.kopis.sync.plans import Plan
from culturepedia.kopis.sync.windows import Span
from culturepedia.performances import models
from sandbox.server import Sandbox, start

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = date(2026, 11, 23)
VOLATILE = {"id", "created_at", "synced_at", "detail_synced_at", "fetched_at", "venue_id", "hall_id"}
CATALOGUE = tuple(
    model._meta.db_table
    for model in (
        models.CatalogueVersion,
        models.Company,
        models.CompanyCredit,
        models.Credit,
        models.Hall,
        models.Performance,
        models.Person,
        models.Ranking,
        models.RankingEntry,
        models.ShowtimeRule,
        models.Venue,
    )
)


@dataclass
class Copier:
    """Runs syncs against one sandbox, as on the sandbox's present day."""

    sandbox: Sandbox
    clients: list[KopisClient] = field(default_factory=list)

    @property
    def today(self) -> date:
        return self.sandbox.day

    @property
    def horizon(self) -> Span:
        return Span.around(self.today, days_back=120, days_ahead=180)

    def client(self) -> KopisClient:
        client = KopisClient(
            service_key="test-key-of-the-sync",
            base_url=self.sandbox.base_url,
            min_interval_seconds=0,
            backoff_seconds=0,
            blocked_seconds=0,
        )
        self.clients.append(client)
        return client

    def performances(self, *, full: bool = False, span: Span | None = None, **options: Any) -> SyncRun:
        plan = performances.make_plan(today=self.today, horizon=self.horizon, full=full, span=span)
        run = performances.sync_performances(
            plan, horizon=self.horizon, client=self.client(), progress=SilentProgress(), **options
        )
        assert run is not None
        return run

    def venues(self, *, full: bool = False, **options: Any) -> SyncRun:
        plan = venues.make_plan(today=self.today, full=full)
        run = venues.sync_venues(plan, client=self.client(), progress=SilentProgress(), **options)
        assert run is not None
        return run

    def rankings(self, **options: Any) -> SyncRun:
        plan = Plan(SyncRun.Kind.RANKINGS, self.today)
        run = rankings.sync_rankings(plan, client=self.client(), progress=SilentProgress(), **options)
        assert run is not None
        return run

    def all(self) -> list[SyncRun]:
        return [self.performances(), self.rankings(), self.venues()]


@pytest.fixture
def kopis() -> Iterator[Sandbox]:
    sandbox = start(day=DAY, performances=60, venues=300, new_per_day=8)
    yield sandbox
    sandbox.stop()


@pytest.fixture
def copier(kopis: Sandbox) -> Iterator[Copier]:
    copier = Copier(kopis)
    yield copier
    for client in copier.clients:
        client.close()


def mark_of(kind: str = "performances") -> SyncMark | None:
    return SyncMark.objects.filter(kind=kind).first()


def catalogue_writes(captured: CaptureQueriesContext) -> list[str]:
    """Return the statements that wrote to a table of the catalogue."""
    found = []
    for query in captured.captured_queries:
        words = query["sql"].split(None, 3)
        if words[0].upper() in ("INSERT", "UPDATE", "DELETE", "REPLACE") and any(
            f'"{table}"' in query["sql"] for table in CATALOGUE
        ):
            found.append(query["sql"][:300])
    return found


def capture() -> CaptureQueriesContext:
    return CaptureQueriesContext(connection)


def picture(*kinds: str) -> dict[str, dict[str, Any]]:
    """Return the catalogue by KOPIS numbers, without keys and times that differ between equal copies."""
    whole = {"performances": _performances, "venues": _venues, "rankings": _rankings}
    return {kind: whole[kind]() for kind in kinds or whole}


def clear_catalogue() -> None:
    """Empty the catalogue and forget every run."""
    for model in (
        models.RankingEntry,
        models.Ranking,
        models.Performance,
        models.Hall,
        models.Venue,
        models.Person,
        models.Company,
        SyncRun,
        SyncMark,
    ):
        model.objects.all().delete()


def _performances() -> dict[str, Any]:
    names: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for link, label, name in ((models.Credit, "kind", "person"), (models.CompanyCredit, "role", "company")):
        rows = link.objects.order_by("position").values_list("performance_id", label, f"{name}__name")
        for pk, role, text in rows:
            names[pk][role].append(text)
    for pk, weekday, at in models.ShowtimeRule.objects.order_by("weekday", "time").values_list(
        "performance_id", "weekday", "time"
    ):
        names[pk]["showtimes"].append(f"{weekday} {at}")
    return {
        row.kopis_id: {
            **_columns(row),
            "venue": row.venue.kopis_id if row.venue else None,
            "hall": row.hall.kopis_id if row.hall else None,
            "names": {role: list(found) for role, found in names[row.pk].items()},
        }
        for row in models.Performance.objects.select_related("venue", "hall")
    }


def _venues() -> dict[str, Any]:
    halls = defaultdict(dict)
    for hall in models.Hall.objects.all():
        halls[hall.venue_id][hall.kopis_id] = _columns(hall)
    return {row.kopis_id: {**_columns(row), "halls": halls[row.pk]} for row in models.Venue.objects.all()}


def _rankings() -> dict[str, Any]:
    places = defaultdict(dict)
    for entry in models.RankingEntry.objects.select_related("performance"):
        linked = entry.performance.kopis_id if entry.performance else None
        places[entry.ranking_id][entry.rank] = (entry.kopis_id, linked)
    return {str(row): {**_columns(row), "places": places[row.pk]} for row in models.Ranking.objects.all()}


def _columns(row: Any) -> dict[str, Any]:
    return {
        column.attname: getattr(row, column.attname)
        for column in row._meta.concrete_fields
        if column.attname not in VOLATILE
    }
