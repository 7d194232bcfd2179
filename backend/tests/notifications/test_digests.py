"""Notices by mail, for those who want that."""

from __future__ import annotations

import re
from datetime import date, timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail

from culturepedia.notifications import tasks
from culturepedia.notifications.models import Notification, Preference
from culturepedia.pages.addresses import PAGE
from tests.factories import PerformanceFactory
from tests.people import SOME_MOMENT, FavoriteFactory, Person, someone

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def me() -> Person:
    person = someone(email_verified_at=SOME_MOMENT, username="<b>나</b>")
    person.patch("/api/v1/me", {"notifications": {"mail_digest": True}})
    return person


def opens(person: Person, days: int, title: str = "햄릿 <i>") -> None:
    performance = PerformanceFactory.create(
        title=title, start_date=TODAY + timedelta(days=days), end_date=TODAY + timedelta(days=60)
    )
    FavoriteFactory.create(user=person.user, performance=performance)
    tasks.make_notices()


def test_mails_what_is_new_in_one_mail(me: Person, settings: Any) -> None:
    opens(me, 2)
    opens(me, 3, "맥베스")

    for _ in range(2):
        tasks.send_digests()

    (message,) = mail.outbox
    assert message.to == [me.user.email]
    assert message.subject == "찜한 공연 소식 2건 | 컬처피디아"
    assert "‘햄릿 <i>’, 2026년 11월 25일에 시작해요." in message.body
    assert message.extra_headers["List-Unsubscribe"] == f"<{settings.PUBLIC_BASE_URL}/me/notices>"
    links = re.findall(rf"{settings.PUBLIC_BASE_URL}(\S*)", message.body)
    assert len(links) >= 3
    assert [link for link in links if not PAGE.fullmatch(link)] == [], "no page of the app"
    html = message.alternatives[0].content
    assert "&lt;b&gt;나&lt;/b&gt;" in html
    assert "<i>" not in html
    assert not Notification.objects.filter(mail_due=True).exists()


def test_speaks_the_readers_language(me: Person) -> None:
    me.patch("/api/v1/me", {"language": "en"})
    opens(me, 2)

    tasks.send_digests()

    assert mail.outbox[0].subject == "News about 1 of your saved shows | Culturepedia"
    assert "opens on 25 November 2026" in mail.outbox[0].body


def test_mails_at_most_once_a_day(me: Person, time_machine: Any) -> None:
    opens(me, 2)
    tasks.send_digests()
    opens(me, 3)

    tasks.send_digests()
    assert len(mail.outbox) == 1
    time_machine.move_to("2026-11-24T09:00:00+09:00")
    tasks.send_digests()
    assert len(mail.outbox) == 2


def test_mails_nobody_who_did_not_ask() -> None:
    opens(someone(email_verified_at=SOME_MOMENT), 2)

    tasks.send_digests()

    assert mail.outbox == []


def test_mails_no_address_that_is_not_proven() -> None:
    person = someone()
    person.patch("/api/v1/me", {"notifications": {"mail_digest": True}})
    opens(person, 2)

    tasks.send_digests()

    assert mail.outbox == []


def test_switching_off_drops_what_waits(me: Person) -> None:
    opens(me, 2)
    me.patch("/api/v1/me", {"notifications": {"mail_digest": False}})
    me.patch("/api/v1/me", {"notifications": {"mail_digest": True}})

    tasks.send_digests()

    assert mail.outbox == []


def test_tries_again_with_growing_pauses_and_gives_up(me: Person, time_machine: Any, monkeypatch: Any) -> None:
    opens(me, 2)
    monkeypatch.setattr(
        "django.core.mail.EmailMultiAlternatives.send", lambda *_: (_ for _ in ()).throw(SMTPServerDisconnected)
    )

    tries = []
    for hour in range(60):
        time_machine.move_to(f"2026-11-{23 + hour // 24}T{hour % 24:02}:00:00+09:00")
        tasks.send_digests()
        tries.append(Preference.objects.get().mail_tries)

    assert max(tries) == 4
    assert tries[-1] == 0
    assert not Notification.objects.filter(mail_due=True).exists()
