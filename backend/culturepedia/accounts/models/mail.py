"""Mails that wait to be sent: the table is the queue."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class OutgoingMail(models.Model):
    """One mail to one address. It holds no text and no token: both are made when it is sent.

    Whether an address that asks for a new password has an account is looked up then too, so that asking takes the
    same time for every address.
    """

    class Kind(models.TextChoices):
        """What it says."""

        VERIFY_EMAIL = "verify_email", "이메일 확인"
        RESET_PASSWORD = "reset_password", "비밀번호 재설정"
        PASSWORD_CHANGED = "password_changed", "비밀번호 변경 알림"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, verbose_name="받는 사람")
    address = models.EmailField("이메일", max_length=254, db_index=True)
    kind = models.CharField("종류", max_length=20, choices=Kind.choices)
    language = models.CharField("언어", max_length=2)
    created_at = models.DateTimeField("요청")
    tries = models.PositiveSmallIntegerField("시도", default=0)
    next_try_at = models.DateTimeField("다음 시도", null=True)  # null: sent, or given up
    sent_at = models.DateTimeField("보낸 때", null=True)
    problem = models.CharField("문제", max_length=80, default="", blank=True)  # the kind of error, no text of a server

    class Meta:
        verbose_name = "보낼 메일"
        verbose_name_plural = "보낼 메일"
        indexes = [models.Index(fields=["next_try_at"], name="mails_to_send")]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"
