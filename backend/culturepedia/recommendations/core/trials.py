"""Offline trials: past opinions to learn from, a shelf, and what people liked afterwards.

Four kinds: the replay of past weeks, each person's last fifth, items nobody in training has met, people of whom only a
few ratings are known. Nothing of a trial's answers is in its training.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from culturepedia.recommendations.core.records import last_fifth
from culturepedia.recommendations.core.shelf import stock
from culturepedia.recommendations.core.signals import build_profile, reviews_of
from culturepedia.recommendations.core.training import train

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from culturepedia.recommendations.core.model import Model
    from culturepedia.recommendations.core.rating_files import RatingSet
    from culturepedia.recommendations.core.records import Bools, Interactions, Ints, Item, Settings
    from culturepedia.recommendations.core.shelf import Shelf
    from culturepedia.recommendations.core.signals import Profile

RELEVANT = 4.0  # stars
WEEK = 7
NEW_DAYS = 60  # replay: candidates are met first from so many days before a week to its end
MOST_PEOPLE = 1_000
HELD_BACK = 5  # one item in so many, and so many turns


@dataclass(frozen=True, slots=True)
class Asker:
    """One person of a trial: rows of the shelf that may be shown, and which of them turned out relevant."""

    person: int
    profile: Profile
    open_rows: Ints
    relevant: frozenset[int]  # rows of the shelf


@dataclass(frozen=True, slots=True)
class Trial:
    """One training and those who ask it."""

    model: Model
    shelf: Shelf
    past: Interactions
    items: Sequence[Item]
    day: int
    askers: Sequence[Asker]


def replay_week(data: RatingSet, start: int, settings: Settings, most: int = MOST_PEOPLE) -> Trial:
    """Return the trial of the week that begins on a day, learned from all before."""
    first = np.full(len(data.items), np.iinfo(np.int64).max)
    np.minimum.at(first, data.opinions.item, data.opinions.day)
    shown = (first >= start - NEW_DAYS) & (first < start + WEEK)
    days = data.opinions.day
    # What has been met only this week is listed on its first day.
    items = [replace(item, listed_day=int(day)) for item, day in zip(data.items, first.tolist(), strict=True)]
    within = (days >= start) & (days < start + WEEK)
    return _trial(replace(data, items=items), days < start, within, shown, settings, day=start - 1, most=most)


def last_weeks(data: RatingSet, weeks: int, skipped: int = 0) -> list[int]:
    """Return the first days of the last weeks of a set, the newest first, without the very last `skipped`."""
    end = int(data.opinions.day.max()) + 1
    return [end - WEEK * (week + 1) for week in range(skipped, skipped + weeks)]


def known_items(data: RatingSet, settings: Settings, most: int = MOST_PEOPLE) -> Trial:
    """Return the trial of the last fifth of each person's opinions."""
    late = last_fifth(data.opinions)
    shown = np.bincount(data.opinions.item[~late], minlength=len(data.items)) > 0
    return _trial(data, ~late, late, shown, settings, day=int(data.opinions.day.max()), most=most)


def unknown_items(data: RatingSet, settings: Settings, turn: int = 0, most: int = MOST_PEOPLE) -> Trial:
    """Return the trial of a fifth of the items, another one each turn, all of whose opinions were held back."""
    mixed = np.random.default_rng(settings.seed + 1).permutation(len(data.items))
    held = np.isin(np.arange(len(data.items)), np.array_split(mixed, HELD_BACK)[turn])
    apart = held[data.opinions.item]
    return _trial(data, ~apart, apart, held, settings, day=int(data.opinions.day.max()), most=most)


def with_few(trial: Trial, count: int) -> Trial:
    """Return the trial as if only the last `count` opinions of each asker were known."""
    by_id = {item.id: item for item in trial.items}
    askers = []
    for asker in trial.askers:
        signals = sorted(reviews_of(trial.past, trial.items, asker.person), key=lambda one: one.day)[-count:]
        askers.append(replace(asker, profile=build_profile(trial.model, signals, by_id, day=trial.day)))
    return replace(trial, askers=askers)


def _trial(  # noqa: PLR0913 - the two halves of the data, and what both are of
    data: RatingSet, learned: Bools, asked: Bools, shown: Bools, settings: Settings, *, day: int, most: int
) -> Trial:
    past = data.opinions.pick(learned)
    model = train(data.items, past, day=day, settings=settings)
    shelf = stock(model, [data.items[row] for row in np.flatnonzero(shown).tolist()])
    answers = data.opinions.pick(asked & (data.rating >= RELEVANT) & shown[data.opinions.item])
    askers = list(_askers(model, shelf, data.items, past, answers))
    if len(askers) > most:
        drawn = np.random.default_rng(settings.seed).choice(len(askers), most, replace=False)
        askers = [askers[number] for number in sorted(drawn.tolist())]
    return Trial(model, shelf, past, data.items, day, askers)


def _askers(
    model: Model, shelf: Shelf, items: Sequence[Item], past: Interactions, answers: Interactions
) -> Iterator[Asker]:
    place = {int(number): row for row, number in enumerate(shelf.ids)}
    by_id = {item.id: item for item in items}
    liked: defaultdict[int, set[int]] = defaultdict(set)
    for person, row in zip(answers.person.tolist(), answers.item.tolist(), strict=True):
        liked[person].add(place[items[row].id])
    order = np.argsort(past.person, kind="stable")
    sorted_people = past.person[order]
    for person in sorted(liked):
        mine = order[np.searchsorted(sorted_people, person) : np.searchsorted(sorted_people, person, side="right")]
        seen = {place.get(items[row].id, -1) for row in past.item[mine].tolist()}
        relevant = frozenset(liked[person] - seen)
        if not len(mine) or not relevant:
            continue
        open_rows = np.setdiff1d(np.arange(len(shelf)), np.fromiter(seen, np.int64, len(seen)))
        own = type(past)(past.person[mine], past.item[mine], past.weight[mine], past.day[mine])
        profile = build_profile(model, reviews_of(own, items, person), by_id, day=model.day)
        yield Asker(person, profile, open_rows, relevant)
