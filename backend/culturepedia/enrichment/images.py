"""Turns bytes that claim to be a picture into poster files of our own; knows Pillow only, neither Django nor network.

Run as a program it serves the child process of `image_process`: it answers pictures on its standard input one after
another, under memory and time limits that it sets itself at the start. Nothing of the source but its pixels comes
through: one frame, upright, on white, without metadata, encoded anew.
"""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import struct
import sys
import warnings
from dataclasses import dataclass
from typing import IO, Any

from PIL import Image, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAX_PIXELS = 40_000_000
WIDTHS_PX = (120, 180, 240, 360, 720)
FULL_WIDTH_PX = 360  # a source narrower than this is kept in its own width, too
MAX_SIDE_PX = 16_383  # of a WebP file
QUALITY, METHOD = 80, 4
JPEG_QUALITY = 82
ENCODER_VERSION = 2  # part of the files' names: a change of what is made here must change them

INTRO_WIDTH_PX = 720
PIECE_HEIGHT_PX = 1_200  # a tall picture is cut into pieces that a phone decodes one at a time
MAX_PIECES = 24
INTRO_METHOD = 2  # there are many pixels: half the time for a few percent more bytes

MEMORY_BYTES = 112 * 1024 * 1024  # on top of what the idle child has mapped (about 35 MB resident)
CPU_SECONDS_PER_IMAGE = 2.0
NICENESS = 10  # the site answers first

ORIENTATION = 0x0112
UPRIGHT = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}

LENGTH = struct.Struct(">I")  # before each message between the processes
POSTER, INTRO = b"P", b"I"  # the first byte of a request: what to make of the picture


class ImageRefused(Exception):
    """The bytes are no picture that we take; the text says why."""


@dataclass(frozen=True)
class PosterFiles:
    """WebP files of one picture, and the same as JPEG."""

    files: dict[int, bytes]  # by width in px, ascending
    jpegs: dict[int, bytes]  # the same widths
    width: int  # px, of the widest file
    height: int
    color: str  # "#3a2b1c", the most common colour


@dataclass(frozen=True)
class Piece:
    """A WebP file of a part of a picture."""

    data: bytes
    width: int  # px
    height: int


def make_poster(data: bytes) -> PosterFiles:
    """Return the picture in all our widths that are not wider than itself.

    Raises:
        ImageRefused: Not one of the four formats, too many pixels, cut off, broken, or out of proportion.
        MemoryError: Decoding takes more memory than this process may use.
    """
    base = _read(data)
    widths = [width for width in WIDTHS_PX if width <= base.width]
    if base.width < FULL_WIDTH_PX and base.width not in widths:
        widths.append(base.width)
    if base.height * widths[-1] > MAX_SIDE_PX * base.width:
        raise ImageRefused("too tall for a poster")
    widest = _scale(base, widths[-1])
    scaled = {width: _scale(widest, width) for width in widths}  # from the widest: a third of the time
    return PosterFiles(
        files={width: _encode(image) for width, image in scaled.items()},
        jpegs={width: _encode_jpeg(image) for width, image in scaled.items()},
        width=widest.width,
        height=widest.height,
        color=_dominant_color(scaled[widths[0]]),
    )


def make_intro(data: bytes) -> list[Piece]:
    """Return the picture at most 720 px wide, cut into pieces of at most 1,200 px height, from the top down.

    Raises:
        ImageRefused: As for posters; or it would be more pieces than a page may have.
        MemoryError: Decoding takes more memory than this process may use.
    """
    base = _read(data)
    width = min(base.width, INTRO_WIDTH_PX)
    if base.height * width > MAX_PIECES * PIECE_HEIGHT_PX * base.width:
        raise ImageRefused("too tall for an introduction picture")
    base = _scale(base, width)
    tops = range(0, base.height, PIECE_HEIGHT_PX)
    parts = [base.crop((0, top, width, min(top + PIECE_HEIGHT_PX, base.height))) for top in tops]
    return [Piece(_encode(part, INTRO_METHOD), part.width, part.height) for part in parts]


def _read(data: bytes) -> Image.Image:
    """Return the picture, upright; whatever a decoder raises becomes our own refusal."""
    try:
        return _read_upright(data)
    except (ImageRefused, MemoryError):
        raise
    except UnidentifiedImageError:
        raise ImageRefused("not a JPEG, PNG, WebP or GIF picture") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ImageRefused("too many pixels") from None
    except Exception as exc:  # noqa: BLE001  # hostile bytes make decoders raise nearly anything; all mean "broken"
        raise ImageRefused(f"broken picture ({type(exc).__name__})") from None


