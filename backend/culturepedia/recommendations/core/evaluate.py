"""`python -m culturepedia.recommendations.core.evaluate FOLDER`: the offline evaluation of a rating set, with its bars.

FOLDER holds files as `rating_files` describes. Prints nDCG@10, recall@10, coverage (share of the shelf that anybody
was shown) and spread (mean distance within lists) of ours beside popularity, EASE, ALS and the content cosine; exit
status 1 when a bar is missed. `--rich` judges new items by the bar for sets with people and tags.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from culturepedia.recommendations.core.calibration import calibrate, calibrate_known, lasting_share
from culturepedia.recommendations.core.metrics import TOP, ndcg, recall, spread
from culturepedia.recommendations.core.rankers import content_cosine, factors, ours, popularity, weighted_ease
from culturepedia.recommendations.core.rating_files import read_rating_set
from culturepedia.recommendations.core.records import Settings
from culturepedia.recommendations.core.trials import (
    HELD_BACK,
    MOST_PEOPLE,
    known_items,
    last_weeks,
    replay_week,
    unknown_items,
    with_few,
)
from culturepedia.recommendations.core.tune import tune

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from culturepedia.recommendations.core.rating_files import RatingSet
    from culturepedia.recommendations.core.records import Ints
    from culturepedia.recommendations.core.trials import Asker, Trial

PARTS = ("replay", "known", "unknown")
WEEKS = 7
FEW = (1, 3, 5)


@dataclass(frozen=True, slots=True)
class Result:
    """How a ranker did over the askers of some trials."""

    ndcg: float
    recall: float
    coverage: float
    spread: float


def measure(trials: Sequence[Trial], ranker_of: Callable[[Trial], Callable[[Asker], Ints]]) -> Result:
    """Return the means of a ranker over all askers; it is made once a trial and returns rows of the shelf."""
    gains, recalls, spreads, shown, size = [], [], [], 0, 0
    for trial in trials:
        ranker = ranker_of(trial)
        lists = [ranker(asker)[:TOP] for asker in trial.askers]
        gains += [ndcg(rows.tolist(), asker.relevant) for rows, asker in zip(lists, trial.askers, strict=True)]
        recalls += [recall(rows.tolist(), asker.relevant) for rows, asker in zip(lists, trial.askers, strict=True)]
        spreads += [spread(trial.shelf.look[rows]) for rows in lists]
        shown += len(np.unique(np.concatenate(lists))) if lists else 0
        size += len(trial.shelf)
    if not gains:
        return Result(0, 0, 0, 0)
    return Result(float(np.mean(gains)), float(np.mean(recalls)), shown / max(size, 1), float(np.mean(spreads)))


@dataclass(frozen=True, slots=True)
class Bar:
    """What was asked for and what was reached."""

    name: str
    value: float
    least: float

    @property
    def holds(self) -> bool:
        """Tell whether it was reached."""
        return self.value >= self.least


def evaluate(
    data: RatingSet,
    settings: Settings,
    *,
    rich: bool = False,
    replay_least: float | None = None,
    parts: Sequence[str] = PARTS,
) -> list[Bar]:
    """Print the tables of a set and return its bars."""
    bars: list[Bar] = []
    if "replay" in parts:
        bars += _replay(data, settings, replay_least)
    if "known" in parts:
        bars += _known(data, settings)
    if "unknown" in parts:
        bars += _unknown(data, settings, rich=rich)
    return bars


def _replay(data: RatingSet, settings: Settings, least: float | None) -> list[Bar]:
    starts = last_weeks(data, WEEKS)
    chosen = calibrate(
        data.items, data.opinions.pick(data.opinions.day < starts[-1]), day=starts[-1] - 1, settings=settings
    )
    trials = [replay_week(data, start, chosen) for start in starts]
    if not any(trial.askers for trial in trials):
        print(f"\nNothing was met first in the last {WEEKS} weeks and liked there: no replay")
        return []
    half_life = settings.popularity_half_life_days
    print(f"\nReplay of the last {WEEKS} weeks, {sum(len(trial.askers) for trial in trials):,} askers")
    plain = _show("ours", trials, ours)
    diverse = _show("ours, diverse", trials, lambda trial: ours(trial, diverse=True))
    whole = _show("… and a newcomer", trials, lambda trial: ours(trial, diverse=True, newcomers=True))
    _show("popularity, all time", trials, popularity)
    popular = _show(f"popularity, {half_life:g} d", trials, lambda trial: popularity(trial, half_life))
    _show("EASE", trials, weighted_ease)
    bars = [
        _replay_tuned(data, starts, chosen),
        Bar("diverse / plain nDCG", diverse.ndcg / max(plain.ndcg, 1e-9), 0.97),
        Bar("diverse / plain spread", diverse.spread / max(plain.spread, 1e-9), 1.0),
        Bar("newcomer / diverse nDCG", whole.ndcg / max(diverse.ndcg, 1e-9), 0.97),
        *_few(trials, popular, half_life),
    ]
    return [Bar("replay nDCG@10", plain.ndcg, least), *bars] if least is not None else bars


def _replay_tuned(data: RatingSet, starts: Sequence[int], chosen: Settings) -> Bar:
    tuned = tune(data, chosen, skipped=WEEKS)
    after = [replay_week(data, start, tuned) for start in starts]
    print(
        f"tuned: cf {tuned.cf_half_life_days:g} d, popularity {tuned.popularity_half_life_days:g} d"
        f" x {tuned.popularity_weight:g}"
    )
    best = _show("ours, tuned", after, ours)
    beside = _show(
        f"popularity, {tuned.popularity_half_life_days:g} d",
        after,
        lambda trial: popularity(trial, tuned.popularity_half_life_days),
    )
    return Bar("replay, tuned / popularity", best.ndcg / max(beside.ndcg, 1e-9), 0.97)


def _few(trials: Sequence[Trial], popular: Result, half_life: float) -> list[Bar]:
    bars = []
    for count in FEW:
        few = [with_few(trial, count) for trial in trials]
        found = _show(f"ours, {count} rating{'s' * (count > 1)}", few, ours)
        bars.append(Bar(f"{count} ratings / popularity {half_life:g} d", found.ndcg / max(popular.ndcg, 1e-9), 0.95))
    return bars


def _known(data: RatingSet, settings: Settings) -> list[Bar]:
    first = known_items(data, settings, most=1)
    mixed = calibrate(data.items, first.past, day=first.day, settings=settings)  # first, as training does
    chosen = calibrate_known(data.items, first.past, day=first.day, settings=mixed)
    trial = [known_items(data, chosen)]
    print(
        f"\nKnown items, the last fifth of each person, {len(trial[0].askers):,} askers; chosen at training: "
        f"cf {chosen.cf_half_life_days:g} d, popularity x {chosen.popularity_weight:g}, "
        f"tokens {chosen.known_token_share:g}; share of lasting items {lasting_share(first.past):.2f}"
    )
    mine = _show("ours", trial, ours)
    popular = _show("popularity, all time", trial, popularity)
    beside = _show("EASE", trial, weighted_ease)
    _show("ALS", trial, factors)
    return [
        Bar("known / popularity", mine.ndcg / max(popular.ndcg, 1e-9), 1.6),
        Bar("known / EASE", mine.ndcg / max(beside.ndcg, 1e-9), 0.95),
    ]


def _unknown(data: RatingSet, settings: Settings, *, rich: bool) -> list[Bar]:
    trials = []
    for turn in range(HELD_BACK):
        past = unknown_items(data, settings, turn, most=1).past
        chosen = calibrate(data.items, past, day=int(data.opinions.day.max()), settings=settings)
        trials.append(unknown_items(data, chosen, turn, most=MOST_PEOPLE // 2))
    print(f"\nUnknown items, each fifth held back in turn, {sum(len(trial.askers) for trial in trials):,} askers")
    for chosen in (trial.model.settings for trial in trials):
        print(
            f"  chosen at training: taste {chosen.taste_mix}, cosine {chosen.cosine_share:g}, "
            f"draw {chosen.draw_weight:g}"
        )
    mine = _show("ours", trials, ours)
    mapped = _show("ALS, mapped", trials, lambda one: factors(one, mapped=True))
    cosine = _show("content cosine", trials, content_cosine)
    return [
        Bar("unknown / mapped ALS", mine.ndcg / max(mapped.ndcg, 1e-9), 1.1 if rich else 0.85),
        Bar("unknown / content cosine", mine.ndcg / max(cosine.ndcg, 1e-9), 2.0),
    ]


def _show(name: str, trials: Sequence[Trial], ranker_of: Callable[[Trial], Callable[[Asker], Ints]]) -> Result:
    found = measure(trials, ranker_of)
    figures = f"nDCG@10 {found.ndcg:.3f}  recall@10 {found.recall:.3f}"
    print(f"  {name:24}{figures}  coverage {found.coverage:.2f}  spread {found.spread:.2f}", flush=True)
    return found


def show_bars(bars: Sequence[Bar]) -> int:
    """Print the bars and return the exit status."""
    print()
    for bar in bars:
        print(f"  {'ok  ' if bar.holds else 'MISS'} {bar.name:34}{bar.value:8.3f}  bar {bar.least:g}")
    return int(not all(bar.holds for bar in bars))


def main(arguments: Sequence[str] | None = None) -> int:
    """Evaluate a folder and return the exit status."""
    parser = argparse.ArgumentParser(prog="culturepedia.recommendations.core.evaluate")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rich", action="store_true")
    parser.add_argument("--cf-half-life-days", type=float, default=180.0)
    parser.add_argument("--replay-least", type=float, default=None)
    parser.add_argument("--only", action="append", choices=PARTS)
    options = parser.parse_args(arguments)
    settings = replace(Settings(), cf_half_life_days=options.cf_half_life_days)
    data = read_rating_set(options.folder)
    print(f"{data.name}: {len(data.items):,} items, {len(data.opinions):,} opinions")
    return show_bars(
        evaluate(data, settings, rich=options.rich, replay_least=options.replay_least, parts=options.only or PARTS)
    )


if __name__ == "__main__":
    sys.exit(main())
