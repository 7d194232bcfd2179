"""A large backlog through the sync: requests, rows, seconds and memory, beside the floor of the same requests.

The floor fetches and parses exactly what the sync asks for, with the same client and threads, and stores nothing. Both
run as processes of their own over HTTP against the sandbox, the sync with a SQLite file of its own. Then the same
again, and one night: the world moves on by a day and the sync runs as the schedule would run it.
Run it as `python -m benchmarks.sync_scale [--performances N] [--venues N]`; 160000 and 5000 are the real backlog. It
prints one table and exits with 1 above the bar.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_MEMORY_MB = 300
KEY = "key-of-the-benchmark"
HORIZON_DAYS = 180
PERFORMANCES_PER_DAY = 45  # about the pace at which the sandbox spreads a backlog over the past
TABLES = (
    "performance", "credit", "companycredit", "person", "company", "showtimerule", "venue", "hall",
)  # fmt: skip


def main() -> int:
    """Measure, print, and return the exit status."""
    parser = argparse.ArgumentParser(prog="benchmarks.sync_scale")
    parser.add_argument("--performances", type=int, default=4_000)
    parser.add_argument("--venues", type=int, default=400)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="culturepedia-bench-") as folder, _sandbox(options) as base_url:
        return _measure(Path(folder), base_url, options)


def _measure(folder: Path, base_url: str, options: argparse.Namespace) -> int:
    day = date.fromisoformat(json.load(urlopen(_control(base_url)))["date"])
    back = max(HORIZON_DAYS, options.performances // PERFORMANCES_PER_DAY + 60)
    span = [str(day - timedelta(days=back)), str(day + timedelta(days=2 * HORIZON_DAYS))]
    env = {
        **os.environ,
        "LOCAL_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "KOPIS_BASE_URL": base_url,
        "KOPIS_SERVICE_KEY": KEY,
        "KOPIS_MIN_INTERVAL_SECONDS": "0",
        "READ_DOT_ENV": "false",
    }
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], env=env, check=True)
    print(f"{options.performances:,} performances, {options.venues:,} venues, days {span[0]} to {span[1]}")
    print(f"{'':24}{'requests':>10}{'rows':>11}{'new':>9}{'changed':>9}{'s':>9}{'CPU s':>9}{'MB':>7}", flush=True)
    floor = _show("floor: nothing stored", env, folder, "floor", *span)
    whole = _show("first full sync", env, folder, "full", *span)
    peak = max(whole["mb"], _show("the same again", env, folder, "full", *span)["mb"])
    moved = _control(base_url, f"?value={day + timedelta(days=1)}")
    urlopen(Request(moved, method="POST")).close()
    peak = max(peak, _show("one night", env, folder, "night")["mb"])
    print(f"sync / floor: {whole['seconds'] / floor['seconds']:.2f} in time, {whole['cpu'] / floor['cpu']:.2f} in CPU")
    print(f"peak memory {peak:.0f} MB, bar {MAX_MEMORY_MB} MB")
    return int(peak > MAX_MEMORY_MB)


def _show(name: str, env: dict[str, str], folder: Path, *role: str) -> dict[str, Any]:
    """Run one process, print its line, and return what it measured."""
    before = _rows(folder)
    command = [sys.executable, "-m", "benchmarks.sync_process", *role]
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    counts = f"{found['requests']:>10,}{_rows(folder) - before:>+11,}{found['new']:>9,}{found['changed']:>9,}"
    print(f"{name:24}{counts}{found['seconds']:>9.1f}{found['cpu']:>9.1f}{found['mb']:>7.0f}", flush=True)
    if found["outcome"] != "complete":
        raise SystemExit(f"{name}: {found['outcome']}")
    return found


def _rows(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "db.sqlite3")) as database:
        return sum(database.execute(f"SELECT count(*) FROM performances_{name}").fetchone()[0] for name in TABLES)


@contextmanager
def _sandbox(options: argparse.Namespace) -> Iterator[str]:
    """Serve a frozen world of the size asked for from a process of its own."""
    sizes = ["--performances", str(options.performances), "--venues", str(options.venues)]
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--frozen", *sizes]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        yield server.stdout.readline().split()[-1]
    finally:
        server.terminate()
        server.wait()


def _control(base_url: str, query: str = "") -> str:
    return base_url.replace("/openApi/restful/", f"/__sandbox__/date{query}")


if __name__ == "__main__":
    sys.exit(main())
