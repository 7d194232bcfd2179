"""What can go wrong with reviews, as the API tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework import exceptions, status

from culturepedia.common.errors import bilingual

if TYPE_CHECKING:
    from datetime import date


class _Conflict(exceptions.APIException):
    status_code = status.HTTP_409_CONFLICT


class AlreadyReviewed(_Conflict):
    """The author has a review of this performance."""

    default_code = "already_reviewed"

    def __init__(self) -> None:
        super().__init__(bilingual("이미 리뷰를 쓴 공연이에요.", "You have reviewed this performance already."))


class NotStarted(_Conflict):
    """Nobody can have seen the performance yet."""

    default_code = "not_started"

    def __init__(self) -> None:
        super().__init__(bilingual("아직 시작하지 않은 공연이에요.", "This performance has not started yet."))


class ChangedElsewhere(_Conflict):
    """The review is not the one that the author has before their eyes."""

    default_code = "changed_elsewhere"

    def __init__(self) -> None:
        super().__init__(
            bilingual("다른 곳에서 먼저 고친 리뷰예요.", "This review was changed elsewhere in the meantime.")
        )


class AlreadyReported(_Conflict):
    """One report per user."""

    default_code = "already_reported"

    def __init__(self) -> None:
        super().__init__(bilingual("이미 신고한 리뷰예요.", "You have reported this review already."))


class OwnReview(exceptions.PermissionDenied):
    """Nobody votes for or reports what they wrote."""

    default_code = "own_review"

    def __init__(self) -> None:
        super().__init__(bilingual("내가 쓴 리뷰예요.", "This is your own review."))


def not_in_run(first: date, last: date) -> exceptions.ValidationError:
    """Return the error for a day on which the performance cannot have been seen."""
    if first > last:
        text = bilingual("아직 시작하지 않은 공연이에요.", "This performance has not started yet.")
    else:
        text = bilingual(f"{first}부터 {last}까지의 날짜를 적어 주세요.", f"Enter a date from {first} to {last}.")
    return exceptions.ValidationError({"watched_on": [text]}, code="not_in_run")


def contradiction(field: str) -> exceptions.ValidationError:
    """Return the error for a chip that says both yes and no."""
    text = bilingual("두 곳에 같은 항목이 있어요.", "The same one stands on both sides.")
    return exceptions.ValidationError({field: [text]}, code="contradiction")
