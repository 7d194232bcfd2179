"""Posters per second of the whole pipeline beside its floor: a bare Pillow loop over the same pictures, same cores.

The pipeline fetches over HTTP through the guard, hands the bytes to child processes, stores files and writes the
database (a SQLite file of its own). The floor decodes, resizes and encodes in two processes and keeps nothing.
Run it as `python -m benchmarks.posters [--posters N]`; it prints one table and exits with 1 above the bar.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import random
import resource
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import django
from django.core.management import call_command
from PIL import Image, ImageDraw

from culturepedia.enrichment.images import JPEG_QUALITY, METHOD, QUALITY, WIDTHS_PX

if TYPE_CHECKING:
    from collections.abc import Iterator

CORES = 2
ROUNDS = 5  # in turns, so that what else the machine does meets both
NICENESS = 10  # of the pipeline's children, too: on a busy machine both get the same share
BAR = 1.5  # how much slower than the floor the pipeline may be


def draw_picture(number: int) -> bytes:
    """Return a poster-like picture of 900 × 1,275 px: soft background, shapes, lines of something like text."""
    dice = random.Random(number)
    small = Image.effect_noise((12, 17), 120).convert("RGB")
    tint = Image.new("RGB", small.size, tuple(dice.randrange(256) for _ in range(3)))
    picture = Image.blend(small, tint, 0.7).resize((900, 1275), Image.Resampling.BICUBIC)
    pen = ImageDraw.Draw(picture)
    for _ in range(12):
        x, y, size = dice.randrange(600), dice.randrange(850), dice.randrange(20, 200)
        pen.ellipse((x, y, x + size, y + size), fill=tuple(dice.randrange(256) for _ in range(3)))
    for line in range(30):
        for x in range(40, 560, 14):
            if dice.random() < 0.8:
                pen.rectangle((x, 400 + 14 * line, x + dice.randrange(3, 11), 408 + 14 * line), fill="white")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()


def convert_bare(data: bytes) -> int:
    """Decode, resize and encode one picture in every width and both formats of ours; return the bytes made."""
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    total = 0
    widest = picture
    for width in sorted((width for width in WIDTHS_PX if width <= picture.width), reverse=True):
        size = (width, round(picture.height * width / picture.width))
        made = widest.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
        widest = made if widest is picture else widest
        out = io.BytesIO()
        made.save(out, "WEBP", quality=QUALITY, method=METHOD)
        made.save(out, "JPEG", quality=JPEG_QUALITY)
        total += out.tell()
    return total


def cpu_seconds() -> float:
    """Return the CPU time of this process and of the children that have ended."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def measure_floor(pictures: list[bytes]) -> float:
    """Return posters per second of the bare loop."""
    with multiprocessing.get_context("spawn").Pool(CORES, os.nice, (NICENESS,)) as pool:
        pool.map(convert_bare, pictures[:CORES], chunksize=1)  # processes are up
        started = time.perf_counter()
        pool.map(convert_bare, pictures, chunksize=1)
        seconds = time.perf_counter() - started
        pool.close()
        pool.join()
    return len(pictures) / seconds


@contextmanager
def file_server(folder: Path) -> Iterator[str]:
    """Serve a folder from another process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "-d", str(folder)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base_url = f"http://127.0.0.1:{port}/"
    try:
        _wait_for(base_url, server)
        yield base_url
    finally:
        server.terminate()
        server.wait()


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            with urlopen(url):
                return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError("the file server did not start")


def add_waiting_rows(base_url: str, count: int) -> None:
    """Make an empty catalogue in which `count` posters wait."""
    # Django is set up by now; these modules need it when they are imported.
    from culturepedia.common import clock  # noqa: PLC0415
    from culturepedia.performances.models import Performance  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    now, today = clock.now(), clock.seoul_today()
    Performance.objects.bulk_create(
        Performance(
            kopis_id=f"PF{number:06}",
            title="공연",
            start_date=today,
            end_date=today,
            created_at=now,
            synced_at=now,
            poster_source_url=f"{base_url}{number}.jpg",
        )
        for number in range(count)
    )


def measure_pipeline(count: int) -> float:
    """Return posters per second from waiting rows to files and columns."""
    from culturepedia.common import clock  # noqa: PLC0415
    from culturepedia.enrichment import posters, tasks  # noqa: PLC0415

    started = time.perf_counter()
    run = posters.process_posters(
        new_fetcher=tasks.new_poster_fetcher, now=clock.now(), limit=count, why_stop=lambda: None
    )
    seconds = time.perf_counter() - started
    if run.made != count:
        raise RuntimeError(f"only {run.made} of {count} posters were made: {run.stopped_by}")
    return count / seconds


def measure_rounds(pictures: list[bytes], base_url: str) -> int:
    """Measure floor and pipeline in turns, print the best round of each; return the exit status."""
    count = len(pictures) // ROUNDS
    add_waiting_rows(base_url, count * ROUNDS)
    floors, pipelines, floor_cpu, pipeline_cpu = [], [], 0.0, 0.0
    for number in range(ROUNDS):
        before = cpu_seconds()
        floors.append(measure_floor(pictures[number * count : (number + 1) * count]))
        between = cpu_seconds()
        pipelines.append(measure_pipeline(count))
        floor_cpu += between - before
        pipeline_cpu += cpu_seconds() - between
    ratio, milliseconds = max(floors) / max(pipelines), 1000 / (count * ROUNDS)
    print(f"posters of 900 × 1,275 px, {ROUNDS} rounds of {count}, {CORES} workers, best round")
    print(f"  bare Pillow loop   {max(floors):6.1f} posters/s {floor_cpu * milliseconds:6.1f} ms CPU each")
    print(f"  whole pipeline     {max(pipelines):6.1f} posters/s {pipeline_cpu * milliseconds:6.1f} ms CPU each")
    print(f"  ratio              {ratio:6.2f}  (bar {BAR})")
    return 0 if ratio <= BAR else 1


def main() -> int:
    """Set up a project of its own in a temporary folder and measure there."""
    parser = argparse.ArgumentParser(description="Posters per second beside a bare Pillow loop.")
    parser.add_argument("--posters", type=int, default=300)
    pictures = [draw_picture(number) for number in range(parser.parse_args().posters)]
    with tempfile.TemporaryDirectory(prefix="culturepedia-bench-") as temporary:
        folder = Path(temporary)
        for number, picture in enumerate(pictures):
            (folder / f"{number}.jpg").write_bytes(picture)
        with file_server(folder) as base_url:
            os.environ.update(
                READ_DOT_ENV="false",
                LOCAL_DIR=str(folder / "local"),
                DATABASE_URL=f"sqlite:///{folder / 'db.sqlite3'}",
                MEDIA_ROOT=str(folder / "media"),
                KOPIS_BASE_URL=base_url,
                DJANGO_SETTINGS_MODULE="config.settings",
            )
            django.setup()
            return measure_rounds(pictures, base_url)


if __name__ == "__main__":
    sys.exit(main())
