"""Making what answers: the model of a day, and several times an hour the candidates. Both under one lease.

A file is written whole before the pointer row names it, in the transaction that confirms the lease: readers see the
old pair of files or the new one.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from django.conf import settings
from django.db import transaction

from culturepedia.common import leases
from culturepedia.common.progress import SilentProgress
from culturepedia.performances.models import CatalogueVersion
from culturepedia.recommendations import shelf_files
from culturepedia.recommendations.core import store
from culturepedia.recommendations.core.calibration import train_calibrated
from culturepedia.recommendations.core.records import Settings
from culturepedia.recommendations.core.training import with_popularity
from culturepedia.recommendations.due import find_pointer, must_count, must_train
from culturepedia.recommendations.items import read_all, read_bare, read_live
from culturepedia.recommendations.models import ModelPointer
from culturepedia.recommendations.opinions import read_opinions

if TYPE_CHECKING:
    from datetime import date, datetime

    from culturepedia.common.progress import Progress
    from culturepedia.recommendations.core.model import FamilyFacts, Model
    from culturepedia.recommendations.core.records import Interactions, Item

logger = logging.getLogger(__name__)

LEASE = "recommendations.model"


@dataclass(frozen=True, slots=True)
class Made:
    """What a training was made of."""

    version: str
    performances: int
    people: int
    opinions: int
    seconds: float


def train_model(*, today: date, now: datetime, progress: Progress | None = None) -> Made:
    """Train on the whole catalogue and everybody's opinions, make the candidates, and let both answer.

    Raises:
        LeaseHeld: Another process does this now.
        LeaseLost: Another process took over.
    """
    tell = progress or SilentProgress()
    began = time.monotonic()
    with leases.hold(LEASE) as grant:
        _tidy()
        items, opinions = read_world(today, tell)

        def step(name: str) -> None:
            leases.confirm(grant)
            tell.begin(name)

        chosen = read_settings()
        model = train_calibrated(items, opinions, day=today.toordinal(), settings=chosen, step=step)
        path = store.save(model, Path(settings.MODEL_ROOT))
        made = Made(model.version, len(items), len(np.unique(opinions.person)), len(opinions), time.monotonic() - began)
        tell.begin("후보")
        version = CatalogueVersion.current()
        shelf = shelf_files.save(read_live(today), model.families, Path(settings.MODEL_ROOT))
        _point(
            grant, model_file=path.name, trained_on=today, trained_at=now,
            performances=made.performances, people=made.people, opinions=made.opinions,
            seconds=made.seconds, counted_at=now, **_shelved(shelf, today, now, version),
        )  # fmt: skip
    logger.info(
        "recommendations trained: %s, %d performances, %d people, %d opinions, %.1f s",
        made.version, made.performances, made.people, made.opinions, made.seconds,
    )  # fmt: skip
    return made


def refresh_shelf(*, today: date, now: datetime) -> int:
    """Gather the candidates anew, and every hour count what is popular; return how many candidates there are.

    Without a readable model, or with one that is too old or of a much smaller catalogue, one is trained.

    Raises:
        LeaseHeld: Another process does this now.
        LeaseLost: Another process took over.
    """
    pointer = find_pointer()
    model = None if must_train(pointer, now=now) else _load(pointer)
    if model is None:
        train_model(today=today, now=now)
        return len(read_live(today))
    with leases.hold(LEASE) as grant:
        version = CatalogueVersion.current()
        items, facts = read_live(today), None if must_count(pointer, today=today, now=now) else _old_facts(pointer)
        counted = {"counted_at": now} if facts is None else {}
        facts = facts or _popular_now(model, today).families
        shelf = shelf_files.save(items, facts, Path(settings.MODEL_ROOT))
        _point(grant, **_shelved(shelf, today, now, version), **counted)
    logger.info("recommendations: %d candidates", len(items))
    return len(items)


def read_world(today: date, progress: Progress) -> tuple[list[Item], Interactions]:
    """Return the catalogue and everybody's opinions of it."""
    progress.begin("공연")
    items: list[Item] = []
    for piece in read_all():
        items.extend(piece)
        progress.advance(len(piece))
    progress.begin("의견")
    opinions = read_opinions(np.array([item.id for item in items], np.int64), day=today.toordinal())
    progress.advance(len(opinions))
    return items, opinions


def read_settings() -> Settings:
    """Return what `recs_tune` chose, else the defaults; names that are no longer known are left out."""
    pointer = find_pointer()
    known = set(Settings.__dataclass_fields__)
    given = {name: value for name, value in ((pointer and pointer.settings) or {}).items() if name in known}
    if "taste_mix" in given:
        given["taste_mix"] = tuple(given["taste_mix"])
    return Settings(**given)


def _popular_now(model: Model, today: date) -> Model:
    """Return the model with popularity counted from the opinions of this moment."""
    items = read_bare()
    opinions = read_opinions(np.array([item.id for item in items], np.int64), day=today.toordinal())
    moved = replace(model, day=today.toordinal())
    return with_popularity(moved, items, opinions, model.settings.popularity_half_life_days)


def _tidy() -> None:
    """Remove what a process that was killed while it wrote has left; under the lease nobody else writes."""
    for file in Path(settings.MODEL_ROOT).glob("*.part"):
        file.unlink(missing_ok=True)


def _old_facts(pointer: ModelPointer | None) -> FamilyFacts | None:
    """Return what was counted last, if it can be read."""
    if pointer is None or pointer.shelf_file is None:
        return None
    try:
        return shelf_files.load(Path(settings.MODEL_ROOT) / pointer.shelf_file)[1]
    except store.BadModel:
        return None


def _load(pointer: ModelPointer | None) -> Model | None:
    if pointer is None or pointer.model_file is None:
        return None
    try:
        return store.load(Path(settings.MODEL_ROOT) / pointer.model_file)
    except store.BadModel:
        return None


def _shelved(file: str, today: date, now: datetime, version: int) -> dict[str, Any]:
    return {"shelf_file": file, "shelved_on": today, "shelved_at": now, "catalogue_version": version}


def _point(grant: leases.Grant, **columns: Any) -> None:
    with transaction.atomic():
        leases.confirm(grant)
        ModelPointer.objects.update_or_create(pk=ModelPointer.ONLY_ID, defaults=columns)
