"""What somebody may be typing: titles, people, places, companies and hashtags that begin that way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from culturepedia.performances.codes import Characteristic, Mood, Region
from culturepedia.performances.sql import fetch, marks
from culturepedia.performances.work import core_title
from culturepedia.search import matching, readings, term_lookup
from culturepedia.search.backends.protocol import Scope
from culturepedia.search.documents import ENGLISH
from culturepedia.search.highlights import find_spans
from culturepedia.search.queries import analyse
from culturepedia.search.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from culturepedia.search.term_lookup import Term

MAX_SUGGESTIONS = 10
MAX_OF_A_KIND = 6
_TAGS = {tag.value: tag.en for kind in (Characteristic, Mood) for tag in kind}
_REGIONS = {region.value: region.ko for region in Region}


@dataclass(frozen=True, slots=True)
class _Shown:
    """A performance as suggestions name it."""

    kopis_id: str
    title: str
    title_en: str | None
    venue: str | None


def suggest(text: str, *, today: date) -> dict[str, Any]:
    """Return at most ten suggestions for what has been typed, and what it was taken for if not for itself."""
    squashed = analyse(text).squashed
    if not squashed:
        if text:
            return {"did_you_mean": None, "results": []}
        return {"did_you_mean": None, "results": _show(term_lookup.popular(2 * MAX_SUGGESTIONS), "")}
    terms, reading = term_lookup.starting_with(squashed), None
    layout = readings.other_layout(text)
    if not terms and layout is not None:
        terms, reading = term_lookup.starting_with(analyse(layout).squashed), layout
    if not terms:
        inside = _from_search(text, today)
        if inside:
            return {"did_you_mean": None, "results": inside}
        terms, reading = _read_otherwise(text, layout)
    return {"did_you_mean": reading, "results": _show(_choose(terms), reading or text)}


def _read_otherwise(text: str, layout: str | None) -> tuple[list[Term], str | None]:
    """Return terms for a Latin spelling, or the nearest ones; and what the text was taken for."""
    words = [token.text for token in analyse(text).tokens]
    terms = term_lookup.romanised(words)
    if not terms:
        found = [pair for typed in (text, layout) if typed for pair in term_lookup.near(analyse(typed).squashed)]
        least = min((near.rank for near, _ in found), default=None)
        terms = [term for near, term in found if near.rank == least] or term_lookup.sounding_like(words)
    return terms, terms[0].text if terms else None


def _choose(terms: Sequence[Term]) -> list[Term]:
    """Return each label once, the weightiest first, and not all of one kind while there are others."""
    ordered = sorted(terms, key=lambda term: (-term.weight, term.kind, term.target, term.start))
    unique = list({(term.kind, term.target): term for term in reversed(ordered)}.values())[::-1]
    counts = dict.fromkeys(Kind, 0)
    chosen: list[Term] = []
    spare: list[Term] = []
    for term in unique:
        counts[term.kind] += 1
        (chosen if counts[term.kind] <= MAX_OF_A_KIND else spare).append(term)
    best = (chosen + spare)[: 2 * MAX_SUGGESTIONS]  # two titles may be of one performance
    return sorted(best, key=unique.index)


def _show(terms: Sequence[Term], typed: str) -> list[dict[str, Any]]:
    """Return suggestions as the API shows them; two queries."""
    query = analyse(typed)
    performances = _performances(sorted({term.best for term in terms if term.kind not in {Kind.VENUE, Kind.HASHTAG}}))
    venues = _venues([int(term.target) for term in terms if term.kind == Kind.VENUE])
    shown: list[dict[str, Any]] = []
    for term in terms:
        made = _make(term, performances.get(term.best), venues)
        if made is not None and (made["kind"], made["id"]) not in {(one["kind"], one["id"]) for one in shown}:
            shown.append(made | {"highlight": find_spans(made["label"], query)})
    return shown[:MAX_SUGGESTIONS]


def _make(term: Term, performance: _Shown | None, venues: dict[int, tuple[str, str]]) -> dict[str, Any] | None:
    made: dict[str, Any] = {"kind": term.kind.value, "id": term.target, "label": term.label, "sublabel": None}
    if term.kind == Kind.HASHTAG:
        return made | {"sublabel": _TAGS.get(term.target)}
    if term.kind == Kind.VENUE:
        venue = venues.get(int(term.target))
        return made | {"id": venue[0], "sublabel": venue[1] or None} if venue else None
    if performance is None:
        return None
    title = core_title(performance.title)
    if term.kind != Kind.PERFORMANCE:
        return made | {"sublabel": title}
    details = [performance.title_en if term.target.startswith(ENGLISH) else None, performance.venue]
    return made | {"id": performance.kopis_id, "label": title, "sublabel": " · ".join(filter(None, details)) or None}


def _performances(keys: Sequence[int]) -> dict[int, _Shown]:
    if not keys:
        return {}
    rows = fetch(
        "SELECT p.id, p.kopis_id, p.title, p.title_en, COALESCE(v.name, p.venue_name) FROM performances_performance p "  # noqa: S608
        f"LEFT JOIN performances_venue v ON v.id = p.venue_id WHERE p.id IN ({marks(keys)})",
        keys,
    )
    return {pk: _Shown(*rest) for pk, *rest in rows}


def _venues(keys: Sequence[int]) -> dict[int, tuple[str, str]]:
    if not keys:
        return {}
    rows = fetch(
        f"SELECT id, kopis_id, region, district_text FROM performances_venue WHERE id IN ({marks(keys)})",  # noqa: S608
        keys,
    )
    return {
        pk: (kopis_id, " ".join(filter(None, [_REGIONS.get(region or ""), district])))
        for pk, kopis_id, region, district in rows
    }


def _from_search(text: str, today: date) -> list[dict[str, Any]]:
    """Return the best performances for words that no label begins with; four queries."""
    query = analyse(text)
    keys = matching.find_best(query, Scope({}, today), MAX_OF_A_KIND)
    performances = _performances(keys)
    return [
        {
            "kind": Kind.PERFORMANCE.value,
            "id": performances[key].kopis_id,
            "label": performances[key].title,
            "sublabel": performances[key].venue,
            "highlight": find_spans(performances[key].title, query),
        }
        for key in keys
    ]
