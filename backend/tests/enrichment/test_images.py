"""Pictures become poster files in a limited child process."""

from __future__ import annotations

import io
import os
import signal
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from culturepedia.enrichment import image_process, images
from culturepedia.enrichment.image_process import ImageProcess
from culturepedia.enrichment.images import ImageRefused, PosterFiles
from tests.enrichment import pictures

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def shared_process() -> Iterator[ImageProcess]:
    with ImageProcess() as process:
        yield process


@pytest.fixture
def process() -> Iterator[ImageProcess]:
    with ImageProcess() as process:
        yield process


def chunks(webp: bytes) -> list[bytes]:
    found, at = [], 12
    while at < len(webp):
        size = int.from_bytes(webp[at + 4 : at + 8], "little")
        found.append(webp[at : at + 4])
        at += 8 + size + size % 2
    return found


def opened(poster: PosterFiles, width: int) -> Image.Image:
    return Image.open(io.BytesIO(poster.files[width]), formats=["WEBP"]).convert("RGB")


def is_near(color: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 25 for a, b in zip(color, wanted, strict=True))


@pytest.mark.parametrize("name", pictures.GOOD)
def test_makes_clean_files_of_a_good_picture(name: str, shared_process: ImageProcess) -> None:
    poster = shared_process.make_poster(pictures.GOOD[name])

    with warnings.catch_warnings(action="ignore"):  # Pillow's about broken EXIF
        source_width = Image.open(io.BytesIO(pictures.GOOD[name])).width
    assert list(poster.files) == sorted(poster.files)
    assert max(poster.files) == poster.width
    for width, file in poster.files.items():
        with Image.open(io.BytesIO(file)) as made:
            assert (made.format, made.width) == ("WEBP", width)
            assert getattr(made, "n_frames", 1) == 1
        assert chunks(file) == [b"VP8 "]
        assert b"SECRET-NOTE" not in file
        assert width <= source_width or "turned" in name
    assert list(poster.jpegs) == list(poster.files)
    for width, file in poster.jpegs.items():
        with Image.open(io.BytesIO(file)) as made:
            assert (made.format, made.width) == ("JPEG", width)
            assert not {"exif", "comment", "icc_profile", "xmp"} & made.info.keys()
        assert b"SECRET-NOTE" not in file


@pytest.mark.parametrize("name", pictures.HOSTILE)
def test_refuses_a_hostile_picture_within_time_and_memory(name: str, process: ImageProcess) -> None:
    started = time.monotonic()

    with pytest.raises(ImageRefused):
        process.make_poster(pictures.HOSTILE[name])

    # The process may use 2 s of processor, which it is held to; a busy machine stretches them.
    assert time.monotonic() - started < 10
    if sys.platform == "linux" and process._child is not None:
        status = Path(f"/proc/{process._child.pid}/status").read_text()
        peak_kb = int(status.partition("VmHWM:")[2].split()[0])
        assert peak_kb <= 150_000


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((1000, 1400), [120, 180, 240, 360, 720]),
        ((720, 1000), [120, 180, 240, 360, 720]),
        ((719, 1000), [120, 180, 240, 360]),
        ((360, 500), [120, 180, 240, 360]),
        ((359, 500), [120, 180, 240, 359]),
        ((240, 300), [120, 180, 240]),
        ((121, 170), [120, 121]),
        ((90, 120), [90]),
        ((1, 1), [1]),
    ],
)
def test_never_makes_a_file_wider_than_the_source(
    size: tuple[int, int], widths: list[int], shared_process: ImageProcess
) -> None:
    poster = shared_process.make_poster(pictures.jpeg(size))

    assert list(poster.files) == widths
    assert poster.width == widths[-1]
    assert poster.height == max(1, round(size[1] * widths[-1] / size[0]))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_turns_a_picture_upright(orientation: int, shared_process: ImageProcess) -> None:
    poster = shared_process.make_poster(pictures.turned(orientation))

    made = opened(poster, 360)
    assert (poster.width, poster.height) == (360, 480)
    assert is_near(made.getpixel((180, 50)), pictures.TOP)
    assert is_near(made.getpixel((180, 450)), pictures.BOTTOM)


@pytest.mark.parametrize("name", ["animated gif", "animated webp"])
def test_keeps_only_the_first_frame(name: str, shared_process: ImageProcess) -> None:
    poster = shared_process.make_poster(pictures.GOOD[name])

    assert is_near(opened(poster, 240).getpixel((100, 100)), (255, 0, 0))


