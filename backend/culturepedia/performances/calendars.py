"""A run as an RFC 5545 calendar: an event for each dated showtime, or one for the whole run.

Source: RFC 5545. The stamp is the moment the row was last confirmed, so that an unchanged run gives unchanged bytes.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText, vUri

from culturepedia.common import errors
from culturepedia.performances import details, showtimes
from culturepedia.performances.sql import SEOUL, fetch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from culturepedia.performances.showtimes import Rule, Showtime

MOST_EVENTS = 400
ZONE = ZoneInfo("Asia/Seoul")
BREAKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")  # whatever some reader takes for the end of a line


def moment_parameter(name: str, values: list[str]) -> datetime:
    """Read an ISO moment; without an offset it is Seoul's time, and a blank stands for an unescaped plus sign."""
    text = values[0] if len(values) == 1 else ""
    if len(text) <= 40 and text.isascii():
        try:
            found = datetime.fromisoformat(re.sub(r" (?=\d{2}:\d{2}$)", "+", text))
            return found.astimezone(SEOUL) if found.tzinfo else found.replace(tzinfo=SEOUL)
        except (ValueError, OverflowError):
            pass  # answered below, like any other text
    raise errors.invalid_value(name, ko="ISO 8601 형식의 일시여야 합니다.", en="It must be an ISO 8601 moment.")


def make_calendar(kopis_id: str, *, today: date, site_url: str, starts_at: datetime | None = None) -> bytes:
    """Return the calendar of a run, or of the one showtime that starts at a moment; two queries.

    Raises:
        NotFound: There is no such performance, or it has no showtime at that moment.
    """
    found = fetch(
        "SELECT p.id, p.title, p.start_date, p.end_date, p.open_run, p.runtime_minutes, p.synced_at, "
        "COALESCE(v.name, p.venue_name), COALESCE(h.name, p.hall_name), v.address "
        "FROM performances_performance p LEFT JOIN performances_venue v ON v.id = p.venue_id "
        "LEFT JOIN performances_hall h ON h.id = p.hall_id WHERE p.kopis_id = %s",
        [kopis_id],
    )
    if not found:
        raise errors.not_found()
    key, title, start_date, end_date, open_run, runtime_minutes, synced_at, *place = found[0]
    rules = details.rules_of(details.read_parts(key, None))
    run = _Run(kopis_id, title, start_date, end_date, runtime_minutes, synced_at, location_of(*place), site_url)
    sessions = _sessions(rules, run, today=today, open_run=open_run, starts_at=starts_at)
    if starts_at is not None and not sessions:
        raise errors.not_found()
    return run.calendar(sessions)


class _Run:
    """What all events of a calendar share."""

    def __init__(  # noqa: PLR0913, PLR0917 - the columns of a row
        self,
        kopis_id: str,
        title: str,
        start_date: date,
        end_date: date,
        runtime_minutes: int | None,
        synced_at: datetime,
        location: str,
        site_url: str,
    ) -> None:
        self.kopis_id = kopis_id
        self.title = BREAKS.sub(" ", title)
        self.start_date = start_date
        self.end_date = end_date
        self.runtime_minutes = runtime_minutes
        self.stamp = synced_at.replace(microsecond=0, tzinfo=synced_at.tzinfo or UTC).astimezone(UTC)
        self.location = location
        self.url = f"{site_url}/performances/{kopis_id}"

    def calendar(self, sessions: Sequence[Showtime]) -> bytes:
        """Return the file: these sessions, or the span of the run when there are none."""
        calendar = Calendar()
        calendar.add("prodid", "-//Culturepedia//performances//KO")
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", vText(self.title))
        for session in sessions:
            calendar.add_component(self._session(session))
        if not sessions:
            calendar.add_component(self._span())
        calendar.add_missing_timezones()
        data: bytes = calendar.to_ical()
        return data

    def _session(self, session: Showtime) -> Event:
        start = datetime.combine(session.date, session.starts_at.time(), ZONE)
        event = self._event(f"{self.kopis_id}-{start:%Y%m%dT%H%M}")
        event.add("dtstart", start)
        if self.runtime_minutes:
            event.add("dtend", start + timedelta(minutes=self.runtime_minutes))
        return event

    def _span(self) -> Event:
        event = self._event(self.kopis_id)
        event.add("dtstart", self.start_date)
        event.add("dtend", self.end_date + timedelta(days=1))  # the first day after the run
        event.add("transp", "TRANSPARENT")
        return event

    def _event(self, uid: str) -> Event:
        event = Event()
        event.add("uid", f"{uid}@culturepedia")
        event.add("dtstamp", self.stamp)
        event.add("summary", self.title)
        event.add("url", vUri(self.url))
        if self.location:
            event.add("location", self.location)
        return event


def _sessions(
    rules: Sequence[Rule], run: _Run, *, today: date, open_run: bool, starts_at: datetime | None
) -> list[Showtime]:
    """Return the showtimes to write: the asked one, all, or the first from today when there are too many."""
    last = max(run.end_date, today + timedelta(days=MOST_EVENTS)) if open_run else run.end_date
    if starts_at is not None:
        day = starts_at.date()
        if not run.start_date <= day or (day > run.end_date and not open_run):
            return []
        return [one for one in showtimes.dated_showtimes(rules, day, day) if one.starts_at == starts_at]
    first = max(run.start_date, today) if open_run else run.start_date
    found = list(islice(showtimes.dated_showtimes(rules, first, last), MOST_EVENTS + 1))
    if len(found) <= MOST_EVENTS or not first < today <= last:
        return found[:MOST_EVENTS]
    return list(islice(showtimes.dated_showtimes(rules, today, last), MOST_EVENTS)) or found[:MOST_EVENTS]


def location_of(venue: str | None, hall: str | None, address: str | None) -> str:
    """Return venue, hall and address in one line."""
    name = venue or ""
    if hall and hall != venue:
        name = f"{name} {hall}".strip()
    return BREAKS.sub(" ", ", ".join(filter(None, [name, address])))
