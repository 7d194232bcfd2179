"""Arrays in one `.npz` file that processes map instead of reading it: they share its pages and none copies it.

The files are NumPy's own format, uncompressed and without pickles; each array begins at a multiple of 64 bytes, which
NumPy's writer does not care for and its arithmetic likes. A reader checks each array's checksum once.
"""

from __future__ import annotations

import io
import mmap
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from numpy.lib import format as npy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ALIGNMENT = 64
PADDING = 0xD935  # the id under which zipalign, too, puts what only moves data to its place
LOCAL_HEADER = 30  # bytes before the name
HEAD = 4096  # more than any array's header
EPOCH = (1980, 1, 1, 0, 0, 0)  # equal arrays give equal files


def write(file: BinaryIO, columns: Mapping[str, np.ndarray]) -> None:
    """Write arrays by name."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, array in columns.items():
            held = io.BytesIO()
            npy.write_array(held, np.ascontiguousarray(array), version=(1, 0), allow_pickle=False)
            info = zipfile.ZipInfo(f"{name}.npy", EPOCH)
            begin = file.tell() + LOCAL_HEADER + len(info.filename.encode()) + 4
            padding = -begin % ALIGNMENT
            info.extra = struct.pack("<HH", PADDING, padding) + bytes(padding)
            archive.writestr(info, held.getbuffer())


def read(path: Path) -> dict[str, np.ndarray]:
    """Return the arrays of a file, read-only and not copied.

    Raises:
        OSError, ValueError, zipfile.BadZipFile: It is missing, cut short, changed, or no such file.
    """
    with path.open("rb") as file, zipfile.ZipFile(file) as archive:
        held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return {info.filename.removesuffix(".npy"): _array(held, info) for info in archive.infolist()}


def _array(held: mmap.mmap, info: zipfile.ZipInfo) -> np.ndarray:
    name_length, extra_length = struct.unpack_from("<HH", held, info.header_offset + 26)
    begin = info.header_offset + LOCAL_HEADER + name_length + extra_length
    whole = memoryview(held)[begin : begin + info.file_size]
    if info.compress_type != zipfile.ZIP_STORED or len(whole) != info.file_size or zlib.crc32(whole) != info.CRC:
        raise ValueError(f"{info.filename} is damaged")
    head = io.BytesIO(whole[:HEAD])
    if npy.read_magic(head) != (1, 0):
        raise ValueError(f"{info.filename} is of another version")
    shape, is_fortran, dtype = npy.read_array_header_1_0(head)
    if dtype.hasobject or is_fortran:
        raise ValueError(f"{info.filename} is of another kind")
    count = int(np.prod(shape))
    return np.frombuffer(held, dtype, count, begin + head.tell()).reshape(shape)
