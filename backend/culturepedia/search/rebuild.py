"""Makes the index anew beside the live one and puts it in its place: search answers all the while.

Performances that change in the meantime are noted by `indexing` and written once more after the swap, in the same
transaction, so that no reader sees an index without them. A run that ends early leaves the live index as it was.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from culturepedia.common import leases
from culturepedia.performances.models import CatalogueVersion
from culturepedia.performances.sql import fetch
from culturepedia.search import indexing, term_index
from culturepedia.search.backends import get_opensearch
from culturepedia.search.backends.shadow import Shadow, make_shadow
from culturepedia.search.documents import read_documents
from culturepedia.search.models import SearchPending, SearchState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from culturepedia.common.progress import Progress

LEASE = "search.rebuild"
TOKENISER = 2  # raise it whenever the same performance would leave other tokens, fields or terms
AT_ONCE = 500
TERMS_AT_ONCE = 2_000


def is_outdated() -> bool:
    """Return whether the index was made by other rules than these, never, or by a run that did not end."""
    state = SearchState.objects.filter(pk=SearchState.ONLY_ID).first()
    return state is None or state.tokeniser != TOKENISER or state.rebuilding_since is not None


def rebuild(*, today: date, now: datetime, progress: Progress) -> int:
    """Make the whole index anew; return how many performances it holds.

    Raises:
        LeaseHeld: Another process does this now.
        LeaseLost: Another process took over.
    """
    with leases.hold(LEASE) as grant:
        shadow = make_shadow()
        shadow.drop()
        _set_rebuilding(now)
        try:
            with _few_collections():
                count = _fill(shadow, grant, today, progress)
            progress.begin("교체")
            with transaction.atomic():
                leases.confirm(grant)
                _swap(shadow, today=today, now=now)
        except BaseException:
            shadow.drop()
            _set_rebuilding(None)
            raise
        shadow.tidy()
    return count


@contextmanager
def _few_collections() -> Iterator[None]:
    """Look for reference cycles rarely: looking through all labels again and again would take a third of the time."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _fill(shadow: Shadow, grant: leases.Grant, today: date, progress: Progress) -> int:
    remote, name = get_opensearch(), f"{settings.OPENSEARCH_INDEX}-{grant.fence}"
    if remote is not None:
        remote.begin(name)
    keys = [row[0] for row in fetch("SELECT id FROM performances_performance WHERE withdrawn_at IS NULL ORDER BY id")]
    labels: term_index.Labels = {}
    shadow.create()
    progress.begin("색인", len(keys))
    for first in range(0, len(keys), AT_ONCE):
        documents = read_documents(keys[first : first + AT_ONCE], today=today)
        for label, lead in term_index.weigh_labels(documents).values():
            term_index.add_label(labels, label, lead)
        with transaction.atomic():
            leases.confirm(grant)
            shadow.add_documents(documents)
        if remote is not None:
            remote.send(documents, [], index=name)
        progress.advance(len(keys[first : first + AT_ONCE]))
    progress.begin("검색어", len(labels))
    ordered = [labels[key] for key in sorted(labels)]
    for first in range(0, len(ordered), TERMS_AT_ONCE):
        some = ordered[first : first + TERMS_AT_ONCE]
        with transaction.atomic():
            leases.confirm(grant)
            shadow.add_terms([row for label, lead in some for row in label.rows(lead)])
        progress.advance(len(some))
    progress.begin("정렬")
    leases.confirm(grant)
    shadow.finish()
    if remote is not None:
        remote.take_over(name)
    return len(keys)


def _set_rebuilding(since: datetime | None) -> None:
    with transaction.atomic():
        SearchState.objects.update_or_create(pk=SearchState.ONLY_ID, defaults={"rebuilding_since": since})
        SearchPending.objects.all().delete()


def _swap(shadow: Shadow, *, today: date, now: datetime) -> None:
    """Put the new index in the place of the old one, with what changed while it was made."""
    SearchState.objects.select_for_update().get(pk=SearchState.ONLY_ID)  # whoever changes the catalogue waits here
    pending = list(SearchPending.objects.values_list("performance_id", flat=True))
    shadow.swap()
    SearchState.objects.filter(pk=SearchState.ONLY_ID).update(
        tokeniser=TOKENISER, prior_date=today, built_at=now, rebuilding_since=None
    )
    indexing.index_performances(pending, today=today)
    SearchPending.objects.all().delete()
    CatalogueVersion.advance()
