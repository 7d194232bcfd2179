"""Recommendations: what may come, in which order, and how varied. The whole way of a request through the core."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from culturepedia.recommendations.core.candidates import Reach, Wish
from culturepedia.recommendations.core.explain import ReasonCode
from culturepedia.recommendations.core.facts import holds
from culturepedia.recommendations.core.metrics import spread
from culturepedia.recommendations.core.recommend import Answer, Basis, Person, recommend
from culturepedia.recommendations.core.records import Signal, Source
from culturepedia.recommendations.core.rerank import rerank
from culturepedia.recommendations.core.score import best_first, score, zscore
from culturepedia.recommendations.core.shelf import stock
from culturepedia.recommendations.core.signals import build_profile
from tests.recommendations.core.worlds import TODAY, item, opinions, review, train_world, two_tastes

ITEMS, TOLD = two_tastes()
MODEL = train_world(ITEMS, TOLD)
SHELF = stock(MODEL, ITEMS)
BY_ID = {one.id: one for one in ITEMS}


def _ask(*signals: Signal, picks: tuple[str, ...] = (), limit: int = 20, **wish: Any) -> Answer:
    person = Person(signals=signals, items=BY_ID, picks=picks)
    return recommend(MODEL, SHELF, person, wish=Wish(today=TODAY, **wish), limit=limit)


def _ids(answer: Answer) -> list[int]:
    return [one.item.id for one in answer.results]


def _mean_scores(signals: list[Signal]) -> tuple[float, float]:
    """Return the mean scores of musicals and of plays that the signals are not about."""
    profile = build_profile(MODEL, signals, BY_ID, day=TODAY)
    total = score(MODEL, SHELF, profile, np.arange(len(SHELF))).total
    rest = [one for one in range(len(SHELF)) if one not in {signal.item for signal in signals}]
    return float(np.mean([total[one] for one in rest if one % 2 == 0])), float(
        np.mean([total[one] for one in rest if one % 2])
    )


@pytest.mark.parametrize("likes", [1, 3, 5, 12])
def test_lifts_what_is_like_a_five_star_review(likes: int) -> None:
    musicals, plays = _mean_scores([review(2 * one, 5) for one in range(likes)])

    assert musicals > plays


@pytest.mark.parametrize("rating", [1, 2, 2.5])
def test_drops_what_is_like_a_bad_review(rating: float) -> None:
    likes = [review(1, 4), review(3, 4), review(0, 4), review(2, 4)]

    before, after = _mean_scores(likes), _mean_scores([*likes, review(4, rating), review(6, rating)])

    assert after[0] - after[1] < before[0] - before[1]


def test_ranks_a_new_item_without_any_interaction_by_its_content() -> None:
    new = [item(900, genre="musical", tags=("grand",)), item(901, genre="play", tags=("dark",))]
    shelf = stock(MODEL, [*ITEMS, *new])
    profile = build_profile(MODEL, [review(2 * one, 5) for one in range(6)], BY_ID, day=TODAY)

    total = score(MODEL, shelf, profile, np.arange(len(shelf))).total

    assert total[shelf.ids == 900] > total[shelf.ids == 901]


def test_gives_equal_answers_to_equal_questions_whatever_the_order_of_items() -> None:
    signals = (review(0, 5), review(2, 4.5), review(5, 1))
    other = stock(MODEL, ITEMS[::-1])

    answers = [
        recommend(MODEL, shelf, Person(signals=signals, items=BY_ID), wish=Wish(today=TODAY))
        for shelf in (SHELF, SHELF, other)
    ]

    assert answers[0] == answers[1]
    assert _ids(answers[0]) == _ids(answers[2])


def test_never_returns_what_was_reviewed_visited_saved_or_dismissed() -> None:
    done = [
        review(0, 5),
        review(1, 1),
        Signal(source=Source.VISIT, item=2, day=TODAY),
        Signal(source=Source.FAVORITE, item=4, day=TODAY),
        Signal(source=Source.DISMISSAL, item=6, day=TODAY),
    ]

    assert not {0, 1, 2, 4, 6} & set(_ids(_ask(*done, limit=100)))


@pytest.mark.parametrize(
    ("signal", "back", "again"),
    [
        (review(0, 5), False, True),
        (review(0, 3.5), False, False),
        (review(0, 1), False, False),
        (Signal(source=Source.DISMISSAL, item=0, day=TODAY), False, False),
        (Signal(source=Source.FAVORITE, item=0, day=TODAY), True, False),
    ],
)
def test_treats_another_production_of_a_work_as_that_work(signal: Signal, *, back: bool, again: bool) -> None:
    other = replace(item(900, genre="musical", tags=("grand",)), family=ITEMS[0].family)
    person = Person(signals=[signal], items=BY_ID)

    answer = recommend(MODEL, stock(MODEL, [*ITEMS, other]), person, wish=Wish(today=TODAY), limit=100)

    assert (900 in _ids(answer)) is back
    assert (900 in {one.item.id for one in answer.again}) is again


@pytest.mark.parametrize(
    ("facts", "wish"),
    [
        ({"end_day": TODAY - 1}, {}),
        ({"cancelled": True}, {}),
        ({"start_day": TODAY + 91, "end_day": TODAY + 99}, {}),
        ({"start_day": TODAY + 9}, {"last_day": TODAY + 8}),
        ({"end_day": TODAY + 9}, {"first_day": TODAY + 10}),
        ({"age_min": 19}, {"age": 18}),
        ({"price_min_krw": 50_001}, {"price_max_krw": 50_000}),
        ({"genre": "play"}, {"genres": frozenset({"musical"})}),
    ],
)
def test_leaves_out_what_cannot_be_seen_or_was_not_asked_for(facts: dict[str, Any], wish: dict[str, Any]) -> None:
    shelf = stock(MODEL, [item(900, **({"genre": "musical"} | facts)), item(901, genre="musical", end_day=TODAY + 80)])

    answer = recommend(MODEL, shelf, Person(), wish=Wish(today=TODAY, **wish))

    assert _ids(answer) == [901]


def test_keeps_what_ends_today_and_open_runs() -> None:
    shelf = stock(MODEL, [item(900, end_day=TODAY), item(901, end_day=None)])

    assert sorted(_ids(recommend(MODEL, shelf, Person(), wish=Wish(today=TODAY)))) == [900, 901]


def test_stays_in_the_asked_region_while_there_is_enough() -> None:
    answer = _ask(regions=frozenset({"busan"}), limit=100)

    assert answer.reach is Reach.ASKED
    assert {one.item.region for one in answer.results} == {"busan"}


def test_widens_a_poor_region_to_its_area_and_then_to_the_country_and_says_so() -> None:
    few = [item(number, region="incheon") for number in range(900, 903)]
    near = [item(number, region="seoul") for number in range(910, 920)]
    far = [item(number, region="busan") for number in range(920, 940)]
    wish = Wish(today=TODAY, regions=frozenset({"incheon"}))

    area = recommend(MODEL, stock(MODEL, [*few, *near, *far]), Person(), wish=wish, limit=100)
    country = recommend(MODEL, stock(MODEL, [*few, *far]), Person(), wish=wish, limit=100)

    assert (area.reach, country.reach) == (Reach.AREA, Reach.COUNTRY)
    assert {one.item.region for one in area.results} == {"incheon", "seoul"}
    assert len(country.results) == 23


@pytest.mark.parametrize("picks", [("genre:play",), ("tag:dark",), ("tag:dark", "genre:play", "tag:unknown")])
def test_lets_picks_decide_while_nothing_else_is_known(picks: tuple[str, ...]) -> None:
    answer = _ask(picks=picks, limit=10)

    assert answer.basis is Basis.TASTE
    assert {one.item.genre for one in answer.results} == {"play"}
    assert all(one.reasons[0].code is ReasonCode.PICKED for one in answer.results)


def test_says_what_the_answer_rests_on() -> None:
    assert _ask().basis is Basis.POPULAR
    assert _ask(review(0, 5), review(2, 5)).basis is Basis.POPULAR
    assert _ask(review(0, 5), review(2, 5), review(4, 5)).basis is Basis.PERSONAL


def test_shows_the_popular_first_to_strangers() -> None:
    told = opinions([(person, 7, 5.0) for person in range(30)])
    model = train_world(ITEMS, told)

    answer = recommend(model, stock(model, ITEMS), Person(), wish=Wish(today=TODAY))

    assert answer.results[0].item.id == 7
    assert answer.results[0].reasons[0].code is ReasonCode.POPULAR
    assert answer.results[0].reasons[0].parameters["people"] == 30


def test_calls_nothing_popular_that_four_people_like() -> None:
    model = train_world(ITEMS, opinions([(person, 7, 5.0) for person in range(4)]))

    answer = recommend(model, stock(model, ITEMS), Person(), wish=Wish(today=TODAY), limit=100)

    assert ReasonCode.POPULAR not in {reason.code for one in answer.results for reason in one.reasons}


def test_calls_nothing_popular_that_was_liked_long_ago() -> None:
    model = train_world(ITEMS, opinions([(person, 7, 5.0) for person in range(30)], ago=90))

    answer = recommend(model, stock(model, ITEMS), Person(), wish=Wish(today=TODAY), limit=100)

    assert ReasonCode.POPULAR not in {reason.code for one in answer.results for reason in one.reasons}


def test_explains_a_shared_actor_a_searched_tag_and_another_production() -> None:
    liked = item(500, family="w", genre="musical", crew=("연출 김",))
    shown = [
        item(901, crew=("연출 김",), genre="musical"),
        item(902, family="w", genre="musical"),
        item(903, tags=("dreamy",)),
        *(item(number, genre="play") for number in range(910, 920)),
    ]
    catalogue = [*ITEMS, liked, *shown, *(item(n, crew=("연출 김",), tags=("dreamy",)) for n in range(950, 954))]
    model = train_world(catalogue, TOLD)
    signals = [
        Signal(source=Source.FAVORITE, item=500, day=TODAY),
        *(Signal(source=Source.SEARCH, tag="dreamy", day=TODAY) for _ in range(4)),
    ]

    answer = recommend(model, stock(model, shown), Person(signals=signals, items={500: liked}), wish=Wish(today=TODAY))

    codes = {one.item.id: {reason.code for reason in one.reasons} for one in answer.results}
    assert ReasonCode.CREW in codes[901]
    assert ReasonCode.NEW_PRODUCTION in codes[902]
    assert ReasonCode.SEARCHED_TAG in codes[903]


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(st.integers(0, 59), st.sampled_from([0.5, 1, 2.5, 3, 4, 5]), max_size=25),
    st.lists(st.sampled_from(["genre:play", "genre:musical", "tag:dark", "tag:moving", "tag:nowhere"]), max_size=3),
    st.lists(st.sampled_from(["dark", "grand", "nowhere"]), max_size=4),
    st.integers(1, 30),
)
def test_gives_every_item_a_reason_and_every_reason_is_a_fact(
    ratings: dict[int, float], picks: list[str], tags: list[str], limit: int
) -> None:
    signals = [review(number, rating, ago=number * 9) for number, rating in ratings.items()]
    signals += [Signal(source=Source.SEARCH, tag=tag, day=TODAY - 2) for tag in tags]
    person = Person(signals=signals, items=BY_ID, picks=picks)

    answer = recommend(MODEL, SHELF, person, wish=Wish(today=TODAY), limit=limit)

    assert not set(ratings) & set(_ids(answer))
    assert len(set(_ids(answer))) == len(_ids(answer)) == min(limit, 60 - len(ratings))
    for one in (*answer.results, *answer.again):
        assert one.reasons
        for reason in one.reasons:
            assert holds(reason, one.item, model=MODEL, person=person, today=TODAY), reason


def test_gives_contributions_that_sum_to_the_personal_score() -> None:
    from culturepedia.recommendations.core.contributions import find_contributions

    signals = [review(number, rating) for number, rating in ((0, 5), (2, 4), (3, 1), (7, 3))]
    signals.append(Signal(source=Source.SEARCH, tag="dark", day=TODAY))
    profile = build_profile(MODEL, signals, BY_ID, day=TODAY)
    scores = score(MODEL, SHELF, profile, np.arange(8, 60))

    found = find_contributions(scores, list(range(52)))

    assert np.allclose(found.opinions.sum(axis=0) + sum(found.asked.values()), scores.personal, atol=1e-3)


def test_limits_venues_producers_and_families_in_ten() -> None:
    crowd = [item(number, venue="hall", producers=("one",), genre="play") for number in range(900, 920)]
    kin = [item(number, family="kin", genre="play") for number in range(930, 940)]
    others = [item(number, venue=f"v{number}", producers=(f"p{number}",), genre="play") for number in range(950, 960)]
    shelf = stock(MODEL, [*crowd, *kin, *others])
    profile = build_profile(MODEL, [review(1, 5), review(3, 5), review(5, 5)], BY_ID, day=TODAY)
    scores = score(MODEL, shelf, profile, np.arange(len(shelf)))

    ten = [shelf.items[place.row] for place in rerank(scores, best_first(scores), limit=10, today=TODAY)]

    assert sum(one.venue == "hall" for one in ten) == 2
    assert sum(one.family == "kin" for one in ten) == 1
    assert len(ten) == 10


def test_keeps_one_place_in_ten_for_the_best_new_listing() -> None:
    new = [item(900, genre="musical", listed_day=TODAY - 2), item(901, genre="play", listed_day=TODAY - 2)]
    shelf = stock(MODEL, [*ITEMS, *new])
    person = Person(signals=[review(2 * one, 5) for one in range(20)], items=BY_ID)

    answer = recommend(MODEL, shelf, person, wish=Wish(today=TODAY, genres=frozenset({"play", "musical"})), limit=10)

    assert {900, 901} & set(_ids(answer))
    assert len(answer.results) == 10


def test_calls_no_listing_new_that_is_of_tomorrow_old_or_liked() -> None:
    odd = [item(900, listed_day=TODAY + 1), item(901, listed_day=TODAY - 14)]

    answer = recommend(MODEL, stock(MODEL, [*ITEMS, *odd]), Person(), wish=Wish(today=TODAY), limit=100)

    assert ReasonCode.NEW_LISTING not in {reason.code for one in answer.results for reason in one.reasons}


def test_spreads_a_list_without_hiding_the_best() -> None:
    chance = np.random.default_rng(5)
    tags = [f"t{number}" for number in range(12)]
    items = [item(one, genre=f"g{one % 4}", tags=tuple(chance.choice(tags, 3, replace=False))) for one in range(200)]
    model = train_world(items, opinions([]))
    shelf = stock(model, items)
    likes = [review(one, 5) for one in range(0, 20, 4)]
    profile = build_profile(model, likes, {one.id: one for one in items}, day=TODAY)
    scores = score(model, shelf, profile, np.arange(20, 200))
    order = best_first(scores)

    places = rerank(scores, order, limit=10, today=TODAY, newcomers=False)

    assert places[0].position == order[0]
    assert spread(shelf.look[[place.row for place in places]]) > spread(shelf.look[scores.chosen[order[:10]]])


def test_knows_no_spread_where_all_are_equal() -> None:
    assert not zscore(np.full(9, 0.1)).any()
    assert not zscore(np.zeros(0)).any()


@pytest.mark.parametrize("shown", [[], [item(900)], [item(900), item(901)]])
def test_answers_from_an_empty_model(shown: list[Any]) -> None:
    model = train_world([], opinions([]))
    person = Person(signals=[review(1, 5)] * 4, items=BY_ID, picks=("genre:play",))

    answer = recommend(model, stock(model, shown), person, wish=Wish(today=TODAY))

    assert len(answer.results) == len(shown)
    assert all(one.reasons for one in answer.results)
