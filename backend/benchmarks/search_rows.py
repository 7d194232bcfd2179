"""A large catalogue for measuring search: invented words that are used as unevenly as real ones."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from culturepedia.performances import models
from culturepedia.performances.codes import Characteristic, Genre, Mood, Region
from culturepedia.performances.districts import all_districts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

WORDS, PEOPLE, COMPANIES, VENUES = 12_000, 30_000, 3_000, 4_000
AT_ONCE = 2_000
INITIAL = "ㄱㄱㄴㄷㄷㄹㅁㅁㅂㅅㅅㅅㅇㅇㅇㅇㅈㅈㅊㅋㅌㅍㅎㅎ"
SURNAMES = (
    "김김김김김이이이박박최최정정강조윤장임한오서신권황안송류홍고문양손배백허남심노하곽성차주우구민"
    "진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부"
)
GIVEN = (
    "가강건경고광교규근기나남다단담도동라란람래려로루름리린마만명모무문미민바박배백별병보복봄봉비"
    "빈빛사산상새샘서석선설섬성세소솔송수숙순슬승시신아안애양여연영예오온완요용우운원월유윤율은을"
    "의이인일임자장재정제조종주준지진찬창채천철초최춘치태평하한해향헌혁현형혜호홍화환효훈휘희"
)
ENGLISH = [
    "night",
    "moon",
    "river",
    "garden",
    "winter",
    "summer",
    "dream",
    "song",
    "story",
    "city",
    "light",
    "dance",
    "queen",
    "king",
    "ghost",
    "island",
    "letter",
    "music",
    "house",
    "road",
    "star",
    "wind",
    "rain",
    "sea",
    "forest",
    "train",
    "mirror",
    "clock",
    "shadow",
    "candle",
    "bridge",
    "paper",
    "window",
]
# Zipf's law as Mandelbrot corrected it: the commonest word is 1 of 30, half of all are 1 of 1,600 or rarer.
FREQUENCIES = list(accumulate(1 / (rank + 2.7) for rank in range(1, WORDS + 1)))
FRAMES = (
    "{a} {b}", "{a}", "{a}의 {b}", "뮤지컬 {a} {b}",
    "뮤지컬 〈{a}〉 [{city}]", "연극 {a}", "연극 〈{a} {b}〉", "{a} {b} [{city}]",
    "{a}, {b} 그리고 {c}", "제{n}회 {a} 정기연주회", "{person} 콘서트: {a}", "{person} 피아노 리사이틀",
    "가족뮤지컬 {a}", "발레 {a} {b}", "오페라 {a} [{city}]", "2026 {a} 페스티벌 Vol.{n}",
)  # fmt: skip

DECORATION = (
    "뮤지컬",
    "연극",
    "정기연주회",
    "콘서트",
    "피아노",
    "리사이틀",
    "가족뮤지컬",
    "발레",
    "오페라",
    "페스티벌",
    "그리고",
)


class Names:
    """Everything that is named, and how often."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.words = _distinct(WORDS, lambda: "".join(_syllable(dice) for _ in range(dice.choice((2, 2, 2, 3, 3, 4)))))
        self.people = _distinct(PEOPLE, lambda: dice.choice(SURNAMES) + dice.choice(GIVEN) + dice.choice(GIVEN))
        self.companies = _distinct(COMPANIES, lambda: f"{self.word()}{dice.choice(('컴퍼니', '극단', '엔터', '기획'))}")

    def word(self) -> str:
        """Return a word; few of them often."""
        return self.dice.choices(self.words, cum_weights=FREQUENCIES)[0]

    def title(self, city: str) -> str:
        """Return a title."""
        return self.dice.choice(FRAMES).format(
            a=self.word(), b=self.word(), c=self.word(), n=self.dice.randrange(1, 40), city=city,
            person=self.people[self.dice.randrange(PEOPLE)],
        )  # fmt: skip