def _read_upright(data: bytes) -> Image.Image:
    """Return the first frame in RGB, upright, about twice as wide as the widest file or smaller."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd metadata is none of our concern ...
        warnings.simplefilter("error", Image.DecompressionBombWarning)  # ... pixel bombs are
        image: Image.Image = Image.open(io.BytesIO(data), formats=FORMATS)
        if image.width * image.height > MAX_PIXELS:
            raise ImageRefused("too many pixels")
        enough_px = 2 * WIDTHS_PX[-1]
        image.draft(None, (enough_px, enough_px))  # JPEG: decode at 1/2, 1/4 or 1/8 at once
        image.load()
        turns = UPRIGHT.get(_orientation(image), ())
    # Whole steps first: they cost no second full-size picture, whatever its mode.
    factor = min(image.width, image.height) // enough_px
    if factor > 1 and image.mode in ("L", "LA", "RGB", "RGBA", "CMYK"):
        image = image.reduce(factor)
    image = _on_white(image)
    for turn in turns:
        image = image.transpose(turn)
    return image


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001  # as above; a picture with broken EXIF is still a picture, shown as stored
        return 1


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits a pixel; Pillow would clip them to 8
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB")
    image = image.convert("RGBA")
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def _scale(image: Image.Image, width: int) -> Image.Image:
    if width == image.width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _encode(image: Image.Image, method: int = METHOD) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=QUALITY, method=method, exif=b"", icc_profile=b"", xmp=b"")
    return out.getvalue()


def _encode_jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=JPEG_QUALITY, exif=b"", icc_profile=None, comment=b"")
    return out.getvalue()


def _dominant_color(image: Image.Image) -> str:
    few = image.resize((24, 32)).quantize(6)
    counted: list[tuple[int, int]] = few.getcolors()  # type: ignore[assignment]  # a palette picture gives numbers
    index = max(counted)[1]
    red, green, blue = few.getpalette()[3 * index : 3 * index + 3]  # type: ignore[index]  # quantize() made one
    return f"#{red:02x}{green:02x}{blue:02x}"


def read_message(stream: IO[bytes], max_bytes: int) -> bytes:
    """Return the next message.

    Raises:
        EOFError: The other side has gone, or says something longer than `max_bytes`.
    """
    header = stream.read(LENGTH.size)
    length = LENGTH.unpack(header)[0] if len(header) == LENGTH.size else max_bytes + 1
    body = stream.read(length) if length <= max_bytes else b""
    if len(body) != length:
        raise EOFError
    return body


def write_message(stream: IO[bytes], body: bytes) -> None:
    """Send one message."""
    stream.write(LENGTH.pack(len(body)))
    stream.write(body)


def _limit_this_process() -> None:
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # pipes are not counted: it can write no file
    if sys.platform == "linux":  # elsewhere the kernel does not enforce it
        with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123  # starts faster without pathlib
            mapped = int(statm.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (mapped + MEMORY_BYTES, mapped + MEMORY_BYTES))


def _answer(request: bytes) -> tuple[bytes, list[bytes]]:
    kind, data = request[:1], request[1:]
    facts: dict[str, Any]
    try:
        if kind == INTRO:
            pieces = make_intro(data)
            facts = {"sizes": [[piece.width, piece.height] for piece in pieces]}
            return json.dumps(facts).encode(), [piece.data for piece in pieces]
        poster = make_poster(data)
    except (ImageRefused, MemoryError) as exc:
        reason = "takes too much memory" if isinstance(exc, MemoryError) else str(exc)
        return json.dumps({"refused": reason}).encode(), []
    facts = {"widths": list(poster.files), "width": poster.width, "height": poster.height, "color": poster.color}
    return json.dumps(facts).encode(), [*poster.files.values(), *poster.jpegs.values()]


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Answer pictures until the input ends."""
    Image.init()  # all decoders are loaded before memory is limited
    _limit_this_process()
    while True:
        try:
            data = read_message(source, 2**31)
        except EOFError:
            return
        # The default action of SIGPROF ends the process, also in the middle of a decoder.
        signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS_PER_IMAGE)
        facts, files = _answer(data)
        signal.setitimer(signal.ITIMER_PROF, 0)
        del data
        for message in (facts, *files):
            write_message(sink, message)
        sink.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
