"""The first screen, in one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from culturepedia.kopis.models import SyncRun
from culturepedia.performances import selectors
from culturepedia.performances.codes import Genre, Period
from culturepedia.performances.models import CatalogueVersion
from culturepedia.performances.rankings import Boards, ranking_payload
from culturepedia.performances.sql import fetch, moment
from culturepedia.reviews.models import ReviewVersion
from culturepedia.reviews.selectors import latest

if TYPE_CHECKING:
    from datetime import date

TOP = 10
GENRE_TOP = 5
STRIP = 12
LATEST = 6


def read_version() -> str:
    """Return the versions of catalogue and reviews, and the end of the last good sync, which need not change them.

    One query.
    """
    rows = fetch(
        "SELECT MAX(finished_at), (SELECT number FROM performances_catalogueversion WHERE id = %s), "
        "(SELECT number FROM reviews_reviewversion WHERE id = %s) "
        "FROM kopis_syncrun WHERE kind = %s AND outcome = %s",
        [
            CatalogueVersion.ONLY_ID,
            ReviewVersion.ONLY_ID,
            SyncRun.Kind.PERFORMANCES.value,
            SyncRun.Outcome.COMPLETE.value,
        ],
    )
    finished_at, catalogue, reviews = rows[0]
    return f"{catalogue or 0}-{reviews or 0} {moment(finished_at) or ''}"


def get_home(*, version: str, today: date) -> dict[str, Any]:
    """Return rankings, strips, reviews and counts; at most eight queries."""
    scopes = {("", ""): TOP} | {(genre.value, ""): GENRE_TOP for genre in Genre}
    boards = Boards(Period.WEEK.value, scopes, today=today)
    rankings = []
    for genre in Genre:
        scope = (genre.value, "")
        board = boards.newest(scope)
        rankings.append(
            {
                "genre": genre.value,
                "from": board and board.from_date,
                "to": board and board.to_date,
                "results": boards.places(scope),
            }
        )
    weekly = ranking_payload(boards, ("", ""), period=Period.WEEK.value, genre=None, region=None)
    return {
        "weekly_top": weekly,
        "rankings": rankings,
        "closing_soon": selectors.closing_soon(today, STRIP),
        "new": selectors.newest(today, STRIP),
        "latest_reviews": latest(today, LATEST),
        "counts": selectors.count_catalogue(today),
        "last_synced_at": version.partition(" ")[2] or None,
    }
