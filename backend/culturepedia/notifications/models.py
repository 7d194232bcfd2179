"""Notices, what each is compared with, and who wants which."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from culturepedia.performances.codes import NotificationKind
from culturepedia.performances.models import Performance


class Snapshot(models.Model):
    """A favorite performance as people were last told of it; a difference to its row is news."""

    performance = models.OneToOneField(Performance, models.CASCADE, related_name="+")
    revision = models.PositiveIntegerField(default=0)  # grows with every difference
    start_date = models.DateField()
    end_date = models.DateField()
    venue_kopis_id = models.CharField(max_length=12, null=True)
    venue_name = models.CharField(max_length=200, null=True)
    cast_text = models.TextField(null=True)
    withdrawn = models.BooleanField(default=False)
    taken_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"snapshot #{self.pk} {self.revision}"


class Preference(models.Model):
    """Which notices someone wants; who never chose has no row and gets all of them in the app, none by mail."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="사용자")
    opening = models.BooleanField(default=True)
    last_week = models.BooleanField(default=True)
    dates_changed = models.BooleanField(default=True)
    venue_changed = models.BooleanField(default=True)
    cast_changed = models.BooleanField(default=True)
    cancelled = models.BooleanField(default=True)
    mail_digest = models.BooleanField(default=False)
    # Written by `digests`.
    mail_tries = models.PositiveSmallIntegerField(default=0)
    next_mail_at = models.DateTimeField(null=True)  # no mail before; null: at once

    class Meta:
        verbose_name = "알림 설정"
        verbose_name_plural = "알림 설정"

    def __str__(self) -> str:
        return f"preference #{self.pk}"


class Notification(models.Model):
    """One thing that one person is told about one performance; once."""

    public_id = models.UUIDField("공개 번호", default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="사용자")
    performance = models.ForeignKey(Performance, models.CASCADE, related_name="+", verbose_name="공연")
    kind = models.CharField("종류", max_length=20, choices=[(code.value, code.ko) for code in NotificationKind])
    occasion = models.CharField(max_length=20)  # the day it is about, or the snapshot's revision
    facts = models.JSONField("내용", default=dict)
    created_at = models.DateTimeField("알린 때")
    read_at = models.DateTimeField("읽은 때", null=True)
    mail_due = models.BooleanField("메일 대기", default=False)  # the queue of the digests

    class Meta:
        verbose_name = "알림"
        verbose_name_plural = "알림"
        constraints = [
            models.UniqueConstraint(fields=["user", "performance", "kind", "occasion"], name="told_once"),
        ]
        indexes = [
            models.Index(fields=["user", "-created_at", "-id"], name="notifications_of_a_user"),
            models.Index(fields=["user"], name="notifications_unread", condition=models.Q(read_at=None)),
            models.Index(fields=["user"], name="notifications_to_mail", condition=models.Q(mail_due=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"
