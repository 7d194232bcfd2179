"""The trained model and the candidates in this process, as the pointer row names them.

Who notices a new pointer loads; everyone else answers from what is there meanwhile. A file that cannot be read leaves
the last good one in place. Where there is none at all, a stopgap answers that knows likeness and sales and nobody's
opinion.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from culturepedia.performances.sql import fetch
from culturepedia.recommendations import shelf_files
from culturepedia.recommendations.core import store
from culturepedia.recommendations.core.records import Settings
from culturepedia.recommendations.core.shelf import stock
from culturepedia.recommendations.core.training import untrained
from culturepedia.recommendations.items import read_live
from culturepedia.recommendations.models import ModelPointer

if TYPE_CHECKING:
    from datetime import date

    from culturepedia.recommendations.core.model import Model
    from culturepedia.recommendations.core.records import Item
    from culturepedia.recommendations.core.shelf import Shelf

logger = logging.getLogger(__name__)

AGAIN_SECONDS = 60.0  # after a file that could not be read
STOPGAP_SECONDS = 120.0
STOPGAP = "stopgap"
Names = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Engine:
    """What answers: the names of its files, the model, the candidates, and these by primary key."""

    names: Names
    model: Model
    shelf: Shelf
    items: dict[int, Item]


class _Holder:
    """The engine of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self._failed: tuple[Names, float] | None = None
        self._stopgap: tuple[date, float, Engine] | None = None

    def get(self, names: Names) -> Engine | None:
        """Return the engine of these files; that of older ones while another thread loads, or when they are bad."""
        engine = self._engine
        if (engine is not None and engine.names == names) or self._gave_up(names):
            return engine
        if not self._lock.acquire(blocking=engine is None):
            return engine
        try:
            if (self._engine is None or self._engine.names != names) and not self._gave_up(names):
                self._load(names)
            return self._engine
        finally:
            self._lock.release()

    def get_stopgap(self, today: date) -> Engine:
        """Return what answers without any model; made anew every few minutes."""
        with self._lock:
            held = self._stopgap
            if held is not None and held[0] == today and time.monotonic() < held[1]:
                return held[2]
            items = read_live(today)
            model = untrained(items, day=today.toordinal(), settings=Settings())
            found = _put_together((STOPGAP, today.isoformat()), model, items)
            self._stopgap = today, time.monotonic() + STOPGAP_SECONDS, found
            return found

    def forget(self) -> None:
        """Drop everything, as a new process would have it."""
        self._engine, self._failed, self._stopgap = None, None, None

    def _gave_up(self, names: Names) -> bool:
        failed = self._failed
        return failed is not None and failed[0] == names and time.monotonic() < failed[1]

    def _load(self, names: Names) -> None:
        folder = Path(settings.MODEL_ROOT)
        try:
            old = self._engine
            model = old.model if old is not None and old.names[0] == names[0] else store.load(folder / names[0])
            items, facts = shelf_files.load(folder / names[1])
            self._engine = _put_together(names, replace(model, families=facts), items)
            self._failed = None
        except Exception as exc:  # noqa: BLE001 - whatever a damaged file does, nobody who asks may see it
            logger.warning("recommendations answer without %s: %s", names, exc)
            self._failed = names, time.monotonic() + AGAIN_SECONDS


def _put_together(names: Names, model: Model, items: list[Item]) -> Engine:
    return Engine(names, model, stock(model, items), {item.id: item for item in items})


_holder = _Holder()
forget = _holder.forget


def current(today: date) -> Engine:
    """Return what answers now; one query, but where there is no readable model."""
    rows = fetch(
        "SELECT model_file, shelf_file FROM recommendations_modelpointer WHERE id = %s", [ModelPointer.ONLY_ID]
    )
    found = _holder.get((rows[0][0], rows[0][1])) if rows and None not in rows[0] else None
    return found or _holder.get_stopgap(today)
