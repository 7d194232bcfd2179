"""The part of OpenSearch's HTTP interface that search uses, over documents in memory."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Any

from werkzeug import Response

if TYPE_CHECKING:
    from pytest_httpserver import HTTPServer
    from werkzeug import Request

Source = dict[str, Any]


class OpenSearchStub:
    """Indices, one alias each, and the queries that search makes; anything else is refused with 400."""

    def __init__(self, server: HTTPServer) -> None:
        self.url = server.url_for("/").rstrip("/")
        self.indices: dict[str, dict[str, Source]] = {}
        self.mappings: dict[str, Any] = {}
        self.aliases: dict[str, str] = {}
        self.is_down = False
        self.questions = 0
        server.expect_request(re.compile("/.*")).respond_with_handler(self._answer)

    @property
    def documents(self) -> dict[str, Source]:
        """The documents behind the only alias."""
        (index,) = self.aliases.values()
        return self.indices[index]

    def _answer(self, request: Request) -> Response:
        if self.is_down:
            return Response(status=503)
        try:
            return self._route(request)
        except (KeyError, ValueError) as error:
            return _reply({"error": f"{type(error).__name__}: {error}"}, 400)

    def _route(self, request: Request) -> Response:  # noqa: PLR0911 - one for each address
        name, _, action = request.path.strip("/").partition("/")
        body = request.get_data(as_text=True)
        if request.path == "/_bulk":
            return _reply({"items": [*self._bulk(body, needs_alias=request.args.get("require_alias") == "true")]})
        if request.path == "/_aliases":
            for entry in json.loads(body)["actions"]:
                ((kind, target),) = entry.items()
                if kind == "add":
                    self.aliases[target["alias"]] = target["index"]
            return _reply({"acknowledged": True})
        if action == "_alias":
            known = [index for index in self.indices if fnmatch(index, name)]
            return _reply(
                {index: {"aliases": {a: {} for a, i in self.aliases.items() if i == index}} for index in known}
            )
        if action == "_refresh":
            return _reply({})
        if request.method == "PUT":
            self.mappings[name] = json.loads(body)["mappings"]["properties"]
            self.indices[name] = {}
            return _reply({"acknowledged": True})
        if request.method == "DELETE":
            del self.indices[name]
            return _reply({"acknowledged": True})
        return self._ask(self.indices[self.aliases[name]], action, json.loads(body))

    def _ask(self, documents: dict[str, Source], action: str, asked: Source) -> Response:
        self.questions += 1
        found = [(key, source) for key, source in documents.items() if matches(asked["query"], source)]
        if action == "_count":
            return _reply({"count": len(found)})
        if action != "_search" or asked["sort"] != [{"prior": "desc"}, {"pk": "asc"}]:
            raise ValueError(action)
        found.sort(key=lambda pair: (-pair[1]["prior"], pair[1]["pk"]))
        shown = found[asked["from"] : asked["from"] + asked["size"]]
        return _reply({"hits": {"hits": [{"_id": key} for key, _ in shown]}})

    def _bulk(self, body: str, *, needs_alias: bool) -> Any:
        lines = iter([json.loads(line) for line in body.splitlines() if line])
        for line in lines:
            ((kind, target),) = line.items()
            source = next(lines) if kind == "index" else None
            name = self.aliases.get(target["_index"], "" if needs_alias else target["_index"])
            if name not in self.indices:
                yield {kind: {"status": 404, "error": {"type": "index_not_found_exception"}}}
            elif source is None:
                yield {kind: {"status": 200 if self.indices[name].pop(target["_id"], None) else 404}}
            elif unknown := set(source) - set(self.mappings[name]):
                yield {
                    kind: {"status": 400, "error": {"type": "strict_dynamic_mapping_exception", "reason": str(unknown)}}
                }
            else:
                self.indices[name][target["_id"]] = source
                yield {kind: {"status": 201}}


def matches(query: Source, source: Source) -> bool:
    """Tell whether a document fits a query."""
    ((kind, asked),) = query.items()
    if kind == "bool":
        should = asked.get("should", [])
        return (
            all(matches(one, source) for one in asked.get("filter", []))
            and not any(matches(one, source) for one in asked.get("must_not", []))
            and sum(matches(one, source) for one in should) >= asked.get("minimum_should_match", 0)
        )
    ((field, bounds),) = asked.items()
    value = source[field]
    if kind == "terms":
        return value in bounds
    if kind == "range":
        tests = {"lt": "__lt__", "lte": "__le__", "gt": "__gt__", "gte": "__ge__"}
        return value is not None and all(getattr(value, tests[name])(bound) for name, bound in bounds.items())
    words = value.split() if field in {"t", "o", "s"} else [value]
    if kind == "prefix":
        return any(word.startswith(bounds["value"]) for word in words)
    if kind == "term":
        return bounds["value"] in words
    raise ValueError(kind)


def _reply(body: Any, status: int = 200) -> Response:
    return Response(json.dumps(body), status=status, content_type="application/json")
