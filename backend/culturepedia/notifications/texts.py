"""What a notice says, in both languages. Dates are named, so that the text stays true however late it is read."""

from __future__ import annotations

from datetime import date
from typing import Any

from culturepedia.performances.codes import NotificationKind


def say(kind: str, *, title: str, facts: dict[str, Any], language: str) -> str:
    """Return the notice as one sentence."""
    is_english = language == "en"
    texts = {
        NotificationKind.OPENING: ("‘{title}’, {start_date}에 시작해요.", "“{title}” opens on {start_date}."),
        NotificationKind.LAST_WEEK: ("‘{title}’, {end_date}에 막을 내려요.", "“{title}” closes on {end_date}."),
        NotificationKind.DATES_CHANGED: (
            "‘{title}’의 기간이 바뀌었어요. {start_date}부터 {end_date}까지예요.",
            "The dates of “{title}” have changed: {start_date} to {end_date}.",
        ),
        NotificationKind.VENUE_CHANGED: (
            "‘{title}’의 장소가 바뀌었어요. 이제 {venue}에서 해요.",
            "“{title}” has moved to {venue}.",
        ),
        NotificationKind.CAST_CHANGED: ("‘{title}’의 출연진이 바뀌었어요.", "The cast of “{title}” has changed."),
        NotificationKind.CANCELLED: ("‘{title}’ 공연이 취소됐어요.", "“{title}” has been cancelled."),
    }
    unknown = "another venue" if is_english else "다른 곳"
    named = {name: _day(value, is_english=is_english) for name, value in facts.items() if name.endswith("_date")}
    return texts[NotificationKind(kind)][is_english].format(title=title, **named, venue=facts.get("venue") or unknown)


def _day(text: str, *, is_english: bool) -> str:
    day = date.fromisoformat(text)
    return f"{day:%-d %B %Y}" if is_english else f"{day.year}년 {day.month}월 {day.day}일"
