"""What is like a performance, for everybody the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from culturepedia.common import errors
from culturepedia.performances.codes import State
from culturepedia.performances.selectors import cards_by_key
from culturepedia.performances.sql import fetch
from culturepedia.recommendations import engine
from culturepedia.recommendations.answering import say
from culturepedia.recommendations.core.candidates import Wish
from culturepedia.recommendations.core.similar import MOST_SIMILAR, find_similar
from culturepedia.recommendations.items import read_some
from culturepedia.recommendations.texts import show_reason

if TYPE_CHECKING:
    from datetime import date

SPARE = 3  # for what was withdrawn since the candidates were gathered


def list_similar(kopis_id: str, *, today: date, language: str) -> dict[str, Any]:
    """Return at most twelve performances that can still be seen, the likest first, with reasons; five queries.

    Raises:
        NotFound: There is no such performance.
    """
    rows = fetch(
        "SELECT id, title FROM performances_performance WHERE kopis_id = %s AND withdrawn_at IS NULL", [kopis_id]
    )
    if not rows:
        raise errors.not_found()
    key, title = rows[0]
    running = engine.current(today)
    item = running.items.get(key) or read_some([key])[key]
    wish = Wish(today=today.toordinal())
    found = find_similar(running.model, running.shelf, item, wish=wish, limit=MOST_SIMILAR + SPARE)
    cards = cards_by_key([one.item.id for one in found], today)
    titles = {key: (kopis_id, title)}
    shown = [
        {
            "performance": cards[one.item.id],
            "score": round(one.score, 4),
            "reasons": [show_reason(say(reason, one.item, titles, set()), language=language) for reason in one.reasons],
        }
        for one in found
        if one.item.id in cards and cards[one.item.id]["state"] != State.ENDED
    ]
    return {"results": shown[:MOST_SIMILAR]}
