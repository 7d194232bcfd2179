"""A catalogue written down as plain facts, stored as the sync would store it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from culturepedia.common.clock import seoul_today
from culturepedia.performances.models import Performance, PerformanceHashtag, Venue
from culturepedia.search import indexing
from tests.factories import PerformanceFactory, VenueFactory, changed


@dataclass(frozen=True)
class Work:
    """What a person would read off a poster."""

    id: str
    title: str
    genre: str
    region: str
    start: str
    end: str
    venue: str
    title_en: str | None = None
    cast: tuple[str, ...] = ()
    crew: tuple[str, ...] = ()
    company: str = ""
    tags: tuple[str, ...] = ()
    synopsis: str | None = None
    prices: tuple[int | None, int | None] = (None, None)
    child: bool | None = None
    popularity: int = 0
    more: dict[str, object] = field(default_factory=dict)


def store(works: list[Work]) -> None:
    """Write the works and their search rows in one transaction's worth of calls; the most popular sell best."""
    by_popularity = sorted(works, key=lambda work: -work.popularity)
    places = {work.id: place for place, work in enumerate(by_popularity, 1) if work.popularity}
    keys = [_store(work, places.get(work.id)) for work in works]
    indexing.index_performances(keys, today=seoul_today())
    changed()


def _store(work: Work, place: int | None) -> int:
    name = work.venue
    venue = Venue.objects.filter(name=name, region=work.region).first() or VenueFactory.create(
        name=name, region=work.region, district_code=None, district_text=None
    )
    low, high = work.prices
    row: Performance = PerformanceFactory.create(
        kopis_id=work.id, title=work.title, title_en=work.title_en, genre=work.genre, region=work.region,
        start_date=date.fromisoformat(work.start), end_date=date.fromisoformat(work.end), venue=venue,
        synopsis=work.synopsis, price_min_krw=low, price_max_krw=high, is_free=None if high is None else high == 0,
        child=work.child, people={"cast": work.cast, "crew": work.crew},
        companies={"production": [work.company]} if work.company else {},
        **({"sales_order": place, "sales_rank": place} if place else {}), **work.more,
    )  # fmt: skip
    PerformanceHashtag.objects.bulk_create(PerformanceHashtag(performance=row, slug=tag) for tag in work.tags)
    return row.pk
