"""What sessions cost: CPU of authenticating one request beside an uncached list, and of a sign-in beside its hash.

Run it as `python -m benchmarks.auth_cost [--performances N] [--requests N] [--database URL] [--only sqlite|postgres]`,
with the same databases as `benchmarks.read_api`. It exits with 1 above a bar.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.read_api import BACKEND, postgres_database, postgres_server
from benchmarks.read_load import HOST, Server, cpu_per_request, serve

LIST = "/api/v1/performances"
EMAIL, PASSWORD = "bench@mail.test", "달빛 아래 오래된 극장 42"
AUTHENTICATION_BAR = 0.15  # of a list request
HASH_BAR = 0.80  # of a sign-in
QUERIES_BAR = 1
ROUNDS = 40  # many and short: each kind of request meets a moment at which the machine does nothing else
SIGN_INS = 4


def prepare(folder: Path, performances: int) -> None:
    """Fill the database of the settings; leave an access token and the number of queries in the folder."""
    import django  # noqa: PLC0415 - a process of its own, for its settings

    django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.test import Client, RequestFactory  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from benchmarks import read_prepare  # noqa: PLC0415
    from culturepedia.accounts.authentication import SessionAuthentication  # noqa: PLC0415

    read_prepare.main(folder, performances, [LIST])
    body = {"email": EMAIL, "password": PASSWORD, "username": "관객"}
    reply = Client(headers={"host": HOST}).post("/api/v1/auth/signup", body, content_type="application/json")
    access = reply.json()["access"]
    request = RequestFactory().get("/", headers={"authorization": f"Bearer {access}"})
    with CaptureQueriesContext(connection) as queries:
        SessionAuthentication().authenticate(request)  # type: ignore[arg-type]  # reads META alone
    (folder / "auth.json").write_text(json.dumps({"access": access, "queries": len(queries)}))


def cpu_per_hash() -> float:
    """Return the seconds of CPU of hashing one password as the settings say."""
    from culturepedia.accounts.hashers import Argon2idHasher  # noqa: PLC0415 - needs the environment

    hasher = Argon2idHasher()
    hasher.encode(PASSWORD, "0123456789abcdefghij")
    begun = time.thread_time()
    for _ in range(SIGN_INS):
        hasher.encode(PASSWORD, "0123456789abcdefghij")
    return (time.thread_time() - begun) / SIGN_INS


def cpu_per_sign_in(server: Server) -> float:
    """Return the seconds of CPU that the server spends on one sign-in."""
    connection = http.client.HTTPConnection(HOST, server.port, timeout=30)
    body = json.dumps({"email": EMAIL, "password": PASSWORD})

    def sign_in() -> None:
        connection.request("POST", "/api/v1/auth/signin", body, {"Content-Type": "application/json"})
        reply = connection.getresponse()
        if reply.status != 200:
            raise RuntimeError(f"sign-in answered {reply.status}: {reply.read()!r}")
        reply.read()

    sign_in()
    before = server.cpu_seconds()
    for _ in range(SIGN_INS):
        sign_in()
    spent = server.cpu_seconds() - before
    connection.close()
    return spent / SIGN_INS


def measure(folder: Path, database_url: str, requests: int) -> bool:
    """Print the figures of one database; return whether every bar holds."""
    known = json.loads((folder / "auth.json").read_text())
    token = f"Authorization: Bearer {known['access']}\r\n"
    env = {"DATABASE_URL": database_url, "CLIENT_REQUESTS_PER_MINUTE": "1000000"}
    uncached = {**env, "DJANGO_SETTINGS_MODULE": "benchmarks.read_settings"}
    costs: dict[str, list[float]] = {"list": [], "with": [], "hash": [], "sign-in": []}
    with (
        serve("benchmarks.auth_list:application", folder / "list.log", uncached) as lists,
        serve("config.wsgi:application", folder / "api.log", env) as api,
    ):
        for _ in range(ROUNDS):  # in turns, so that what else the machine does meets all
            costs["list"].append(cpu_per_request(lists, LIST, requests=requests))
            costs["with"].append(cpu_per_request(lists, LIST, requests=requests, headers=token))
            costs["hash"].append(cpu_per_hash())
            costs["sign-in"].append(cpu_per_sign_in(api))
    # The least of several rounds: other work on the machine only adds.
    cost = {name: min(values) for name, values in costs.items()}
    share = (cost["with"] - cost["list"]) / cost["list"]
    hashing = cost["hash"] / cost["sign-in"]
    print(f"{'list':>16}{cost['list'] * 1e6:8.0f} µs")
    print(f"{'authentication':>16}{(cost['with'] - cost['list']) * 1e6:8.0f} µs {share:6.1%}, {known['queries']} query")
    print(f"{'sign-in':>16}{cost['sign-in'] * 1e6:8.0f} µs, of which the hash {hashing:.1%}", flush=True)
    return share <= AUTHENTICATION_BAR and hashing >= HASH_BAR and known["queries"] <= QUERIES_BAR


def run(folder: Path, name: str, database_url: str, options: argparse.Namespace) -> bool:
    """Prepare and measure one database."""
    print(f"== {name}, {options.performances:,} performances; CPU", flush=True)
    os.environ.update(
        DATABASE_URL=database_url, LOCAL_DIR=str(folder), READ_DOT_ENV="false", STATEMENT_TIMEOUT_MS="60000"
    )
    (folder / "static").mkdir()  # where the framework looks for files of its own
    command = [sys.executable, "-m", "benchmarks.auth_cost", "--prepare", str(folder)]
    subprocess.run([*command, "--performances", str(options.performances)], cwd=BACKEND, check=True)
    return measure(folder, database_url, options.requests)


def main() -> int:
    """Measure; 0 when every bar holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--performances", type=int, default=20_000)
    parser.add_argument("--requests", type=int, default=40, help="requests a round")
    parser.add_argument("--database", default=os.environ.get("DATABASE_URL", ""), help="of a PostgreSQL server")
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    parser.add_argument("--prepare", help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if options.prepare:
        prepare(Path(options.prepare), options.performances)
        return 0
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
        f"Bars: authentication ≤ {AUTHENTICATION_BAR:.0%} of a list and ≤ {QUERIES_BAR} query, hash ≥ {HASH_BAR:.0%}"
        f" of a sign-in: {'all hold' if is_good else 'NOT all hold'}."
    )
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
