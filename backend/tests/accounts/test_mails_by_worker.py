"""The whole way of a mail: the API asks, a real worker sends over SMTP, its link works; with files and with Redis."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import requests

from runner.settings import BACKEND_DIR
from tests.people import PASSWORD
from tests.plugins.smtp import HOST, MailServer
from tests.plugins.stack import Stack, is_answering, new_stack, require_success

if TYPE_CHECKING:
    from pathlib import Path


def _start(stack: Stack) -> None:
    require_success(stack.manage("migrate", "--no-input"))
    worker = stack.start("worker")
    api = stack.start("api", env={"BIND": f"{HOST}:{stack.api_port}", "WEB_CONCURRENCY": "1"})
    worker.wait_until(lambda: " ready." in worker.text(), seconds=90)
    api.wait_until(lambda: is_answering(f"http://{HOST}:{stack.api_port}/healthz"), seconds=60)


@pytest.mark.parametrize("broker", ["files", "redis"])
def test_a_sign_up_ends_with_a_proven_address(tmp_path: Path, request: pytest.FixtureRequest, broker: str) -> None:
    stack = new_stack(tmp_path, redis_url=request.getfixturevalue("redis_url") if broker == "redis" else "")
    with MailServer() as server, requests.Session() as http:
        http.trust_env = False
        stack.env["EMAIL_URL"] = f"smtp://{HOST}:{server.port}"
        try:
            _start(stack)
            body = {"email": "spring@mail.test", "password": PASSWORD, "username": "봄밤"}
            access = http.post(f"{stack.api_url}/auth/signup", json=body, timeout=20).json()["access"]
            worker = stack.processes["worker"]
            worker.wait_until(lambda: bool(server.received), seconds=60)
            worker.wait_until(lambda: "mails sent: 1" in worker.text(), seconds=20)

            plain = server.received[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
            link = re.search(r"(http\S+)/verify#token=(\S+)", plain)
            assert link is not None
            assert link[1] == stack.web_url
            chunked = http.post(
                f"{stack.api_url}/auth/email/verify",
                data=iter([b'{"token": "', link[2].encode(), b'"}']),
                headers={"Content-Type": "application/json"},
                timeout=20,
            )
            me = http.get(f"{stack.api_url}/me", headers={"Authorization": f"Bearer {access}"}, timeout=20)

            assert chunked.status_code == 204, "a body in chunks, through the real server"
            assert me.json()["email_verified"] is True
            logs = worker.text() + stack.processes["api"].text()
            assert "mail.verify_email" in logs
            for secret in ("spring@mail.test", PASSWORD, link[2], access, "봄밤"):
                assert secret not in logs
        finally:
            stack.stop()


def test_without_any_setting_mails_stand_in_the_output_of_the_worker(tmp_path: Path) -> None:
    stack = new_stack(tmp_path)
    del stack.env["EMAIL_URL"]
    require_success(stack.manage("migrate", "--no-input"))
    script = (
        "from culturepedia.accounts import registration, tasks; from django.utils import timezone;"
        "registration.sign_up(email='a@mail.test', username='봄밤', password='달빛 아래 오래된 극장 42', kind='token',"
        " device='?', now=timezone.now()); tasks.send_mails()"
    )

    done = stack.manage("shell", "-c", script)

    require_success(done)
    assert (BACKEND_DIR / "manage.py").exists()
    assert "To: a@mail.test" in done.stdout
    assert re.search(r"/verify#token=\S+", done.stdout)
