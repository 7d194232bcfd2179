"""The rows behind autocompletion and correction: written with the performances that name them, gone with the last.

A term weighs as much as the best performance that it leads to. Writing a performance only ever raises weights, which
costs nothing to know; `settle` finds the true ones, and removes what leads nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import connection

from culturepedia.performances.sql import fetch, marks
from culturepedia.search.backends import get_engine
from culturepedia.search.documents import BONUS, ENGLISH, INNER_MALUS, Label
from culturepedia.search.models import SearchTerm
from culturepedia.search.terms import Kind, TermRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from culturepedia.search.documents import Document

AT_ONCE = 400
TAG_PRIOR = 20.0
COLUMNS = ("kind", "target", "label", "start", "text", "keys", "initials", "k1", "k2", "i2", "loose", "sound", "weight")
# The best prior that each target leads to; `{}` takes placeholders.
_BEST = {
    "core": "SELECT x.core_key, MAX(e.prior) FROM search_searchtext x JOIN search_searchentry e ON e.id = x.id "
    "WHERE x.core_key IN ({}) GROUP BY x.core_key",
    "english": "SELECT x.english_key, MAX(e.prior) FROM search_searchtext x JOIN search_searchentry e ON e.id = x.id "
    "WHERE x.english_key IN ({}) GROUP BY x.english_key",
    Kind.PERSON: "SELECT c.person_id, MAX(e.prior) FROM performances_credit c "
    "JOIN search_searchentry e ON e.id = c.performance_id WHERE c.person_id IN ({}) GROUP BY c.person_id",
    Kind.COMPANY: "SELECT c.company_id, MAX(e.prior) FROM performances_companycredit c "
    "JOIN search_searchentry e ON e.id = c.performance_id WHERE c.company_id IN ({}) GROUP BY c.company_id",
    Kind.VENUE: "SELECT e.venue_id, MAX(e.prior) FROM search_searchentry e WHERE e.venue_id IN ({}) "
    "GROUP BY e.venue_id",
}
_TAG_EXISTS = (
    "SELECT 1 FROM performances_performancehashtag h JOIN search_searchentry e ON e.id = h.performance_id "
    "WHERE h.slug = %s LIMIT 1"
)

Targets = dict[Kind, set[str]]


def write_terms(documents: Sequence[Document]) -> None:
    """Write the terms of documents: new ones, new spellings, and weights that are higher than before."""
    wanted = weigh_labels(documents)
    known = {
        (kind, target): (label, weight)
        for kind, targets in _by_kind(wanted).items()
        for target, label, weight in _stored(kind, sorted(targets))
    }
    new: list[TermRow] = []
    old: list[tuple[Kind, str]] = []
    for key, (label, prior) in sorted(wanted.items()):
        stored = known.get(key)
        weight = prior + BONUS[label.kind]
        if stored is None or stored[0] != label.text:
            new += label.rows(prior)
            if stored is not None:
                old.append(key)
        elif stored[1] < weight:
            _set_weight(key, weight)
    remove_terms(old)
    insert_terms(new)


def weigh_labels(documents: Iterable[Document]) -> dict[tuple[Kind, str], tuple[Label, float]]:
    """Return each label that documents name with the best of their priors."""
    best: dict[tuple[Kind, str], tuple[Label, float]] = {}
    for document in documents:
        for label in document.labels:
            prior = TAG_PRIOR if label.kind == Kind.HASHTAG else document.prior
            key = label.kind, label.target
            if key not in best or best[key][1] < prior:
                best[key] = label, prior
    return best


def insert_terms(rows: Sequence[TermRow]) -> None:
    """Insert rows that nobody else has inserted in the meantime."""
    SearchTerm.objects.bulk_create(
        [SearchTerm(**{name: getattr(row, name) for name in COLUMNS}) for row in rows],
        ignore_conflicts=True,
        batch_size=AT_ONCE,
    )
    grams = {(row.kind, row.target, row.start): row.grams for row in rows}
    found: list[tuple[int, set[str]]] = []
    for kind, targets in _by_kind((row.kind, row.target) for row in rows).items():
        for chunk in _chunks(sorted(targets)):
            ids = SearchTerm.objects.filter(kind=kind, target__in=chunk).values_list("pk", "target", "start")
            found += [(pk, grams[kind, target, start]) for pk, target, start in ids if (kind, target, start) in grams]
    if found:
        get_engine().write_grams(found)


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
            best = _best_priors(kind, chunk)
            remove_terms((kind, target) for target in chunk if target not in best)
            for target, prior in sorted(best.items()):
                _set_weight((kind, target), prior + BONUS[kind])


def read_links(links: str) -> set[tuple[Kind, str]]:
    """Return kind and target of each label that a performance's text names."""
    return {(Kind(kind), target) for kind, _, target in (link.partition(":") for link in links.split())}


def _best_priors(kind: Kind, targets: Sequence[str]) -> Mapping[str, float]:
    if kind == Kind.HASHTAG:
        return {slug: TAG_PRIOR for slug in targets if fetch(_TAG_EXISTS, [slug])}
    if kind != Kind.PERFORMANCE:
        numbers = [int(target) for target in targets]
        return {str(target): prior for target, prior in fetch(_BEST[kind].format(marks(numbers)), numbers)}
    english = [target.removeprefix(ENGLISH) for target in targets if target.startswith(ENGLISH)]
    korean = [target for target in targets if not target.startswith(ENGLISH)]
    best: dict[str, float] = {}
    if korean:
        best |= dict(fetch(_BEST["core"].format(marks(korean)), korean))
    if english:
        rows = fetch(_BEST["english"].format(marks(english)), english)
        best |= {f"{ENGLISH}{target}": prior for target, prior in rows}
    return best


def _stored(kind: Kind, targets: Sequence[str]) -> Iterable[tuple[str, str, float]]:
    for chunk in _chunks(targets):
        yield from SearchTerm.objects.filter(kind=kind, target__in=chunk, start=0).values_list(
            "target", "label", "weight"
        )


def _set_weight(key: tuple[Kind, str], weight: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE search_searchterm SET weight = CASE WHEN start = 0 THEN %s ELSE %s END "
            "WHERE kind = %s AND target = %s",
            [weight, weight - INNER_MALUS, *key],
        )


def _by_kind(keys: Iterable[tuple[Kind, str]]) -> Targets:
    targets: Targets = defaultdict(set)
    for kind, target in keys:
        targets[kind].add(target)
    return dict(sorted(targets.items()))


def _chunks(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[first : first + AT_ONCE] for first in range(0, len(values), AT_ONCE))