def fill(*, performances: int, today: date) -> None:
    """Write a catalogue into the empty database of Django's settings."""
    dice = random.Random(7)
    names = Names(dice)
    venues = _venues(dice, names)
    people = models.Person.objects.bulk_create([models.Person(name=name) for name in names.people], batch_size=AT_ONCE)
    companies = models.Company.objects.bulk_create([models.Company(name=name) for name in names.companies])
    for first in range(0, performances, AT_ONCE):
        some = [
            _performance(number, dice, names, venues, today)
            for number in range(first, min(first + AT_ONCE, performances))
        ]
        _links(models.Performance.objects.bulk_create(some), dice, people, companies)
    models.CatalogueVersion.objects.create(pk=models.CatalogueVersion.ONLY_ID, number=1)


def _syllable(dice: random.Random) -> str:
    initial = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ".index(dice.choice(INITIAL))
    final = dice.choice((0, 0, 0, 0, 1, 4, 4, 8, 8, 16, 17, 19, 21, 21))
    return chr(0xAC00 + initial * 588 + dice.choice((0, 0, 1, 4, 5, 6, 8, 8, 13, 18, 20, 20)) * 28 + final)


def _distinct(count: int, make: object) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found[make()] = None  # type: ignore[operator]
    return list(found)


def _venues(dice: random.Random, names: Names) -> list[models.Venue]:
    districts = all_districts()
    rows = []
    for number in range(VENUES):
        district = dice.choice(districts)
        name = dice.choice(
            (f"{district.ko} 문화예술회관", f"{names.word()}홀", f"{names.word()} 아트센터", f"{names.word()}소극장")
        )
        rows.append(
            models.Venue(
                kopis_id=f"FC{number:06d}",
                name=name,
                region=district.region.value,
                district_code=district.code,
                district_text=district.ko,
                synced_at=datetime.now(UTC),
            )
        )
    return models.Venue.objects.bulk_create(rows)


def _performance(
    number: int, dice: random.Random, names: Names, venues: Sequence[models.Venue], today: date
) -> models.Performance:
    venue = venues[min(int(dice.paretovariate(0.5)), VENUES) - 1]
    start = today + timedelta(days=int(-dice.expovariate(1 / 1200)) + 120)
    region = Region(venue.region or Region.SEOUL)
    price = dice.choice([None, 0, 10_000, 20_000, 35_000, 55_000, 77_000])
    now = datetime.now(UTC)
    return models.Performance(
        kopis_id=f"PF{100_000 + number}",
        title=names.title(region.ko),
        title_en=" ".join(dice.sample(ENGLISH, 2)).title() if dice.random() < 0.3 else None,
        genre=dice.choice(list(Genre)).value,
        region=region.value,
        start_date=start,
        end_date=start + timedelta(days=dice.choice([0, 0, 2, 9, 40, 90])),
        venue=venue,
        venue_name=venue.name,
        synopsis=" ".join(names.word() for _ in range(40)) if dice.random() < 0.5 else None,
        price_min_krw=price,
        price_max_krw=None if price is None else price + 20_000,
        is_free=None if price is None else price == 0,
        child=dice.random() < 0.2,
        created_at=now,
        synced_at=now,
        sales_order=number + 1 if number < 50 else 1_000_000,
    )


def _links(
    rows: Sequence[models.Performance],
    dice: random.Random,
    people: Sequence[models.Person],
    companies: Sequence[models.Company],
) -> None:
    models.Credit.objects.bulk_create(
        models.Credit(performance=row, person=person, kind=kind, position=position)
        for row in rows
        for kind, number in (("cast", 4), ("crew", 2))
        for position, person in enumerate(dice.sample(people, number))
    )
    models.CompanyCredit.objects.bulk_create(
        models.CompanyCredit(performance=row, company=dice.choice(companies), role="production", position=0)
        for row in rows
    )
    models.PerformanceHashtag.objects.bulk_create(
        models.PerformanceHashtag(performance=row, slug=slug)
        for row in rows
        for slug in (dice.choice(list(Mood)).value, dice.choice(list(Characteristic)).value)
    )
