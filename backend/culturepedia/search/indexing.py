"""Keeps search in step with the catalogue: whoever changes what a performance is found by calls this where it writes.

So a performance is found by its new title in the very commit that stores it. While the index is being made anew, the
performances that change are noted too, and written once more into the new one before it takes over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction

from culturepedia.performances.models import CatalogueVersion
from culturepedia.performances.sql import fetch, marks, numbers
from culturepedia.search import outbox, term_index
from culturepedia.search.backends import get_backend
from culturepedia.search.backends.sql import as_date
from culturepedia.search.documents import popularity_points, read_documents
from culturepedia.search.models import SearchPending, SearchState
from culturepedia.search.ranking import prior_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from culturepedia.search.terms import Kind

AT_ONCE = 200
NOTICEABLE = 0.05  # of a prior; what faded less since yesterday is not written


@transaction.atomic
def index_performances(keys: Iterable[int], *, today: date) -> None:
    """Write performances, by primary key, as they are now; withdrawn and deleted ones are forgotten."""
    ordered = sorted(set(keys))
    if ordered:
        _note_pending(ordered)
    for first in range(0, len(ordered), AT_ONCE):
        _index(ordered[first : first + AT_ONCE], today)


def index_venues(keys: Iterable[int], *, today: date) -> None:
    """Write the performances of venues, by primary key, whose name or district changed."""
    places = sorted(set(keys))
    found: list[int] = []
    for first in range(0, len(places), AT_ONCE):
        some = places[first : first + AT_ONCE]
        rows = fetch(f"SELECT id FROM performances_performance WHERE venue_id IN ({marks(some)})", some)  # noqa: S608
        found += [row[0] for row in rows]
    index_performances(found, today=today)


@transaction.atomic
def index_popularity(keys: Iterable[int], *, today: date) -> None:
    """Write the popularity of performances, by primary key, whose sales or ratings changed."""
    ordered = sorted(set(keys))
    if not ordered:
        return
    _note_pending(ordered)
    for first in range(0, len(ordered), AT_ONCE):
        some = ordered[first : first + AT_ONCE]
        rows = fetch(
            "SELECT p.id, p.sales_order, p.rating_count, p.start_date, p.end_date, p.open_run "  # noqa: S608
            f"FROM performances_performance p JOIN search_searchentry e ON e.id = p.id WHERE p.id IN ({marks(some)})",
            some,
        )
        priors = []
        for key, sales_order, rating_count, start_date, end_date, open_run in rows:
            popularity = popularity_points(sales_order, rating_count)
            prior = popularity + prior_on(today, as_date(start_date), as_date(end_date), open_run=bool(open_run))
            priors.append((key, popularity, prior))
        _reprioritise(priors)


def refresh_priors(*, today: date) -> int:
    """Bring the priors to a new day, and to what sales and ratings are now; return how many changed.

    Each few hundred in a transaction of their own.
    """
    _forget_deleted(today)
    rows = fetch(
        "SELECT e.id, p.sales_order, p.rating_count, e.prior, e.start_date, e.end_date, e.open_run "
        "FROM search_searchentry e JOIN performances_performance p ON p.id = e.id ORDER BY e.id"
    )
    changed = []
    for key, sales_order, rating_count, stored, start_date, end_date, open_run in rows:
        popularity = popularity_points(sales_order, rating_count)
        prior = popularity + prior_on(today, as_date(start_date), as_date(end_date), open_run=bool(open_run))
        if abs(prior - stored) > NOTICEABLE:
            changed.append((key, popularity, prior))
    for first in range(0, len(changed), AT_ONCE):
        with transaction.atomic():
            some = changed[first : first + AT_ONCE]
            _note_pending([key for key, _, _ in some])
            _reprioritise(some)
    with transaction.atomic():
        SearchState.objects.update_or_create(pk=SearchState.ONLY_ID, defaults={"prior_date": today})
        if changed:
            CatalogueVersion.advance()
    return len(changed)


def _forget_deleted(today: date) -> None:
    """Forget performances whose rows somebody has deleted by hand."""
    rows = fetch(
        "SELECT e.id FROM search_searchentry e LEFT JOIN performances_performance p ON p.id = e.id WHERE p.id IS NULL"
    )
    index_performances([row[0] for row in rows], today=today)


def _index(keys: Sequence[int], today: date) -> None:
    stored = _stored(keys)
    documents = read_documents(keys, today=today)
    backend = get_backend()
    backend.put(documents)
    backend.remove(sorted(set(keys) - {document.pk for document in documents}))
    term_index.write_terms(documents)
    before = {link for links, _ in stored.values() for link in links}
    after = {(label.kind, label.target) for document in documents for label in document.labels}
    fallen = [one for one in documents if one.pk in stored and one.prior < stored[one.pk][1]]
    term_index.settle((before - after) | {(label.kind, label.target) for one in fallen for label in one.labels})


def _reprioritise(priors: Sequence[tuple[int, float, float]]) -> None:
    if not priors:
        return  # none of them is in the index
    get_backend().reprioritise(priors)
    stored = _stored([key for key, _, _ in priors])
    term_index.settle({link for links, _ in stored.values() for link in links})


def _stored(keys: Sequence[int]) -> dict[int, tuple[set[tuple[Kind, str]], float]]:
    """Return the links and the prior of those performances that are in the index; one query."""
    rows = fetch(
        "SELECT e.id, x.links, e.prior FROM search_searchentry e JOIN search_searchtext x ON x.id = e.id "  # noqa: S608
        f"WHERE e.id IN ({numbers(keys)})"
    )
    return {key: (term_index.read_links(links), prior) for key, links, prior in rows}


def _note_pending(keys: Sequence[int]) -> None:
    """Note performances that change while a new index is being made; the row's lock keeps the two from crossing."""
    outbox.note(keys)
    lock = "FOR SHARE" if connection.vendor == "postgresql" else ""
    rows = fetch(
        f"SELECT rebuilding_since FROM search_searchstate WHERE id = %s {lock}",  # noqa: S608 - a constant
        [SearchState.ONLY_ID],
    )
    if rows and rows[0][0] is not None:
        SearchPending.objects.bulk_create(
            [SearchPending(performance_id=key) for key in keys], ignore_conflicts=True, batch_size=AT_ONCE
        )
