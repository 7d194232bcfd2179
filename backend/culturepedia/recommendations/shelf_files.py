"""The candidates of the hour as a file: what can still be seen, and what is known of title families right now.

JSON, written beside and moved into place whole, the newest three kept. What is no such file is refused with `BadModel`.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson

from culturepedia.recommendations.core.model import FamilyFacts
from culturepedia.recommendations.core.records import Item
from culturepedia.recommendations.core.store import KEPT, BadModel

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMAT = 1
SUFFIX = ".json"
COLUMNS = tuple(field.name for field in fields(Item))
_LISTS = {COLUMNS.index(name) for name in ("tags", "cast", "crew", "producers", "words")}


def save(items: Sequence[Item], facts: FamilyFacts, folder: Path) -> str:
    """Write the candidates under the hash of their content and return the file's name; older ones beyond three go."""
    held = {
        "format": FORMAT,
        "columns": COLUMNS,
        "items": [[getattr(item, name) for name in COLUMNS] for item in items],
        "families": list(facts.rows),
        "people": facts.people.tolist(),
        "support": facts.support.tolist(),
        "popularity": facts.popularity.tolist(),
    }
    data = orjson.dumps(held)
    folder.mkdir(parents=True, exist_ok=True)
    name = _name_of(data)
    handle, beside = tempfile.mkstemp(dir=folder, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(folder / name)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    _drop_old(folder, name)
    return name


def load(path: Path) -> tuple[list[Item], FamilyFacts]:
    """Return the candidates of a file and the facts of their families.

    Raises:
        BadModel: It is missing, cut short, or of another format.
    """
    try:
        data = path.read_bytes()
        if path.name != _name_of(data):
            raise BadModel(f"{path.name}: changed")
        held: dict[str, Any] = orjson.loads(data)
        if held["format"] != FORMAT or tuple(held["columns"]) != COLUMNS:
            raise BadModel(f"{path.name}: of another format")
        items = [_item(row) for row in held["items"]]
        facts = FamilyFacts(
            {name: row for row, name in enumerate(held["families"])},
            np.array(held["people"], np.int64),
            np.array(held["support"], np.float32),
            np.array(held["popularity"], np.float32),
        )
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise BadModel(f"{path.name}: {type(exc).__name__}") from exc
    return items, facts


def _name_of(data: bytes) -> str:
    return f"shelf-{hashlib.sha256(data).hexdigest()[:16]}{SUFFIX}"


def _item(row: Sequence[Any]) -> Item:
    values: list[Any] = [tuple(value) if place in _LISTS else value for place, value in enumerate(row)]
    named: dict[str, Any] = dict(zip(COLUMNS, values, strict=True))
    return Item(**named)


def _drop_old(folder: Path, newest: str) -> None:
    found = sorted(
        folder.glob(f"shelf-*{SUFFIX}"), key=lambda file: (file.name == newest, file.stat().st_mtime_ns), reverse=True
    )
    for file in found[KEPT:]:
        file.unlink(missing_ok=True)
