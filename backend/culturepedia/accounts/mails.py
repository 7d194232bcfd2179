"""Mails to accounts: asked for in the transaction they belong to, written and sent by a worker.

A token is made when the mail is sent and stands nowhere else. What cannot be sent is tried again with growing pauses,
for about a day.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from kombu.exceptions import OperationalError

from culturepedia.accounts import links
from culturepedia.accounts.models import OutgoingMail, User
from culturepedia.common import clock, events

if TYPE_CHECKING:
    from datetime import datetime

logger = logging.getLogger(__name__)

SEND_TASK = "accounts.send_mails"
CLAIM = timedelta(minutes=2)  # longer than a mail server may take
PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(hours=18))
KEPT_AFTER_SENDING = timedelta(days=7)


def request(*, user: User | None, address: str, kind: str, language: str, now: datetime) -> None:
    """Put a mail into the queue, and wake a worker once the transaction is committed.

    Without a user the worker looks for one who has the address.
    """
    OutgoingMail.objects.create(
        user=user, address=address, kind=kind, language=language, created_at=now, next_try_at=now
    )
    transaction.on_commit(_wake_worker)


def send_waiting(*, limit: int = 50) -> int:
    """Send what is due; return how many mails went out. Several workers may do so at once."""
    sent = 0
    due = OutgoingMail.objects.filter(next_try_at__lte=clock.now()).order_by("next_try_at", "pk")
    for pk in list(due.values_list("pk", flat=True)[:limit]):
        sent += _send_one(pk)
    return sent


def delete_old(*, now: datetime) -> int:
    """Delete mails that were sent or given up a week ago; return how many."""
    return OutgoingMail.objects.filter(next_try_at=None, created_at__lt=now - KEPT_AFTER_SENDING).delete()[0]


def _wake_worker() -> None:
    try:
        current_app.send_task(SEND_TASK, ignore_result=True)
    except (OperationalError, OSError) as error:
        # The schedule finds it within a minute.
        logger.warning("no worker could be told of a mail: %s", type(error).__name__)


def _send_one(pk: int) -> bool:
    now = clock.now()
    # The claim is one statement: of two workers one gets the row.
    if not OutgoingMail.objects.filter(pk=pk, next_try_at__lte=now).update(next_try_at=now + CLAIM):
        return False
    mail = OutgoingMail.objects.select_related("user").filter(pk=pk).first()
    if mail is None:
        return False  # its account was deleted meanwhile
    user = mail.user or User.objects.filter(email=mail.address, is_active=True).first()
    if user is None:
        mail.delete()  # nobody has this address: nothing is kept of the question
        return False
    try:
        compose(kind=mail.kind, user=user, language=mail.language).send()
    except (OSError, SMTPException) as error:
        _put_back(mail, error, now=now)
        return False
    # Nothing here names the account: it may be going just now, and would be waited for in a circle.
    OutgoingMail.objects.filter(pk=pk).update(sent_at=now, next_try_at=None, problem="")
    events.record(f"mail.{mail.kind}", user=user.public_id)
    return True


def _put_back(mail: OutgoingMail, error: Exception, *, now: datetime) -> None:
    logger.warning("mail %s of kind %s was not sent: %s", mail.pk, mail.kind, type(error).__name__)
    pause = PAUSES[mail.tries] if mail.tries < len(PAUSES) else None
    OutgoingMail.objects.filter(pk=mail.pk).update(
        tries=mail.tries + 1, next_try_at=pause and now + pause, problem=type(error).__name__
    )


def compose(*, kind: str, user: User, language: str) -> EmailMultiAlternatives:
    """Return the mail in its language, as plain text and HTML."""
    context = {
        "name": user.username,
        "link": links.link_for(kind=kind, user=user, language=language),
        "site": settings.PUBLIC_BASE_URL,
    }
    folder = f"accounts/mails/{kind}.{language}"
    subject, _, text = render_to_string(f"{folder}.txt", context).partition("\n")
    message = EmailMultiAlternatives(
        subject.strip(), text.lstrip(), to=[user.email], headers={"Auto-Submitted": "auto-generated"}
    )
    message.attach_alternative(render_to_string(f"{folder}.html", context), "text/html")
    return message
