"""Invented venues in real towns: civic halls, Daehakro theatres, clubs, churches, parks, with halls and facts.

The pool depends on the seed and its size only. Names may repeat between towns; then the town stands in brackets.
"""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from sandbox.dice import Salt, mix, roll
from sandbox.grammar import venue_grammar
from sandbox.regions import District, districts
from sandbox.venue_facts import (
    CHARTR,
    DAEHAKRO_THEATRES,
    FIRST_NEW_DAY,
    NEW_VENUES,
    OLD_DAY,
    PLACES,
    PRIVATE_STYLES,
    draw_address,
    draw_changes,
    draw_flags,
    draw_phone,
    draw_position,
    draw_url,
)

if TYPE_CHECKING:
    from random import Random

SEATS = {
    "civic": (500, 1_500),
    "daehakro": (80, 320),
    "theatre": (70, 300),
    "hall": (90, 420),
    "club": (60, 450),
    "arena": (2_500, 15_000),
    "outdoor": (0, 0),
    "campus": (150, 1_200),
}


@dataclass(frozen=True, slots=True)
class Hall:
    """One hall; `number` is the part after the dash of its ID."""

    number: int
    name: str
    seats: int
    wheelchair_seats: str
    stage: str


@dataclass(frozen=True, slots=True)
class Venue:
    """One facility with its halls.

    Attributes:
        registered: Day (ordinal) from which KOPIS lists it.
        changes: Days (ordinals) on which its record is changed, ascending.
    """

    code: str
    name: str
    style: str
    district: District
    kind: str
    year: str
    address: str
    latitude: str
    longitude: str
    phone: str
    url: str
    flags: dict[str, str]
    halls: tuple[Hall, ...]
    closed: bool
    registered: int
    changes: tuple[int, ...]

    def changed_by(self, day: int) -> int:
        """Return how many changes the record has seen up to `day`."""
        return bisect(self.changes, day)

    def touched_on(self, day: int) -> int:
        """Return the day (ordinal) of its registration or latest change, seen on `day`."""
        count = self.changed_by(day)
        return self.changes[count - 1] if count else self.registered


class VenuePool:
    """All venues of one seed and the odds by which shows find them."""

    def __init__(self, seed: int, count: int) -> None:
        """Make `count` venues, in every district when there are 235 or more, and some that open later."""
        self._seed = seed
        numbers = roll(seed, Salt.VENUE, 1).sample(range(1, max(4_600, count + 600)), count)
        numbers += range(max(4_600, count + 600), max(4_600, count + 600) + NEW_VENUES)
        self._count = count
        self._names: dict[str, int] = {}
        self.venues = [self._make(index, number) for index, number in enumerate(numbers)]
        self.by_code = {venue.code: venue for venue in self.venues}
        self._odds = {places: self._odds_for(styles) for places, styles in PLACES.items()}

    def pick(self, rng: Random, places: str, day: int) -> int:
        """Return the index of a venue for a show of `places` registered on `day`."""
        indexes, odds = self._odds[places]
        for _ in range(6 if indexes else 0):  # a small world may have no such place
            found = indexes[bisect(odds, rng.random() * odds[-1], 0, len(odds) - 1)]
            if self.venues[found].registered <= day:
                return found
        return min(DAEHAKRO_THEATRES, self._count - 1)  # the first civic hall, there from the start

    def _odds_for(self, styles: dict[str, float]) -> tuple[list[int], list[float]]:
        totals: dict[tuple[str, str], float] = {}
        open_venues = [(i, v) for i, v in enumerate(self.venues) if v.style in styles and not v.closed]
        for _, venue in open_venues:
            key = (venue.style, venue.district.province.code)
            totals[key] = totals.get(key, 0.0) + _pull(venue)
        indexes, weights = [], []
        for index, venue in open_venues:
            province = venue.district.province
            part = _pull(venue) / totals[venue.style, province.code]
            # Every theatre of Daehakro is in Seoul: its style's weight is not divided among the provinces.
            weight = 0.5 if venue.style == "daehakro" else province.share / 100
            indexes.append(index)
            weights.append(styles[venue.style] * weight * part)
        return indexes, list(accumulate(weights))

    def _make(self, index: int, number: int) -> Venue:
        rng = roll(self._seed, Salt.VENUE, 2, index)
        style, district = _place_for(index, rng)
        name = self._name(style, district, rng)
        closed = index > DAEHAKRO_THEATRES and style in {"theatre", "hall", "club"} and rng.random() < 0.06
        registered = (
            FIRST_NEW_DAY + 8 * (index - self._count) if index >= self._count else OLD_DAY + rng.randrange(4_000)
        )
        halls = _halls(style, name, rng)
        latitude, longitude = draw_position(district, style, rng)
        return Venue(
            code=f"FC{number:06d}",
            name=f"{name} (폐관)" if closed else name,
            style=style,
            district=district,
            kind=rng.choice(CHARTR[style]),
            year=str(rng.randint(1978, 2025)) if rng.random() < 0.72 else "",
            address=draw_address(district, style, rng),
            latitude=latitude,
            longitude=longitude,
            phone=draw_phone(district, rng),
            url=draw_url(number, rng),
            flags=draw_flags(style, rng),
            halls=halls,
            closed=closed,
            registered=registered,
            changes=draw_changes(registered, rng),
        )

    def _name(self, style: str, district: District, rng: Random) -> str:
        words = {"town": lambda _: _civic_town(district)}
        name = venue_grammar().draw(_name_list(style, district, rng), rng, words)
        seen = self._names.get(name, 0)
        self._names[name] = seen + 1
        if seen == 0:
            return name
        return f"{name} [{district.town}]" if seen == 1 else f"{name} [{district.town} {seen}호]"


