"""A small site with two audiences, for what needs people: musicals with one cast, plays with another."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from culturepedia.reviews.models import Review
from tests.factories import PerformanceFactory
from tests.people import FavoriteFactory, PersonFactory

if TYPE_CHECKING:
    from culturepedia.accounts.models import User
    from culturepedia.performances.models import Performance

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
OVER = {"start_date": date(2026, 10, 1), "end_date": date(2026, 11, 20)}


def musical(number: int, **given: Any) -> Performance:
    return PerformanceFactory.create(
        **{
            "kopis_id": f"PFM{number}", "genre": "musical", "tags": ["grand"], "work_key": f"musical:m{number}",
            "people": {"cast": [f"가수 {number % 2}"], "crew": ["작곡가"]}, "companies": {"production": ["노래 극단"]},
            "region": "busan" if number % 5 == 0 else "seoul", "venue_name": f"음악당 {number}",
        } | given
    )  # fmt: skip


def play(number: int, **given: Any) -> Performance:
    return PerformanceFactory.create(
        **{
            "kopis_id": f"PFP{number}", "genre": "play", "tags": ["dark"], "work_key": f"play:p{number}",
            "people": {"cast": [f"배우 {number % 2}"], "crew": ["연출가"]}, "companies": {"production": ["말 극단"]},
            "region": "busan" if number % 5 == 0 else "seoul", "venue_name": f"소극장 {number}",
        } | given
    )  # fmt: skip


def rate(user: User, performance: Performance, rating: float, **given: Any) -> Review:
    """Store a review without its counters, which nothing here reads."""
    fields = {"body": "좋았다", "created_at": NOON, **given}
    return Review.objects.create(author=user, performance=performance, rating=Decimal(str(rating)), **fields)


def two_audiences(people: int = 12, works: int = 8) -> tuple[list[Performance], list[Performance]]:
    """Return musicals and plays that can be seen; half of the people love the ones, half the others."""
    musicals, plays = [musical(number) for number in range(works)], [play(number) for number in range(works)]
    for number in range(people):
        user = PersonFactory.create()
        for place, performance in enumerate((musicals, plays)[number % 2][: works - 2]):
            if (number // 2 + place) % 4:
                rate(user, performance, 5)
            else:
                FavoriteFactory.create(user=user, performance=performance)
    return musicals, plays
