"""Security events: one log line each, with the request's id and public ids only."""

from __future__ import annotations

import logging

logger = logging.getLogger("culturepedia.security")

FACTS = frozenset({"user", "session", "limit", "reason", "by"})


def record(event: str, **facts: object) -> None:
    """Log that something happened to an account; a fact is a public id or a word of ours, never what someone typed.

    Raises:
        ValueError: A fact has a name that logs do not show.
    """
    if not facts.keys() <= FACTS:
        raise ValueError(f"not a fact of security events: {', '.join(sorted(facts.keys() - FACTS))}")
    logger.info(event, extra={name: str(value) for name, value in facts.items()})
