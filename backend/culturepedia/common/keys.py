"""What makes a secret one: asked at the start (`config/env.py`) and by `check --deploy` (`checks.py`)."""

from __future__ import annotations

EXAMPLE_MARKS = ("change-me", "example", "insecure")
MIN_SECRET_LENGTH = 50
MIN_JWT_KEY_LENGTH = 32  # bytes of an HS256 key (RFC 7518, section 3.2)


def is_example(secret: str) -> bool:
    """Return whether a secret is one of those that examples and frameworks print."""
    return any(mark in secret.lower() for mark in EXAMPLE_MARKS)
