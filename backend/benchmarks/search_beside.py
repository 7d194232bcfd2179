"""Search while others work: suggestions over HTTP, and reading beside a process that writes without a pause.

Part of `benchmarks.search_process`; run as a module it is the writer.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

from django.db import Error, connection, transaction

from benchmarks.read_load import BACKEND, HOST, Connection, serve
from culturepedia.common import clock
from culturepedia.performances.models import Performance
from culturepedia.search import indexing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

CHANGED_AT_ONCE = 20


def suggest_over_http(texts: Sequence[str]) -> list[float]:
    """Return the milliseconds that each suggestion takes to arrive from a server with one process."""
    taken = []
    # As the tests' servers: whoever measures is one client that asks a lot.
    env = {"ALLOWED_HOSTS": HOST, "CLIENT_REQUESTS_PER_MINUTE": "1000000"}
    with tempfile.TemporaryDirectory() as folder, serve("config.wsgi:application", Path(folder, "log"), env) as server:
        for text in ("가", *texts):
            asking = Connection(server.port, f"/api/v1/performances/suggest?q={quote(text)}")
            began = time.perf_counter()
            asking.ask()
            taken.append((time.perf_counter() - began) * 1000)
            asking.close()
    return taken[1:]  # the first one waits for the process to be ready


def search_beside_writer(searches: Sequence[Callable[[], object]]) -> tuple[list[float], int, float]:
    """Return the milliseconds of searches beside a writer, how many failed, and how many changes a second it made."""
    taken, failed = [], 0
    with _writer() as changes:
        began = time.perf_counter()
        for search in searches:
            asked = time.perf_counter()
            try:
                search()
            except Error:
                failed += 1
            taken.append((time.perf_counter() - asked) * 1000)
        seconds = time.perf_counter() - began
        rate = changes() / seconds
    return taken, failed, rate


@contextmanager
def _writer() -> Iterator[Callable[[], int]]:
    """Run the writer from its first change on; what is yielded tells how many it has made since."""
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen([sys.executable, "-m", "benchmarks.search_beside"], cwd=BACKEND, stdout=log)

        def changes() -> int:
            if process.poll() is not None:
                raise RuntimeError(f"the writer ended with {process.returncode}")
            log.seek(0)
            return len(log.read().split())

        try:
            while not changes():
                time.sleep(0.05)
            before = changes()
            yield lambda: changes() - before
        finally:
            process.terminate()
            process.wait(30)


def write() -> None:
    """Change titles and what search knows of them until the end, and tell each change."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
    keys = list(Performance.objects.order_by("id").values_list("pk", flat=True)[:20_000])
    dice = random.Random(5)
    while True:
        some = sorted(dice.sample(keys, CHANGED_AT_ONCE))
        with transaction.atomic():
            Performance.objects.filter(pk__in=some).update(title=f"바뀐 제목 {dice.randrange(10_000)}")
            indexing.index_performances(some, today=clock.seoul_today())
        sys.stdout.write("x\n" * CHANGED_AT_ONCE)
        sys.stdout.flush()


if __name__ == "__main__":
    write()
