"""The floor: a bare WSGI application that runs the same SQL on a kept connection and writes the same JSON.

It knows nothing of requests: each address has its statements and its payload, read from `FLOOR_FILE` at the start.
"""

from __future__ import annotations

import os
import pickle
import sqlite3
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import psycopg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

CASES: dict[str, tuple[list[tuple[str, Any]], Any]] = pickle.loads(Path(os.environ["FLOOR_FILE"]).read_bytes())
DATABASE = os.environ["FLOOR_DATABASE"]
_kept = threading.local()


def _fetch() -> Callable[[str, Any], Any]:
    """Return what runs a statement on this thread's connection and fetches its rows."""
    if not hasattr(_kept, "fetch"):
        if DATABASE.startswith("postgres"):
            connection = psycopg.connect(DATABASE, autocommit=True, cursor_factory=psycopg.ClientCursor)
            _kept.fetch = lambda text, params: connection.execute(text, params).fetchall()
        else:
            file = sqlite3.connect(DATABASE, isolation_level=None)
            _kept.fetch = lambda text, params: file.execute(text, params or ()).fetchall()
    fetch: Callable[[str, Any], Any] = _kept.fetch
    return fetch


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer a known address."""
    query = environ.get("QUERY_STRING")
    statements, payload = CASES[f"{environ['PATH_INFO']}?{query}" if query else environ["PATH_INFO"]]
    fetch = _fetch()
    for text, params in statements:
        fetch(text, params)
    body = orjson.dumps(payload)
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
