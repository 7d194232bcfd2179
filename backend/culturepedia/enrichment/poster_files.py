"""Poster files in the media storage: named after their content, whole or absent."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage

from culturepedia.enrichment.images import ENCODER_VERSION

if TYPE_CHECKING:
    from django.core.files.storage import Storage

UNFINISHED = ".unfinished"  # folder of the media root; web servers do not serve dot folders
UNFINISHED_AGE_SECONDS = 3600.0


class StorageFailed(Exception):
    """The media storage does not take files now: disk full, no permission, service away."""


class _FinishedFile(File):  # type: ignore[type-arg]  # generic in the stubs only
    """A complete file that a storage on the same file system takes over by renaming it."""

    def temporary_file_path(self) -> str:
        """Return its path; Django's file storage asks for it."""
        return str(self.name)


def store_files(*, source: bytes, files: dict[int, bytes]) -> str:
    """Store the files made of `source` unless they exist; return the path that their names begin with.

    Raises:
        StorageFailed: Nothing half-written is left under the final names.
    """
    digest = hashlib.sha256(b"%d\0" % ENCODER_VERSION + source).hexdigest()[:40]
    key = f"posters/{digest[:2]}/{digest}"
    try:
        for width, data in files.items():
            _store(default_storage, f"{key}-{width}.webp", data)
    except OSError as exc:
        raise StorageFailed(f"{type(exc).__name__}: {exc.strerror}") from exc
    return key


def remove_unfinished_files() -> None:
    """Delete what a killed process left behind before it could rename it."""
    if not isinstance(_real(default_storage), FileSystemStorage):
        return
    old = time.time() - UNFINISHED_AGE_SECONDS
    for path in Path(default_storage.path(UNFINISHED)).glob("*.webp"):
        if path.stat().st_mtime < old:
            path.unlink(missing_ok=True)


def _store(storage: Storage, name: str, data: bytes) -> None:
    if storage.exists(name):
        return
    folder = None
    if isinstance(_real(storage), FileSystemStorage):
        folder = storage.path(UNFINISHED)
        Path(folder).mkdir(parents=True, exist_ok=True)
    handle, path = tempfile.mkstemp(suffix=".webp", dir=folder)
    try:
        with os.fdopen(handle, "wb") as temporary:
            temporary.write(data)
        with _FinishedFile(Path(path).open("rb"), path) as finished:
            saved = storage.save(name, finished)
        if saved != name:  # another thread stored the same picture in between
            storage.delete(saved)
    finally:
        Path(path).unlink(missing_ok=True)


def _real(storage: Storage) -> object:
    """Return the storage behind Django's lazy default."""
    return getattr(storage, "_wrapped", storage)
