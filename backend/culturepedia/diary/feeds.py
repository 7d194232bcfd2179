"""A calendar of what someone keeps and has seen, behind a secret link that calendar programs can subscribe to.

Source: RFC 5545, RFC 7986 (refresh interval). Only a hash of the secret is stored: whoever reads the table cannot
read anyone's calendar.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from icalendar import Calendar, Event, vDuration, vText, vUri

from culturepedia.accounts import counters
from culturepedia.accounts.models import User
from culturepedia.common import errors
from culturepedia.common.errors import bilingual
from culturepedia.diary.models import CalendarLink, Visit
from culturepedia.favorites.models import Favorite
from culturepedia.performances.calendars import BREAKS, ZONE, location_of

if TYPE_CHECKING:
    from datetime import datetime

    from culturepedia.performances.models import Performance

MOST_EVENTS = 1000  # of each kind, the latest
REFRESH = timedelta(hours=12)
TOKEN_BYTES = 32


@transaction.atomic
def renew_token(*, user: User, now: datetime) -> str:
    """Make the only good secret of someone's feed and return it; an older link is dead at once."""
    counters.lock(user)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    CalendarLink.objects.update_or_create(user=user, defaults={"token_hash": _hash(token), "created_at": now})
    return token


def find_link(user: User) -> datetime | None:
    """Return since when there is a feed, None when there is none; one query. Its address is not known any more."""
    return CalendarLink.objects.filter(user=user).values_list("created_at", flat=True).first()


@transaction.atomic
def drop_token(*, user: User) -> None:
    """End the feed."""
    counters.lock(user)
    CalendarLink.objects.filter(user=user).delete()


def make_feed(token: str, *, site_url: str) -> bytes:
    """Return the calendar behind a secret; three queries.

    Raises:
        NotFound: The secret opens nothing.
    """
    owner = User.objects.filter(
        is_active=True, pk__in=CalendarLink.objects.filter(token_hash=_hash(token)).values("user")
    ).first()
    if owner is None:
        raise errors.not_found()
    calendar = Calendar()
    calendar.add("prodid", "-//Culturepedia//diary//KO")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText("컬처피디아" if owner.language == "ko" else "Culturepedia"))
    calendar.add("x-wr-timezone", vText("Asia/Seoul"))
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    joined = ("performance", "performance__venue", "performance__hall")
    kept = Favorite.objects.filter(user=owner, performance__withdrawn_at=None).select_related(*joined)
    for favorite in kept.order_by("-performance__end_date", "-pk")[:MOST_EVENTS]:
        calendar.add_component(_run(favorite, site_url))
    seen = Visit.objects.filter(user=owner).select_related(*joined)
    for visit in seen.order_by("-watched_on", "-pk")[:MOST_EVENTS]:
        calendar.add_component(_visit(visit, site_url))
    calendar.add_missing_timezones()
    data: bytes = calendar.to_ical()
    return data


def _run(favorite: Favorite, site_url: str) -> Event:
    """Return the span of a kept run; it makes nobody busy."""
    performance = favorite.performance
    stamp = max(performance.synced_at, favorite.created_at)
    event = _event(f"{performance.kopis_id}-favorite", performance, stamp, site_url)
    event.add("dtstart", performance.start_date)
    event.add("dtend", performance.end_date + timedelta(days=1))  # the first day after the run
    event.add("transp", "TRANSPARENT")
    return event


def _visit(visit: Visit, site_url: str) -> Event:
    performance = visit.performance
    event = _event(f"{visit.public_id}-visit", performance, visit.edited_at or visit.created_at, site_url)
    if visit.starts_at is None:
        event.add("dtstart", visit.watched_on)
        event.add("dtend", visit.watched_on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        start = visit.starts_at.astimezone(ZONE)
        event.add("dtstart", start)
        if performance.runtime_minutes:
            event.add("dtend", start + timedelta(minutes=performance.runtime_minutes))
    notes = [note for note in (visit.seat, visit.cast_seen) if note]
    if notes:
        event.add("description", "\n".join(BREAKS.sub(" ", note) for note in notes))
    return event


def _event(uid: str, performance: Performance, stamp: datetime, site_url: str) -> Event:
    event = Event()
    event.add("uid", f"{uid}@culturepedia")
    event.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    event.add("summary", BREAKS.sub(" ", performance.title))
    event.add("url", vUri(f"{site_url}/performances/{performance.kopis_id}"))
    venue, hall = performance.venue, performance.hall
    place = location_of(
        venue.name if venue else performance.venue_name,
        hall.name if hall else performance.hall_name,
        venue.address if venue else None,
    )
    if place:
        event.add("location", place)
    return event


def describe(token: str, *, feed_url: str) -> dict[str, Any]:
    """Return what the owner of a new secret is told, once."""
    text = bilingual(
        "이 주소를 아는 사람은 누구나 내 캘린더를 볼 수 있어요.", "Whoever knows this address can read the calendar."
    )
    return {"token": token, "url": f"{feed_url}?token={token}", "detail": text}


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
