"""Search in a large catalogue beside `icontains` in the same run, on SQLite and on PostgreSQL.

Run it as `python -m benchmarks.search_scale [--performances N] [--queries N] [--database URL] [--only NAME]`. It makes
databases of its own, fills them, makes the index, and asks what people type: titles, beginnings, initials, half-typed
syllables, other layouts, misspellings, several words, filters. It exits with 1 above a bar.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.read_api import BACKEND, postgres_database, postgres_server

CATALOGUE = 200_000


def run(folder: Path, name: str, database_url: str, options: argparse.Namespace) -> int:
    """Measure one database in a process of its own, for its settings."""
    print(f"== {name}, {options.performances:,} performances", flush=True)
    env = os.environ | {"DATABASE_URL": database_url, "LOCAL_DIR": str(folder), "READ_DOT_ENV": "false"}
    (folder / "static").mkdir(exist_ok=True)
    sizes = [str(options.performances), str(options.queries)]
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.search_process", *sizes], cwd=BACKEND, env=env, check=False
    ).returncode


def main() -> int:
    """Measure; 0 when every bar holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--performances", type=int, default=CATALOGUE)
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--database", default=os.environ.get("DATABASE_URL", ""), help="of a PostgreSQL server")
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    options = parser.parse_args()
    failed = 0
    if options.only != "postgres":
        with tempfile.TemporaryDirectory() as folder:
            failed |= run(Path(folder), "SQLite", f"sqlite:///{folder}/bench.sqlite3", options)
    if options.only != "sqlite":
        with (
            tempfile.TemporaryDirectory() as folder,
            postgres_server(options.database) as server_url,
            postgres_database(server_url) as url,
        ):
            failed |= run(Path(folder), "PostgreSQL", url, options)
    return failed


if __name__ == "__main__":
    sys.exit(main())
