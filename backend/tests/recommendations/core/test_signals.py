"""Signals: what each is worth, how it fades, and which of several about one item counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturepedia.recommendations.core.records import Signal, Source
from culturepedia.recommendations.core.signals import (
    build_profile,
    fade,
    opinions_of,
    rating_weight,
    reviews_of,
    searched_tags,
    strength_of,
)
from tests.recommendations.core.worlds import TODAY, item, opinions, review, train_world, two_tastes


@pytest.mark.parametrize(
    ("rating", "weight"), [(5, 1), (4, 2 / 3), (3, 1 / 3), (2.5, -0.125), (2, -0.25), (1, -0.5), (0.5, -0.625)]
)
def test_weighs_ratings_from_three_stars_up_and_lets_lower_ones_push_away(rating: float, weight: float) -> None:
    assert rating_weight(rating) == pytest.approx(weight)


@given(st.floats(0, 5000), st.floats(0, 5000), st.floats(1, 1000))
def test_fades_with_age_and_never_turns(age: float, more: float, half_life: float) -> None:
    assert 0 <= fade(age + more, half_life) <= fade(age, half_life) <= 1


def test_halves_a_review_in_a_year() -> None:
    model = train_world(*two_tastes())
    items = {1: item(1, genre="play")}

    new, old = (build_profile(model, [review(1, 5, ago=ago)], items, day=TODAY) for ago in (0, 365))

    assert old.weights[0] == pytest.approx(new.weights[0] / 2)


def test_counts_the_review_before_the_favorite_and_a_rated_visit_before_a_bare_one() -> None:
    signals = [
        Signal(source=Source.FAVORITE, item=1, day=TODAY),
        review(1, 2),
        Signal(source=Source.VISIT, item=2, day=TODAY),
        Signal(source=Source.VISIT, item=2, rating=5, day=TODAY - 9),
        Signal(source=Source.FAVORITE, item=3, day=TODAY),
        Signal(source=Source.DISMISSAL, item=4, day=TODAY),
    ]

    weights = {opinion.item: opinion.weight for opinion in opinions_of(signals)}

    assert weights == pytest.approx({1: -0.25, 2: 1, 3: 0.8})


def test_takes_the_newest_of_two_reviews_of_one_item() -> None:
    opinion = opinions_of([review(1, 5, ago=90), review(1, 1, ago=2)])

    assert [one.rating for one in opinion] == [1]


def test_lets_searched_tags_add_up_to_one_and_fade_in_months() -> None:
    often = [Signal(source=Source.SEARCH, tag="moving", day=TODAY)] * 9
    once = [Signal(source=Source.SEARCH, tag="dark", day=TODAY - 30)]

    assert searched_tags(often + once, TODAY) == pytest.approx({"dark": 0.15, "moving": 1})


def test_counts_likes_and_half_of_the_searched_tags_as_strength() -> None:
    told = opinions_of([review(1, 5), review(2, 1), Signal(source=Source.FAVORITE, item=3, day=TODAY)])

    assert strength_of(told, {"moving": 1, "dark": 0.3, "solo": 0.3}) == 3.5


def test_leaves_out_signals_about_items_that_are_gone() -> None:
    model = train_world(*two_tastes())

    profile = build_profile(model, [review(1, 5), review(999, 5)], {1: item(1)}, day=TODAY)

    assert [opinion.item for opinion in profile.opinions] == [1]


def test_gives_back_the_reviews_that_opinions_stand_for() -> None:
    items = [item(10), item(11), item(12)]

    told = reviews_of(opinions([(1, 0, 4.5), (1, 2, 1), (2, 1, 3)]), items, 1)

    assert [(one.item, one.rating) for one in told] == [(10, 4.5), (12, 1)]
