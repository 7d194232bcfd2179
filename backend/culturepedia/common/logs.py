"""How log lines look, and what never stands in them."""

from __future__ import annotations

import logging
import re
from typing import Any

import structlog
from django.conf import settings

from culturepedia.common.events import FACTS

# The KOPIS key travels in a query string; anything that logs a URL would log it. Mailed links have theirs behind `#`.
KEY_IN_URL = re.compile(r"(?i)([?&#](?:service|api_?key|token)=)[^&\s\"']+")
SECRETS = ("KOPIS_SERVICE_KEY", "SECRET_KEY", "EMAIL_HOST_PASSWORD")
# Each of these reads a character once, whatever the text: a line may hold what a stranger sent.
DOTTED = re.compile(r"(?<![\w.-])[\w-]++(?:\.[\w-]++){2,}+")
JSON_IN_BASE64 = "eyJ"  # how every token begins
MAIL_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)*+")


def redact(text: str) -> str:
    """Return the text with secrets, tokens, mail addresses and keys in URLs replaced by `[redacted]`."""
    for secret in (*(getattr(settings, name) or "" for name in SECRETS), *settings.JWT_KEYS.values()):
        if len(secret) >= 8:
            text = text.replace(secret, "[redacted]")
    text = DOTTED.sub(lambda found: "[redacted]" if JSON_IN_BASE64 in found[0] else found[0], text)
    text = MAIL_ADDRESS.sub("[redacted]", text)
    return KEY_IN_URL.sub(r"\1[redacted]", text)


class RedactSecrets(logging.Filter):
    """Redacts messages, for handlers with other formatters."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the message in place; every record passes."""
        record.msg, record.args = redact(record.getMessage()), ()
        return True


class RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """Redacts whole lines: a traceback may hold the secret that its message does not."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return redact(super().format(record))


def line_formatter(*, as_json: bool) -> RedactingFormatter:
    """Return a formatter for one event a line: JSON for machines, text for a terminal."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,  # the id of the request
        structlog.stdlib.ExtraAdder(allow=FACTS),
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=False),
    ]
    # Tracebacks without the values of variables: those may be secrets, and fill screens.
    renderers: list[Any] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if as_json
        else [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    )
    return RedactingFormatter(
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderers]
    )
