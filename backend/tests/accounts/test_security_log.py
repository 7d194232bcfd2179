"""The log of whatever happens to accounts: each security event once, and never what someone would like to read there."""

from __future__ import annotations

import io
import json
import logging
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from culturepedia.accounts import tasks
from culturepedia.accounts.models import Session, User
from culturepedia.common.logs import RedactSecrets, line_formatter
from tests.people import PASSWORD, Person, ask, sign_in, sign_up

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db
NEW_PASSWORD, WRONG = "아침에 부르는 느린 노래 7", "틀린 비밀번호 999"
ANY_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+")


class Log:
    """Everything that any logger wrote, as a terminal and as a machine see it."""

    def __init__(self) -> None:
        self.json, self.console = io.StringIO(), io.StringIO()
        self.handlers = [_handler(self.json, as_json=True), _handler(self.console, as_json=False)]

    @property
    def text(self) -> str:
        return self.json.getvalue() + self.console.getvalue()

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.json.getvalue().splitlines()]

    def events(self) -> list[dict[str, Any]]:
        return [line for line in self.lines() if line["logger"] == "culturepedia.security"]

    def count(self) -> Counter[str]:
        return Counter(line["event"] for line in self.events())

    def clear(self) -> None:
        for stream in (self.json, self.console):
            stream.seek(0)
            stream.truncate()


def _handler(stream: io.StringIO, *, as_json: bool) -> logging.Handler:
    handler = logging.StreamHandler(stream)
    handler.setFormatter(line_formatter(as_json=as_json))
    handler.addFilter(RedactSecrets())
    return handler


@pytest.fixture
def log() -> Iterator[Log]:
    kept = Log()
    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.DEBUG)
    for handler in kept.handlers:
        root.addHandler(handler)
    yield kept
    for handler in kept.handlers:
        root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def person() -> Person:
    return sign_up()


def _sign_up(_: Person) -> None:
    sign_up()


def _taken(person: Person) -> None:
    ask("POST", "/auth/signup", {"email": person.email, "password": PASSWORD, "username": "관객"})


def _wrong(person: Person) -> None:
    ask("POST", "/auth/signin", {"email": person.email, "password": WRONG})


def _locked(person: Person) -> None:
    for _ in range(6):
        _wrong(person)


def _reuse(person: Person) -> None:
    for refresh in (
        person.refresh,
        ask("POST", "/auth/refresh", {"refresh": person.refresh}).json()["refresh"],
        person.refresh,
    ):
        Session.objects.update(rotated_at="2026-01-01T00:00:00Z")
        ask("POST", "/auth/refresh", {"refresh": refresh})


def _foreign(person: Person) -> None:
    body = {"email": person.email, "password": PASSWORD, "session_kind": "cookie"}
    ask("POST", "/auth/signin", body, Origin="https://evil.example")


def _too_many_sign_ups(_: Person) -> None:
    statuses = [
        ask("POST", "/auth/signup", {"email": f"n{n}@mail.test", "password": WRONG, "username": "관객"}).status_code
        for n in range(10)
    ]
    assert statuses[-1] == 429


def _change_password(person: Person) -> None:
    person.ask("POST", "/me/password", {"current_password": PASSWORD, "new_password": NEW_PASSWORD})


def _reset(person: Person) -> None:
    ask("POST", "/auth/password/forgot", {"email": person.email})
    tasks.send_mails()
    uid, token = re.search(r"#uid=(\w+)&token=([\w-]+)", str(mail.outbox[-1].body)).groups()  # type: ignore[union-attr]
    ask("POST", "/auth/password/reset", {"uid": uid, "token": token, "new_password": NEW_PASSWORD})
    ask("POST", "/auth/password/reset", {"uid": uid, "token": token, "new_password": NEW_PASSWORD})


def _verify(person: Person) -> None:
    tasks.send_mails()
    token = re.search(r"#token=(\S+)", str(mail.outbox[-1].body))
    assert token is not None
    for _ in range(2):
        ask("POST", "/auth/email/verify", {"token": token[1]})


