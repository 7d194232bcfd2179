"""CPU per request of the read API beside a raw floor in the same run, on SQLite and on PostgreSQL.

The floor is a bare WSGI application under the same gunicorn settings: the same SQL on a kept connection, the same JSON.
Run it as `python -m benchmarks.read_api [--performances N] [--requests N] [--database URL]`. It makes a database of its
own on that PostgreSQL server and drops it; without one it starts the server of the tests. It exits with 1 above a bar.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import psycopg

from benchmarks.read_load import cpu_per_request, get_etag, latencies, serve
from tests.plugins.postgres import Postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = {
    "list": "/api/v1/performances",
    "filtered": "/api/v1/performances?genre=musical&price_max_krw=50000&region=seoul&state=running,upcoming",
    "detail": "/api/v1/performances/PF100010",
    "home": "/api/v1/home",
}
ROUNDS = 5
UNCACHED_BAR = 4.0
CACHED_BAR = 1.2
TAIL_BAR = 4.0
CONNECTIONS = 8
BACKEND = Path(__file__).resolve().parent.parent


def measure(folder: Path, database_url: str, requests: int) -> bool:
    """Print the table of one database; return whether every bar holds."""
    env = {
        "DATABASE_URL": database_url,
        "FLOOR_FILE": str(folder / "floor.pickle"),
        "FLOOR_DATABASE": database_url.removeprefix("sqlite:///"),
    }
    uncached = {**env, "DJANGO_SETTINGS_MODULE": "benchmarks.read_settings"}  # no shared cache
    is_good = True
    with (
        serve("benchmarks.read_floor:application", folder / "floor.log", env) as floor,
        serve("benchmarks.read_uncached:application", folder / "uncached.log", uncached) as bare,
        serve("config.wsgi:application", folder / "cached.log", env) as cached,
    ):
        print(f"{'':10}{'floor':>10}{'uncached':>18}{'cached 200':>18}{'304':>18}{'p50 / p99 at 8':>24}")
        for name, path in CASES.items():
            etag = get_etag(cached, path)
            sides: dict[str, list[float]] = {"floor": [], "uncached": [], "cached": [], "304": []}
            for _ in range(ROUNDS):  # in turns, so that what else the machine does meets all
                sides["floor"].append(cpu_per_request(floor, path, requests=requests))
                sides["uncached"].append(cpu_per_request(bare, path, requests=requests))
                sides["cached"].append(cpu_per_request(cached, path, requests=requests))
                sides["304"].append(cpu_per_request(cached, path, requests=requests, etag=etag))
            # The least of several rounds: other work on the machine only adds.
            cost = {side: min(values) for side, values in sides.items()}
            ratios = {side: value / cost["floor"] for side, value in cost.items()}
            tails = [latencies(bare, path, connections=CONNECTIONS, requests=requests) for _ in range(3)]
            middle, tail = min(tails, key=lambda pair: pair[1] / pair[0])
            columns = [f"{cost[side] * 1e6:8.0f} µs ×{ratios[side]:5.2f}" for side in ("uncached", "cached", "304")]
            print(
                f"{name:10}{cost['floor'] * 1e6:7.0f} µs{''.join(f'{column:>18}' for column in columns)}"
                f"{middle * 1e3:10.1f} / {tail * 1e3:5.1f} ms ×{tail / middle:4.1f}",
                flush=True,
            )
            is_good &= ratios["uncached"] <= UNCACHED_BAR and tail <= TAIL_BAR * middle
            is_good &= ratios["cached"] <= CACHED_BAR and ratios["304"] <= CACHED_BAR
    return is_good


@contextmanager
def postgres_server(url: str) -> Iterator[str]:
    """Return the server of that address, or run one for the time being when there is none."""
    if url.startswith("postgres"):
        yield url
        return
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the server runs as another user when the benchmark runs as root
        server = Postgres(Path(folder) / "postgres")
        try:
            yield server.url
        finally:
            server.stop()


@contextmanager
def postgres_database(server_url: str) -> Iterator[str]:
    """Make a database on the server for this run and drop it afterwards."""
    parts = urlsplit(server_url)
    name = f"culturepedia_bench_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(folder: Path, name: str, database_url: str, options: argparse.Namespace) -> bool:
    """Prepare and measure one database; the preparation is a process of its own, for its settings."""
    print(f"== {name}, {options.performances:,} performances; CPU per request and its ratio to the floor", flush=True)
    os.environ.update(
        DATABASE_URL=database_url, LOCAL_DIR=str(folder), READ_DOT_ENV="false", STATEMENT_TIMEOUT_MS="60000"
    )
    (folder / "static").mkdir()  # where the framework looks for files of its own
    command = [sys.executable, "-m", "benchmarks.read_prepare", str(folder), str(options.performances), *CASES.values()]
    subprocess.run(command, cwd=BACKEND, check=True)
    return measure(folder, database_url, options.requests)


def main() -> int:
    """Measure; 0 when every bar holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--performances", type=int, default=20_000)
    parser.add_argument("--requests", type=int, default=400, help="requests a round")
    parser.add_argument("--database", default=os.environ.get("DATABASE_URL", ""), help="of a PostgreSQL server")
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    is_good = True
    if options.only != "postgres":
        with tempfile.TemporaryDirectory() as folder:
            is_good &= run(Path(folder), "SQLite", f"sqlite:///{folder}/bench.sqlite3", options)
    if options.only != "sqlite":
        with (
            tempfile.TemporaryDirectory() as folder,
            postgres_server(options.database) as server_url,
            postgres_database(server_url) as url,
        ):
            is_good &= run(Path(folder), "PostgreSQL", url, options)
    print(
        f"Bars: uncached ≤ {UNCACHED_BAR}, cached ≤ {CACHED_BAR}, p99 ≤ {TAIL_BAR} × p50:"
        f" {'all hold' if is_good else 'NOT all hold'}."
    )
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
