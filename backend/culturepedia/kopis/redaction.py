"""Keeps the KOPIS key out of what the HTTP library logs: its lines hold whole URLs, and so the key."""

from __future__ import annotations

import logging
import re

KEY_IN_QUERY = re.compile(r"(?i)([?&]service=)[^&\s\"'<>]*")
CHATTY = ("urllib3.connection", "urllib3.connectionpool", "urllib3.util.retry", "requests")


class HideKey(logging.Filter):
    """Replaces the key in a record before any handler sees it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the message in place; every record passes."""
        message = record.getMessage()
        if KEY_IN_QUERY.search(message):
            record.msg, record.args = KEY_IN_QUERY.sub(r"\1[redacted]", message), ()
        return True


def hide_key_in_logs() -> None:
    """Put the filter before every logger of the HTTP library, once for the process."""
    for name in CHATTY:
        logger = logging.getLogger(name)
        if not any(isinstance(one, HideKey) for one in logger.filters):
            logger.addFilter(HideKey())
