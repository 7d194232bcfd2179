"""The clock, read by views, tasks and commands only; everything below them is handed a date or a moment.

The calendar is Asia/Seoul (`settings.TIME_ZONE`), wherever the server stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from datetime import date, datetime


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return timezone.now()


def seoul_today() -> date:
    """Return the date on the Seoul calendar at this moment."""
    return timezone.localdate()
