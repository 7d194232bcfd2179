"""The API as a process of its own, and how tests ask it many things at once."""

from __future__ import annotations

import http.client
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from tests.accounts.visitors import PASSWORD, new_email
from tests.plugins.stack import is_answering, new_stack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.plugins.processes import ServerProcess

Found = TypeVar("Found")
_clients = count(1)


@dataclass
class Database:
    """A database, asked without Django."""

    url: str
    connect: Callable[[], Any]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what a query finds."""
        with self.connect() as connection:
            return [tuple(row) for row in connection.execute(sql).fetchall()]

    def count(self, table: str, condition: str = "1=1") -> int:
        """Return how many rows of a table meet a condition."""
        return int(self.rows(f"select count(*) from {table} where {condition}")[0][0])


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: Any


@dataclass
class Person:
    """An account with a session."""

    email: str
    access: str
    refresh: str


@dataclass
class Server:
    """A running API."""

    host: str
    port: int
    process: ServerProcess

    def send(
        self, method: str, path: str, body: Any = None, *, client: str = "", access: str = "", **headers: str
    ) -> Answer:
        """Ask once, as a client of some address."""
        given = {"Content-Type": "application/json", "X-Forwarded-For": client or new_client(), **headers}
        if access:
            given["Authorization"] = f"Bearer {access}"
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        try:
            connection.request(method, f"/api/v1{path}", body=json.dumps(body or {}), headers=given)
            reply = connection.getresponse()
            raw = reply.read()
        finally:
            connection.close()
        return Answer(reply.status, dict(reply.headers), json.loads(raw) if raw else None)

    def post_form(self, path: str, form: str, *, cookie: str, client: str) -> int:
        """Send a form of the admin; return the status."""
        given = {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": client, "Cookie": cookie}
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        connection.request("POST", path, body=form, headers=given)
        status = connection.getresponse().status
        connection.close()
        return status

    def sign_up(self, email: str = "", **more: str) -> Person:
        """Make an account."""
        address = email or new_email()
        data = {"email": address, "password": PASSWORD, "username": "관객"}
        reply = self.send("POST", "/auth/signup", data, **more)
        assert reply.status == 201, reply
        return Person(address, reply.body["access"], reply.body["refresh"])

    def sign_in(self, email: str, password: str = PASSWORD, **more: str) -> Answer:
        """Try to sign in."""
        return self.send("POST", "/auth/signin", {"email": email, "password": password}, **more)


def new_client() -> str:
    """Return an address that no client has had."""
    number = next(_clients)
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def all_at_once(number: int, work: Callable[[int], Found]) -> list[Found]:
    """Return what the work gives for 0, 1, 2 …, all begun at the same moment."""
    barrier = threading.Barrier(number)

    def begin(index: int) -> Found:
        barrier.wait(30)
        return work(index)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(begin, range(number)))


@contextmanager
def run_server(host: str, database: Database, folder: Path, **env: str) -> Iterator[Server]:
    """Run the API on a migrated database."""
    stack = new_stack(folder, database_url=database.url)
    ours = {"BIND": f"{host}:{stack.api_port}", "WEB_CONCURRENCY": "2", "WEB_THREADS": "8", "NUM_PROXIES": "1"}
    ours |= {"SIGN_UPS_PER_HOUR": "10", "LOG_LEVEL": "INFO", **env}
    try:
        process = stack.start("api", env=ours)
        process.wait_until(lambda: is_answering(f"http://{host}:{stack.api_port}/healthz"), seconds=60)
        yield Server(host, stack.api_port, process)
        assert "Traceback" not in process.text(), process.text()[-8000:]
    finally:
        stack.stop()
