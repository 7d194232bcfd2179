"""Pictures, good and hostile, made for the tests."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw, PngImagePlugin

TOP, BOTTOM = (200, 30, 40), (20, 40, 160)


def drawing(size: tuple[int, int] = (600, 850)) -> Image.Image:
    """Return a picture whose upper part is red and whose lower third is blue."""
    picture = Image.new("RGB", size, TOP)
    ImageDraw.Draw(picture).rectangle((0, size[1] * 2 // 3, *size), fill=BOTTOM)
    return picture


def encoded(picture: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def jpeg(size: tuple[int, int] = (600, 850), **options: Any) -> bytes:
    return encoded(drawing(size), "JPEG", **options)


def animated_gif() -> bytes:
    frames = [Image.new("RGB", (300, 400), color) for color in ("red", "green", "blue")]
    return encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=50)


def animated_webp() -> bytes:
    frames = [Image.new("RGB", (300, 400), color) for color in ("red", "green", "blue")]
    return encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], duration=50)


def turned(orientation: int) -> bytes:
    """Return a JPEG that is upright once turned as its EXIF says, with a place and a note in its metadata."""
    undo = {
        1: [],
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }
    picture = drawing((480, 640))
    for step in undo[orientation]:
        picture = picture.transpose(step)
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "SECRET-NOTE"
    exif.get_ifd(0x8825)[1] = "N"
    return encoded(picture, "JPEG", exif=exif, comment=b"SECRET-NOTE", icc_profile=b"SECRET-NOTE" * 20)


def noted_png() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "SECRET-NOTE")
    notes.add_itxt("XML:com.adobe.xmp", "<x>SECRET-NOTE</x>")
    return encoded(drawing(), "PNG", pnginfo=notes)


def half_transparent(mode: str = "RGBA") -> bytes:
    """Return a PNG that is transparent above and coloured below."""
    picture = drawing().convert("RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 600, 500))
    return encoded(picture.convert(mode), "PNG")


def transparent_palette() -> bytes:
    picture = Image.new("P", (300, 400), 0)
    picture.putpalette([0, 0, 0, 20, 40, 160] + [0] * 750)
    picture.paste(1, (0, 200, 300, 400))
    return encoded(picture, "PNG", transparency=0)


def deep_gray() -> bytes:
    return encoded(Image.new("I;16", (300, 400), 32768), "PNG")


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *, color_type: int = 0, rows: bytes | None = None, before: bytes = b"") -> bytes:
    """Return a PNG with the header given and, unless told, nothing but zeros compressed after it."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, color_type, 0, 0, 0))
    if rows is None:
        samples = {0: 1, 2: 3, 6: 4}[color_type]
        rows = _zeros((width * samples + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + header + before + png_chunk(b"IDAT", rows) + png_chunk(b"IEND", b"")


def _zeros(count: int) -> bytes:
    packer = zlib.compressobj(9)
    block = bytes(1_000_000)
    parts = [packer.compress(block) for _ in range(count // len(block))]
    return b"".join([*parts, packer.compress(bytes(count % len(block))), packer.flush()])


def jpeg_header(width: int, height: int) -> bytes:
    """Return a JPEG that says it is that large and then ends."""
    frame = struct.pack(">BHHB", 8, height, width, 3) + b"\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    return b"\xff\xd8\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xda\x00\x08" + bytes(100)


def gif_header(width: int, height: int) -> bytes:
    return (
        b"GIF89a"
        + struct.pack("<HHBBB", width, height, 0, 0, 0)
        + b","
        + struct.pack("<HHHHB", 0, 0, width, height, 0)
        + b"\x08\x01\x00\x00;"
    )


def webp_header(width: int, height: int) -> bytes:
    body = b"\x10\x00\x00\x00" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunks = b"VP8X" + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


GOOD: dict[str, bytes] = {
    "jpeg": jpeg(),
    "progressive jpeg": jpeg(progressive=True),
    "gray jpeg": encoded(drawing().convert("L"), "JPEG"),
    "cmyk jpeg": encoded(drawing().convert("CMYK"), "JPEG"),
    "jpeg with html behind it": jpeg() + b"<script>alert('SECRET-NOTE')</script>",
    "jpeg with broken exif": jpeg(exif=b"Exif\0\0MM\0*\xff\xff\xff\xff" + b"SECRET-NOTE"),
    "large jpeg": jpeg((5000, 7900)),
    "png": encoded(drawing(), "PNG"),
    "png with notes": noted_png(),
    "palette png": encoded(drawing().quantize(16), "PNG"),
    "palette png with a transparent colour": transparent_palette(),
    "1-bit png": encoded(drawing().convert("1"), "PNG"),
    "16-bit gray png": deep_gray(),
    "png with alpha": half_transparent(),
    "gray png with alpha": half_transparent("LA"),
    "large gray png of nothing": png(5000, 7900),
    "gif": encoded(drawing(), "GIF"),
    "animated gif": animated_gif(),
    "animated webp": animated_webp(),
    "webp": encoded(drawing(), "WEBP"),
    "lossless webp with alpha": encoded(drawing().convert("RGBA"), "WEBP", lossless=True),
    "tall": jpeg((600, 10_000)),
    "flat": jpeg((2000, 10)),
    "tiny": encoded(drawing((8, 11)), "PNG"),
    "one pixel": encoded(Image.new("RGB", (1, 1)), "GIF"),
    **{f"jpeg turned by exif {n}": turned(n) for n in range(1, 9)},
}

HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "one byte": b"\xff",
    "zeros": bytes(100_000),
    "html": b"<!DOCTYPE html><html><body>404</body></html>",
    "json": b'{"error": "not found"}',
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><image href="file:///etc/passwd"/></svg>',
    "xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "pdf": encoded(drawing((100, 100)), "PDF"),
    "eps": encoded(drawing((100, 100)), "EPS"),
    "bmp": encoded(drawing((100, 100)), "BMP"),
    "tiff": encoded(drawing((100, 100)), "TIFF"),
    "ico": encoded(drawing((64, 64)), "ICO"),
    "ppm": encoded(drawing((100, 100)), "PPM"),
    "tga": encoded(drawing((100, 100)), "TGA"),
    "jpeg2000 signature": b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(100),
    "avif signature": b"\x00\x00\x00\x20ftypavif" + bytes(100),
    "zip": b"PK\x03\x04" + bytes(100),
    "program": b"\x7fELF\x02\x01\x01" + bytes(100),
    "truncated jpeg": jpeg()[:3000],
    "truncated png": encoded(drawing(), "PNG")[:-400],
    "truncated gif": encoded(drawing(), "GIF")[:900],
    "truncated webp": encoded(drawing(), "WEBP")[:900],
    "jpeg magic only": b"\xff\xd8\xff\xe0" + bytes(50),
    "png magic only": b"\x89PNG\r\n\x1a\n",
    "png with a wrong checksum": encoded(drawing(), "PNG").replace(b"IDAT", b"IDAT\0", 1),
    "png without pixels": png(300, 400, rows=zlib.compress(b"")),
    "png of no size": png(0, 0, rows=b""),
    "gif of no size": gif_header(0, 0),
    "png header of 50 megapixels": png(10_000, 5_000, rows=zlib.compress(b"")),
    "png bomb of 50 megapixels": png(10_000, 5_000),
    "png header of 4 gigapixels": png(65_535, 65_535, rows=zlib.compress(b"")),
    "png header beyond all sizes": png(2**31 - 1, 2**31 - 1, rows=b""),
    "png bomb of 39 megapixels in colour": png(5_000, 7_900, color_type=6),
    "png with a text bomb": png(300, 400, before=png_chunk(b"zTXt", b"a\0\0" + _zeros(200_000_000))),
    "png with a colour profile bomb": png(300, 400, before=png_chunk(b"iCCP", b"a\0\0" + _zeros(200_000_000))),
    "jpeg header of 4 gigapixels": jpeg_header(65_535, 65_535),
    "jpeg header of 50 megapixels": jpeg_header(10_000, 5_000),
    "gif header of 4 gigapixels": gif_header(65_535, 65_535),
    "webp header of 16 terapixels": webp_header(2**24, 2**24),
    "taller than a webp file may be": encoded(Image.new("L", (100, 20_000)), "PNG"),
    "as thin as a thread": png(1, 39_000_000, rows=zlib.compress(bytes(1_000_000))),
}
