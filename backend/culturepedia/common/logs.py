"""How log lines look, and what never stands in them."""

from __future__ import annotations

import logging
import re
from typing import Any

import structlog
from django.conf import settings

# The KOPIS key travels in a query string; anything that logs a URL would log it.
KEY_IN_URL = re.compile(r"(?i)([?&](?:service|api_?key|token)=)[^&\s\"']+")


class RedactSecrets(logging.Filter):
    """Replaces configured secrets and keys in URLs by `[redacted]`."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the message in place; every record passes."""
        message = record.getMessage()
        for secret in (settings.KOPIS_SERVICE_KEY, settings.SECRET_KEY):
            if len(secret) >= 8:
                message = message.replace(secret, "[redacted]")
        record.msg, record.args = KEY_IN_URL.sub(r"\1[redacted]", message), ()
        return True


def line_formatter(*, as_json: bool) -> structlog.stdlib.ProcessorFormatter:
    """Return a formatter for one event a line: JSON for machines, text for a terminal."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=False),
    ]
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False) if as_json else structlog.dev.ConsoleRenderer()
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer]
    )
