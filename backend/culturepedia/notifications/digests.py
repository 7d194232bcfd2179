"""Mails what waits for people who want their notices by mail: at most one a day, the table of notices is the queue."""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Exists, OuterRef, Q
from django.template.loader import render_to_string

from culturepedia.common import events
from culturepedia.notifications import texts
from culturepedia.notifications.models import Notification, Preference

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from culturepedia.accounts.models import User

logger = logging.getLogger(__name__)

CLAIM = timedelta(minutes=5)  # longer than a mail server may take
PAUSES = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(hours=18))
BETWEEN = timedelta(hours=20)
MOST_LINES = 30


def send_due(*, now: datetime, limit: int = 100) -> int:
    """Send the digests that are due; return how many went out. Several workers may do so at once."""
    waiting = Notification.objects.filter(user=OuterRef("user"), mail_due=True)
    due = _due(now).filter(
        Exists(waiting), mail_digest=True, user__is_active=True, user__email_verified_at__isnull=False
    )
    return sum(_send_one(pk, now=now) for pk in list(due.order_by("pk").values_list("pk", flat=True)[:limit]))


def _due(now: datetime) -> QuerySet[Preference]:
    return Preference.objects.filter(Q(next_mail_at=None) | Q(next_mail_at__lte=now))


def _send_one(pk: int, *, now: datetime) -> bool:
    # The claim is one statement: of two workers one gets the row.
    if not _due(now).filter(pk=pk).update(next_mail_at=now + CLAIM):
        return False
    wish = Preference.objects.select_related("user").filter(pk=pk, mail_digest=True).first()
    if wish is None:
        return False  # deleted or switched off meanwhile
    waiting = Notification.objects.filter(user=wish.user, mail_due=True)
    rows = list(waiting.select_related("performance").order_by("-created_at", "-pk"))
    if not rows:
        return False
    try:
        compose(wish.user, rows).send()
    except (OSError, SMTPException) as error:
        _put_back(wish, rows, error, now=now)
        return False
    Notification.objects.filter(pk__in=[row.pk for row in rows]).update(mail_due=False)
    Preference.objects.filter(pk=pk).update(next_mail_at=now + BETWEEN, mail_tries=0)
    events.record("mail.digest", user=wish.user.public_id)
    return True


def _put_back(wish: Preference, rows: list[Notification], error: Exception, *, now: datetime) -> None:
    logger.warning("digest %s was not sent: %s", wish.pk, type(error).__name__)
    if wish.mail_tries < len(PAUSES):
        Preference.objects.filter(pk=wish.pk).update(
            mail_tries=wish.mail_tries + 1, next_mail_at=now + PAUSES[wish.mail_tries]
        )
        return
    # Given up: they stand in the app, and the next digest begins anew.
    Notification.objects.filter(pk__in=[row.pk for row in rows]).update(mail_due=False)
    Preference.objects.filter(pk=wish.pk).update(mail_tries=0, next_mail_at=now + BETWEEN)


def compose(user: User, rows: list[Notification]) -> EmailMultiAlternatives:
    """Return the digest in the user's language, as plain text and HTML."""
    language = user.language
    site = settings.PUBLIC_BASE_URL.rstrip("/") + ("/en" if language == "en" else "")
    lines = [
        {
            "text": texts.say(row.kind, title=row.performance.title, facts=row.facts, language=language),
            "link": f"{site}/performances/{row.performance.kopis_id}",
        }
        for row in rows[:MOST_LINES]
    ]
    settings_link = f"{site}/me/notices"
    context = {
        "name": user.username,
        "count": len(rows),
        "lines": lines,
        "more": len(rows) - len(lines),
        "link": f"{site}/me/favorites",
        "settings": settings_link,
        "site": settings.PUBLIC_BASE_URL,
    }
    folder = f"notifications/mails/digest.{language}"
    subject, _, text = render_to_string(f"{folder}.txt", context).partition("\n")
    message = EmailMultiAlternatives(
        subject.strip(),
        text.lstrip(),
        to=[user.email],
        headers={"Auto-Submitted": "auto-generated", "List-Unsubscribe": f"<{settings_link}>"},
    )
    message.attach_alternative(render_to_string(f"{folder}.html", context), "text/html")
    return message
