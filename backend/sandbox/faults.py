"""Ways to make the server misbehave for chosen requests, for tests of clients.

A fault is a question about the request and what to answer instead; faults are asked in order, the first that
matches answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

XML = "application/xml"


@dataclass(frozen=True, slots=True)
class Request:
    """A request as the server saw it.

    Attributes:
        path: Below the base, without leading slash (`pblprfr/PF123456`), or the whole path for other files.
        params: Decoded query parameters, the last of repeated ones.
        count: How many requests for this path came so far, this one included.
    """

    path: str
    params: Mapping[str, str]
    count: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What to answer.

    Attributes:
        reset: Reset the connection instead of answering.
        delay_seconds: Wait before answering.
        announce: Claim this Content-Length, so that a shorter body looks cut off; None = the true length.
    """

    body: bytes = b""
    status: int = 200
    content_type: str = XML
    reset: bool = False
    delay_seconds: float = 0.0
    announce: int | None = None


Answer = Reply | Callable[[Request, Reply], Reply]
"""A fixed reply, or a function that turns the ordinary reply into another."""


@dataclass
class Fault:
    """Answer `reply` when `matches(request)`, at most `times` times (None = always)."""

    matches: Callable[[Request], bool]
    reply: Answer
    times: int | None = None
    used: int = 0

    def takes(self, request: Request) -> bool:
        """Tell whether this fault answers the request, and count it."""
        if (self.times is not None and self.used >= self.times) or not self.matches(request):
            return False
        self.used += 1
        return True


BLOCKED = Reply(b"<HTML><H1>Request Blocked</H1></HTML>", 400, "text/html")
BARE_400 = Reply(b"", 400, "text/html")
MAINTENANCE = Reply("<html><body><h1>점검 중입니다</h1></body></html>".encode(), 200, "text/html; charset=UTF-8")
UNAVAILABLE = Reply(b"", 503, "text/html")
RESET = Reply(reset=True)


def truncated(_: Request, ordinary: Reply) -> Reply:
    """Return the first half of the ordinary body as if it were all."""
    return Reply(ordinary.body[: len(ordinary.body) // 2], ordinary.status, ordinary.content_type)


def cut_off(_: Request, ordinary: Reply) -> Reply:
    """Return the first half of the ordinary body under its full length: the connection ends too early."""
    return Reply(
        ordinary.body[: len(ordinary.body) // 2], ordinary.status, ordinary.content_type, announce=len(ordinary.body)
    )
