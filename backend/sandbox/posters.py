"""Posters and introduction images, drawn when asked for: the same address always gives the same picture.

Drawn at one and a half times the size and scaled down, so that edges are smooth. The title is written when the
machine has a Korean font; otherwise the motif stands alone.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageFont

from sandbox.dice import Salt, mix, roll
from sandbox.motifs import MOTIFS, PALETTES, Canvas, gradient

WIDTHS = (300, 320, 340, 360, 380, 400, 420)
RATIOS = (1.414, 1.414, 1.414, 1.4, 1.5, 1.33, 1.0, 1.7)
INTRO_WIDTH = 600
FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "jfif": "JPEG", "png": "PNG", "gif": "GIF"}
CONTENT_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif"}
FONT_PATTERNS = (
    "/usr/share/fonts/**/NanumSquareB.ttf",
    "/usr/share/fonts/**/NanumGothicBold.ttf",
    "/usr/share/fonts/**/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/**/NotoSansKR*",
    "/System/Library/Fonts/AppleSDGothicNeo.ttc",
    "/Library/Fonts/NanumGothic*",
    "C:/Windows/Fonts/malgunbd.ttf",
)


@lru_cache(maxsize=1)
def find_font() -> str | None:
    """Return the file of a Korean font on this machine, or None."""
    for pattern in FONT_PATTERNS:
        root, _, rest = pattern.partition("**/")
        folder, name = (Path(root), f"**/{rest}") if rest else (Path(pattern).parent, Path(pattern).name)
        if folder.is_dir() and (found := sorted(folder.glob(name))):
            return str(found[0])
    return None


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont | None:
    path = find_font()
    return ImageFont.truetype(path, size) if path else None


@lru_cache(maxsize=192)
def draw_poster(seed: int, number: int, version: int, genre: str, title: str, line: str, extension: str) -> bytes:
    """Return the encoded poster; `line` is the small print below the title."""
    rng = roll(seed, Salt.POSTER, number, version, 1)
    width = rng.choice(WIDTHS)
    height = int(width * rng.choice(RATIOS))
    palette = rng.choice(PALETTES[genre])
    canvas = Canvas(gradient(width, height, palette[0], palette[1]), palette, rng)
    rng.choice(MOTIFS[genre])(canvas)
    _write_title(canvas.image, title, line, rng, palette)
    return encode(canvas.image, FORMATS[extension.lower()])


def encode(image: Image.Image, form: str) -> bytes:
    """Return the image as a file of the format."""
    out = BytesIO()
    if form == "JPEG":
        image.save(out, form, quality=84)
    elif form == "PNG":
        image.quantize(128, method=Image.Quantize.FASTOCTREE).save(out, form, compress_level=1)
    else:
        image.quantize(96, method=Image.Quantize.FASTOCTREE).save(out, form)
    return out.getvalue()


def _write_title(image: Image.Image, title: str, line: str, rng: Random, palette: tuple[str, ...]) -> None:
    size = max(20, image.width // rng.choice((9, 10, 11)))
    font, small = _font(size), _font(13)
    if font is None or small is None:
        return
    draw = ImageDraw.Draw(image)
    margin = image.width // 14
    lines = _wrap(title, font, image.width - 2 * margin)[:4]
    top = rng.random() < 0.4
    y = margin if top else image.height - margin - 24 - int(len(lines) * size * 1.22)
    for text in lines:
        draw.text((margin + 1, y + 1), text, font=font, fill="#00000090")
        draw.text((margin, y), text, font=font, fill=palette[-1])
        y += int(size * 1.22)
    draw.text((margin, y + 5), line, font=small, fill=palette[-1])


def _wrap(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}".strip()
        if not lines[-1] or font.getlength(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
        while font.getlength(lines[-1]) > width and len(lines[-1]) > 1:
            cut = max(1, int(len(lines[-1]) * width / font.getlength(lines[-1])))
            lines[-1:] = [lines[-1][:cut], lines[-1][cut:]]
    return lines


@lru_cache(maxsize=8)
def draw_intro(seed: int, number: int, index: int, genre: str, title: str) -> bytes:
    """Return an introduction image: 600 wide, 1,500 to 10,000 high, as JPEG."""
    rng = roll(seed, Salt.POSTER, number, index, 2)
    height = rng.choice((1_500, 2_000, 2_400, 3_000, 3_600, 4_800, 7_200, 10_000))
    palette = rng.choice(PALETTES[genre])
    image = gradient(INTRO_WIDTH, height, palette[1], palette[0])
    draw = ImageDraw.Draw(image)
    font = _font(40)
    if font is not None:
        draw.multiline_text((60, 120), "\n".join(_wrap(title, font, 480)), font=font, fill=palette[-1], spacing=14)
    y = 520
    while y < height - 200:
        block = 90 + mix(seed, number, index, y) % 320
        draw.rounded_rectangle((60, y, 540, y + block), 18, fill=palette[2 + mix(y, number) % 2])
        y += block + 70
    return encode(image, "JPEG")
