"""The catalogue over HTTP. Each view says what may be asked and makes one call."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings

from culturepedia.common import errors
from culturepedia.common.reads import Asked, PublicRead
from culturepedia.performances import (
    calendars,
    details,
    options,
    rankings,
    rows,
    schema,
    selectors,
    timetable,
    venues,
)


class CatalogueRead(PublicRead):
    """A read of the catalogue, kept under its version."""

    @staticmethod
    def read_version() -> str:
        """Return the catalogue's version; one query."""
        return selectors.read_version()


@schema.performance_detail
class PerformanceDetail(CatalogueRead):
    """Everything about one performance."""

    def compute(self, asked: Asked, **path: str) -> dict[str, Any]:
        """Return the performance."""
        return details.get_performance(_kopis_id(path["performance_id"]), today=asked.today)


@schema.performance_calendar
class PerformanceCalendar(CatalogueRead):
    """The run, or one showtime, as a calendar file."""

    readers: ClassVar = {"starts_at": calendars.moment_parameter}
    content_type = "text/calendar; charset=utf-8"

    def compute(self, asked: Asked, **path: str) -> bytes:
        """Return the file."""
        return calendars.make_calendar(
            _kopis_id(path["performance_id"]),
            today=asked.today,
            site_url=settings.PUBLIC_BASE_URL,
            starts_at=asked.values.get("starts_at"),
        )

    def encode(self, payload: bytes) -> bytes:
        """Return the file as it is."""
        return payload

    def headers_for(self, **path: str) -> dict[str, str]:
        """Give the file a name."""
        return {"Content-Disposition": f'attachment; filename="{path["performance_id"]}.ics"'}


@schema.rankings
class RankingRead(CatalogueRead):
    """The newest box-office board of a period, genre and region."""

    readers = rankings.READERS

    def compute(self, asked: Asked, **path: str) -> dict[str, Any]:
        """Return the board."""
        return rankings.get_ranking(asked.values, today=asked.today)


@schema.venue_list
class VenueList(CatalogueRead):
    """Venues by region, district, facilities and position."""

    readers = venues.LIST_READERS

    def has_links(self) -> bool:
        """Pages link to each other."""
        return True

    def compute(self, asked: Asked, **path: str) -> dict[str, Any]:
        """Return a page."""
        return venues.list_venues(asked.values, link=asked.link)


@schema.venue_detail
class VenueDetail(CatalogueRead):
    """One venue with its halls and neighbours."""

    def compute(self, asked: Asked, **path: str) -> dict[str, Any]:
        """Return the venue."""
        return venues.get_venue(_kopis_id(path["venue_id"]))


@schema.options
class OptionsRead(PublicRead):
    """Every code with its labels."""

    @staticmethod
    def read_version() -> str:
        """Return a constant: the codes are part of the program."""
        return "codes"

    def compute(self, asked: Asked, **path: str) -> dict[str, Any]:
        """Return the lists."""
        return options.list_options()


@schema.showtimes
class ShowtimeList(CatalogueRead):
    """What plays on a day, by start time."""

    readers = timetable.READERS

    def has_links(self) -> bool:
        """Pages link to each other."""
        return True

    def compute(self, asked: Asked, **path: str) -> dict[str, Any]:
        """Return a page."""
        return timetable.list_showtimes(asked.values, today=asked.today, link=asked.link)


def _kopis_id(text: str) -> str:
    """Return the text if it can be a KOPIS id.

    Raises:
        NotFound: It cannot; the database is not asked.
    """
    if not rows.is_kopis_id(text):
        raise errors.not_found()
    return text
