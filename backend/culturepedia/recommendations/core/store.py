"""Models as files: one `.npz` without pickles, written beside and moved into place whole, the newest three kept.

A reader sees a whole model or the one before. What is no such file, or of another format, is refused with `BadModel`.
"""

from __future__ import annotations

import json
import os
import struct
import tempfile
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from culturepedia.recommendations.core import npz
from culturepedia.recommendations.core.draw import Draw
from culturepedia.recommendations.core.features import Vocabulary
from culturepedia.recommendations.core.model import FamilyFacts, Model
from culturepedia.recommendations.core.records import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMAT = 2
KEPT = 3
SUFFIX = ".npz"
_ARRAYS = ("ease", "ease_ridge", "spectral", "spectral_tokens", "projection", "taste")
_SPARSE = ("warm_rows", "together")


class BadModel(Exception):
    """The file holds no model that this code can read."""


def save(model: Model, folder: Path) -> Path:
    """Write a model under its version, atomically, and return the file; older ones beyond three go."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{model.version}{SUFFIX}"
    handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            npz.write(file, _columns(model))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _drop_old(folder, target)
    return target


def load(path: Path) -> Model:
    """Return the model of a file; its arrays are mapped, so that processes share them.

    Raises:
        BadModel: It is missing, cut short, or of another format.
    """
    try:
        return _model(npz.read(path))
    except (OSError, ValueError, KeyError, EOFError, TypeError, struct.error, zipfile.BadZipFile) as exc:
        raise BadModel(f"{path.name}: {type(exc).__name__}") from exc


def _columns(model: Model) -> dict[str, np.ndarray]:
    head = {"format": FORMAT, "version": model.version, "day": model.day, "settings": asdict(model.settings)}
    found = {
        "head": _text([json.dumps(head)]),
        "tokens": _text(model.vocabulary.columns),
        "token_values": model.vocabulary.values,
        "families": _text(model.families.rows),
        "people": model.families.people,
        "support": model.families.support,
        "popularity": model.families.popularity,
        "warm": _text(model.warm),
        "draw_tokens": model.draw.tokens,
        "draw_sets": model.draw.sets,
        "draw_of_sets": model.draw.of_sets,
        **{name: getattr(model, name) for name in _ARRAYS},
    }
    for name in _SPARSE:
        matrix = getattr(model, name)
        found |= {f"{name}_data": matrix.data, f"{name}_columns": matrix.indices, f"{name}_pointers": matrix.indptr}
    return found


def _model(columns: dict[str, np.ndarray]) -> Model:
    head = json.loads(_names(columns["head"])[0])
    if head["format"] != FORMAT:
        raise ValueError(f"format {head['format']}")
    tokens, families, warm = (
        {name: row for row, name in enumerate(_names(columns[key]))} for key in ("tokens", "families", "warm")
    )
    settings = {**head["settings"], "taste_mix": tuple(head["settings"]["taste_mix"])}
    facts = FamilyFacts(families, columns["people"], columns["support"], columns["popularity"])
    widths = {"warm_rows": len(tokens), "together": len(warm)}
    return Model(
        version=head["version"],
        day=head["day"],
        settings=Settings(**settings),
        vocabulary=Vocabulary(tokens, columns["token_values"]),
        families=facts,
        warm=warm,
        draw=Draw(columns["draw_tokens"], columns["draw_sets"], columns["draw_of_sets"]),
        **{name: columns[name] for name in _ARRAYS},
        **{name: _matrix(columns, name, (len(warm), width)) for name, width in widths.items()},
    )


def _matrix(columns: dict[str, np.ndarray], name: str, shape: tuple[int, int]) -> sparse.csr_matrix:
    parts = columns[f"{name}_data"], columns[f"{name}_columns"], columns[f"{name}_pointers"]
    return sparse.csr_matrix(parts, shape=shape)


def _text(names: Iterable[str]) -> np.ndarray:
    """Return names as one array of bytes: NumPy's own text arrays would take the room of the longest for each."""
    return np.frombuffer("\0".join(names).encode(), np.uint8)


def _names(text: np.ndarray) -> list[str]:
    return text.tobytes().decode().split("\0") if len(text) else []


def _drop_old(folder: Path, newest: Path) -> None:
    files = sorted(folder.glob(f"*{SUFFIX}"), key=lambda file: (file == newest, file.stat().st_mtime_ns), reverse=True)
    for file in files[KEPT:]:
        file.unlink(missing_ok=True)
