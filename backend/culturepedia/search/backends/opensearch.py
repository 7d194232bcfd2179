"""Search on OpenSearch: it intersects tokens under the plain filters, in the order of the prior, and counts.

The database keeps everything that it keeps without it, and answers what asks for more than a document holds: facets,
other orders, filters by place, person, company and hashtag. It also answers everything while OpenSearch is away. A
document holds the same tokens as the database's index, so the answers are the same.

Documents are sent after the transaction that changes the catalogue. What could not be sent stands in `SearchOutbox`.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import OpenSearchException

from culturepedia.performances.codes import State
from culturepedia.search.backends.protocol import Backend, Candidate, Scope, Selection, TokenSet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from culturepedia.search.backends.protocol import Expression
    from culturepedia.search.documents import Document
    from culturepedia.search.queries import Term

logger = logging.getLogger(__name__)

Clause = dict[str, Any]
FIELDS = {TokenSet.TITLE: ("t",), TokenSet.ALL: ("t", "o"), TokenSet.SYNOPSIS: ("s",)}
FLAGS = ("child", "visiting", "festival", "daehakro", "open_run")
PLAIN_FILTERS = {
    *("genre", "region", "state", "from", "to", "price_max_krw", "price_min_krw", "free", "age_max"),
    *FLAGS,
}
ENTRY_FIELDS = (
    "genre", "region", "start_date", "end_date", "open_run", "price_min_krw", "price_max_krw", "is_free", "age_min",
    "child", "visiting", "festival", "daehakro", "venue_id",
)  # fmt: skip
TIMEOUT_SECONDS = 2.0
PAUSE_SECONDS = 10.0  # after a failure: no request waits for a server that is away
AT_ONCE = 500
MAX_OFFSET = 100_000
_TOKENS = {"type": "text", "analyzer": "whitespace", "index_options": "docs", "norms": False}
_TYPES: dict[str, Clause] = {
    "genre": {"type": "keyword"},
    "region": {"type": "keyword"},
    **{name: {"type": "date", "format": "strict_date"} for name in ("start_date", "end_date")},
    **{name: {"type": "integer"} for name in ("price_min_krw", "price_max_krw", "age_min")},
    **{name: {"type": "boolean"} for name in ("is_free", *FLAGS)},
    "prior": {"type": "double"},
    "pk": {"type": "long"},
    "t": _TOKENS,
    "o": _TOKENS,
    "s": _TOKENS,
}
INDEX = {
    "settings": {"index": {"max_result_window": MAX_OFFSET + AT_ONCE, "refresh_interval": "5s"}},
    "mappings": {"dynamic": "strict", "properties": _TYPES},
}


class OpenSearchBackend(Backend):
    """OpenSearch in front of the database."""

    errors = OpenSearchException

    def __init__(self, url: str, *, alias: str, database: Backend) -> None:
        self._client = OpenSearch(url, timeout=TIMEOUT_SECONDS, max_retries=0)
        self._alias = alias
        self._database = database
        self._asks_again_at = 0.0

    def exact(self, core_key: str, scope: Scope, limit: int) -> list[Candidate]:
        """Return performances whose core title is this one."""
        return self._database.exact(core_key, scope, limit)

    def candidates(self, keys: Sequence[int]) -> list[Candidate]:
        """Return what ranking looks at."""
        return self._database.candidates(keys)

    def count(self, selection: Selection, scope: Scope) -> int:
        """Return how many performances are selected."""
        if self._can_answer(selection, scope):
            try:
                answer = self._client.count(index=self._alias, body={"query": spell(selection, scope)})
                return int(answer["count"])
            except OpenSearchException as error:
                self._pause(error)
        return self._database.count(selection, scope)

    def page(self, selection: Selection, scope: Scope, ordering: str | None, limit: int, offset: int) -> list[int]:
        """Return primary keys in an order of the list, or by prior."""
        if ordering is None and offset + limit <= MAX_OFFSET and self._can_answer(selection, scope):
            order = [{"prior": "desc"}, {"pk": "asc"}]
            body = {"query": spell(selection, scope), "sort": order, "from": offset, "size": limit, "_source": False}
            try:
                answer = self._client.search(index=self._alias, body=body)
                return [int(hit["_id"]) for hit in answer["hits"]["hits"]]
            except OpenSearchException as error:
                self._pause(error)
        return self._database.page(selection, scope, ordering, limit, offset)

    def window(self, selection: Selection, scope: Scope, limit: int) -> tuple[list[Candidate], int | None]:
        """Return the first by prior; how many are selected is known when there are fewer."""
        keys = self.page(selection, scope, None, limit, 0)
        return self.candidates(keys), len(keys) if len(keys) < limit else None

    def facets(
        self, names: Sequence[str], selection: Selection, scope: Scope, language: str
    ) -> dict[str, list[dict[str, Any]]]:
        """Return the options of each facet with their counts."""
        return self._database.facets(names, selection, scope, language)

    def put(self, documents: Sequence[Document]) -> None:
        """Write documents, in the caller's transaction."""
        self._database.put(documents)

    def remove(self, keys: Sequence[int]) -> None:
        """Forget performances, in the caller's transaction."""
        self._database.remove(keys)

    def reprioritise(self, priors: Sequence[tuple[int, float, float]]) -> None:
        """Write popularity and prior of performances."""
        self._database.reprioritise(priors)

    def send(self, documents: Sequence[Document], gone: Sequence[int], *, index: str | None = None) -> None:
        """Send documents, and forget performances, for the next question to see.

        Raises:
            OpenSearchException: It does not answer, or refuses.
        """
        name = index or self._alias
        lines: list[Clause] = []
        for document in documents:
            lines += [{"index": {"_index": name, "_id": str(document.pk)}}, make_source(document)]
        lines += [{"delete": {"_index": name, "_id": str(key)}} for key in gone]
        if not lines:
            return
        # Never by its own name: without a rebuild there is no index, and none must come about with guessed types.
        params = {"refresh": "false"} if index else {"refresh": "true", "require_alias": "true"}
        answer = self._client.bulk(body=lines, params=params)
        refused = [
            item
            for entry in answer["items"]
            for kind, item in entry.items()
            if item["status"] >= 300 and not (kind == "delete" and item["status"] == 404 and "error" not in item)
        ]
        if refused:
            raise OpenSearchException(f"{len(refused)} documents refused: {refused[0].get('error')}")

    def begin(self, name: str) -> None:
        """Make an empty index of that name."""
        self._client.indices.create(index=name, body=INDEX)

    def take_over(self, name: str) -> None:
        """Let questions go to the index of that name, and delete those before it."""
        self._client.indices.refresh(index=name)
        known = self._client.indices.get_alias(index=f"{self._alias}-*")
        old = [index for index, entry in known.items() if index != name and self._alias in entry["aliases"]]
        actions = [{"remove": {"index": index, "alias": self._alias}} for index in old]
        actions.append({"add": {"index": name, "alias": self._alias}})
        self._client.indices.update_aliases(body={"actions": actions})
        for index in known:
            if index != name:
                self._client.indices.delete(index=index)

    def _can_answer(self, selection: Selection, scope: Scope) -> bool:
        """Return whether a document holds all that is asked about, and the server answered a moment ago."""
        is_known = selection.expression is not None and PLAIN_FILTERS.issuperset(scope.values)
        return is_known and time.monotonic() >= self._asks_again_at

    def _pause(self, error: OpenSearchException) -> None:
        self._asks_again_at = time.monotonic() + PAUSE_SECONDS
        logger.warning("opensearch failed, the database answers for %.0f s: %s", PAUSE_SECONDS, type(error).__name__)