def _place_for(index: int, rng: Random) -> tuple[str, District]:
    everywhere = districts()
    if index < DAEHAKRO_THEATRES:
        return "daehakro", everywhere[0]
    if index < DAEHAKRO_THEATRES + len(everywhere):
        return "civic", everywhere[index - DAEHAKRO_THEATRES]
    style = rng.choices(list(PRIVATE_STYLES), list(PRIVATE_STYLES.values()))[0]
    return style, rng.choices(everywhere, _district_weights())[0]


@lru_cache(maxsize=1)
def _district_weights() -> tuple[float, ...]:
    totals: dict[str, float] = {}
    for district in districts():
        totals[district.province.code] = totals.get(district.province.code, 0.0) + district.weight
    return tuple(d.province.share * d.weight / totals[d.province.code] for d in districts())


def _pull(venue: Venue) -> float:
    return venue.district.weight * (1 + len(venue.halls))


def _civic_town(district: District) -> str:
    return f"{district.province.short} {district.name}" if len(district.name) == 2 else district.quarter


def _name_list(style: str, district: District, rng: Random) -> str:
    if style == "civic":
        if district.name.endswith("군"):
            return "civiccounty"
        return "civicbig" if not district.metropolitan or rng.random() < 0.4 else "civicsmall"
    return "theatre" if style == "daehakro" else style


def _halls(style: str, name: str, rng: Random) -> tuple[Hall, ...]:
    low, high = SEATS[style]
    lists = ["own"]
    if style == "civic":
        lists = ["bighall", *rng.sample(["midhall", "smallhall", "smallhall", "openhall"], rng.choice((0, 1, 1, 2, 3)))]
    elif style in {"arena", "outdoor"}:
        lists = ["own"] + ["openhall"] * rng.choice((0, 0, 1))
    elif rng.random() < 0.12:
        lists = ["own", "smallhall"]
    if lists == ["bighall"] and rng.random() < 0.5:
        lists = ["own"]
    halls: list[Hall] = []
    number = 1
    for which in lists:
        title = name if which == "own" else venue_grammar().draw(which, rng)
        if title in {hall.name for hall in halls}:
            title = f"{title} {number}관"
        scale = {"midhall": 0.5, "smallhall": 0.25, "openhall": 0.0}.get(which, 1.0)
        seats = int(rng.randint(low, high) * scale) if rng.random() > 0.05 else 0
        halls.append(_hall(number, title, seats, rng))
        number += 1 if rng.random() < 0.85 else 2  # real numbering has gaps
    return tuple(halls)


def _hall(number: int, name: str, seats: int, rng: Random) -> Hall:
    wheelchair = str(max(1, seats // 120)) if seats and rng.random() < 0.45 else ""
    stage = f"{rng.randint(50, 230) / 10:g}X{rng.randint(40, 180) / 10:g}X{rng.randint(30, 100) / 10:g}"
    return Hall(number, name, seats, wheelchair, stage if rng.random() < 0.35 else "")


@lru_cache(maxsize=4)
def venue_pool(seed: int, count: int) -> VenuePool:
    """Return the pool of `count` venues for `seed`, made once."""
    return VenuePool(seed, count)


def hall_for(venue: Venue, kind_places: str, *parts: int) -> Hall:
    """Return the hall in which a show of `kind_places` plays: big shows take the biggest hall."""
    if kind_places in {"big", "arena"} or len(venue.halls) == 1:
        return venue.halls[0]
    return venue.halls[mix(*parts) % len(venue.halls)]
