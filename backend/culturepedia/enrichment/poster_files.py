"""Picture files in the media storage: named after their content, whole or absent.

The storage is Django's default one: a folder, or whatever the settings name (S3).
"""

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
    from collections.abc import Sequence
    from typing import Any

    from django.core.files.storage import Storage

    from culturepedia.enrichment.images import Piece, PosterFiles

UNFINISHED = ".unfinished"  # folder of the media root; web servers do not serve dot folders
UNFINISHED_AGE_SECONDS = 3600.0
STORAGE_LIBRARIES = frozenset({"botocore", "boto3", "s3transfer"})


class StorageFailed(Exception):
    """The media storage does not take files now: disk full, no permission, service away."""


class _FinishedFile(File):  # type: ignore[type-arg]  # generic in the stubs only
    """A complete file that a storage on the same file system takes over by renaming it."""

    def temporary_file_path(self) -> str:
        """Return its path; Django's file storage asks for it."""
        return str(self.name)


def store_poster(*, source: bytes, poster: PosterFiles) -> str:
    """Store the files made of `source` unless they exist; return the path that their names begin with.

    Raises:
        StorageFailed: Nothing half-written is left under the final names.
    """
    key = _key("posters", source)
    files = {f"{key}-{width}.webp": data for width, data in poster.files.items()}
    _store_all(files | {f"{key}-{width}.jpg": data for width, data in poster.jpegs.items()})
    return key


def store_pieces(*, source: bytes, pieces: Sequence[Piece]) -> list[dict[str, Any]]:
    """Store the pieces made of `source` unless they exist; return path and size of each.

    Raises:
        StorageFailed: Nothing half-written is left under the final names.
    """
    key = _key("intros", source)
    paths = [f"{key}-{number}.webp" for number in range(len(pieces))]
    _store_all({path: piece.data for path, piece in zip(paths, pieces, strict=True)})
    return [
        {"path": path, "width": piece.width, "height": piece.height} for path, piece in zip(paths, pieces, strict=True)
    ]


def _key(folder: str, source: bytes) -> str:
    digest = hashlib.sha256(b"%d\0" % ENCODER_VERSION + source).hexdigest()[:40]
    return f"{folder}/{digest[:2]}/{digest}"


def _store_all(files: dict[str, bytes]) -> None:
    try:
        for name, data in files.items():
            _store(default_storage, name, data)
    except OSError as exc:
        raise StorageFailed(f"{type(exc).__name__}: {exc.strerror}") from exc
    except Exception as exc:
        # A storage elsewhere raises its library's own errors, which no import here names.
        if type(exc).__module__.split(".")[0] in STORAGE_LIBRARIES:
            raise StorageFailed(type(exc).__name__) from exc
        raise


def remove_unfinished_files() -> None:
    """Delete what a killed process left behind before it could rename it."""
    if not isinstance(_real(default_storage), FileSystemStorage):
        return
    old = time.time() - UNFINISHED_AGE_SECONDS
    for path in Path(default_storage.path(UNFINISHED)).glob("*.picture"):
        if path.stat().st_mtime < old:
            path.unlink(missing_ok=True)


def _store(storage: Storage, name: str, data: bytes) -> None:
    if storage.exists(name):
        return
    folder = None
    if isinstance(_real(storage), FileSystemStorage):
        folder = storage.path(UNFINISHED)
        Path(folder).mkdir(parents=True, exist_ok=True)
    handle, path = tempfile.mkstemp(suffix=".picture", dir=folder)
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