def make_source(document: Document) -> Clause:
    """Return a document as the engine keeps it."""
    facts = dict(zip(ENTRY_FIELDS, document.entry, strict=True))
    del facts["venue_id"]
    facts |= {name: str(facts[name]) for name in ("start_date", "end_date")}
    for name in ("is_free", *FLAGS):  # SQLite keeps 0 and 1
        facts[name] = None if facts[name] is None else bool(facts[name])
    tokens = {"t": document.title_tokens, "o": document.other_tokens, "s": document.prose}
    texts = {name: " ".join(sorted(some)) for name, some in tokens.items()}
    return {**facts, **texts, "prior": document.prior, "pk": document.pk}


def spell(selection: Selection, scope: Scope) -> Clause:
    """Return a selection under filters in the engine's language."""
    chosen: list[Clause] = []
    if selection.expression:
        chosen.append(_all(_expression(selection.expression, FIELDS[selection.tokens])))
    if selection.keys:
        chosen.append(_terms("pk", selection.keys))
    excluded = [_terms("pk", selection.excluded)] if selection.excluded else []
    clauses, refused = _filters(scope)
    return {"bool": {"filter": [_any(chosen), *clauses], "must_not": [*excluded, *refused]}}


def _expression(expression: Expression, fields: Sequence[str]) -> Iterable[Clause]:
    for alternatives in expression:
        yield _any([_all(_term(term, fields) for term in terms) for terms in alternatives])


