"""Training: the same data gives the same model, nobody too few leaves a trace, deletion takes the influence away."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import sparse

from culturepedia.recommendations.core import npz, store, training
from culturepedia.recommendations.core.calibration import calibrate, calibrate_known, lasting_share
from culturepedia.recommendations.core.linear import ease, invert, ridge, right_factors
from culturepedia.recommendations.core.records import Interactions, Settings
from tests.recommendations.core.worlds import SETTINGS, TODAY, item, opinions, train_world, two_tastes

if TYPE_CHECKING:
    from pathlib import Path


def test_gives_equal_models_for_equal_data() -> None:
    one, other = (train_world(*two_tastes()) for _ in range(2))

    assert one.version == other.version
    assert np.array_equal(one.ease, other.ease)
    assert np.array_equal(one.taste, other.taste)


def test_refuses_opinions_from_the_future() -> None:
    with pytest.raises(ValueError, match="after the model's day"):
        train_world([item(0)], opinions([(1, 0, 5)], ago=-1))


def test_tells_nothing_of_works_that_fewer_than_five_people_like() -> None:
    items = [item(0), item(1)]
    told = [(person, 0, 5.0) for person in range(5)] + [(person, 1, 5.0) for person in range(4)]

    model = train_world(items, opinions(told))

    assert set(model.families.rows) == {"work 0"}
    assert set(model.warm) == {"work 0"}


def test_counts_people_not_productions_towards_the_floor() -> None:
    items = [item(number, family="one work") for number in range(6)]
    told = [(person, row, 5.0) for person in range(2) for row in range(6)]

    model = train_world(items, opinions(told))

    assert not model.families.rows


def test_tells_who_likes_both_only_from_five_people_on() -> None:
    items = [item(number) for number in range(3)]
    told = [(person, row, 5.0) for person in range(6) for row in (0, 1)]
    told += [(person, 2, 5.0) for person in (4, 5, 6, 7, 8)]

    model = train_world(items, opinions(told))

    pairs = {
        (one, other): model.together[model.warm[one], model.warm[other]] for one in model.warm for other in model.warm
    }
    assert pairs["work 0", "work 1"] == 6
    assert pairs["work 0", "work 2"] == 0


def test_forgets_a_person_who_is_gone_at_the_next_training() -> None:
    items, told = two_tastes()
    without = told.pick(told.person != 7)

    before, after = train_world(items, told), train_world(items, without)
    never = train_world(items, told.pick(told.person != 7))

    assert before.version != after.version == never.version


def test_weighs_old_likes_less_in_what_is_popular() -> None:
    items = [item(0), item(1)]
    told = opinions([(person, row, 5.0) for person in range(6) for row in (0, 1)])
    told = type(told)(told.person, told.item, told.weight, np.where(told.item == 0, TODAY, TODAY - 70))

    model = train_world(items, told)

    new, old = (model.families.popularity[model.families.rows[name]] for name in ("work 0", "work 1"))
    assert old == pytest.approx(new / 2**10)


@pytest.mark.parametrize("items", [[], [item(0)], [item(0), item(1)]])
def test_trains_on_hardly_anything(items: list[object]) -> None:
    model = train_world(items, opinions([]))  # type: ignore[arg-type]

    assert not model.warm


def test_draws_people_with_the_seed_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    _, told = two_tastes()

    drawn = [training.sample_people(told, 7, 10) for _ in range(2)]

    assert len(np.unique(drawn[0].person)) == 10
    assert np.array_equal(drawn[0].person, drawn[1].person)


def test_calibrates_the_same_way_twice_and_keeps_the_settings_when_data_is_little() -> None:
    items, told = two_tastes(people=120)

    assert calibrate(items, told, day=TODAY, settings=SETTINGS) == calibrate(items, told, day=TODAY, settings=SETTINGS)
    assert calibrate(items, told.pick(told.person < 9), day=TODAY, settings=SETTINGS) == SETTINGS
    assert calibrate([], opinions([]), day=TODAY, settings=SETTINGS) == SETTINGS


def test_solves_ease_as_its_closed_form_says() -> None:
    weights = sparse.csr_matrix(np.random.default_rng(1).random((30, 6)).round())
    inverse = np.linalg.inv((weights.T @ weights).toarray() + 2 * np.eye(6))

    found = ease(weights, 2)

    assert np.allclose(found, np.where(np.eye(6, dtype=bool), 0, -inverse / np.diag(inverse)), atol=1e-5)


def test_inverts_regresses_and_factors_as_the_dense_routines_do() -> None:
    dense = np.random.default_rng(2).random((50, 8))
    rows = sparse.csr_matrix(dense)
    gram = dense.T @ dense + 3 * np.eye(8)
    target = dense @ np.arange(8.0)

    assert np.allclose(invert(gram), np.linalg.inv(gram))
    assert np.allclose(ridge(rows, target, 3), np.linalg.solve(gram, dense.T @ (target - target.mean())), atol=1e-3)
    vectors = np.linalg.svd(dense)[2][:3]
    assert np.allclose(np.abs(vectors @ right_factors(rows, 3, 7)), np.eye(3), atol=1e-3)


def test_factors_a_wide_matrix_by_sketch_as_the_dense_routine_does() -> None:
    chance = np.random.default_rng(2)
    dense = chance.random((60, 4)) @ chance.random((4, 300))

    found = right_factors(sparse.csr_matrix(dense), 20, 7)

    assert found.shape == (300, 4)
    assert np.allclose(dense @ found @ found.T, dense, atol=1e-3)


def test_stores_a_model_and_reads_the_same_back(tmp_path: Path) -> None:
    model = train_world(*two_tastes(), settings=Settings(popularity_weight=2))

    read = store.load(store.save(model, tmp_path))

    for field in fields(model):
        mine, theirs = getattr(model, field.name), getattr(read, field.name)
        if isinstance(mine, np.ndarray):
            assert np.array_equal(mine, theirs)
        elif sparse.issparse(mine):
            assert (mine != theirs).nnz == 0
        elif field.name not in {"vocabulary", "families", "draw"}:
            assert mine == theirs
    assert read.vocabulary.columns == model.vocabulary.columns
    assert np.array_equal(read.families.popularity, model.families.popularity)
    for name in ("tokens", "sets", "of_sets"):
        assert np.array_equal(getattr(read.draw, name), getattr(model.draw, name))


def test_stores_an_empty_model(tmp_path: Path) -> None:
    assert store.load(store.save(train_world([], opinions([])), tmp_path)).warm == {}


def test_keeps_three_models_and_no_remains(tmp_path: Path) -> None:
    for weight in range(5):
        last = store.save(train_world(*two_tastes(), settings=Settings(popularity_weight=weight)), tmp_path)

    files = list(tmp_path.iterdir())
    assert len(files) == store.KEPT
    assert last in files


@pytest.mark.parametrize("size", [0, 10, 500, -10])
def test_refuses_a_file_that_is_cut_short(tmp_path: Path, size: int) -> None:
    path = store.save(train_world(*two_tastes()), tmp_path)
    path.write_bytes(path.read_bytes()[:size])

    with pytest.raises(store.BadModel):
        store.load(path)


def test_leaves_the_old_model_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = train_world(*two_tastes())
    path = store.save(model, tmp_path)
    before = path.read_bytes()

    def fail(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(npz, "write", fail)
    with pytest.raises(OSError, match="disk full"):
        store.save(model, tmp_path)

    assert [file.read_bytes() for file in tmp_path.iterdir()] == [before]


def test_refuses_a_pickle(tmp_path: Path) -> None:
    path = tmp_path / "evil.npz"
    np.savez(path, head=np.array([{"a": 1}], dtype=object))

    with pytest.raises(store.BadModel):
        store.load(path)


def test_says_which_share_of_recent_likes_went_to_items_that_last() -> None:
    told = opinions([(person, person % 4, 5.0) for person in range(8)])
    old = replace(told, day=told.day - 300)
    both = Interactions(*(np.concatenate([getattr(old, f.name), getattr(told, f.name)]) for f in fields(told)))

    assert lasting_share(told) == 0
    assert lasting_share(both) == 1
    assert lasting_share(opinions([])) == 0


def test_lets_old_likes_count_where_items_last() -> None:
    items, told = two_tastes(people=150)
    days = TODAY - 3 - (np.arange(len(told)) * 37) % 900
    lasting = replace(told, day=days)

    chosen = calibrate_known(items, lasting, day=TODAY, settings=SETTINGS)

    assert chosen == calibrate_known(items, lasting, day=TODAY, settings=SETTINGS)
    assert chosen.popularity_weight < SETTINGS.popularity_weight or chosen.cf_half_life_days > 180
    assert calibrate_known(items, told.pick(told.person < 9), day=TODAY, settings=SETTINGS) == SETTINGS
    assert calibrate_known([], opinions([]), day=TODAY, settings=SETTINGS) == SETTINGS
