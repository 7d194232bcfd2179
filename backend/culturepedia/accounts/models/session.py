"""A sign-in: what a device may do until it ends."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class Session(models.Model):
    """One sign-in on one device. Its access and refresh tokens carry `public_id` and die with it."""

    class Kind(models.TextChoices):
        """Where the refresh token lives."""

        TOKEN = "token", "응답"
        COOKIE = "cookie", "쿠키"  # in a cookie that scripts cannot read, for the app

    class Ended(models.TextChoices):
        """Why it ended before its time."""

        SIGNED_OUT = "signed_out", "로그아웃"
        SIGNED_OUT_ELSEWHERE = "signed_out_elsewhere", "다른 기기에서 로그아웃"
        PASSWORD_CHANGED = "password_changed", "비밀번호 변경"
        REUSED = "reused", "갱신 토큰 재사용"
        DEACTIVATED = "deactivated", "계정 정지"

    public_id = models.UUIDField("공개 번호", default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="사용자")
    kind = models.CharField("종류", max_length=6, choices=Kind.choices)
    device = models.CharField("기기", max_length=80)
    refresh_jti = models.CharField("갱신 토큰", max_length=32)  # the only one that is good
    previous_jti = models.CharField("이전 갱신 토큰", max_length=32, default="", blank=True)
    rotated_at = models.DateTimeField("갱신", null=True)
    created_at = models.DateTimeField("로그인")
    last_used_at = models.DateTimeField("마지막 사용")
    idle_expires_at = models.DateTimeField("미사용 만료")
    expires_at = models.DateTimeField("만료")
    ended_at = models.DateTimeField("종료", null=True)
    ended_by = models.CharField("종료 사유", max_length=24, choices=Ended.choices, null=True)

    class Meta:
        verbose_name = "로그인"
        verbose_name_plural = "로그인"
        indexes = [models.Index(fields=["user", "-last_used_at"], name="sessions_of_a_user")]

    def __str__(self) -> str:
        return str(self.public_id)
