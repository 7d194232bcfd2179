"""Sends what changed to OpenSearch once the change is stored; without OpenSearch nothing is ever waiting."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction

from culturepedia.common import clock
from culturepedia.search.backends import get_opensearch
from culturepedia.search.documents import read_documents
from culturepedia.search.models import SearchOutbox

if TYPE_CHECKING:
    from collections.abc import Sequence

logger = logging.getLogger(__name__)
AT_ONCE = 200


def note(keys: Sequence[int]) -> None:
    """Remember performances in the caller's transaction, and try to send them after it."""
    if get_opensearch() is None:
        return
    SearchOutbox.objects.bulk_create([SearchOutbox(performance_id=key) for key in keys], batch_size=AT_ONCE)
    transaction.on_commit(flush, robust=True)


def flush() -> int:
    """Send what waits, oldest first; return how many performances were sent. What cannot be sent waits on."""
    backend = get_opensearch()
    sent = 0
    if backend is None:
        return sent
    while rows := list(SearchOutbox.objects.order_by("pk").values_list("pk", "performance_id")[:AT_ONCE]):
        keys = sorted({key for _, key in rows})
        documents = read_documents(keys, today=clock.seoul_today())
        try:
            backend.send(documents, sorted(set(keys) - {document.pk for document in documents}))
        except backend.errors as error:
            logger.warning("opensearch did not take %d documents, they wait: %s", len(keys), type(error).__name__)
            return sent
        # Only the rows that were read: a performance that changed meanwhile has another one.
        SearchOutbox.objects.filter(pk__in=[pk for pk, _ in rows]).delete()
        sent += len(keys)
    return sent
