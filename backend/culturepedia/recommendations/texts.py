"""Reasons for people: each code with its facts as a sentence in Korean and English.

Names and titles are those of the source and stand in the answer as text; nothing here is markup.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from culturepedia.performances.codes import Characteristic, Genre, Mood, Region

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


# The core's codes of reasons; a test compares them. Named here too, so that describing the API needs no NumPy.
CODES = (
    "new_production", "cast", "crew", "similar", "liked_together", "searched_tag", "picked", "popular", "box_office",
    "new_listing", "running", "opening",
)  # fmt: skip
TOKEN_KINDS = ("genre", "tag", "cast", "crew", "prod", "venue", "word")
MOST_NAMED = 2  # of what both have
_LABELS: dict[str, tuple[str, str]] = {
    **{f"genre:{code}": (code.ko, code.en) for code in Genre},
    **{f"region:{code}": (code.ko, code.en) for code in Region},
    **{f"tag:{code}": (f"#{code.ko}", f"#{code.en}") for kind in (Characteristic, Mood) for code in kind},
}


@dataclass(frozen=True, slots=True)
class Told:
    """A reason ready to be said: its code, the facts, and the performance that it compares with."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    about: tuple[str, str] | None = None  # KOPIS id and title


def show_reason(told: Told, *, language: str) -> dict[str, Any]:
    """Return a reason as the API shows it."""
    facts = told.facts
    return {
        "code": told.code,
        "text": tell(told, language=language),
        "performance": None if told.about is None else {"id": told.about[0], "title": told.about[1]},
        "params": {
            "signal": facts.get("source"),
            "rating": facts.get("rating"),
            "name": facts.get("name"),
            "shared": [_show_token(token, language) for token in facts.get("shared", ())],
            "people": facts.get("people"),
            "rank": facts.get("rank"),
            "regions": list(facts.get("regions", ())),
            "date": facts.get("date"),
        },
    }


def tell(told: Told, *, language: str) -> str:
    """Return the sentence of a reason."""
    return (_ENGLISH if language == "en" else _KOREAN)[told.code](told)


def label_of(token: str, language: str) -> str:
    """Return what a token is called; names and what no code knows are called what they are."""
    found = _LABELS.get(token)
    return token.partition(":")[2] if found is None else found[language == "en"]


def _show_token(token: str, language: str) -> dict[str, str]:
    kind, _, value = token.partition(":")
    return {"kind": kind, "value": value, "label": label_of(token, language)}


def _named(told: Told, language: str) -> str:
    tokens: Sequence[str] = told.facts["shared"]
    # Tags tell more than a genre, which a third of all performances share.
    best = sorted(tokens, key=lambda token: token.startswith("genre:"))[:MOST_NAMED]
    return " · ".join(label_of(token, language) for token in best)


def _title(told: Told) -> str:
    return told.about[1] if told.about else ""


def _past_ko(told: Told) -> str:
    rating, source = told.facts.get("rating"), told.facts.get("source")
    how = {"favorite": "찜한 ", "visit": "관람한 "}.get(source or "", "")
    return f"{f'별 {rating:g}개를 준 ' if rating else how}〈{_title(told)}〉"


def _past_en(told: Told) -> str:
    rating, source = told.facts.get("rating"), told.facts.get("source")
    how = {"favorite": ", which you saved", "visit": ", which you saw"}.get(source or "", "")
    return f"“{_title(told)}”{f', which you gave {rating:g}★' if rating else how}"


def _regions(told: Told, language: str) -> str:
    return ", ".join(label_of(f"region:{region}", language) for region in told.facts.get("regions", ()))


def _popular_ko(told: Told) -> str:
    where = _regions(told, "ko")
    return f"{f'{where}에서 ' if where else ''}요즘 인기 · {told.facts['people']}명이 좋아해요"


def _popular_en(told: Told) -> str:
    where = _regions(told, "en")
    return f"Popular{f' in {where}' if where else ''} now · {told.facts['people']} people like it"


def _day_ko(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.month}월 {day.day}일"


def _day_en(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B}"


def _until_ko(told: Told) -> str:
    day = told.facts.get("date")
    return f"지금 공연 중 · {f'{_day_ko(day)}까지' if day else '오픈런'}"


def _until_en(told: Told) -> str:
    day = told.facts.get("date")
    return f"On now · {f'until {_day_en(day)}' if day else 'open run'}"


_KOREAN: dict[str, Callable[[Told], str]] = {
    "new_production": lambda told: f"{_past_ko(told)}의 다른 프로덕션",
    "cast": lambda told: f"{_past_ko(told)}의 배우 {told.facts['name']} 출연",
    "crew": lambda told: f"{_past_ko(told)}의 제작진 {told.facts['name']} 참여",
    "similar": lambda told: f"{_past_ko(told)}처럼 {_named(told, 'ko')}",
    "liked_together": lambda told: f"{_past_ko(told)}도 좋아한 {told.facts['people']}명이 좋아해요",
    "searched_tag": lambda told: f"{_named(told, 'ko')} 태그를 찾아보셨어요",
    "picked": lambda told: f"고르신 {_named(told, 'ko')}에 맞아요",
    "popular": _popular_ko,
    "box_office": lambda told: f"이번 주 예매 {told.facts['rank']}위",
    "new_listing": lambda _: "새로 올라온 공연",
    "running": _until_ko,
    "opening": lambda told: f"{_day_ko(told.facts['date'])} 개막",
}
_ENGLISH: dict[str, Callable[[Told], str]] = {
    "new_production": lambda told: f"Another production of {_past_en(told)}",
    "cast": lambda told: f"With {told.facts['name']}, on stage in {_past_en(told)}",
    "crew": lambda told: f"By {told.facts['name']}, of {_past_en(told)}",
    "similar": lambda told: f"{_named(told, 'en')}, like {_past_en(told)}",
    "liked_together": lambda told: f"Liked by {told.facts['people']} people who also like {_past_en(told)}",
    "searched_tag": lambda told: f"You searched for {_named(told, 'en')}",
    "picked": lambda told: f"Matches {_named(told, 'en')}, which you picked",
    "popular": _popular_en,
    "box_office": lambda told: f"Number {told.facts['rank']} at the box office this week",
    "new_listing": lambda _: "New listing",
    "running": _until_en,
    "opening": lambda told: f"Opens on {_day_en(told.facts['date'])}",
}
