"""Mails to accounts: written in the language of their reader, sent once, tried again while a server is away."""

from __future__ import annotations

import re
import threading
from contextlib import nullcontext
from datetime import timedelta
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from celery import current_app
from django.core import mail
from django.db import connection, transaction
from kombu.exceptions import OperationalError as BrokerAway

from culturepedia.accounts import counters, mails, tasks
from culturepedia.accounts.models import OutgoingMail, User
from culturepedia.common import clock
from culturepedia.privacy import deletion
from runner.ports import find_free
from tests.people import PASSWORD, Person, ask, new_email, sign_up
from tests.plugins.smtp import HOST, MailServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from time_machine import TimeMachineFixture

SMTP = "django.core.mail.backends.smtp.EmailBackend"
HOSTILE = "<img src=x onerror=alert(1)>"
NEW_PASSWORD = "아침에 부르는 느린 노래 7"


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with MailServer() as running:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, HOST, running.port
        yield running


class Links(HTMLParser):
    """The tags and link addresses of an HTML text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.hrefs: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.hrefs += [value for name, value in attrs if name == "href" and value]


def parts(message: Any) -> tuple[str, str]:
    """Return the plain and the HTML text."""
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    return plain.get_content(), html.get_content()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "subject", "path"), [("ko", "확인해 주세요", ""), ("en", "confirm your email", "/en")]
)
def test_a_mail_is_plain_and_html_in_the_language_of_its_reader(
    server: MailServer, language: str, subject: str, path: str
) -> None:
    email = new_email()
    body = {"email": email, "password": PASSWORD, "username": "봄밤"}
    ask("POST", "/auth/signup", body, Accept_Language=language)

    tasks.send_mails()

    (message,) = server.received
    plain, html = parts(message)
    assert (message["To"], message["Auto-Submitted"]) == (email, "auto-generated")
    assert message["From"] == "Culturepedia <noreply@culturepedia.invalid>"
    assert subject in message["Subject"]
    assert "봄밤" in plain
    assert f'<html lang="{language}">' in html
    (href,) = Links(html).hrefs
    assert href in plain
    assert href.startswith(f"http://127.0.0.1:8080{path}/verify#token=")
    assert ask("POST", "/auth/email/verify", {"token": href.partition("#token=")[2]}).status_code == 204
    assert User.objects.get(email=email).email_verified_at is not None


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_link_of_a_forgotten_password_sets_a_new_one_once(server: MailServer, language: str) -> None:
    person = sign_up()
    OutgoingMail.objects.all().delete()
    ask("POST", "/auth/password/forgot", {"email": person.email.upper()}, Accept_Language=language)

    tasks.send_mails()

    (href,) = Links(parts(server.received[0])[1]).hrefs
    uid, token = re.search(r"/password/reset#uid=(\w+)&token=([\w-]+)$", href).groups()  # type: ignore[union-attr]
    body = {"uid": uid, "token": token, "new_password": NEW_PASSWORD}
    assert [ask("POST", "/auth/password/reset", body).status_code for _ in range(2)] == [204, 400]
    assert ask("POST", "/auth/signin", {"email": person.email, "password": NEW_PASSWORD}).status_code == 200
    tasks.send_mails()
    assert [message["Subject"].strip() for message in server.received][1:] == ["비밀번호가 바뀌었어요 | 컬처피디아"]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", OutgoingMail.Kind.values)
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(
    "name", [HOSTILE, "{{ link }}{% debug %}", "a\r\nBcc: b@mail.test", '"><script>x</script>', "&amp;"]
)
def test_a_name_is_text_in_every_mail(kind: str, language: str, name: str) -> None:
    user = User(email="a@mail.test", username=name, password="!")
    user.pk = 1

    message = mails.compose(kind=kind, user=user, language=language)

    html = str(message.alternatives[0][0])
    assert set(Links(html).tags) == {"html", "head", "meta", "body", "div", "p", "span", "h1", "a"}
    assert name.partition("\r")[0] in message.body
    sent = message.message()
    assert sent["Bcc"] is None
    assert sent["To"] == "a@mail.test"
    assert "\n" not in str(message.subject)


@pytest.mark.django_db
def test_an_address_without_an_account_gets_nothing_and_leaves_nothing(server: MailServer) -> None:
    reply = ask("POST", "/auth/password/forgot", {"email": "nobody@mail.test"})
    closed = sign_up()
    User.objects.filter(email=closed.email).update(is_active=False)
    OutgoingMail.objects.exclude(address="nobody@mail.test").delete()
    same = ask("POST", "/auth/password/forgot", {"email": closed.email})

    assert OutgoingMail.objects.count() == 2
    tasks.send_mails()

    assert (reply.status_code, reply.content) == (same.status_code, same.content) == (202, same.content)
    assert server.received == []
    assert OutgoingMail.objects.count() == 0


@pytest.mark.django_db
def test_a_dead_server_is_tried_again_with_growing_pauses_and_given_up(
    settings: Any, time_machine: TimeMachineFixture
) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, HOST, find_free(HOST)
    time_machine.move_to("2026-11-23T12:00:00Z", tick=False)
    sign_up()
    pauses = []

    while True:
        before = OutgoingMail.objects.get()
        if before.next_try_at is None:
            break
        time_machine.move_to(before.next_try_at - timedelta(seconds=1), tick=False)
        tasks.send_mails()
        assert OutgoingMail.objects.get().tries == before.tries, "not before its time"
        time_machine.move_to(before.next_try_at, tick=False)
        tasks.send_mails()
        after = OutgoingMail.objects.get()
        pauses.append(after.next_try_at and after.next_try_at - before.next_try_at)

    assert pauses == [*mails.PAUSES, None]
    assert (after.sent_at, after.problem) == (None, "ConnectionRefusedError")
    time_machine.shift(timedelta(days=8))
    tasks.clean_up()
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_one_mail_that_is_refused_keeps_no_other_waiting(server: MailServer) -> None:
    server.refusals = 1
    people = [sign_up(), sign_up()]

    tasks.send_mails()

    assert [message["To"] for message in server.received] == [people[1].email]
    assert OutgoingMail.objects.get(address=people[0].email).problem == "SMTPRecipientsRefused"


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_loses_no_mail(server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BrokerAway("no broker")

    monkeypatch.setattr(current_app, "send_task", refuse)

    person = sign_up()
    tasks.send_mails()  # as the schedule does every minute

    assert [message["To"] for message in server.received] == [person.email]


@pytest.mark.django_db
def test_a_mail_of_a_deleted_account_is_not_sent(server: MailServer) -> None:
    person = sign_up()
    ask("POST", "/auth/password/forgot", {"email": person.email})
    person.ask("DELETE", "/me", {"password": PASSWORD})

    tasks.send_mails()

    assert server.received == []
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_mail_goes_out_beside_the_deletion_of_its_account(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(current_app, "send_task", lambda *_, **__: None)
    person = sign_up()
    mails.send_waiting()
    ask("POST", "/auth/password/forgot", {"email": person.email})  # asked for by address: its row names no account
    user = User.objects.get(email=person.email)
    is_free = connection.vendor == "postgresql"  # where one writer does not keep every other one out
    sent: list[int] = []

    def send() -> None:
        try:
            sent.append(mails.send_waiting())
        finally:
            connection.close()

    with transaction.atomic() if is_free else nullcontext():
        if is_free:
            counters.lock(user, to_delete=True)
        worker = threading.Thread(target=send)
        worker.start()
        worker.join(10)
        assert sent == [1]
        deletion.delete_account(user=user, password=PASSWORD, now=clock.now())

    assert not User.objects.exists()
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_the_row_holds_no_secret(server: MailServer, person: Person) -> None:
    tasks.send_mails()

    (href,) = Links(parts(server.received[0])[1]).hrefs
    row = str(OutgoingMail.objects.values().get())
    assert href.partition("#token=")[2] not in row
    assert "봄" not in row


@pytest.fixture
def person() -> Person:
    return sign_up()


@pytest.mark.django_db
def test_the_tests_own_back_end_takes_the_place_of_the_one_of_the_settings() -> None:
    sign_up()

    tasks.send_mails()

    assert len(mail.outbox) == 1
