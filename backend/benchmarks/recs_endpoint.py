"""The whole endpoint of recommendations at the size of the country, and a training from its rows.

20,000 performances that can be seen, 20,000 that are over, 100,000 people with histories. Requests go through the whole
WSGI application with tokens, computed anew each time and as they are kept. The bars: no more than eight queries, and
fifty times the throughput of the predecessor, which needed 1.6 s for the same sizes. CPU time decides, so that a busy
machine changes no verdict; times on the wall stand beside. One thread of NumPy, as in web workers.
Run it as `python -m benchmarks.recs_endpoint [--live N] [--over N] [--people N]`; it exits with 1 below a bar.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
from django.core.management import call_command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HERE = Path(__file__).resolve().parent.parent
URL = "/api/v1/recommendations"
MOST_MS = 1_600 / 50
MOST_QUERIES = 8
ROUNDS = 300
EACH = 6  # opinions of a person


def main() -> int:
    """Measure; 0 when every bar holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--live", type=int, default=20_000)
    parser.add_argument("--over", type=int, default=20_000)
    parser.add_argument("--people", type=int, default=100_000)
    sizes = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="culturepedia-bench-") as folder:
        os.environ.update(
            DATABASE_URL=f"sqlite:///{folder}/bench.sqlite3",
            LOCAL_DIR=folder,
            READ_DOT_ENV="false",
            DJANGO_SETTINGS_MODULE="config.settings",
            OPENBLAS_NUM_THREADS="1",
            CLIENT_REQUESTS_PER_MINUTE="1000000",
            LOG_LEVEL="WARNING",
        )
        Path(folder, "static").mkdir()
        django.setup()
        call_command("migrate", verbosity=0)
        from benchmarks.recs_rows import fill  # noqa: PLC0415 - models only after the set-up

        began = time.monotonic()
        people = fill(live=sizes.live, over=sizes.over, people=sizes.people, each=EACH)
        print(f"  {sizes.live:,} on, {sizes.over:,} over, {sizes.people:,} people: {time.monotonic() - began:.0f} s")
        _train(folder)
        return 0 if _measure(people) else 1


def _train(folder: str) -> None:
    """Train as the worker does, in a process of its own, and tell what it took."""
    for name, options in (("training", ()), ("hourly candidates", ("--refresh",))):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.monotonic()
        command = [sys.executable, "manage.py", "train_recommendations", "--quiet", *options]
        subprocess.run(command, cwd=HERE, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(
            f"  {name}: {time.monotonic() - began:.0f} s, {cpu:.0f} s of processor, "
            f"the largest process so far {after.ru_maxrss / 1024:.0f} MB"
        )
    files = {file.suffix: file.stat().st_size / 1e6 for file in Path(folder, "models").iterdir()}
    print("  files: " + ", ".join(f"{suffix} {size:.0f} MB" for suffix, size in sorted(files.items())))


def _measure(people: Sequence[int]) -> bool:
    from django.core.cache import cache  # noqa: PLC0415 - after the set-up

    from culturepedia.common.lean import LeanHandler  # noqa: PLC0415

    application = LeanHandler()
    headers = _headers(people)
    before = _megabytes()
    began = time.perf_counter()
    _ask(application, headers[0], "")
    took = time.perf_counter() - began
    print(f"  the first request: {took:.2f} s, {_megabytes() - before:.0f} MB")

    def computed(number: int, query: str) -> Callable[[], None]:
        def ask() -> None:
            cache.clear()
            _ask(application, headers[number % len(headers)], query)

        return ask

    good = True
    for name, query, is_signed_in in (
        ("signed in, whole country", "", True),
        ("signed in, one city", "?regions=busan", True),
        ("a stranger's picks", "?categories=musical&moods=moving", False),
    ):
        asks = [computed(number, query) for number in range(ROUNDS)]
        if not is_signed_in:
            asks = [lambda query=query: (cache.clear(), _ask(application, {}, query)) for _ in range(ROUNDS)]
        good &= _tell(name, asks)
    _ask(application, headers[0], "")
    good &= _tell("signed in, kept", [lambda: _ask(application, headers[0], "")] * ROUNDS)
    shown = [f"/api/v1/performances/PF{number}/similar" for number in range(ROUNDS)]
    return _tell("similar", [lambda url=url: _ask(application, {}, "", url) for url in shown]) and good


def _tell(name: str, asks: Sequence[Callable[[], Any]]) -> bool:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as queries:
        asks[0]()
    asked = len(queries)  # now: the next request empties the list
    wall, cpu = [], []
    for ask in asks:
        began, began_cpu = time.perf_counter(), time.process_time()
        ask()
        cpu.append((time.process_time() - began_cpu) * 1e3)
        wall.append((time.perf_counter() - began) * 1e3)

    def at(times: list[float], share: float) -> float:
        return sorted(times)[int(len(times) * share)]

    good = at(cpu, 0.5) <= MOST_MS and asked <= MOST_QUERIES
    print(
        f"  {name:26} {asked} queries; processor p50 {at(cpu, 0.5):5.1f} p95 {at(cpu, 0.95):5.1f} "
        f"p99 {at(cpu, 0.99):5.1f} ms; wall p50 {at(wall, 0.5):5.1f} p99 {at(wall, 0.99):5.1f} ms"
        f"; {1_600 / at(cpu, 0.5):4.0f} x {'ok' if good else 'BELOW THE BAR'}"
    )
    return good


def _headers(people: Sequence[int]) -> list[dict[str, str]]:
    from culturepedia.accounts import sessions  # noqa: PLC0415 - after the set-up
    from culturepedia.accounts.models import User  # noqa: PLC0415
    from culturepedia.common import clock  # noqa: PLC0415

    now = clock.now()
    found = []
    for user in User.objects.filter(pk__in=people):
        access = sessions.start(user=user, kind="token", device="bench", now=now).access
        found.append({"authorization": f"Bearer {access}"})
    return found


def _ask(application: Any, headers: dict[str, str], query: str, url: str = URL) -> None:
    from django.test import RequestFactory  # noqa: PLC0415

    environ = RequestFactory(headers={"host": "127.0.0.1", **headers}).get(url + query).environ
    statuses: list[str] = []
    body = b"".join(application(environ, lambda status, *_: statuses.append(status)))
    if not statuses[0].startswith("200") or b'"results":[{' not in body:
        raise SystemExit(f"{statuses[0]} {body[:300]!r}")


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
