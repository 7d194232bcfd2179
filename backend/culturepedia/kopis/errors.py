"""How asking KOPIS fails: in three kinds, because callers react in three ways. No text holds a URL or the key."""

from __future__ import annotations


class KopisError(Exception):
    """KOPIS could not be read."""


class KopisUnavailable(KopisError):
    """A time-out, a connection failure, 5xx, a block or code 03: the same call may work later."""

    def __init__(self, text: str, *, retry_after_seconds: float | None = None, is_block: bool = False) -> None:
        super().__init__(text)
        self.retry_after_seconds = retry_after_seconds
        self.is_block = is_block


class KopisRejected(KopisError):
    """Our request is wrong, the key is refused, or our own budget is used up: trying again cannot help."""

    def __init__(self, text: str, *, code: str = "") -> None:
        super().__init__(text)
        self.code = code


class KopisMalformed(KopisError):
    """The answer breaks the contract; nothing of it may be used."""
