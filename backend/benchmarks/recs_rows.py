"""A country of performances and people with histories, in bulk, for the benchmark of the recommendations' endpoint.

What people like is not chance alone: each stays near one part of the catalogue and takes famous works more often.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

GENRES = ("musical", "play", "classical", "gugak", "pop", "dance", "pop_dance", "circus", "mixed")
REGIONS = ("seoul", "seoul", "seoul", "gyeonggi", "busan", "daegu", "incheon", "jeju")
TAGS = (
    "moving",
    "grand",
    "cheerful",
    "comic",
    "romantic",
    "warm",
    "calm",
    "dark",
    "exciting",
    "dreamy",
    "solo",
    "kids",
)
AT_ONCE = 5_000
PARTS = 25


def fill(*, live: int, over: int, people: int, each: int) -> list[int]:
    """Write everything; return the primary keys of some people, each with `each` opinions or more."""
    chance = random.Random(3)
    _performances(live, over, chance)
    users = _people(people)
    _opinions(users, live + over, each, chance)
    return users[:: max(people // 200, 1)]


def _performances(live: int, over: int, chance: random.Random) -> None:
    from django.utils import timezone  # noqa: PLC0415 - only after the set-up

    from culturepedia.performances.models import Company, CompanyCredit, Credit, Performance, Person  # noqa: PLC0415

    today, now = timezone.localdate(), timezone.now()
    names = Person.objects.bulk_create([Person(name=f"사람 {number}") for number in range(8_000)], AT_ONCE)
    firms = Company.objects.bulk_create([Company(name=f"극단 {number}") for number in range(800)], AT_ONCE)
    for first in range(0, live + over, AT_ONCE):
        rows = [
            _performance(number, today, now, is_live=number >= over, chance=chance)
            for number in range(first, min(first + AT_ONCE, live + over))
        ]
        made = Performance.objects.bulk_create(rows)
        _credits(made, names, chance, Credit)
        CompanyCredit.objects.bulk_create(
            CompanyCredit(performance=row, company=chance.choice(firms), role="production", position=0) for row in made
        )


def _credits(made: list[Any], names: list[Any], chance: random.Random, credit: Any) -> None:
    credit.objects.bulk_create(
        credit(performance=row, person=names[who], kind="crew" if place > 3 else "cast", position=place)
        for row in made
        for place, who in enumerate({int(8_000 * chance.random() ** 2) for _ in range(6)})
    )


def _performance(number: int, today: date, now: Any, *, is_live: bool, chance: random.Random) -> Any:
    from culturepedia.performances.models import Performance  # noqa: PLC0415

    start = today - timedelta(days=number % 30) if is_live else today - timedelta(days=60 + number % 600)
    genre = GENRES[int(9 * chance.random() ** 2)]
    work = number if chance.random() < 2 / 3 else chance.randrange(20_000)
    return Performance(
        kopis_id=f"PF{number}",
        title=f"공연 {work}",
        genre=genre,
        region=chance.choice(REGIONS),
        start_date=start,
        end_date=start + timedelta(days=40),
        venue_name=f"극장 {number % 2_000}",
        price_min_krw=number % 15 * 10_000,
        work_key=f"{genre}:{work}",
        hashtags=chance.sample(TAGS, 3),
        sales_rank=number % 20_000 + 1 if is_live and number % 400 == 0 else None,
        created_at=now - timedelta(days=(today - start).days + 30),
        synced_at=now,
    )


def _people(count: int) -> list[int]:
    from culturepedia.accounts.models import User  # noqa: PLC0415

    User.objects.bulk_create(
        [User(email=f"{number}@example.com", username=f"관객 {number}", password="!") for number in range(count)],
        AT_ONCE,
    )
    return list(User.objects.order_by("pk").values_list("pk", flat=True))


def _opinions(users: list[int], performances: int, each: int, chance: random.Random) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from culturepedia.favorites.models import Favorite  # noqa: PLC0415
    from culturepedia.performances.models import Performance  # noqa: PLC0415
    from culturepedia.reviews.models import Review  # noqa: PLC0415

    keys, now = list(Performance.objects.order_by("pk").values_list("pk", flat=True)), timezone.now()
    reviews: list[Review] = []
    favorites: list[Favorite] = []
    for place, user in enumerate(users):
        part = place % PARTS
        chosen = {int(performances / PARTS * chance.random() ** 2) * PARTS + part for _ in range(each)}
        for number, item in enumerate(sorted(chosen)):
            moment = now - timedelta(days=chance.randrange(1, 300))
            if number % 2:
                favorites.append(Favorite(user_id=user, performance_id=keys[item], created_at=moment))
            else:
                stars = chance.choice((1, 2, 3, 3.5, 4, 4.5, 5, 5))
                reviews.append(
                    Review(author_id=user, performance_id=keys[item], rating=stars, body="좋았다", created_at=moment)
                )
        if len(reviews) > AT_ONCE:
            Review.objects.bulk_create(reviews)
            Favorite.objects.bulk_create(favorites)
            reviews, favorites = [], []
    Review.objects.bulk_create(reviews)
    Favorite.objects.bulk_create(favorites)
