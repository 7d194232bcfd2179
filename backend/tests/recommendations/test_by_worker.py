"""A real worker trains in a child process, and a real API answers from what it wrote; with files and with Redis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

from tests.plugins.stack import HOST, Stack, is_answering, new_stack, require_success

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = (
    "from tests.factories import PerformanceFactory;"
    "from tests.people import PersonFactory; from tests.recommendations.world import rate;"
    "from django.utils import timezone; from datetime import timedelta;"
    "today = timezone.localdate();"
    "shows = [PerformanceFactory.create(kopis_id=f'PF{n}', start_date=today, end_date=today + timedelta(days=20))"
    " for n in range(6)];"
    "[rate(PersonFactory.create(), shows[2], 5, created_at=timezone.now()) for n in range(6)];"
)
TRAIN = "from culturepedia.recommendations.tasks import train; train.delay();"


def _start(stack: Stack) -> None:
    require_success(stack.manage("migrate", "--no-input"))
    require_success(stack.manage("shell", "-c", PEOPLE))
    worker = stack.start("worker")
    api = stack.start("api", env={"BIND": f"{HOST}:{stack.api_port}", "WEB_CONCURRENCY": "1"})
    worker.wait_until(lambda: " ready." in worker.text(), seconds=90)
    api.wait_until(lambda: is_answering(f"http://{HOST}:{stack.api_port}/healthz"), seconds=60)


@pytest.fixture(autouse=True)
def seoul_noon() -> None:
    """Let the clock run, as that of the processes does."""


@pytest.mark.timeout(300)
@pytest.mark.parametrize("broker", ["files", "redis"])
def test_what_the_worker_trains_answers(tmp_path: Path, request: pytest.FixtureRequest, broker: str) -> None:
    stack = new_stack(tmp_path, redis_url=request.getfixturevalue("redis_url") if broker == "redis" else "")
    with requests.Session() as http:
        http.trust_env = False

        def first() -> dict[str, Any]:
            reply = http.get(f"{stack.api_url}/recommendations", timeout=30)
            assert reply.status_code == 200, reply.text
            answer: dict[str, Any] = reply.json()["results"][0]
            return answer

        try:
            _start(stack)
            untrained = first()["reasons"][0]["code"]
            require_success(stack.manage("shell", "-c", TRAIN))
            worker = stack.processes["worker"]
            worker.wait_until(lambda: "recommendations trained" in worker.text(), seconds=120)

            trained = first()

            assert untrained != "popular"
            assert (trained["performance"]["id"], trained["reasons"][0]["code"]) == ("PF2", "popular")
            assert trained["reasons"][0]["params"]["people"] == 6
            assert len(list((tmp_path / "local" / "models").iterdir())) == 2
        finally:
            stack.stop()
