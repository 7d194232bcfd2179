"""What can go wrong with an account, as the API tells it."""

from __future__ import annotations

from rest_framework import exceptions, status

from culturepedia.common.errors import bilingual


class WrongCredentials(exceptions.APIException):
    """Address and password do not open any account; which of the two is wrong stays unsaid."""

    status_code = status.HTTP_401_UNAUTHORIZED
    default_code = "wrong_credentials"
    auth_header = 'Bearer realm="api"'

    def __init__(self) -> None:
        super().__init__(bilingual("이메일 또는 비밀번호가 맞지 않아요.", "Email or password is incorrect."))


class EmailTaken(exceptions.APIException):
    """The address has an account already."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "email_taken"

    def __init__(self) -> None:
        super().__init__(bilingual("이미 가입한 이메일이에요.", "This email already has an account."))


class ForeignOrigin(exceptions.PermissionDenied):
    """A page of another site sent the app's cookie."""

    default_code = "foreign_origin"

    def __init__(self) -> None:
        super().__init__(bilingual("허용되지 않은 곳에서 온 요청입니다.", "This request comes from another site."))


def wrong_password(field: str) -> exceptions.ValidationError:
    """Return the error for a password that is not the current one."""
    text = bilingual("비밀번호가 맞지 않아요.", "This is not your password.")
    return exceptions.ValidationError({field: [text]}, code="wrong_password")


def invalid_link() -> exceptions.ValidationError:
    """Return the error for a mailed link that is wrong, old or used."""
    text = bilingual("링크가 만료되었거나 이미 쓰였어요.", "This link has expired or was used already.")
    return exceptions.ValidationError({"token": [text]}, code="invalid_token")
