"""The rows behind autocompletion and correction: written with the performances that name them, gone with the last.

A term weighs as much as the best performance that it leads to. Writing a performance only ever raises weights, which
costs nothing to know; `settle` finds the true ones, and removes what leads nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection

from culturepedia.performances.sql import fetch, marks
from culturepedia.search.backends import get_engine
from culturepedia.search.documents import BONUS, ENGLISH, INNER_MALUS, Label, Lead
from culturepedia.search.models import SearchTerm
from culturepedia.search.terms import Kind, TermRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from culturepedia.search.documents import Document

AT_ONCE = 400
ROWS_AT_ONCE = 58  # of 16 or 17 columns: SQLite may be built for 999 values
TAG_PRIOR = 20.0
COLUMNS = ("kind", "target", "label", "start", "text", "keys", "initials", "k1", "k2", "k3", "k4", "i2", "loose",
           "sound", "weight", "best")  # fmt: skip
# The targets and the performances that they lead to; `{}` takes placeholders.
_LED_TO = {
    "core": "SELECT x.core_key AS target, x.id AS id FROM search_searchtext x WHERE x.core_key IN ({})",
    "english": "SELECT x.english_key AS target, x.id AS id FROM search_searchtext x WHERE x.english_key IN ({})",
    Kind.PERSON: "SELECT c.person_id AS target, c.performance_id AS id FROM performances_credit c "
    "WHERE c.person_id IN ({})",
    Kind.COMPANY: "SELECT c.company_id AS target, c.performance_id AS id FROM performances_companycredit c "
    "WHERE c.company_id IN ({})",
    Kind.VENUE: "SELECT e.venue_id AS target, e.id AS id FROM search_searchentry e WHERE e.venue_id IN ({})",
    Kind.HASHTAG: "SELECT h.slug AS target, h.performance_id AS id FROM performances_performancehashtag h "
    "WHERE h.slug IN ({})",
}
Value = TypeVar("Value")
Targets = dict[Kind, set[str]]
Labels = dict[tuple[Kind, str], tuple[Label, Lead]]


def write_terms(documents: Sequence[Document]) -> None:
    """Write the terms of documents: new ones, new spellings, and weights that are higher than before."""
    wanted = weigh_labels(documents)
    known = _stored(sorted(wanted))
    new: list[TermRow] = []
    old: list[tuple[Kind, str]] = []
    for key, (label, lead) in sorted(wanted.items()):
        stored = known.get(key)
        if stored is None or stored[0] != label.text:
            new += label.rows(lead)
            if stored is not None:
                old.append(key)
        elif lead.is_before(stored[1]):
            _set_lead(key, lead)
    remove_terms(old)
    insert_terms(new)


def weigh_labels(documents: Iterable[Document]) -> Labels:
    """Return each label that documents name with the best of them."""
    best: Labels = {}
    for document in documents:
        for label in document.labels:
            add_label(best, label, Lead(_prior(label.kind, document.prior), document.pk))
    return best


def add_label(best: Labels, label: Label, lead: Lead) -> None:
    """Note a performance that a label leads to, if it is better than what is known."""
    known = best.get((label.kind, label.target))
    if known is None or lead.is_before(known[1]):
        best[label.kind, label.target] = label, lead


def insert_terms(rows: Sequence[TermRow]) -> None:
    """Insert rows that nobody else has inserted in the meantime."""
    engine = get_engine()
    columns = (*COLUMNS, *engine.gram_columns)
    for chunk in _chunks(rows, ROWS_AT_ONCE):
        values = [(*(getattr(row, name) for name in COLUMNS), *engine.gram_values(row)) for row in chunk]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO search_searchterm ({', '.join(columns)}) "  # noqa: S608 - constants
                f"VALUES {', '.join([f'({marks(columns)})'] * len(chunk))} ON CONFLICT DO NOTHING",
                [value for some in values for value in some],
            )
        engine.write_grams(chunk)


def remove_terms(keys: Iterable[tuple[Kind, str]]) -> None:
    """Remove all rows of labels."""
    for kind, targets in _by_kind(keys).items():
        for chunk in _chunks(sorted(targets)):
            rows = SearchTerm.objects.filter(kind=kind, target__in=chunk)
            ids = list(rows.values_list("pk", flat=True))
            get_engine().remove_grams(ids)
            SearchTerm.objects.filter(pk__in=ids).delete()


def settle(keys: Iterable[tuple[Kind, str]]) -> None:
    """Give labels the weight of the best performance that they lead to now, and remove those that lead to none."""
    for kind, targets in _by_kind(keys).items():
        for chunk in _chunks(sorted(targets)):
            leads = _leads(kind, chunk)
            remove_terms((kind, target) for target in chunk if target not in leads)
            for target, lead in sorted(leads.items()):
                _set_lead((kind, target), lead)


def read_links(links: str) -> set[tuple[Kind, str]]:
    """Return kind and target of each label that a performance's text names."""
    return {(Kind(kind), target) for kind, _, target in (link.partition(":") for link in links.split())}


