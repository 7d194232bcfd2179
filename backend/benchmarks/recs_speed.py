"""How long one request and one training take at the size of the country, and what memory they hold."""

from __future__ import annotations

import resource
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from culturepedia.recommendations.core import store
from culturepedia.recommendations.core.calibration import train_calibrated
from culturepedia.recommendations.core.candidates import Wish
from culturepedia.recommendations.core.evaluate import Bar
from culturepedia.recommendations.core.facts import holds
from culturepedia.recommendations.core.recommend import Person, recommend
from culturepedia.recommendations.core.records import Interactions, Item, Settings
from culturepedia.recommendations.core.rerank import rerank
from culturepedia.recommendations.core.score import best_first, score
from culturepedia.recommendations.core.shelf import stock
from culturepedia.recommendations.core.signals import build_profile, reviews_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from culturepedia.recommendations.core.model import Model
    from culturepedia.recommendations.core.shelf import Shelf

TODAY = 739_900
STORED = 200_000
LIVE = 20_000
PEOPLE = 1_000_000  # of whom training draws some
EACH = 10
SMALL = 5_000  # candidates after filters, the usual case
ROUNDS = 200
REGIONS = ("seoul", "gyeonggi", "busan", "daegu", "incheon", "jeju")
WEIGHTS = np.array([-0.5, -0.25, 1 / 3, 0.5, 2 / 3, 5 / 6, 1], np.float32)


def measure_speed() -> list[Bar]:
    """Train, store, load and ask; print what it took and return the bars."""
    chance = np.random.default_rng(5)
    items, opinions = _catalogue(chance), _opinions(chance)
    before = _megabytes()
    began, began_cpu = time.perf_counter(), time.process_time()
    model = train_calibrated(items, opinions, day=TODAY, settings=Settings())
    trained, trained_cpu = time.perf_counter() - began, time.process_time() - began_cpu
    peak = _megabytes()
    print(f"  training: {trained:.0f} s, {trained_cpu:.0f} s of processor, peak {peak:.0f} MB ({before:.0f} before)")
    with tempfile.TemporaryDirectory(prefix="culturepedia-bench-") as folder:
        path = store.save(model, Path(folder))
        print(f"  file: {path.stat().st_size / 1e6:.0f} MB")
        model = store.load(path)
    began = time.perf_counter()
    shelf = stock(model, items[-LIVE:])
    print(f"  shelf of {LIVE:,}: {time.perf_counter() - began:.1f} s, every hour")
    people = _people(items, opinions, chance)
    _check_facts(model, shelf, people[:50])
    began = time.perf_counter()
    everything = stock(model, items)
    print(f"  shelf of {STORED:,}: {time.perf_counter() - began:.1f} s")
    small = np.sort(chance.choice(LIVE, SMALL, replace=False))
    return [
        Bar("120 s / training", 120 / trained_cpu, 1),
        Bar("2 GB / training's peak", 2000 / peak, 1),
        _latency("score and order 5,000", 10, people, lambda person: _ordered(model, shelf, person, small)),
        _latency("score and order 20,000", 30, people, lambda person: _ordered(model, shelf, person, None)),
        _latency("score and order 200,000", 150, people, lambda person: _ordered(model, everything, person, None)),
        _latency("a whole request, 20,000", 60, people, lambda person: _asked(model, shelf, person)),
    ]


def _latency(name: str, most_ms: float, people: list[Person], ask: Callable[[Person], object]) -> Bar:
    wall, processor = [], []
    for number in range(ROUNDS):
        person = people[number % len(people)]
        began, began_cpu = time.perf_counter(), time.process_time()
        ask(person)
        processor.append(time.process_time() - began_cpu)
        wall.append(time.perf_counter() - began)
    cpu, clock = (np.percentile(np.array(times) * 1000, [50, 95, 99]) for times in (processor, wall))
    print(
        f"  {name}: processor p50 {cpu[0]:.1f} p95 {cpu[1]:.1f} p99 {cpu[2]:.1f} ms;"
        f" wall p50 {clock[0]:.1f} p95 {clock[1]:.1f} p99 {clock[2]:.1f} ms"
    )
    return Bar(f"{most_ms:g} ms / p95, {name}", most_ms / float(cpu[1]), 1)


def _ordered(model: Model, shelf: Shelf, person: Person, rows: np.ndarray | None) -> object:
    profile = build_profile(model, person.signals, person.items, day=TODAY)
    scores = score(model, shelf, profile, np.arange(len(shelf)) if rows is None else rows)
    return rerank(scores, best_first(scores), limit=20, today=TODAY)


def _asked(model: Model, shelf: Shelf, person: Person) -> object:
    return recommend(model, shelf, person, wish=Wish(today=TODAY))


def _check_facts(model: Model, shelf: Shelf, people: list[Person]) -> None:
    for person in people:
        for one in recommend(model, shelf, person, wish=Wish(today=TODAY)).results:
            for reason in one.reasons:
                if not holds(reason, one.item, model=model, person=person, today=TODAY):
                    raise SystemExit(f"not a fact: {reason} of {one.item.id}")


def _people(items: list[Item], opinions: Interactions, chance: np.random.Generator) -> list[Person]:
    found = []
    for number in chance.choice(PEOPLE, 100, replace=False).tolist():
        signals = reviews_of(opinions, items, number)
        by_id = {signal.item: items[signal.item] for signal in signals if signal.item is not None}
        found.append(Person(signals=signals, items=by_id))
    return found


def _catalogue(chance: np.random.Generator) -> list[Item]:
    """Return performances of which the last `LIVE` can still be seen; one in three is another production of a work."""
    names = (chance.random((STORED, 8)) ** 2 * 60_000).astype(int).tolist()
    tags = chance.integers(0, 32, (STORED, 4)).tolist()
    genres = (chance.random(STORED) ** 2 * 9).astype(int).tolist()
    works = np.where(chance.random(STORED) < 1 / 3, chance.integers(0, STORED, STORED), np.arange(STORED)).tolist()
    items = []
    for row in range(STORED):
        live = row >= STORED - LIVE
        start = TODAY - 20 + row % 60 if live else TODAY - 60 - (STORED - row) // 60
        items.append(
            Item(
                id=row,
                family=f"work {works[row]}",
                genre=f"g{genres[row]}",
                tags=tuple(f"t{one}" for one in tags[row]),
                cast=tuple(f"cast {one}" for one in names[row][:5]),
                crew=tuple(f"crew {one}" for one in names[row][5:7]),
                producers=(f"company {names[row][7] // 20}",),
                venue=f"venue {row % 2_000}",
                region=REGIONS[row % len(REGIONS)],
                price_min_krw=row % 15 * 10_000,
                start_day=start,
                end_day=start + 40,
                listed_day=min(start - 30, TODAY),
            )
        )
    return items


def _opinions(chance: np.random.Generator) -> Interactions:
    """Return opinions of people who stay near the part of the catalogue that they like, famous items more often."""
    count = PEOPLE * EACH
    person = np.repeat(np.arange(PEOPLE), EACH)
    fame = (chance.random(count) ** 3 * 8_000).astype(np.int64)
    item = (fame * 25 + (person * 7919 + chance.integers(0, 3, count)) % 25) % STORED
    return Interactions(
        person.astype(np.int64),
        item,
        chance.choice(WEIGHTS, count),
        TODAY - chance.integers(0, 700, count),
    )


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
