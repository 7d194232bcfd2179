"""The offline evaluation: measures, files, trials without leaks, and a tuning that refuses to lose to popularity."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import sparse

from benchmarks.recs_synthetic import RICH, generate
from culturepedia.recommendations.core import evaluate, tune
from culturepedia.recommendations.core.baselines import als, map_from_tokens
from culturepedia.recommendations.core.metrics import ndcg, recall, spread
from culturepedia.recommendations.core.rankers import content_cosine, factors, ours, popularity, weighted_ease
from culturepedia.recommendations.core.rating_files import read_rating_set
from culturepedia.recommendations.core.records import Settings
from culturepedia.recommendations.core.trials import known_items, last_weeks, replay_week, unknown_items, with_few

if TYPE_CHECKING:
    from pathlib import Path

SMALL = replace(RICH, items=250, people=250, opinions_each=12, names=80, span_days=120, run_days=40)
DATA = generate(SMALL)


def test_counts_gains_by_their_place() -> None:
    assert ndcg([1, 2, 3], {1}) == 1
    assert ndcg([2, 1, 3], {1}) == pytest.approx(1 / np.log2(3))
    assert ndcg([1, 3, 2], {1, 2}) == pytest.approx((1 + 0.5) / (1 + 1 / np.log2(3)))
    assert ndcg(list(range(10, 21)), {20}) == 0
    assert recall([1, 2], {1, 9}) == 0.5


def test_measures_how_unlike_the_items_of_a_list_are() -> None:
    assert spread(sparse.csr_matrix(np.eye(3))) == 1
    assert spread(sparse.csr_matrix(np.array([[1.0, 0], [1, 0]]))) == pytest.approx(0)
    assert spread(sparse.csr_matrix(np.eye(1))) == 0


@pytest.mark.parametrize(("scale", "stars"), [(2, 4.5), (1, 4.5)])
def test_reads_rating_files_of_both_scales(tmp_path: Path, scale: int, stars: float) -> None:
    rows = [(1, "007", stars), (1, "b", 1), (2, "c", 5)]
    text = "".join(f"{user}::{item}::{rating * scale}::1365029107\n" for user, item, rating in rows)
    (tmp_path / "ratings.dat").write_text(text)
    (tmp_path / "movies.dat").write_text("007::Dr. No (1962)::Action|Spy\nb::Untitled::\n")
    (tmp_path / "tags.dat").write_text("1::007::Agents::1\n2::007::agents::1\n1::007::once::1\n")
    (tmp_path / "tokens.dat").write_text("b::cast:김 배우|crew:연출\n")

    data = read_rating_set(tmp_path)

    by_family = {item.family: item for item in data.items}
    assert set(by_family["007"].tags) == {"genre-Action", "genre-Spy", "year-1962", "decade-196", "agents"}
    assert (by_family["b"].cast, by_family["b"].crew) == (("김 배우",), ("연출",))
    assert by_family["c"].tags == ()
    assert data.rating.tolist() == [4.5, 1, 5]


def test_makes_equal_sets_of_equal_recipes() -> None:
    again = generate(SMALL)

    assert again.items == DATA.items
    assert np.array_equal(again.rating, DATA.rating)
    assert len(DATA.opinions) > 1_500


def test_learns_only_from_what_was_before_a_replayed_week() -> None:
    start = last_weeks(DATA, 1)[0]

    trial = replay_week(DATA, start, Settings())

    assert int(trial.past.day.max()) < start
    assert trial.askers
    for asker in trial.askers:
        seen = {DATA.items[row].id for row in trial.past.item[trial.past.person == asker.person].tolist()}
        assert not seen & {int(trial.shelf.ids[row]) for row in asker.open_rows}
        assert asker.relevant <= set(asker.open_rows.tolist())


def test_holds_back_the_last_fifth_of_each_person() -> None:
    trial = known_items(DATA, Settings())

    before, after = (np.bincount(part, minlength=SMALL.people) for part in (trial.past.person, DATA.opinions.person))
    assert np.array_equal(after - before, after // 5)


def test_shows_items_that_training_has_not_met_each_in_one_turn() -> None:
    trials = [unknown_items(DATA, Settings(), turn) for turn in range(5)]

    for trial in trials:
        assert not {DATA.items[row].id for row in trial.past.item.tolist()} & set(trial.shelf.ids.tolist())
    shown = np.concatenate([trial.shelf.ids for trial in trials])
    assert sorted(shown.tolist()) == [item.id for item in DATA.items]


def test_knows_no_more_than_few_ratings_of_a_person() -> None:
    trial = with_few(known_items(DATA, Settings()), 3)

    assert {len(asker.profile.opinions) for asker in trial.askers} <= {1, 2, 3}


def test_ranks_better_than_chance_with_everything_it_stands_beside() -> None:
    trial = known_items(DATA, Settings())
    chance = evaluate.measure([trial], lambda _: lambda asker: asker.open_rows).ndcg

    for ranker in (ours, popularity, weighted_ease, factors):
        assert evaluate.measure([trial], ranker).ndcg > chance


def test_judges_new_items_better_than_the_content_cosine_after_calibration() -> None:
    data = generate(replace(SMALL, people=600, opinions_each=20))  # with fewer, fifty tries decide by chance
    first = unknown_items(data, Settings(), most=1)
    chosen = evaluate.calibrate(data.items, first.past, day=first.day, settings=Settings())

    trial = [unknown_items(data, chosen)]

    assert evaluate.measure(trial, ours).ndcg > evaluate.measure(trial, content_cosine).ndcg


def test_refuses_to_be_tuned_below_popularity(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = [
        tune.Tried(Settings(popularity_half_life_days=3), 0.2, 0.3),
        tune.Tried(Settings(popularity_half_life_days=14), 0.25, 0.35),
    ]
    won = tune.Tried(Settings(popularity_half_life_days=7), 0.22, 0.21)

    monkeypatch.setattr(tune, "try_settings", lambda *_, **__: lost)
    assert tune.tune(DATA, Settings()) == Settings(popularity_half_life_days=14, popularity_weight=8)
    monkeypatch.setattr(tune, "try_settings", lambda *_, **__: [*lost, won])
    assert tune.tune(DATA, Settings()) == won.settings


def test_tunes_on_past_weeks_and_twice_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tune, "CF_HALF_LIVES", (30.0,))
    monkeypatch.setattr(tune, "POPULARITY_HALF_LIVES", (7.0, 30.0))

    tried = tune.try_settings(DATA, Settings(), weeks=1, skipped=1)

    assert len(tried) == 2 * len(tune.POPULARITY_WEIGHTS)
    assert tried == tune.try_settings(DATA, Settings(), weeks=1, skipped=1)
    best = tune.tune(DATA, Settings(), weeks=1, skipped=1)
    assert best in [one.settings for one in tried if one.value >= one.popularity] or best.popularity_weight == 8


def test_fits_als_and_maps_its_factors_from_tokens() -> None:
    blocks = np.kron(np.eye(2), np.ones((8, 6)))
    people, items = als(sparse.csr_matrix(blocks), factors=4, rounds=5)
    rows = sparse.csr_matrix(np.kron(np.eye(2), np.ones((6, 1))))

    assert (people @ items.T)[blocks > 0].min() > (people @ items.T)[blocks == 0].max()
    mapped = rows @ map_from_tokens(rows, items)
    assert (people @ np.asarray(mapped).T)[blocks > 0].min() > 0.3


def test_replays_nothing_where_nothing_is_new(capsys: pytest.CaptureFixture[str]) -> None:
    data = generate(replace(SMALL, span_days=700, run_days=700))
    told = data.opinions
    first = np.full(len(data.items), told.day.max())
    np.minimum.at(first, told.item, told.day)
    lasting = (first < told.day.max() - 120)[told.item]
    old = replace(data, opinions=told.pick(lasting), rating=data.rating[lasting])

    assert evaluate.evaluate(old, Settings(), parts=["replay"]) == []
    assert "no replay" in capsys.readouterr().out


def test_says_which_bars_are_missed(capsys: pytest.CaptureFixture[str]) -> None:
    bars = [evaluate.Bar("one", 1.0, 0.9), evaluate.Bar("two", 0.5, 0.9)]

    assert evaluate.show_bars(bars) == 1
    assert evaluate.show_bars(bars[:1]) == 0
    assert "MISS two" in capsys.readouterr().out
