"""Everything about one performance, in four queries."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.conf import settings

from culturepedia.common import errors
from culturepedia.performances import cards, showtimes
from culturepedia.performances.codes import CompanyRole, CreditKind
from culturepedia.performances.showtimes import Rule
from culturepedia.performances.sql import fetch, moment
from culturepedia.performances.venues import VENUE_COLUMNS, VENUE_WIDTH, build_hall, build_venue
from culturepedia.performances.work import core_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from culturepedia.performances.cards import Card

NEXT_DAYS = 14
NEXT_SHOWTIMES = 60
OTHER_PRODUCTIONS = 10
NAMED = tuple(code.value for code in (*CreditKind, *CompanyRole))
RATINGS = tuple(f"{halves / 2:.1f}" for halves in range(1, 11))
SOURCE_URL = "https://www.kopis.or.kr/por/db/pblprfr/pblprfrView.do?menuId=MNU_00020&mt20Id="
DETAIL_COLUMNS = (
    "p.id, p.venue_id, p.synopsis, p.cast_text, p.crew_text, p.runtime_text, p.runtime_minutes, p.age_text, "
    "p.price_text, p.prices, p.schedule_text, p.visiting, p.child, p.daehakro, p.festival, p.musical_licensed, "
    "p.musical_original, p.intro_image_urls, p.intro_images, p.booking_links, p.work, p.work_title, "
    "p.source_updated_at, p.synced_at, p.withdrawn_at, p.title_en, p.title_en_source, p.rating_distribution"
)
DETAIL_NAMES = tuple(column.partition(".")[2] for column in DETAIL_COLUMNS.split(", "))
# People, companies, start times, hashtags and halls in one statement: kind, id, text, number, number.
PARTS = """
SELECT c.kind, CAST(x.id AS VARCHAR(20)), x.name, c.position, CAST(NULL AS INTEGER)
  FROM performances_credit c JOIN performances_person x ON x.id = c.person_id WHERE c.performance_id = %s
UNION ALL SELECT c.role, CAST(x.id AS VARCHAR(20)), x.name, c.position, CAST(NULL AS INTEGER)
  FROM performances_companycredit c JOIN performances_company x ON x.id = c.company_id WHERE c.performance_id = %s
UNION ALL SELECT 'showtime', r.weekday, CAST(r.time AS VARCHAR(20)), 0, CAST(NULL AS INTEGER)
  FROM performances_showtimerule r WHERE r.performance_id = %s
UNION ALL SELECT 'hashtag', t.slug, t.source, CAST(ROUND(t.confidence * 100) AS INTEGER), CAST(NULL AS INTEGER)
  FROM performances_performancehashtag t WHERE t.performance_id = %s
UNION ALL SELECT 'hall', h.kopis_id, h.name, h.seats, h.wheelchair_seats
  FROM performances_hall h WHERE h.venue_id = %s
