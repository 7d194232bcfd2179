"""Which spans of days a run asks KOPIS for, and in which order. Pure.

KOPIS answers at most 31 days at once, both ends counted. A window's rows are the performances whose run overlaps it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

MAX_DAYS = 31


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` to `end`, both counted."""

    start: date
    end: date

    @classmethod
    def around(cls, today: date, *, days_back: int, days_ahead: int) -> Self:
        """Return the days the catalogue keeps up to date."""
        return cls(today - timedelta(days=days_back), today + timedelta(days=days_ahead))

    def covers(self, other: Span) -> bool:
        """Say whether each day of `other` is in this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Step:
    """One window to list: completely, or only what changed on or after `modified_since`."""

    window: Span
    modified_since: date | None = None

    @property
    def key(self) -> str:
        """Name the step in a run's cursor."""
        kind = f"since {self.modified_since:%Y%m%d} in" if self.modified_since else "all of"
        return f"{kind} {self.window.start:%Y%m%d}-{self.window.end:%Y%m%d}"


def split(span: Span, *, today: date) -> list[Span]:
    """Cut a span into windows of at most 31 days; that of today first, then the coming ones, then the past."""
    anchor = min(max(today, span.start), span.end)
    ahead = _cut(Span(anchor, span.end))
    back: list[Span] = []
    end = anchor - timedelta(days=1)
    while end >= span.start:
        start = max(span.start, end - timedelta(days=MAX_DAYS - 1))
        back.append(Span(start, end))
        end = start - timedelta(days=1)
    return ahead + back


def missing_parts(wanted: Span, covered: Span | None) -> list[Span]:
    """Return the parts of `wanted` that lie outside `covered`."""
    if covered is None or covered.end < wanted.start or wanted.end < covered.start:
        return [wanted]
    parts = []
    if covered.end < wanted.end:
        parts.append(Span(covered.end + timedelta(days=1), wanted.end))
    if wanted.start < covered.start:
        parts.append(Span(wanted.start, covered.start - timedelta(days=1)))
    return parts


def _cut(span: Span) -> list[Span]:
    windows = []
    start = span.start
    while start <= span.end:
        end = min(span.end, start + timedelta(days=MAX_DAYS - 1))
        windows.append(Span(start, end))
        start = end + timedelta(days=1)
    return windows