def _leads(kind: Kind, targets: Sequence[str]) -> Mapping[str, Lead]:
    """Return the best performance of each target that has any."""
    if kind != Kind.PERFORMANCE:
        keys = list(targets) if kind == Kind.HASHTAG else [int(target) for target in targets]
        return {str(target): Lead(_prior(kind, prior), pk) for target, prior, pk in _fetch_leads(kind, keys)}
    english = [target.removeprefix(ENGLISH) for target in targets if target.startswith(ENGLISH)]
    korean = [target for target in targets if not target.startswith(ENGLISH)]
    leads = {target: Lead(prior, pk) for target, prior, pk in _fetch_leads("core", korean)}
    return leads | {f"{ENGLISH}{target}": Lead(prior, pk) for target, prior, pk in _fetch_leads("english", english)}


def _fetch_leads(way: str, keys: Sequence[int | str]) -> list[tuple[Any, ...]]:
    """Return target, prior and primary key of the best performance of each target; one query."""
    if not keys:
        return []
    return fetch(
        "SELECT target, prior, id FROM (SELECT l.target AS target, e.prior AS prior, e.id AS id, "  # noqa: S608 - constants
        "ROW_NUMBER() OVER (PARTITION BY l.target ORDER BY e.prior DESC, e.id) AS place "
        f"FROM ({_LED_TO[way].format(marks(keys))}) l JOIN search_searchentry e ON e.id = l.id) ranked WHERE place = 1",
        keys,
    )


def _prior(kind: Kind, prior: float) -> float:
    """Return what a performance's prior is worth to a label: hashtags are all alike."""
    return TAG_PRIOR if kind == Kind.HASHTAG else prior


def _stored(keys: Sequence[tuple[Kind, str]]) -> dict[tuple[Kind, str], tuple[str, Lead]]:
    """Return the text and the lead of the labels that are stored; one query for a few hundred."""
    known: dict[tuple[Kind, str], tuple[str, Lead]] = {}
    for chunk in _chunks(keys):
        rows = fetch(
            f"WITH asked (kind, target) AS (VALUES {', '.join(['(%s, %s)'] * len(chunk))}) "  # noqa: S608
            "SELECT t.kind, t.target, t.label, t.weight, t.best FROM asked JOIN search_searchterm t "
            "ON t.kind = asked.kind AND t.target = asked.target AND t.start = 0",
            [value for kind, target in chunk for value in (kind.value, target)],
        )
        for name, target, label, weight, best in rows:
            kind = Kind(name)
            known[kind, target] = label, Lead(weight - BONUS[kind], best)
    return known


def _set_lead(key: tuple[Kind, str], lead: Lead) -> None:
    weight = lead.prior + BONUS[key[0]]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE search_searchterm SET weight = CASE WHEN start = 0 THEN %s ELSE %s END, best = %s "
            "WHERE kind = %s AND target = %s",
            [weight, weight - INNER_MALUS, lead.pk, *key],
        )


def _by_kind(keys: Iterable[tuple[Kind, str]]) -> Targets:
    targets: Targets = defaultdict(set)
    for kind, target in keys:
        targets[kind].add(target)
    return dict(sorted(targets.items()))


def _chunks(values: Sequence[Value], size: int = AT_ONCE) -> Iterable[Sequence[Value]]:
    return (values[first : first + size] for first in range(0, len(values), size))