"""

Part = tuple[str, str, str, int | None, int | None]


def get_performance(kopis_id: str, *, today: date) -> dict[str, Any]:
    """Return a performance with all that is known, withdrawn or not; three queries.

    Raises:
        NotFound: There is no such performance.
    """
    found = fetch(
        f"SELECT {cards.CARD_COLUMNS}, {VENUE_COLUMNS}, {DETAIL_COLUMNS} FROM {cards.CARD_SOURCE} "  # noqa: S608
        "WHERE p.kopis_id = %s",
        [kopis_id],
    )
    if not found:
        raise errors.not_found()
    row = found[0]
    card = cards.build_card(row[: cards.CARD_WIDTH], today)
    venue_row = row[cards.CARD_WIDTH : cards.CARD_WIDTH + VENUE_WIDTH]
    own = dict(zip(DETAIL_NAMES, row[cards.CARD_WIDTH + VENUE_WIDTH :], strict=True))
    parts = read_parts(own["id"], own["venue_id"])
    rules = rules_of(parts)
    return {
        **card,
        **_facts(own),
        **_names_of(parts),
        "hashtag_facts": _hashtag_facts(parts, card["hashtags"]),
        "showtimes": showtimes.weekly_table(rules),
        "next_showtimes": _next_showtimes(rules, card, today),
        "venue": _venue(card["venue"], venue_row, parts),
        "rating": {**card["rating"], "distribution": full_distribution(own["rating_distribution"])},
        "source": _source(card["id"], own),
        "work": _work(own, card["title"], today),
    }


def full_distribution(stored: Any) -> dict[str, int]:
    """Return how many ratings there are of each value, zeros too."""
    counts: dict[str, int] = cards.json_value(stored)
    return dict.fromkeys(RATINGS, 0) | counts


def read_parts(key: int, venue_key: int | None) -> list[Part]:
    """Return people, companies, start times, hashtags and halls of a performance; one query."""
    return fetch(PARTS, [key, key, key, key, venue_key])


def rules_of(parts: Iterable[Part]) -> list[Rule]:
    """Return the weekly timetable."""
    return [Rule(weekday, time.fromisoformat(start)) for kind, weekday, start, _, _ in parts if kind == "showtime"]


def _facts(own: dict[str, Any]) -> dict[str, Any]:
    """Return what one row says."""
    plain = (
        "synopsis", "cast_text", "crew_text", "runtime_minutes", "runtime_text", "age_text", "price_text",
        "schedule_text",
    )  # fmt: skip
    flags = ("visiting", "child", "daehakro", "festival", "musical_licensed", "musical_original")
    return {
        **{name: own[name] for name in plain},
        "prices": cards.json_value(own["prices"]),
        "flags": {name: own[name] for name in flags},
        "title_en": {"text": own["title_en"], "source": own["title_en_source"]} if own["title_en"] else None,
        "intro_images": _intro_images(cards.json_value(own["intro_image_urls"]), cards.json_value(own["intro_images"])),
        "booking_links": cards.json_value(own["booking_links"]),
    }


def _intro_images(urls: Sequence[str], made: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return each picture of the source with our pieces of it, from the top down; none while it is not fetched."""
    pieces = {one["source"]: one["pieces"] for one in made}
    return [
        {
            "url": url,
            "pieces": [
                {"url": settings.MEDIA_URL + piece["path"], "width": piece["width"], "height": piece["height"]}
                for piece in pieces.get(url, ())
            ],
        }
        for url in urls
    ]


def _hashtag_facts(parts: Iterable[Part], shown: Sequence[str]) -> list[dict[str, Any]]:
    """Return who gave each hashtag and how sure it was, in the order of the card."""
    known = {slug: (source, percent) for kind, slug, source, percent, _ in parts if kind == "hashtag"}
    return [
        {"slug": slug, "source": source, "confidence": None if percent is None else percent / 100}
        for slug in shown
        if slug in known
        for source, percent in [known[slug]]
    ]


def _names_of(parts: Sequence[Part]) -> dict[str, Any]:
    named: dict[str, list[dict[str, Any]]] = {kind: [] for kind in NAMED}
    for kind, key, name, _, _ in sorted((part for part in parts if part[0] in named), key=itemgetter(3)):
        named[kind].append({"id": int(key), "name": name})
    return {
        "cast": named.pop("cast"),
        "crew": named.pop("crew"),
        "companies": named,
    }


def _next_showtimes(rules: Sequence[Rule], card: Card, today: date) -> list[dict[str, Any]]:
    first = max(today, card["start_date"])
    last = first + timedelta(days=NEXT_DAYS - 1)
    if not card["open_run"]:
        last = min(last, card["end_date"])
    return [
        {"date": one.date, "weekday": one.weekday, "starts_at": one.starts_at}
        for one in islice(showtimes.dated_showtimes(rules, first, last), NEXT_SHOWTIMES)
    ]


def _venue(named: dict[str, Any] | None, row: Sequence[Any], parts: Iterable[Part]) -> dict[str, Any] | None:
    """Return the whole venue, or its bare name when it is not in the catalogue."""
    if named is None or named["id"] is None:
        return named
    halls = sorted(part[1:] for part in parts if part[0] == "hall")
    return {**build_venue(row, [build_hall(*hall) for hall in halls]), "hall": named["hall"]}


def _source(kopis_id: str, own: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": "KOPIS",
        "url": SOURCE_URL + quote(kopis_id),
        "updated_at": moment(own["source_updated_at"]),
        "synced_at": moment(own["synced_at"]),
        "withdrawn": own["withdrawn_at"] is not None,
    }


def _work(own: dict[str, Any], title: str, today: date) -> dict[str, Any] | None:
    """Return the work that this is a production of, with its other productions, the latest first; one query."""
    if own["work"] is None:
        return None
    others = cards.fetch_cards(
        "WHERE p.work = %s AND p.id <> %s AND p.withdrawn_at IS NULL "
        "ORDER BY p.start_date DESC, p.kopis_id DESC LIMIT %s",
        [own["work"], own["id"], OTHER_PRODUCTIONS],
        today,
    )
    return {"id": own["work"], "title": own["work_title"] or core_title(title), "other_productions": others}
