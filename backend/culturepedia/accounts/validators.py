"""Rules for passwords beyond Django's own; `settings.AUTH_PASSWORD_VALIDATORS` lists them all.

No rule asks for kinds of characters: length and being unguessable are what counts (NIST SP 800-63B, section 3.1.1.2).
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from culturepedia.common.errors import bilingual

MAX_LENGTH = 128
SERVICE_WORDS = ("culturepedia", "컬처피디아")
MIN_WORD = 4  # shorter names stand in too many good passwords by chance


class MaximumLengthValidator:
    """At most 128 characters: nothing is ever cut, and hashing stays cheap."""

    def validate(self, password: str, user: Any = None) -> None:
        """Check the length.

        Raises:
            ValidationError: It is too long.
        """
        if len(password) > MAX_LENGTH:
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
        lowered = password.casefold()
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