@pytest.mark.parametrize("name", ["png with alpha", "gray png with alpha", "palette png with a transparent colour"])
def test_shows_transparent_parts_white(name: str, shared_process: ImageProcess) -> None:
    made = opened(shared_process.make_poster(pictures.GOOD[name]), 240)

    assert is_near(made.getpixel((120, 20)), (255, 255, 255))
    assert not is_near(made.getpixel((120, made.height - 5)), (255, 255, 255))


@pytest.mark.parametrize(
    ("name", "color"), [("cmyk jpeg", pictures.TOP), ("palette png", pictures.TOP), ("16-bit gray png", (128,) * 3)]
)
def test_keeps_the_colours_of_other_modes(name: str, color: tuple[int, ...], shared_process: ImageProcess) -> None:
    assert is_near(opened(shared_process.make_poster(pictures.GOOD[name]), 240).getpixel((120, 60)), color)


def test_names_the_most_common_colour(shared_process: ImageProcess) -> None:
    color = shared_process.make_poster(pictures.jpeg()).color

    assert is_near(tuple(bytes.fromhex(color[1:])), pictures.TOP)


def test_the_same_picture_gives_the_same_bytes(shared_process: ImageProcess) -> None:
    assert shared_process.make_poster(pictures.jpeg()) == shared_process.make_poster(pictures.jpeg())


def test_one_child_serves_many_and_outlives_refusals(process: ImageProcess) -> None:
    process.make_poster(pictures.jpeg())
    first = process._child
    for name in ("html", "truncated jpeg", "png bomb of 50 megapixels"):
        with pytest.raises(ImageRefused):
            process.make_poster(pictures.HOSTILE[name])
    process.make_poster(pictures.jpeg())

    assert process._child is first


def test_replaces_a_child_that_was_killed(process: ImageProcess) -> None:
    process.make_poster(pictures.jpeg())
    assert process._child is not None
    os.kill(process._child.pid, signal.SIGKILL)
    process._child.wait()

    assert process.make_poster(pictures.jpeg()).width == 360


def test_leaves_no_child_behind() -> None:
    with ImageProcess() as process:
        process.make_poster(pictures.jpeg())
        child = process._child

    assert child is not None
    assert child.returncode is not None


MAKE = "        poster = make_poster(data)\n"


@pytest.mark.parametrize(
    ("change", "cpu_seconds", "wall_seconds"),
    [
        ("        while True: pass\n", "0.2", 9.0),
        ("        signal.pause()\n", "2.0", 0.5),
        ("        bytearray(2**30)\n", "2.0", 9.0),
        ("        os.abort()\n", "2.0", 9.0),
        ("        os.write(1, b'x' * 100_000)\n        os._exit(0)\n", "2.0", 9.0),
        ("        os.write(1, LENGTH.pack(2) + b'[]')\n", "2.0", 9.0),
        ("        os.write(1, LENGTH.pack(2) + b'{}')\n", "2.0", 9.0),
        ("        os.write(os.open('{folder}/file', os.O_CREAT | os.O_WRONLY), b'x')\n", "2.0", 9.0),
    ],
)
def test_survives_a_child_that_a_picture_has_taken_over(
    change: str, cpu_seconds: str, wall_seconds: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "images.py"
    code = image_process.PROGRAM.read_text()
    limit = f"CPU_SECONDS_PER_IMAGE = {images.CPU_SECONDS_PER_IMAGE}"
    assert MAKE in code
    assert limit in code
    change = change.replace("{folder}", str(tmp_path))
    program.write_text(code.replace(MAKE, change + MAKE).replace(limit, f"CPU_SECONDS_PER_IMAGE = {cpu_seconds}"))
    monkeypatch.setattr(image_process, "PROGRAM", program)
    monkeypatch.setattr(image_process, "WALL_SECONDS_PER_IMAGE", wall_seconds)
    started = time.monotonic()

    with ImageProcess() as process, pytest.raises(ImageRefused):
        process.make_poster(pictures.jpeg())

    assert time.monotonic() - started < 5


def test_the_child_knows_nothing_of_this_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "images.py"
    says = "        raise ImageRefused(f'{dict(os.environ)} {[m for m in sys.modules if \"django\" in m]}')\n"
    program.write_text(image_process.PROGRAM.read_text().replace(MAKE, says))
    monkeypatch.setattr(image_process, "PROGRAM", program)
    monkeypatch.setenv("KOPIS_SERVICE_KEY", "secret")

    with ImageProcess() as process, pytest.raises(ImageRefused) as caught:
        process.make_poster(b"")

    assert "secret" not in str(caught.value)
    assert str(caught.value).endswith("[]")
