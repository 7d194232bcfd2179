"""What is drawn on posters: a gradient per palette and a few motifs per genre, in plain shapes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import cos, pi, sin
from typing import TYPE_CHECKING

from PIL import Image, ImageColor, ImageDraw

if TYPE_CHECKING:
    from random import Random

    from sandbox.palettes import Palette

Shapes = Callable[[ImageDraw.ImageDraw, float, float], None]


@dataclass
class Canvas:
    """A picture in the making; shapes are drawn double-sized on a mask, so that their edges are smooth."""

    image: Image.Image
    palette: Palette
    rng: Random
    size: tuple[int, int] = field(init=False)

    def __post_init__(self) -> None:
        """Note the size."""
        self.size = self.image.size

    def paint(self, shapes: Shapes, color: str, opacity: float) -> None:
        """Fill the shapes that `shapes(draw, width, height)` draws with `color`."""
        width, height = self.size
        mask = Image.new("L", (width * 2, height * 2))
        shapes(ImageDraw.Draw(mask), width * 2, height * 2)
        mask = mask.reduce(2)
        if opacity < 1:
            mask = mask.point([int(i * opacity) for i in range(256)])
        self.image.paste(ImageColor.getrgb(color), (0, 0, width, height), mask)


def gradient(width: int, height: int, top: str, bottom: str) -> Image.Image:
    """Return a vertical gradient between two colours."""
    first, last = ImageColor.getrgb(top), ImageColor.getrgb(bottom)
    strip = Image.new("RGB", (1, 64))
    for y in range(64):
        part = y / 63
        strip.putpixel((0, y), tuple(int(a + (b - a) * part) for a, b in zip(first[:3], last[:3], strict=True)))
    return strip.resize((width, height), Image.Resampling.BILINEAR)


def _disc(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, fill: int = 255) -> None:
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)


def moon(canvas: Canvas) -> None:
    """A large moon over layered hills."""
    rng = canvas.rng
    x, y, r = rng.uniform(0.3, 0.7), rng.uniform(0.25, 0.42), rng.uniform(0.18, 0.3)
    canvas.paint(lambda d, w, h: _disc(d, x * w, y * h, r * w), canvas.palette[3], 0.95)
    for layer in range(2):
        shape = _hills(0.62 + layer * 0.14, 0.05 + 0.03 * rng.random(), rng.random() * 6)
        canvas.paint(shape, canvas.palette[2], 0.45 + 0.4 * layer)


def _hills(base: float, swing: float, phase: float) -> Shapes:
    def shapes(d: ImageDraw.ImageDraw, w: float, h: float) -> None:
        ridge = [base + swing * sin(phase + i / 3.2) + swing * 0.5 * sin(i * 0.9 + phase) for i in range(25)]
        d.polygon([(0, h), *((i * w / 24, h * y) for i, y in enumerate(ridge)), (w, h)], fill=255)

    return shapes


def waves(canvas: Canvas) -> None:
    """Parallel lines that swing like a string or a ribbon."""
    rng = canvas.rng
    count, phase, swing = rng.randint(5, 9), rng.random() * 6, rng.uniform(0.05, 0.14)
    level = rng.uniform(0.3, 0.5)

    def lines(d: ImageDraw.ImageDraw, w: float, h: float) -> None:
        for line in range(count):
            y = h * (level + line * 0.035)
            points = [
                (i * w / 36, y + h * swing * sin(phase + i / 5 + line * 0.18) * sin(pi * i / 36)) for i in range(37)
            ]
            d.line(points, fill=255, width=6, joint="curve")

    canvas.paint(lines, canvas.palette[2], 0.9)
    x = rng.uniform(0.2, 0.8)
    canvas.paint(lambda d, w, h: _disc(d, x * w, h * 0.24, w * 0.09), canvas.palette[3], 0.9)


def rings(canvas: Canvas) -> None:
    """Rings that spread from one point, like sound."""
    rng = canvas.rng
    x, y = rng.uniform(0.1, 0.9), rng.uniform(0.2, 0.7)

    def circles(d: ImageDraw.ImageDraw, w: float, h: float) -> None:
        for ring in range(9):
            r = w * (0.1 + ring * 0.11)
            d.ellipse((x * w - r, y * h - r, x * w + r, y * h + r), outline=255, width=max(4, 18 - ring * 2))

    canvas.paint(circles, canvas.palette[2], 0.75)
    canvas.paint(lambda d, w, h: _disc(d, x * w, y * h, w * 0.07), canvas.palette[3], 1)


def keys(canvas: Canvas) -> None:
    """Piano keys along one edge."""
    slant = canvas.rng.uniform(0.25, 0.45)
    count = canvas.rng.randint(9, 13)

    def white(d: ImageDraw.ImageDraw, w: float, h: float) -> None:
        for key in range(count):
            x = key * w / count
            d.rectangle((x + 3, h * slant, x + w / count - 3, h * (slant + 0.28)), fill=255)

    def black(d: ImageDraw.ImageDraw, w: float, h: float) -> None:
        for key in range(1, count):
            if key % 7 not in {0, 3}:
                x = key * w / count
                d.rectangle((x - w / count * 0.28, h * slant, x + w / count * 0.28, h * (slant + 0.17)), fill=255)

    canvas.paint(white, canvas.palette[3], 0.92)
    canvas.paint(black, canvas.palette[0], 1)


def spotlight(canvas: Canvas) -> None:
    """A cone of light on an empty stage."""
    rng = canvas.rng
    x, foot = rng.uniform(0.25, 0.75), rng.uniform(0.3, 0.7)
    canvas.paint(
        lambda d, w, h: d.polygon(
            [(x * w, -20), (w * (foot - 0.26), h * 0.72), (w * (foot + 0.26), h * 0.72)], fill=255
        ),
        canvas.palette[3],
        0.35,
    )
    canvas.paint(
        lambda d, w, h: d.ellipse((w * (foot - 0.27), h * 0.67, w * (foot + 0.27), h * 0.77), fill=255),
        canvas.palette[3],
        0.85,
    )
    canvas.paint(lambda d, w, h: _figure(d, foot * w, h * 0.72, h * 0.2), canvas.palette[0], 1)


def _figure(draw: ImageDraw.ImageDraw, x: float, foot: float, height: float) -> None:
    _disc(draw, x, foot - height, height * 0.13)
    draw.polygon([(x - height * 0.2, foot), (x, foot - height * 0.88), (x + height * 0.2, foot)], fill=255)


def curtain(canvas: Canvas) -> None:
    """A parted curtain."""
    rng = canvas.rng
    gap = rng.uniform(0.1, 0.28)

    def folds(d: ImageDraw.ImageDraw, w: float, h: float) -> None:
        for side in (-1, 1):
            for fold in range(6):
                top = 0.5 + side * (gap * 0.3 + fold * 0.1)
                foot = 0.5 + side * (gap + fold * 0.09)
                d.polygon(
                    [(w * top, 0), (w * (top + side * 0.07), 0), (w * (foot + side * 0.06), h), (w * foot, h)], fill=255
                )

    canvas.paint(folds, canvas.palette[2], 0.85)
    canvas.paint(lambda d, w, h: _disc(d, w * 0.5, h * 0.4, w * gap * 0.6), canvas.palette[3], 0.85)


def rays(canvas: Canvas) -> None:
    """Rays from a low point, like a tent or a sunrise."""
    rng = canvas.rng
    x, y, count = rng.uniform(0.3, 0.7), rng.uniform(0.45, 0.75), rng.choice((12, 16, 20))
    turn = rng.random()

    def beams(d: ImageDraw.ImageDraw, w: float, h: float) -> None:
        for beam in range(count):
            a, b = (2 * pi * (beam + turn) / count, 2 * pi * (beam + turn + 0.5) / count)
            far = h * 1.6
            d.polygon(
                [
                    (x * w, y * h),
                    (x * w + far * cos(a), y * h + far * sin(a)),
                    (x * w + far * cos(b), y * h + far * sin(b)),
                ],
                fill=255,
            )

    canvas.paint(beams, canvas.palette[2], 0.55)
    canvas.paint(lambda d, w, h: _disc(d, x * w, y * h, w * 0.17), canvas.palette[3], 1)


def bars(canvas: Canvas) -> None:
    """The bars of an equaliser."""
    rng = canvas.rng
    heights = [rng.uniform(0.08, 0.5) for _ in range(rng.randint(9, 16))]

    def columns(d: ImageDraw.ImageDraw, w: float, h: float) -> None:
        step = w / len(heights)
        for index, height in enumerate(heights):
            d.rounded_rectangle((index * step + 8, h * (0.62 - height), (index + 1) * step - 8, h * 0.64), 14, fill=255)

    canvas.paint(columns, canvas.palette[2], 0.9)
    canvas.paint(lambda d, w, h: d.rectangle((0, h * 0.655, w, h * 0.662), fill=255), canvas.palette[3], 0.9)


def bubbles(canvas: Canvas) -> None:
    """Overlapping discs of many sizes."""
    rng = canvas.rng
    for color in (2, 3, 2):
        discs = [(rng.random(), rng.uniform(0, 0.8), rng.uniform(0.03, 0.2)) for _ in range(7)]
        canvas.paint(_discs(discs), canvas.palette[color], 0.5)


def _discs(discs: list[tuple[float, float, float]]) -> Shapes:
    def shapes(d: ImageDraw.ImageDraw, w: float, h: float) -> None:
        for x, y, r in discs:
            _disc(d, x * w, y * h, r * w)

    return shapes


def tiles(canvas: Canvas) -> None:
    """Quarter circles and squares on a grid."""
    rng = canvas.rng
    columns = rng.choice((3, 4, 5))
    cells = [(x, y, rng.randrange(6)) for x in range(columns) for y in range(columns)]

    def draw_cells(color: int) -> Shapes:
        def shapes(d: ImageDraw.ImageDraw, w: float, _: float) -> None:
            side = w / columns
            for x, y, form in cells:
                left, top = x * side, y * side + side * 0.2
                if form == color:
                    d.pieslice((left - side, top - side, left + side, top + side), 0, 90, fill=255)
                elif form == color + 2:
                    d.rectangle((left, top, left + side, top + side), fill=255)
                elif form == color + 4:
                    d.ellipse((left, top, left + side, top + side), fill=255)

        return shapes

    canvas.paint(draw_cells(0), canvas.palette[2], 0.95)
    canvas.paint(draw_cells(1), canvas.palette[3], 0.95)


def skyline(canvas: Canvas) -> None:
    """A city at night with stars above."""
    rng = canvas.rng
    roofs = [rng.uniform(0.45, 0.7) for _ in range(rng.randint(7, 12))]
    stars = [(rng.random(), rng.uniform(0, 0.45), rng.uniform(0.002, 0.007)) for _ in range(40)]

    def houses(d: ImageDraw.ImageDraw, w: float, h: float) -> None:
        for index, roof in enumerate(roofs):
            d.rectangle((index * w / len(roofs), h * roof, (index + 1) * w / len(roofs) - 4, h), fill=255)

    def sky(d: ImageDraw.ImageDraw, w: float, h: float) -> None:
        for x, y, r in stars:
            _disc(d, x * w, y * h, r * w + 1)

    canvas.paint(sky, canvas.palette[3], 0.9)
    canvas.paint(houses, canvas.palette[2], 0.8)


MOTIFS: dict[str, tuple[Callable[[Canvas], None], ...]] = {
    "classical": (waves, rings, keys, moon, tiles),
    "play": (spotlight, curtain, moon, tiles, skyline),
    "musical": (skyline, rays, curtain, spotlight, bubbles),
    "pop": (bars, rings, rays, bubbles, skyline),
    "gugak": (moon, waves, rings),
    "dance": (waves, rings, bubbles, tiles),
    "pop_dance": (bars, rays, tiles),
    "circus": (rays, curtain, bubbles),
    "mixed": (tiles, bubbles, waves, moon),
}
