"""The account of a person or an operator."""

from __future__ import annotations

import unicodedata
import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from culturepedia.accounts.emails import canonical

MAX_UNCOMPOSED = 512  # four times the longest password: no character has more parts


class Gender(models.TextChoices):
    """What a person says of their gender, if they say anything."""

    FEMALE = "female", "여성"
    MALE = "male", "남성"
    OTHER = "other", "기타"
    UNDISCLOSED = "undisclosed", "밝히지 않음"


class Language(models.TextChoices):
    """The languages of the product."""

    KOREAN = "ko", "한국어"
    ENGLISH = "en", "English"


class UserManager(BaseUserManager["User"]):
    """Makes accounts; `createsuperuser` goes through here."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Store an account whose password is hashed; without a password nobody can sign in to it.

        Raises:
            ValueError: It is no address.
        """
        user = self.model(email=canonical(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Store an operator's account with every right; `manage.py createsuperuser` has checked the password."""
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})

    def get_by_natural_key(self, username: str | None) -> User:
        """Find an account by its e-mail address, however it is spelled."""
        try:
            return self.get(email=canonical(username or ""))
        except ValueError:
            raise self.model.DoesNotExist from None  # what is no address belongs to nobody


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by an e-mail address that is unique regardless of case."""

    public_id = models.UUIDField("공개 번호", default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("이메일", max_length=254, unique=True)  # canonical: lower case, ASCII
    email_verified_at = models.DateTimeField("이메일 확인", null=True, blank=True)
    username = models.CharField("이름", max_length=30)
    gender = models.CharField("성별", max_length=12, choices=Gender.choices, null=True, blank=True)
    birthday = models.DateField("생일", null=True, blank=True)
    language = models.CharField("언어", max_length=2, choices=Language.choices, default=Language.KOREAN)
    keep_searches = models.BooleanField("검색 기록 보관", default=True)
    is_active = models.BooleanField("활성", default=True)
    is_staff = models.BooleanField("운영진", default=False)
    created_at = models.DateTimeField("가입한 때", default=timezone.now)
    # Each written by the app that counts.
    review_count = models.PositiveIntegerField("리뷰", default=0)
    favorite_count = models.PositiveIntegerField("찜", default=0)
    visit_count = models.PositiveIntegerField("관람 기록", default=0)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["username"]
    objects = UserManager()

    class Meta:
        verbose_name = "사용자"
        verbose_name_plural = "사용자"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_email"),
            models.CheckConstraint(
                condition=models.Q(gender__in=Gender.values) | models.Q(gender__isnull=True), name="gender_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.username

    def set_password(self, raw_password: str | None) -> None:
        """Store the hash of the composed password; the row is saved by the caller."""
        super().set_password(None if raw_password is None else composed(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Return whether this is the password, however a keyboard composes it."""
        return super().check_password(None if raw_password is None else composed(raw_password))


def composed(password: str) -> str:
    """Return the password in NFC: keyboards differ in how they send Hangul (NIST SP 800-63B, section 3.1.1.2).

    What no composing could bring to an allowed length stays as it is: piles of marks take quadratic time.
    """
    return password if len(password) > MAX_UNCOMPOSED else unicodedata.normalize("NFC", password)
