"""Rows of the catalogue for tests. Everything has a value that fits; a test names only what it is about."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import factory
from factory.django import DjangoModelFactory

from culturepedia.kopis.models import SyncRun
from culturepedia.performances import models

SOME_MOMENT = datetime(2026, 11, 1, 3, 4, 5, tzinfo=UTC)


class VenueFactory(DjangoModelFactory[models.Venue]):
    class Meta:
        model = models.Venue

    kopis_id = factory.Sequence(lambda number: f"FC{number:06d}")
    name = factory.Sequence(lambda number: f"극장 {number:04d}")
    region = "seoul"
    district_code = "1111"
    district_text = "종로구"
    synced_at = SOME_MOMENT


class HallFactory(DjangoModelFactory[models.Hall]):
    class Meta:
        model = models.Hall

    venue = factory.SubFactory(VenueFactory)
    kopis_id = factory.LazyAttributeSequence(lambda hall, number: f"{hall.venue.kopis_id}-{number:02d}")
    name = factory.Sequence(lambda number: f"{number}관")


class PerformanceFactory(DjangoModelFactory[models.Performance]):
    class Meta:
        model = models.Performance

    kopis_id = factory.Sequence(lambda number: f"PF{number:06d}")
    title = factory.Sequence(lambda number: f"공연 {number:05d}")
    genre = "musical"
    region = "seoul"
    start_date = date(2026, 11, 1)
    end_date = date(2026, 11, 30)
    created_at = SOME_MOMENT
    synced_at = SOME_MOMENT

    @factory.post_generation
    def rules(self, create: bool, given: list[tuple[str, str]] | None, **_: Any) -> None:  # noqa: FBT001
        """`rules=[("fri", "19:30")]` gives it a timetable."""
        for weekday, start in given or ():
            models.ShowtimeRule.objects.create(performance=self, weekday=weekday, time=time.fromisoformat(start))

    @factory.post_generation
    def people(self, create: bool, given: dict[str, list[str]] | None, **_: Any) -> None:  # noqa: FBT001
        """`people={"cast": ["홍길동"]}` names who takes part."""
        for kind, names in (given or {}).items():
            for position, name in enumerate(names):
                person, _created = models.Person.objects.get_or_create(name=name)
                models.Credit.objects.create(performance=self, person=person, kind=kind, position=position)

    @factory.post_generation
    def companies(self, create: bool, given: dict[str, list[str]] | None, **_: Any) -> None:  # noqa: FBT001
        """`companies={"production": ["극단"]}` names the companies."""
        for role, names in (given or {}).items():
            for position, name in enumerate(names):
                company, _created = models.Company.objects.get_or_create(name=name)
                models.CompanyCredit.objects.create(performance=self, company=company, role=role, position=position)

    @factory.post_generation
    def tags(self, create: bool, given: list[str] | None, **_: Any) -> None:  # noqa: FBT001
        """`tags=["moving"]` gives it hashtags."""
        if given:
            models.PerformanceHashtag.objects.bulk_create(
                models.PerformanceHashtag(performance=self, slug=slug) for slug in given
            )
            models.Performance.objects.filter(pk=self.pk).update(hashtags=given)

    @classmethod
    def _after_postgeneration(cls, instance: models.Performance, create: bool, results: Any = None) -> None:  # noqa: FBT001
        """Save nothing again: the steps above wrote their own rows."""


class RankingFactory(DjangoModelFactory[models.Ranking]):
    class Meta:
        model = models.Ranking

    period = "week"
    from_date = date(2026, 11, 16)
    to_date = date(2026, 11, 22)
    fetched_at = SOME_MOMENT

    @factory.post_generation
    def places(self, create: bool, given: list[models.Performance | str] | None, **_: Any) -> None:  # noqa: FBT001
        """`places=[performance, "PF9"]` fills the board from rank 1; a text is one the catalogue lacks."""
        for rank, who in enumerate(given or (), 1):
            is_known = isinstance(who, models.Performance)
            models.RankingEntry.objects.create(
                ranking=self,
                rank=rank,
                kopis_id=who.kopis_id if is_known else who,
                performance=who if is_known else None,
            )

    @classmethod
    def _after_postgeneration(cls, instance: models.Ranking, create: bool, results: Any = None) -> None:  # noqa: FBT001
        """Save nothing again."""


class SyncRunFactory(DjangoModelFactory[SyncRun]):
    class Meta:
        model = SyncRun

    kind = SyncRun.Kind.PERFORMANCES
    outcome = SyncRun.Outcome.COMPLETE
    seoul_date = date(2026, 11, 23)
    started_at = SOME_MOMENT
    heartbeat_at = SOME_MOMENT
    finished_at = SOME_MOMENT


def changed() -> None:
    """Count a change of the catalogue, as every writer does."""
    models.CatalogueVersion.advance()
