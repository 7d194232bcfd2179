"""Which share of the texts that KOPIS gave each parser has read, and examples of what it has not."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from culturepedia.kopis.records import (
    ListedPerformance,
    ListedVenue,
    PerformanceRecord,
    RankingRow,
    Skipped,
    VenueRecord,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MAX_EXAMPLES = 12

# Parser -> (kind of record, the raw text, what was made of it).
PARSERS: dict[str, tuple[type, Callable[[Any], str | None], Callable[[Any], Any]]] = {
    "genre": (PerformanceRecord, lambda one: one.genre_text, lambda one: one.genre),
    "province": (PerformanceRecord, lambda one: one.region_text, lambda one: one.region),
    "facility and hall": (PerformanceRecord, lambda one: one.venue_name, lambda one: one.hall_name),
    "runtime": (PerformanceRecord, lambda one: one.runtime_text, lambda one: one.runtime_minutes is not None),
    "age": (PerformanceRecord, lambda one: one.age_text, lambda one: one.age_min is not None),
    "prices": (PerformanceRecord, lambda one: one.price_text, lambda one: one.prices),
    "timetable": (PerformanceRecord, lambda one: one.schedule_text, lambda one: one.showtimes),
    "cast": (PerformanceRecord, lambda one: one.cast_text, lambda one: one.cast),
    "crew": (PerformanceRecord, lambda one: one.crew_text, lambda one: one.crew),
    "companies": (PerformanceRecord, lambda one: one.companies_text, lambda one: any(one.companies.values())),
    "genre in lists": (ListedPerformance, lambda one: one.genre_text, lambda one: one.genre),
    "province in lists": (ListedPerformance, lambda one: one.region_text, lambda one: one.region),
    "province of venues": (ListedVenue, lambda one: one.name, lambda one: one.region),
    "coordinates of venues": (VenueRecord, lambda one: one.address, lambda one: one.latitude is not None),
    "run on boards": (RankingRow, lambda one: one.title, lambda one: one.run),
}  # fmt: skip


class Coverage:
    """Counts records as they come."""

    def __init__(self) -> None:
        self.records: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.given: Counter[str] = Counter()
        self.read: Counter[str] = Counter()
        self.unread: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, records: Iterable[Any]) -> None:
        """Count records, and rows that could not become one."""
        for record in records:
            if isinstance(record, Skipped):
                self.skipped[record.reason] += 1
                continue
            self.records[type(record).__name__] += 1
            for name, (kind, text_of, value_of) in PARSERS.items():
                text = text_of(record) if isinstance(record, kind) else None
                if text:
                    self.given[name] += 1
                    if value_of(record):
                        self.read[name] += 1
                    else:
                        self.unread[name][text] += 1

    def share(self, name: str) -> float:
        """Return the share of texts that a parser has read, 1 when there were none."""
        return self.read[name] / self.given[name] if self.given[name] else 1.0

    def lines(self) -> list[str]:
        """Return a report for people."""
        counted = ", ".join(f"{count} {name}" for name, count in sorted(self.records.items()))
        lines = [f"{counted}; skipped: {dict(self.skipped) or 'none'}"]
        for name in PARSERS:
            if self.given[name]:
                examples = [text[:60] for text, _ in self.unread[name].most_common(MAX_EXAMPLES)]
                shown = f"  unread: {examples}" if examples else ""
                lines.append(f"{name:22} {self.read[name]:5}/{self.given[name]:<5} {self.share(name):7.1%}{shown}")
        return lines
