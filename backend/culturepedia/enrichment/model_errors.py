"""Why a language model gave no answer, and what that means for the money."""

from __future__ import annotations

MAX_WAIT_SECONDS = 10.0


class ModelError(Exception):
    """There is no answer; the text is ours and short."""


class ModelUnavailable(ModelError):
    """The service did not work on it (429, 5xx, no connection): nothing was paid, later it may."""

    def __init__(self, text: str, *, wait_seconds: float = 0) -> None:
        super().__init__(text)
        self.wait_seconds = min(max(wait_seconds, 0.0), MAX_WAIT_SECONDS)


class ModelUnknown(ModelError):
    """The request was sent and no answer came: it may have been paid."""


class ModelForbids(ModelError):
    """Our key, model or address is not accepted: nobody need try again before a person changed something."""


class ModelRejects(ModelError):
    """The service takes this very request never (400)."""
