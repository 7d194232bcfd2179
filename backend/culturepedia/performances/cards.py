"""A performance as lists show it. The one place that knows which columns a card needs and how it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from django.conf import settings

from culturepedia.performances.codes import State
from culturepedia.performances.models.performance import UNRANKED
from culturepedia.performances.sql import JOIN_HALL, JOIN_VENUE, PERFORMANCES, fetch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

Card = dict[str, Any]

CARD_COLUMNS = (
    "p.kopis_id, p.title, p.genre, p.region, p.start_date, p.end_date, p.open_run, "
    "v.kopis_id, v.name, p.venue_name, h.name, p.hall_name, "
    "p.poster_key, p.poster_widths, p.poster_width, p.poster_height, p.poster_color, "
    "p.price_min_krw, p.price_max_krw, p.is_free, p.age_min, p.hashtags, p.rating_average, p.rating_count, "
    "p.sales_rank"
)
CARD_WIDTH = CARD_COLUMNS.count(",") + 1
CARD_SOURCE = f"{PERFORMANCES} {JOIN_VENUE} {JOIN_HALL}"
UNRANKED_ORDER = UNRANKED
MAIN_WIDTH_PX = 360  # the file that a browser without srcset loads


def fetch_cards(rest: str, params: Sequence[Any], today: date) -> list[Card]:
    """Return the cards that `rest` (WHERE, ORDER BY and LIMIT) selects."""
    rows = fetch(f"SELECT {CARD_COLUMNS} FROM {CARD_SOURCE} {rest}", params)  # noqa: S608 - constant texts
    return [build_card(row, today) for row in rows]


def build_card(row: Sequence[Any], today: date) -> Card:
    """Return the card of a row with `CARD_COLUMNS`."""
    (
        kopis_id, title, genre, region, start_date, end_date, open_run,
        venue_id, venue_name, named_venue, hall_name, named_hall,
        poster_key, poster_widths, poster_width, poster_height, poster_color,
        price_min_krw, price_max_krw, is_free, age_min, hashtags, rating_average, rating_count,
        sales_rank,
    ) = row  # fmt: skip
    name = venue_name or named_venue
    return {
        "id": kopis_id,
        "title": title,
        "genre": genre,
        "region": region,
        "state": state_on(today, start_date, end_date, open_run=open_run),
        "start_date": start_date,
        "end_date": end_date,
        "open_run": open_run,
        "venue": {"id": venue_id, "name": name, "hall": hall_name or named_hall} if name else None,
        "poster": (
            _poster(poster_key, json_value(poster_widths), title)
            | {"width": poster_width, "height": poster_height, "color": poster_color}
            if poster_key and poster_widths != "[]"
            else None
        ),
        "price": {"min_krw": price_min_krw, "max_krw": price_max_krw, "free": is_free},
        "age_min": age_min,
        "hashtags": json_value(hashtags),
        "rating": {"average": None if rating_average is None else float(rating_average), "count": rating_count},
        "sales_rank": sales_rank,
    }


def state_on(today: date, start_date: date, end_date: date, *, open_run: bool) -> str:
    """Return where a day lies in a run; an open run that has begun never ends."""
    if start_date > today:
        return State.UPCOMING.value
    return State.RUNNING.value if open_run or end_date >= today else State.ENDED.value


def json_value(stored: Any) -> Any:
    """Return a JSON column's value; both databases hand it over as text."""
    if stored == "[]":
        return []
    return orjson.loads(stored) if isinstance(stored, str) else stored


def _poster(key: str, widths: Sequence[int], title: str) -> dict[str, Any]:
    base = f"{settings.MEDIA_URL}{key}-"
    main = MAIN_WIDTH_PX if MAIN_WIDTH_PX in widths else max(widths)
    return {
        "url": f"{base}{main}.webp",
        "jpeg_url": f"{base}{main}.jpg",
        "srcset": ", ".join([f"{base}{size}.webp {size}w" for size in widths]),
        "alt": f"{title} 포스터",
    }
