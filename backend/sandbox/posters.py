"""Posters and introduction images, drawn when asked for: the same address always gives the same picture.

Drawn at twice the size and scaled down, so that edges are smooth. The title is written when the
machine has a Korean font; otherwise the motif stands alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont

from sandbox.dice import Salt, mix, roll
from sandbox.motifs import MOTIFS, Canvas, gradient
from sandbox.palettes import PALETTES

WIDTHS = (300, 320, 340, 360, 380, 400, 420)
RATIOS = (1.414, 1.414, 1.414, 1.4, 1.5, 1.33, 1.0, 1.7)
INTRO_WIDTH = 600
FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "jfif": "JPEG", "png": "PNG", "gif": "GIF"}
CONTENT_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif"}
FONT_FOLDERS = tuple(
    Path(folder).expanduser()
    for folder in ("/usr/share/fonts", "~/.fonts", "/System/Library/Fonts", "/Library/Fonts", "C:/Windows/Fonts")
)
FONT_NAMES = (
    "NanumSquareB.ttf",
    "NanumMyeongjoBold.ttf",
    "NanumSquareRoundB.ttf",
    "NanumGothicBold.ttf",
    "NotoSansCJK-Bold.ttc",
    "NotoSerifCJK-Bold.ttc",
    "NotoSansKR-Bold.ttf",
    "AppleSDGothicNeo.ttc",
    "malgunbd.ttf",
)


@lru_cache(maxsize=1)
def find_fonts() -> tuple[str, ...]:
    """Return the files of the Korean fonts on this machine, in the order they are liked."""
    found: dict[str, None] = {}
    for folder in FONT_FOLDERS:
        if folder.is_dir():
            files = {path.name: str(path) for path in sorted(folder.rglob("*.tt[fc]"))}
            found |= dict.fromkeys(files[name] for name in FONT_NAMES if name in files)
    return tuple(found)


@lru_cache(maxsize=128)
def _font(face: int, size: int) -> ImageFont.FreeTypeFont | None:
    fonts = find_fonts()
    return ImageFont.truetype(fonts[face % len(fonts)], size) if fonts else None


@dataclass(frozen=True, slots=True)
class Poster:
    """What a poster shows; `line` is the small print below the title, `extension` decides the format."""

    seed: int
    number: int
    version: int
    genre: str
    title: str
    line: str
    extension: str


@lru_cache(maxsize=192)
def draw_poster(poster: Poster) -> bytes:
    """Return the encoded poster."""
    rng = roll(poster.seed, Salt.POSTER, poster.number, poster.version, 1)
    width = rng.choice(WIDTHS)
    height = int(width * rng.choice(RATIOS))
    palette = rng.choice(PALETTES[poster.genre])
    canvas = Canvas(gradient(width, height, palette[0], palette[1]), palette, rng)
    rng.choice(MOTIFS[poster.genre])(canvas)
    _write_title(canvas, poster)
    return encode(canvas.image, FORMATS[poster.extension.lower()])


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


def _write_title(canvas: Canvas, poster: Poster) -> None:
    image, rng, palette = canvas.image, canvas.rng, canvas.palette
    face = rng.randrange(8)
    size = max(24, image.width // rng.choice((9, 10, 11)) // 4 * 4)  # few sizes: every open font costs memory
    font, small = _font(face, size), _font(0, 13)
    if font is None or small is None:
        return
    margin = image.width // 14
    lines = _wrap(poster.title, font, image.width - 2 * margin)[:4]
    block = margin + 24 + int(len(lines) * size * 1.22)
    top = rng.random() < 0.4
    y = margin if top else image.height - block
    _dim(image, palette[0] if top else palette[1], block + size, top=top)
    draw = ImageDraw.Draw(image)
    for text in lines:
        draw.text((margin, y), text, font=font, fill=palette[-1])
        y += int(size * 1.22)
    draw.text((margin, y + 5), poster.line, font=small, fill=palette[-1])


def _dim(image: Image.Image, color: str, height: int, *, top: bool) -> None:
    """Fade the motif into the background behind the title, so that it reads well."""
    height = min(height, image.height)
    mask = Image.linear_gradient("L").point([min(230, int(level * 2.2)) for level in range(256)])
    mask = mask.resize((image.width, height))
    if top:
        mask = mask.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    y = 0 if top else image.height - height
    image.paste(ImageColor.getrgb(color), (0, y, image.width, y + height), mask)


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
    font = _font(0, 40)
    if font is not None:
        draw.multiline_text((60, 120), "\n".join(_wrap(title, font, 480)), font=font, fill=palette[-1], spacing=14)
    y = 520
    while y < height - 200:
        block = 90 + mix(seed, number, index, y) % 320
        draw.rounded_rectangle((60, y, 540, y + block), 18, fill=palette[2 + mix(y, number) % 2])
        y += block + 70
    return encode(image, "JPEG")