# What happens, and the events that it is told by; signing up for the test itself is not among them.
STORIES: dict[str, tuple[Any, dict[str, int]]] = {
    "sign-up": (_sign_up, {"account.created": 1}),
    "sign-up with an address that is taken": (_taken, {}),
    "sign-in": (sign_in, {"sign_in.ok": 1}),
    "a wrong password": (_wrong, {"sign_in.failed": 1}),
    "a sign-in that is locked": (_locked, {"sign_in.failed": 5, "limit.reached": 1}),
    "refresh": (lambda person: ask("POST", "/auth/refresh", {"refresh": person.refresh}), {}),
    "a refresh token used again": (_reuse, {"refresh_token.reused": 1}),
    "sign-out": (lambda person: person.ask("POST", "/auth/signout", {}), {"sign_out": 1}),
    "sign-out of a device": (lambda person: person.ask("DELETE", f"/me/sessions/{person.session_id()}"), {"sign_out": 1}),
    "a page of another site": (_foreign, {"access.refused": 1}),
    "too many sign-ups": (_too_many_sign_ups, {"account.created": 9, "limit.reached": 1}),
    "a new password": (_change_password, {"password.changed": 1}),
    "a new password, the old one wrong": (
        lambda person: person.ask("POST", "/me/password", {"current_password": WRONG, "new_password": NEW_PASSWORD}),
        {"password.refused": 1},
    ),
    "a forgotten password": (_reset, {"mail.verify_email": 1, "mail.reset_password": 1, "password.reset": 1}),
    "an address proven": (_verify, {"mail.verify_email": 1, "email.verified": 1}),
    "deletion": (lambda person: person.ask("DELETE", "/me", {"password": PASSWORD}), {"account.deleted": 1}),
    "deletion with a wrong password": (lambda person: person.ask("DELETE", "/me", {"password": WRONG}), {"password.refused": 1}),
    "a forged token": (lambda person: ask("GET", "/me", Authorization=f"Bearer {person.access}x"), {}),
}  # fmt: skip


@pytest.mark.parametrize("name", STORIES)
def test_tells_each_event_once_and_nothing_secret(log: Log, person: Person, settings: Any, name: str) -> None:
    act, events = STORIES[name]
    log.clear()

    act(person)

    assert log.count() == events
    for line in log.events():
        in_worker = line["event"].startswith("mail.")
        assert re.fullmatch(r"[\w.-]{8,64}", line.get("request_id", "")) or in_worker, line
    for secret in (PASSWORD, NEW_PASSWORD, WRONG, person.access, person.refresh, person.email, "127.0.0.1", "관객"):
        assert secret not in log.text
        assert json.dumps(secret)[1:-1] not in log.text
    for key in (*settings.JWT_KEYS.values(), settings.SECRET_KEY):
        assert key not in log.text
    assert "eyJ" not in log.text
    assert not ANY_ADDRESS.search(log.text)
    for message in mail.outbox:
        assert not any(secret in log.text for secret in re.findall(r"token=(\S+)", str(message.body)))


def test_says_whom_an_event_is_about_by_public_ids(log: Log, person: Person) -> None:
    log.clear()

    sign_in(person)

    (line,) = log.events()
    session = Session.objects.order_by("-pk").first()
    assert session is not None
    assert (line["user"], line["session"]) == (str(person.user.public_id), str(session.public_id))
    assert line["level"] == "info"


def test_the_id_of_a_request_is_that_of_its_answer(log: Log, person: Person) -> None:
    log.clear()

    reply = ask("POST", "/auth/signin", {"email": person.email, "password": WRONG}, X_Request_ID="edge-0123456789")

    assert [line["request_id"] for line in log.events()] == ["edge-0123456789"] == [reply["X-Request-ID"]]


def test_the_general_brake_is_told_too(log: Log, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    from culturepedia.common.throttles import ClientThrottle

    monkeypatch.setitem(ClientThrottle.THROTTLE_RATES, "client", "2/min")
    log.clear()
    cache.clear()

    statuses = [person.ask("GET", "/me").status_code for _ in range(3)]

    assert statuses == [200, 200, 429]
    assert [(line["event"], line["limit"]) for line in log.events()] == [("limit.reached", "client")]


def test_a_failing_page_of_the_admin_says_nothing_of_who_tried(log: Log) -> None:
    User.objects.create_superuser("chief@mail.test", PASSWORD, username="운영")
    log.clear()

    for password in (WRONG, PASSWORD):
        Client().post("/admin/login/", {"username": "chief@mail.test", "password": password})

    assert not any(secret in log.text for secret in (WRONG, PASSWORD, "chief@", "127.0.0.1", "운영"))


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("failed for a.b+c@mail.test: no", "a.b+c@mail.test"),
        ("x=a@b", "a@b"),
        ("Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "eyJhbGciOiJIUzI1NiJ9"),
        ("token:eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl.more", "c2lnbmF0dXJl"),
        ("prefixeyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "eyJzdWIiOiIxIn0"),
        ("a.b.eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "eyJzdWIiOiIxIn0"),
        ("GET /verify#token=WyJhYmMiXQ:1abc:sig", "WyJhYmMiXQ:1abc:sig"),
        ("GET /password/reset#uid=1&token=abc-def", "abc-def"),
    ],
)
def test_what_slips_into_a_message_is_taken_out(as_json: bool, text: str, secret: str) -> None:  # noqa: FBT001
    record = logging.LogRecord("any", logging.INFO, __file__, 1, "%s", (text,), None)

    assert secret not in line_formatter(as_json=as_json).format(record)


def test_names_of_modules_stay_readable() -> None:
    record = logging.LogRecord(
        "culturepedia.kopis.sync", logging.INFO, __file__, 1, "culturepedia.kopis.sync: 1.2.3 done", (), None
    )

    assert "culturepedia.kopis.sync: 1.2.3 done" in line_formatter(as_json=True).format(record)
