"""Many people at once, over HTTP, against processes of the API on both databases: no 5xx, and every counter right."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import requests

from runner.settings import BACKEND_DIR
from tests.faults.world import PASSWORD
from tests.plugins.smtp import MailServer
from tests.plugins.stack import HOST, Stack, is_answering, new_stack, require_success

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.timeout(600)
PEOPLE, PERFORMANCES = 50, 20
REVIEWERS = 20
DELETIONS = 8
WRITERS = 20


@dataclass
class World:
    """A running API with people who are signed in to it."""

    stack: Stack

    def run(self, *arguments: str, **env: str) -> dict[str, Any]:
        """Let a process with the stack's environment make or look at rows."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.world", *arguments],
            cwd=BACKEND_DIR, env=self.stack.env | env, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        require_success(done)
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found

    def call(self, method: str, path: str, token: str, body: Any = None) -> requests.Response:
        """Ask the API as a person, on a connection of the thread's own."""
        if not hasattr(_threads, "session"):
            _threads.session = requests.Session()
            _threads.session.trust_env = False
        session: requests.Session = _threads.session
        return session.request(
            method, self.stack.api_url + path, json=body, timeout=60, headers={"Authorization": f"Bearer {token}"}
        )


_threads = threading.local()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Yield the API in two processes over an empty database of its own."""
    url = ""
    server = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    if server:
        name = f"parallel_{uuid.uuid4().hex[:8]}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        url = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    stack = new_stack(tmp_path_factory.mktemp(request.param), database_url=url)
    try:
        require_success(stack.manage("migrate", "--no-input"))
        api = stack.start("api", env={"BIND": f"{HOST}:{stack.api_port}", "WEB_CONCURRENCY": "2"})
        api.wait_until(lambda: is_answering(f"http://{HOST}:{stack.api_port}/healthz"), seconds=60)
        yield World(stack)
    finally:
        stack.stop()
        if server:
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def at_once(jobs: list[Callable[[], Any]]) -> list[Any]:
    """Return what the jobs return; each has a thread, and all begin together."""
    gate = threading.Barrier(len(jobs))

    def begin(job: Callable[[], Any]) -> Any:
        gate.wait()
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(begin, jobs))


def test_a_thousand_favorite_changes_leave_what_was_answered_last(world: World) -> None:
    made = world.run("prepare", str(PEOPLE), str(PERFORMANCES))

    def change(token: str, seed: int) -> tuple[Counter[int], dict[str, bool]]:
        chance = random.Random(seed)
        last: dict[str, bool] = {}
        statuses: Counter[int] = Counter()
        for _ in range(20):
            kopis_id, wanted = chance.choice(made["performances"]), chance.random() < 0.6
            reply = world.call("PUT" if wanted else "DELETE", f"/performances/{kopis_id}/favorite", token)
            statuses[reply.status_code] += 1
            last[kopis_id] = wanted
        return statuses, last

    results = at_once([lambda token=token, seed=seed: change(token, seed) for seed, token in enumerate(made["tokens"])])

    assert sum((statuses for statuses, _ in results), Counter()) == {204: PEOPLE * 20}
    after = world.run("recount")
    names = after["names"][-PEOPLE:]
    expected = sorted(
        [name, kopis_id]
        for name, (_, last) in zip(names, results, strict=True)
        for kopis_id, wanted in last.items()
        if wanted
    )
    assert [pair for pair in after["favorites"] if pair[0] in names] == expected
    assert after["wrong"] == []


def test_the_same_request_fifty_times_makes_one_row(world: World) -> None:
    made = world.run("prepare", "1", "1")
    (token,), (kopis_id,) = made["tokens"], made["performances"]
    before = world.run("recount")

    kept = at_once([lambda: world.call("PUT", f"/performances/{kopis_id}/favorite", token).status_code] * 50)
    written = at_once(
        [
            lambda: (
                world.call("POST", f"/performances/{kopis_id}/reviews", token, {"rating": 4, "body": "가"}).status_code
            )
        ]
        * 50
    )

    assert Counter(kept) == {204: 50}
    assert Counter(written) == {201: 1, 409: 49}
    after = world.run("recount")
    assert after["reviews"] - before["reviews"] == len(after["favorites"]) - len(before["favorites"]) == 1
    assert after["wrong"] == []


def test_parallel_reviews_edits_votes_and_deletions_leave_every_counter_right(world: World) -> None:
    made = world.run("prepare", str(REVIEWERS), "2")
    first, second = made["performances"]

    def live(token: str, seed: int) -> Counter[int]:
        chance = random.Random(seed)
        statuses: Counter[int] = Counter()

        def call(method: str, path: str, body: Any = None) -> Any:
            reply = world.call(method, path, token, body)
            statuses[reply.status_code] += 1
            return reply.json() if reply.content else None

        for kopis_id in (first, second) if seed % 2 else (second, first):
            mine = call(
                "POST", f"/performances/{kopis_id}/reviews", {"rating": chance.randint(1, 10) / 2, "body": "가"}
            )
            call("POST", "/me/visits", {"performance": kopis_id, "watched_on": mine["created_at"][:10]})
            for other in call("GET", f"/performances/{kopis_id}/reviews?page_size=3")["results"]:
                if other["id"] != mine["id"]:
                    call("PUT", f"/reviews/{other['id']}/helpful")
            call("PATCH", f"/reviews/{mine['id']}", {"rating": chance.randint(1, 10) / 2})
            if chance.random() < 0.3:
                call("DELETE", f"/reviews/{mine['id']}")
        return statuses

    results = at_once([lambda token=token, seed=seed: live(token, seed) for seed, token in enumerate(made["tokens"])])

    statuses: Counter[int] = sum(results, Counter())
    assert set(statuses) <= {200, 201, 204, 404}  # a vote for a review that its author has just deleted
    assert statuses[404] < 20
    after = world.run("recount")
    assert after["wrong"] == []
    assert after["votes"] > 0


def test_a_review_that_is_deleted_amid_votes_and_reports_takes_them_along(world: World) -> None:
    made = world.run("prepare", str(1 + REVIEWERS), "1")
    author, *readers = made["tokens"]
    (kopis_id,) = made["performances"]
    ended: Counter[int] = Counter()
    asked: Counter[int] = Counter()
    for _ in range(DELETIONS):
        path = f"/performances/{kopis_id}/reviews"
        written = world.call("POST", path, author, {"rating": 5, "body": "가"}).json()
        review = f"/reviews/{written['id']}"
        jobs = [
            (lambda token=token: world.call("PUT", f"{review}/helpful", token).status_code)  # noqa: B023 - done below
            if number % 2
            else (lambda token=token: world.call("POST", f"{review}/reports", token, {"reason": "spam"}).status_code)  # noqa: B023
            for number, token in enumerate(readers)
        ]
        *others, end = at_once([*jobs, lambda: world.call("DELETE", review, author).status_code])  # noqa: B023
        asked.update(others)
        ended[end] += 1

    assert ended == {204: DELETIONS}
    assert set(asked) <= {201, 204, 404}
    after = world.run("recount")
    assert after["wrong"] == []


def test_an_account_that_is_deleted_while_it_writes_leaves_nothing(world: World) -> None:
    made = world.run("prepare", str(DELETIONS), "3")
    others = world.run("prepare", "1", "0")["tokens"][0]
    before = world.run("recount")
    one, two, three = made["performances"]
    theirs = world.call("POST", f"/performances/{three}/reviews", others, {"rating": 3, "body": "가"}).json()
    day = theirs["created_at"][:10]
    writes: list[tuple[str, str, Any]] = [
        ("POST", f"/performances/{one}/reviews", {"rating": 5, "body": "나"}),
        ("POST", f"/performances/{two}/reviews", {"rating": 1, "body": "다"}),
        ("PUT", f"/performances/{one}/favorite", None),
        ("DELETE", f"/performances/{one}/favorite", None),
        ("PUT", f"/reviews/{theirs['id']}/helpful", None),
        ("POST", "/me/visits", {"performance": two, "watched_on": day}),
        ("PUT", f"/performances/{two}/dismissal", None),
        ("POST", "/me/calendar-token", None),
        ("PATCH", "/me", {"username": "새 이름", "notifications": {"opening": False}}),
        ("POST", "/me/favorites/merge", {"performances": [one, two, three]}),
    ]
    statuses: Counter[int] = Counter()
    for token in made["tokens"]:
        jobs = [
            lambda write=write, token=token: world.call(write[0], write[1], token, write[2]).status_code
            for write in (writes * 2)[:WRITERS]
        ]
        end = lambda token=token: world.call("DELETE", "/me", token, {"password": PASSWORD}).status_code  # noqa: E731
        *written, ended = at_once([*jobs, end])
        statuses.update(written)
        assert ended == 204

    assert set(statuses) <= {200, 201, 204, 401, 404, 409}
    after = world.run("recount")
    assert after["users"] == before["users"] - DELETIONS
    assert after["wrong"] == []
    assert world.call("GET", f"/reviews/{theirs['id']}", others).json()["helpful_count"] == 0
    assert [world.call("GET", f"/performances/{name}/reviews", others).json()["count"] for name in (one, two)] == [0, 0]


def test_four_workers_send_each_mail_once(world: World) -> None:
    addresses = [f"{uuid.uuid4().hex}@example.com" for _ in range(6)]
    for address in addresses:
        body = {"email": address, "password": PASSWORD, "username": "새 사람", "session_kind": "token"}
        assert world.call("POST", "/auth/signup", "", body).status_code == 201

    with MailServer() as server:
        done = world.run("send", "4", EMAIL_URL=f"smtp://{HOST}:{server.port}")

    assert sorted(str(message["To"]) for message in server.received) == sorted(addresses)
    assert (sum(done["sent"]), done["waiting"]) == (len(addresses), 0)
