"""A catalogue of any size for measurements: believable widths, every kind of row, the same for the same number."""

from __future__ import annotations

import random
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from culturepedia.performances import models
from culturepedia.performances.codes import Characteristic, Genre, Mood, Region
from culturepedia.performances.districts import all_districts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

VENUES = 1_200
NAMES = 3_000
AT_ONCE = 2_000


def fill(*, performances: int, today: date) -> None:
    """Write a catalogue into the empty database of Django's settings."""
    dice = random.Random(1)
    venues = _venues(dice)
    people = models.Person.objects.bulk_create([models.Person(name=f"배우 {n}") for n in range(NAMES)])
    companies = models.Company.objects.bulk_create([models.Company(name=f"제작사 {n}") for n in range(NAMES)])
    rows = [_performance(number, dice, venues, today) for number in range(performances)]
    rows = models.Performance.objects.bulk_create(rows, batch_size=AT_ONCE)
    _links(rows, dice, people, companies)
    _boards(rows, today)
    models.CatalogueVersion.objects.create(pk=models.CatalogueVersion.ONLY_ID, number=performances)


def _venues(dice: random.Random) -> list[tuple[models.Venue, list[models.Hall]]]:
    districts = all_districts()
    now = datetime.now(UTC)
    venues = []
    for number in range(VENUES):
        district = dice.choice(districts)
        venues.append(
            models.Venue(
                kopis_id=f"FC{number:06d}",
                name=f"{district.ko} 문화예술회관 {number}",
                kind="공공(문예회관)",
                region=district.region.value,
                district_code=district.code,
                district_text=district.ko,
                address=f"{district.region.ko} {district.ko} 예술로 {number}",
                latitude=35 + dice.random() * 2.6,
                longitude=126.6 + dice.random() * 2.4,
                seats=dice.randrange(80, 3000),
                accessible_ramp=dice.random() < 0.5,
                accessible_elevator=dice.random() < 0.5,
                wheelchair_seats=dice.randrange(10),
                synced_at=now,
            )
        )
    venues = models.Venue.objects.bulk_create(venues)
    halls = models.Hall.objects.bulk_create(
        models.Hall(venue=venue, kopis_id=f"{venue.kopis_id}-{n:02d}", name=f"제{n}관", seats=300)
        for venue in venues
        for n in (1, 2)
    )
    return [(venue, halls[2 * n : 2 * n + 2]) for n, venue in enumerate(venues)]


def _performance(
    number: int, dice: random.Random, venues: Sequence[tuple[models.Venue, list[models.Hall]]], today: date
) -> models.Performance:
    venue, halls = dice.choice(venues)
    start = today + timedelta(days=dice.randrange(-400, 180))
    price = dice.choice([None, 0, 10_000, 20_000, 35_000, 55_000, 77_000])
    now = datetime.now(UTC)
    digest = f"{number:040x}"
    return models.Performance(
        kopis_id=f"PF{100_000 + number}",
        title=f"{dice.choice(['한여름 밤의 꿈', '레베카', '백조의 호수'])} {number} [{venue.district_text}]",
        genre=dice.choice(list(Genre)).value,
        region=venue.region or Region.SEOUL.value,
        start_date=start,
        end_date=start + timedelta(days=dice.choice([0, 0, 2, 9, 40, 90])),
        venue=venue,
        hall=dice.choice(halls),
        venue_kopis_id=venue.kopis_id,
        venue_name=venue.name,
        hall_name="제1관",
        synopsis="옛날 어느 마을에 이야기를 좋아하는 사람이 살았습니다. " * 12,
        cast_text="배우 1, 배우 2 등",
        crew_text="연출 1",
        runtime_text="1시간 50분",
        runtime_minutes=110,
        age_text="만 7세 이상",
        age_min=7,
        price_text="R석 77,000원, S석 55,000원",
        prices=[{"seat": "R석", "amount_krw": 77000}, {"seat": "S석", "amount_krw": 55000}],
        price_min_krw=price,
        price_max_krw=None if price is None else price + 20_000,
        is_free=None if price is None else price == 0,
        schedule_text="화요일 ~ 금요일(19:30), 토요일(14:00,18:00)",
        child=dice.random() < 0.2,
        daehakro=dice.random() < 0.1,
        visiting=False,
        festival=False,
        booking_links=[{"name": "인터파크", "url": "http://tickets.example/1"}],
        work_key=f"work:{number % 5000}",
        work_title="레베카",
        created_at=now - timedelta(minutes=dice.randrange(500_000)),
        synced_at=now,
        sales_order=number if number < 400 else 1_000_000,
        sales_rank=number if 0 < number < 50 else None,
        poster_key=f"posters/{digest[-2:]}/{digest}",
        poster_widths=[120, 180, 240, 360],
        poster_width=360,
        poster_height=510,
        poster_color="#3a2b1c",
        hashtags=["moving", "date"],
    )


def _links(
    rows: Sequence[models.Performance],
    dice: random.Random,
    people: Sequence[models.Person],
    companies: Sequence[models.Company],
) -> None:
    for first in range(0, len(rows), AT_ONCE):
        some = rows[first : first + AT_ONCE]
        models.Credit.objects.bulk_create(
            models.Credit(performance=row, person=person, kind=kind, position=position)
            for row in some
            for kind, number in (("cast", 6), ("crew", 3))
            for position, person in enumerate(dice.sample(people, number))
        )
        models.CompanyCredit.objects.bulk_create(
            models.CompanyCredit(performance=row, company=dice.choice(companies), role=role, position=0)
            for row in some
            for role in ("production", "host")
        )
        models.ShowtimeRule.objects.bulk_create(
            models.ShowtimeRule(performance=row, weekday=weekday, time=time(hour))
            for row in some
            for weekday, hour in (("tue", 19), ("wed", 19), ("thu", 19), ("fri", 19), ("sat", 14), ("sat", 18))
        )
        models.PerformanceHashtag.objects.bulk_create(
            models.PerformanceHashtag(performance=row, slug=slug)
            for row in some
            for slug in (Mood.MOVING.value, Characteristic.DATE.value)
        )


def _boards(rows: Sequence[models.Performance], today: date) -> None:
    for genre in ("", *(genre.value for genre in Genre)):
        for weeks in (0, 1):
            to_date = today - timedelta(days=1 + 7 * weeks)
            board = models.Ranking.objects.create(
                period="week",
                genre=genre,
                from_date=to_date - timedelta(days=6),
                to_date=to_date,
                fetched_at=datetime.now(UTC),
            )
            places = [row for row in rows if not genre or row.genre == genre][:50]
            models.RankingEntry.objects.bulk_create(
                models.RankingEntry(ranking=board, rank=rank, kopis_id=row.kopis_id, performance=row)
                for rank, row in enumerate(places, 1)
            )
