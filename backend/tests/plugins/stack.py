"""The whole project as processes: sandbox, API, site and worker over a temporary database filled by a real sync.

The commands are those of `runner/commands.py`, the same that `make run` and the containers use.
"""

from __future__ import annotations

import os
import subprocess
import urllib.request
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from runner.commands import argv
from runner.ports import answers, find_free
from runner.settings import BACKEND_DIR, SANDBOX_KEY
from tests.plugins import real
from tests.plugins.chromium import launch_options
from tests.plugins.processes import ServerProcess

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HOST = "127.0.0.1"
PERFORMANCES = 300
SYNC_SECONDS = 170


@dataclass
class Stack:
    """Addresses and handles of a running project."""

    folder: Path
    env: dict[str, str]
    api_port: int
    web_port: int
    sandbox_port: int
    processes: dict[str, ServerProcess] = field(default_factory=dict)

    @property
    def api_url(self) -> str:
        """The API with its version path, without a slash at the end."""
        return f"http://{HOST}:{self.api_port}/api/v1"

    @property
    def web_url(self) -> str:
        """The site, without a slash at the end."""
        return f"http://{HOST}:{self.web_port}"

    def url(self, path: str) -> str:
        """Return the address of a page of the site."""
        return self.web_url + path

    def mails(self, address: str) -> list[str]:
        """Return the plain texts of the mails that the worker has sent to an address, the newest last."""
        files = sorted(Path(self.env["LOCAL_DIR"], "mails").glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
        found = [
            message_from_bytes(path.read_bytes().partition(b"\n" + b"-" * 79)[0], policy=default) for path in files
        ]
        texts = [message.get_body(("plain",)) for message in found if address in str(message["To"])]
        return [part.get_content() for part in texts if part is not None]

    def start(self, name: str, *extra: str, env: Mapping[str, str] | None = None) -> ServerProcess:
        """Start one part with the project's own command."""
        process = ServerProcess(
            argv(name, *extra), log=self.folder / f"{name}.log", env={**self.env, **(env or {})}, cwd=BACKEND_DIR
        )
        self.processes[name] = process
        return process

    def manage(
        self, *arguments: str, seconds: float = SYNC_SECONDS, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a Django command to its end; the caller looks at the exit code."""
        command = [*argv("migrate")[:2], *arguments]
        given = {**self.env, **(env or {})}
        return subprocess.run(
            command, cwd=BACKEND_DIR, env=given, capture_output=True, text=True, timeout=seconds, check=False
        )

    def stop(self) -> None:
        """End every process, the last started first."""
        for process in reversed(self.processes.values()):
            process.stop()


def new_stack(folder: Path, *, database_url: str = "", redis_url: str = "") -> Stack:
    """Return a project with addresses and environment of its own; nothing runs yet."""
    local = folder / "local"
    local.mkdir(parents=True)
    api_port, web_port, sandbox_port = find_free(HOST), find_free(HOST), find_free(HOST)
    hosts = (HOST, "localhost")
    env = {
        **os.environ,
        "LOCAL_DIR": str(local),
        "MEDIA_ROOT": str(local / "media"),
        "DATABASE_URL": database_url or f"sqlite:///{local / 'db.sqlite3'}",
        "REDIS_URL": redis_url,
        "KOPIS_SERVICE_KEY": SANDBOX_KEY,
        "KOPIS_BASE_URL": f"http://{HOST}:{sandbox_port}/openApi/restful/",
        "ALLOWED_HOSTS": ",".join(hosts),
        "CORS_ALLOWED_ORIGINS": ",".join(f"http://{host}:{web_port}" for host in hosts),
        "PUBLIC_BASE_URL": f"http://{HOST}:{web_port}",
        "API_PORT": str(api_port),
        "WEB_PORT": str(web_port),
        "EMAIL_URL": f"filemail:///{local / 'mails'}",
        # One address makes all the accounts of the tests.
        "SIGN_UPS_PER_HOUR": "10000",
        "CLIENT_REQUESTS_PER_MINUTE": "100000",
        "PYTHONUNBUFFERED": "1",
    }
    return Stack(folder=folder, env=env, api_port=api_port, web_port=web_port, sandbox_port=sandbox_port)


def require_success(done: subprocess.CompletedProcess[str]) -> None:
    """Fail with the output of a command that failed."""
    if done.returncode:
        raise RuntimeError(f"{done.args!r} ended with {done.returncode}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")


def start_stack(stack: Stack, *, performances: int = PERFORMANCES) -> None:
    """Start sandbox, API, site and worker, and sync once."""
    require_success(stack.manage("migrate", "--no-input"))
    address = ("--host", HOST, "--port", str(stack.sandbox_port), "--performances", str(performances))
    sandbox = stack.start("sandbox", *address)
    sandbox.wait_until(lambda: answers(HOST, stack.sandbox_port), seconds=60)
    require_success(stack.manage("sync_kopis"))
    worker = stack.start("worker")
    api = stack.start("api", env={"BIND": f"{HOST}:{stack.api_port}", "WEB_CONCURRENCY": "1"})
    web = stack.start("web", env={"BIND": f"{HOST}:{stack.web_port}", "WEB_CONCURRENCY": "1"})
    worker.wait_until(lambda: " ready." in worker.text(), seconds=60)
    api.wait_until(lambda: is_answering(f"http://{HOST}:{stack.api_port}/healthz"), seconds=60)
    web.wait_until(lambda: is_answering(stack.url("/")), seconds=60)


def is_answering(url: str) -> bool:
    """Return whether the address answers 200."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=5) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="session")
def stack_database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Yield the address of an empty database of the kind that the run is about; empty for a SQLite file."""
    if os.environ.get("TEST_DB") != "postgres":
        yield ""
        return
    url = request.getfixturevalue("postgres_url")
    name = f"stack_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"create database {name}")
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        connection.execute(f"drop database {name} with (force)")


@pytest.fixture(scope="session")
def live_stack(tmp_path_factory: pytest.TempPathFactory, stack_database: str) -> Iterator[Stack]:
    """Yield the running project with a synced catalogue of 300 performances, which tests only read."""
    stack = new_stack(tmp_path_factory.mktemp("stack"), database_url=stack_database)
    try:
        start_stack(stack)
        yield stack
    finally:
        stack.stop()


@pytest.fixture(scope="session")
def site(live_stack: Stack) -> Stack:
    """Return the same under the name that reads well in browser tests."""
    return live_stack


@pytest.fixture(scope="session")
def base_url(live_stack: Stack) -> str:
    """Let `page.goto("/path")` open the live site."""
    return live_stack.web_url


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start the Chromium that `tests/plugins/chromium.py` finds."""
    real.require("browser")
    return launch_options()


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Browse as a person in Seoul who reads Korean."""
    return {**browser_context_args, "locale": "ko-KR", "timezone_id": "Asia/Seoul"}
