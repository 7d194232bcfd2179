"""The answer to someone who asks for recommendations.

What was computed is kept for ten minutes under all that it depends on: the files that answer, the day, what the person
did and picked, what was asked. Cards are read each time, so that nothing withdrawn or over is shown.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import orjson
from django.core.cache import cache

from culturepedia.performances.codes import State
from culturepedia.performances.selectors import cards_by_key
from culturepedia.recommendations import engine
from culturepedia.recommendations.asking import (
    Question,
    evidence_of,
    newest,
    person_of,
    signals_of,
    wish_of,
)
from culturepedia.recommendations.core.features import tokens_of
from culturepedia.recommendations.core.recommend import Recommendation, recommend
from culturepedia.recommendations.evidence import divide, read_traces
from culturepedia.recommendations.items import read_some, read_titles
from culturepedia.recommendations.parameters import DEFAULT_LIMIT, picked
from culturepedia.recommendations.tastes import find_taste, wanted_by
from culturepedia.recommendations.texts import Told, show_reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from culturepedia.accounts.models import User
    from culturepedia.performances.cards import Card
    from culturepedia.recommendations.core.explain import Reason
    from culturepedia.recommendations.core.records import Item
    from culturepedia.recommendations.engine import Engine

KEEP_SECONDS = 600
SPARE = 5  # for what was withdrawn since the candidates were gathered


@dataclass(frozen=True, slots=True)
class Found:
    """One recommended performance by its primary key."""

    key: int
    score: float
    reasons: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was computed for a question."""

    reach: str
    regions: tuple[str, ...]
    results: tuple[Found, ...]
    again: tuple[Found, ...]


def get_recommendations(user: User | None, values: Mapping[str, Any], *, today: date, language: str) -> dict[str, Any]:
    """Return the answer; at most seven queries beside that of authentication."""
    question = ask_for(user, values, today)
    running = engine.current(today)
    key = _key(running, question)
    outcome = cache.get(key)
    if outcome is None:
        outcome = _compute(running, question)
        cache.set(key, outcome, KEEP_SECONDS)
    return _show(outcome, question, language)


def ask_for(user: User | None, values: Mapping[str, Any], today: date) -> Question:
    """Return what a request comes to; two queries about who is signed in, none about others."""
    asked = picked(values)
    wanted = wanted_by(None if user is None else find_taste(user), asked)
    used, unused = divide([] if user is None else read_traces(user), wanted.sources)
    signals, older = newest(signals_of(used))
    return Question(
        today=today,
        values=values,
        wanted=wanted,
        asked_genres=asked["categories"],
        signals=signals,
        unused=(*signals_of(unused), *older),
        age=None if user is None else _age(user.birthday, today),
    )


def _age(birthday: date | None, today: date) -> int | None:
    if birthday is None:
        return None
    return today.year - birthday.year - ((today.month, today.day) < (birthday.month, birthday.day))


def _compute(running: Engine, question: Question) -> Outcome:
    items = _items(running, question)
    person, wish = person_of(question, items), wish_of(question, items)
    limit = question.values.get("limit", DEFAULT_LIMIT) + SPARE
    answer = recommend(running.model, running.shelf, person, wish=wish, limit=limit)
    reasons = [reason for one in (*answer.results, *answer.again) for reason in one.reasons]
    about = {cast("int", reason.parameters["item"]) for reason in reasons if "item" in reason.parameters}
    titles = read_titles(sorted(about)) if about else {}
    picks = set(person.picks)

    def found(one: Recommendation) -> Found:
        told = tuple(say(reason, one.item, titles, picks) for reason in one.reasons)
        return Found(one.item.id, round(one.score, 4), told)

    return Outcome(
        answer.reach.value,
        tuple(sorted(wish.regions)),
        tuple(map(found, answer.results)),
        tuple(map(found, answer.again)),
    )


def say(reason: Reason, item: Item, titles: Mapping[int, tuple[str, str]], picks: set[str]) -> Told:
    """Return a reason of the core with the facts as the API names them."""
    facts: dict[str, Any] = dict(reason.parameters)
    about = titles.get(facts.pop("item", 0))
    if "day" in facts:
        day = facts.pop("day")
        facts["date"] = None if day is None else date.fromordinal(day).isoformat()
    if "tag" in facts:
        facts["shared"] = (f"tag:{facts.pop('tag')}",)
    if facts.pop("token", None) is not None:
        # All of the picks that it fits, not only the weightiest.
        facts["shared"] = tuple(token for token in tokens_of(item) if token in picks)
    return Told(reason.code.value, facts, about)


def _items(running: Engine, question: Question) -> dict[int, Item]:
    """Return the items that the person has to do with; two queries where some are no candidates."""
    known = {key: running.items[key] for key in question.keys if key in running.items}
    missing = [key for key in question.keys if key not in known]
    return known | read_some(missing)


def _key(running: Engine, question: Question) -> str:
    held = [running.names, question.today, dict(sorted((name, str(value)) for name, value in question.values.items())),
            asdict(question.wanted), question.signals, question.unused, question.age]  # fmt: skip
    text = orjson.dumps(held, option=orjson.OPT_NON_STR_KEYS, default=str)
    return f"recommendations-{hashlib.blake2b(text, digest_size=20).hexdigest()}"


def _show(outcome: Outcome, question: Question, language: str) -> dict[str, Any]:
    limit = question.values.get("limit", DEFAULT_LIMIT)
    cards = cards_by_key(sorted({one.key for one in (*outcome.results, *outcome.again)}), question.today)

    def shown(found: Sequence[Found]) -> list[dict[str, Any]]:
        alive = [(one, cards[one.key]) for one in found if one.key in cards and _can_be_seen(cards[one.key])]
        return [
            {
                "performance": card,
                "score": one.score,
                "reasons": [show_reason(told, language=language) for told in one.reasons],
            }
            for one, card in alive[:limit]
        ]

    return {
        "basis": question.basis.value,
        "tab": question.values.get("tab", "fit"),
        "reach": outcome.reach,
        "regions": list(outcome.regions),
        "evidence": evidence_of(question),
        "results": shown(outcome.results),
        "again": shown(outcome.again),
    }


def _can_be_seen(card: Card) -> bool:
    return bool(card["state"] != State.ENDED)