def _term(term: Term, fields: Sequence[str]) -> Clause:
    kind = "prefix" if term.is_prefix else "term"
    return _any([{kind: {field: {"value": term.text}}} for field in fields])


def _filters(scope: Scope) -> tuple[list[Clause], list[Clause]]:
    """Return what must hold and what must not; the same conditions as in `performances.filters`."""
    values = scope.values
    clauses: list[Clause] = []
    refused: list[Clause] = []
    for name in ("genre", "region"):
        if name in values:
            choice = values[name]
            clauses += [_terms(name, choice.included)] if choice.included else []
            refused += [_terms(name, choice.excluded)] if choice.excluded else []
    if "state" in values:
        choice = values["state"]
        states = [state for state in State if not choice.included or state in choice.included]
        clauses.append(_any([_state(state, scope.today) for state in states if state not in choice.excluded]))
    if "to" in values:
        clauses.append(_range("start_date", lte=str(values["to"])))
    if "from" in values:
        clauses.append(_any([_is("open_run", value=True), _range("end_date", gte=str(values["from"]))]))
    if "price_max_krw" in values:
        clauses.append(_any([_is("is_free", value=True), _range("price_min_krw", lte=values["price_max_krw"])]))
    if "price_min_krw" in values:
        clauses.append(_range("price_max_krw", gte=values["price_min_krw"]))
    if "free" in values:
        clauses.append(_is("is_free", value=values["free"]))
    if "age_max" in values:
        clauses.append(_range("age_min", lte=values["age_max"]))
    clauses += [_is(name, value=values[name]) for name in FLAGS if name in values]
    return clauses, refused


def _state(state: State, today: date) -> Clause:
    begun = _range("start_date", lte=str(today))
    if state == State.UPCOMING:
        return _range("start_date", gt=str(today))
    if state == State.RUNNING:
        return _all([begun, _any([_is("open_run", value=True), _range("end_date", gte=str(today))])])
    return _all([begun, _is("open_run", value=False), _range("end_date", lt=str(today))])


def _is(field: str, *, value: bool) -> Clause:
    return {"term": {field: {"value": value}}}


def _terms(field: str, values: Iterable[Any]) -> Clause:
    return {"terms": {field: list(values)}}


def _range(field: str, **bounds: Any) -> Clause:
    return {"range": {field: bounds}}


def _all(clauses: Iterable[Clause]) -> Clause:
    return {"bool": {"filter": list(clauses)}}


def _any(clauses: Iterable[Clause]) -> Clause:
    return {"bool": {"should": list(clauses), "minimum_should_match": 1}}
