"""Days and moments as KOPIS writes them: `2025.11.07`, `2025-09-09 15:00:03.056916` (Korean time, without a zone)."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")
EARLIEST_YEAR = 1900
DAY = re.compile(r"(\d{4})\.(\d{2})\.(\d{2})", re.ASCII)
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?", re.ASCII)
RUN = re.compile(r"(\d{4}\.\d{2}\.\d{2}) ?~ ?(\d{4}\.\d{2}\.\d{2})", re.ASCII)


def read_day(text: str | None) -> date | None:
    """Return a real calendar day from 1900 on, else None."""
    match = DAY.fullmatch(text or "")
    if not match or int(match[1]) < EARLIEST_YEAR:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None  # 31 February


def read_run(text: str | None) -> tuple[date, date] | None:
    """Return first and last day of `2025.10.24~2025.10.26`, else None."""
    match = RUN.fullmatch(text or "")
    start, end = (read_day(match[1]), read_day(match[2])) if match else (None, None)
    return (start, end) if start and end and start <= end else None


def read_moment(text: str | None) -> datetime | None:
    """Return an aware moment of Korean time, else None."""
    match = MOMENT.fullmatch(text or "")
    if not match:
        return None
    try:
        moment = datetime.fromisoformat(f"{match[1]}T{match[2]}.{(match[3] or '0')[:6].ljust(6, '0')}")
    except ValueError:
        return None  # 25 o'clock
    return moment.replace(tzinfo=SEOUL) if moment.year >= EARLIEST_YEAR else None
