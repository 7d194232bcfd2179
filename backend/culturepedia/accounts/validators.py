"""Rules for passwords beyond Django's own; `settings.AUTH_PASSWORD_VALIDATORS` lists them all.

No rule asks for kinds of characters: length and being unguessable are what counts (NIST SP 800-63B, section 3.1.1.2).
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import password_validation as stock
from django.core.exceptions import ValidationError

from culturepedia.accounts.models import composed
from culturepedia.common import clock, events
from culturepedia.common.errors import bilingual

MAX_LENGTH = 128
SERVICE_WORDS = ("culturepedia", "컬처피디아")
MIN_WORD = 4  # shorter names stand in too many good passwords by chance


class Composed:
    """Judges the password as it is kept, in NFC: decomposed Hangul would pass for thrice as long and for no word."""

    def validate(self, password: str, user: Any = None) -> None:
        """Check the composed password by the framework's rule."""
        super().validate(composed(password), user)  # type: ignore[misc]  # of the rule beside it


class MinimumLengthValidator(Composed, stock.MinimumLengthValidator):
    """Long enough; `PASSWORD_MIN_LENGTH`."""


class CommonPasswordValidator(Composed, stock.CommonPasswordValidator):
    """None of the twenty thousand that are tried first."""


class SimilarityValidator(Composed, stock.UserAttributeSimilarityValidator):
    """Not much like the address or the name."""


class MaximumLengthValidator:
    """At most 128 characters: nothing is ever cut, and hashing stays cheap."""

    def validate(self, password: str, user: Any = None) -> None:
        """Check the length.

        Raises:
            ValidationError: It is too long.
        """
        if len(composed(password)) > MAX_LENGTH:
            text = bilingual(f"{MAX_LENGTH}자 이하로 적어 주세요.", f"Use at most {MAX_LENGTH} characters.")
            raise ValidationError(text, code="password_too_long")

    def get_help_text(self) -> str:
        """Return the rule for people."""
        return bilingual(f"{MAX_LENGTH}자까지 쓸 수 있습니다.", f"It can have up to {MAX_LENGTH} characters.")


class ContextWordValidator:
    """Nothing built around the service's name, the person's address or name: those are tried first."""

    def validate(self, password: str, user: Any = None) -> None:
        """Check for words of the context.

        Raises:
            ValidationError: One of them stands in the password.
        """
        lowered = composed(password).casefold()
        words = [*SERVICE_WORDS]
        if user is not None:
            words += [user.email.partition("@")[0], *user.username.split(), user.username]
        if any(len(word) >= MIN_WORD and word.casefold() in lowered for word in words):
            text = bilingual(
                "서비스 이름이나 내 이메일, 이름이 들어간 비밀번호는 쓸 수 없어요.",
                "Leave out the name of this service, your e-mail address and your name.",
            )
            raise ValidationError(text, code="password_context_word")

    def get_help_text(self) -> str:
        """Return the rule for people."""
        return bilingual(
            "서비스 이름, 이메일, 이름을 넣지 마세요.", "Leave out the service's name, your address and your name."
        )


class SessionsEnd:
    """No rule: Django tells the validators of each new password that was saved, wherever it was set.

    So the sessions of the old one end after a change in the admin or at a terminal too. `passwords.py` ends them
    itself, because one may stay.
    """

    def validate(self, password: str, user: Any = None) -> None:
        """Accept every password."""

    def get_help_text(self) -> str:
        """Return what a change does."""
        return bilingual("바꾸면 모든 기기에서 로그아웃됩니다.", "A change signs every device out.")

    def password_changed(self, password: str, user: Any = None) -> None:
        """End the sessions of the account."""
        # The sessions need the models, which need the settings that name this class.
        from culturepedia.accounts import sessions  # noqa: PLC0415

        if user is not None and sessions.end_all(user=user, by="password_changed", now=clock.now()):
            events.record("password.changed", user=user.public_id, by="operator")
