"""Fills the database of the settings and notes the statements and payload of each address, for the floor.

Run by `benchmarks.read_api` as a process of its own: `python -m benchmarks.read_prepare FOLDER ROWS ADDRESS...`.
"""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path
from typing import Any

import django
import orjson
from django.core.management import call_command
from django.db import connection
from django.test import Client

Statements = list[tuple[str, Any]]


def note_statements(address: str) -> tuple[Statements, Any]:
    """Return what an address asks the database, in the words of the database's own driver, and its payload."""
    statements: Statements = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        statements.append((sql if connection.vendor == "postgresql" else sql.replace("%s", "?"), params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        reply = Client(headers={"host": "127.0.0.1"}).get(address)
    print(f"  {address}: {len(statements)} statements, {len(reply.content):,} bytes", flush=True)
    return statements, orjson.loads(reply.content)


def main(folder: Path, performances: int, addresses: list[str]) -> None:
    """Migrate, fill, note."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from benchmarks.read_rows import fill  # noqa: PLC0415 - models only after the set-up
    from culturepedia.common.clock import seoul_today  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    fill(performances=performances, today=seoul_today())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    noted = {address: note_statements(address) for address in addresses}
    (folder / "floor.pickle").write_bytes(pickle.dumps(noted))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
