"""One day's catalogue: the performances and venues KOPIS knows that day, and the questions lists ask of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sandbox.rows import Row
    from sandbox.venues import Venue, VenuePool

STATES = {"01": "공연예정", "02": "공연중", "03": "공연완료"}


@dataclass(frozen=True, slots=True)
class Listing:
    """A row as it stands on one day: `version` counts its changes, `touched` is the day of the latest."""

    row: Row
    version: int
    start: int
    end: int
    touched: int


@dataclass
class Catalogue:
    """Everything known on `day` (an ordinal); listings come newest ID first."""

    seed: int
    day: int
    listings: list[Listing]
    pool: VenuePool
    _found: dict[object, list[Listing]] = field(default_factory=dict, repr=False)

    @cached_property
    def by_code(self) -> dict[str, Listing]:
        """Listings by their ID."""
        return {listing.row.code: listing for listing in self.listings}

    @cached_property
    def venues(self) -> list[Venue]:
        """The registered venues, sorted by name as the real list is."""
        known = (venue for venue in self.pool.venues if venue.registered <= self.day)
        return sorted(known, key=lambda venue: (venue.name, venue.code))

    def venue_of(self, listing: Listing) -> Venue:
        """Return the venue a listing plays at."""
        return self.pool.venues[listing.row.venue]

    def state_of(self, listing: Listing) -> str:
        """Return the code of the run's state on this day."""
        if self.day < listing.start:
            return "01"
        return "02" if self.day <= listing.end else "03"

    def find(self, key: object, tests: Iterable[Callable[[Listing], bool]]) -> list[Listing]:
        """Return the listings that pass every test; `key` names the question so that paging asks it once."""
        found = self._found.get(key)
        if found is None:
            found = self.listings
            for test in tests:
                found = [listing for listing in found if test(listing)]
            if len(self._found) >= 64:
                self._found.clear()
            self._found[key] = found
        return found
