"""Similar performances: what has something in common, can be seen, and says what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from culturepedia.recommendations.core.candidates import Wish
from culturepedia.recommendations.core.explain import ReasonCode
from culturepedia.recommendations.core.shelf import stock
from culturepedia.recommendations.core.similar import find_similar
from tests.recommendations.core.worlds import TODAY, item, opinions, train_world, two_tastes

ITEMS, TOLD = two_tastes()
MODEL = train_world(ITEMS, TOLD)


def test_finds_the_same_kind_and_never_the_item_itself() -> None:
    found = find_similar(MODEL, stock(MODEL, ITEMS), ITEMS[0], wish=Wish(today=TODAY))

    assert len(found) == 12
    assert {one.item.genre for one in found} == {"musical"}
    assert 0 not in {one.item.id for one in found}
    assert all(one.reasons for one in found)


def test_puts_other_productions_first_and_few_of_them() -> None:
    kin = [replace(item(900 + one), family=ITEMS[0].family, genre="musical") for one in range(6)]

    found = find_similar(MODEL, stock(MODEL, [*ITEMS, *kin]), ITEMS[0], wish=Wish(today=TODAY))

    assert [one.item.id >= 900 for one in found] == [True] * 3 + [False] * 9
    assert found[0].reasons[0].code is ReasonCode.NEW_PRODUCTION


def test_leaves_out_what_is_over_and_what_has_nothing_in_common() -> None:
    shown = [item(900, genre="musical", end_day=TODAY - 1), item(901, genre="circus"), item(902, genre="musical")]

    found = find_similar(MODEL, stock(MODEL, shown), ITEMS[0], wish=Wish(today=TODAY))

    assert [one.item.id for one in found] == [902]


@pytest.mark.parametrize(("people", "told"), [(4, False), (5, True)])
def test_tells_that_people_like_both_only_from_five_on(people: int, *, told: bool) -> None:
    items = [item(number) for number in range(8)]
    rows = [(person, row, 5.0) for person in range(people) for row in (0, 1)]
    rows += [(100 + person, row, 5.0) for person in range(9) for row in (0,)]
    rows += [(200 + person, row, 5.0) for person in range(9) for row in (1,)]
    model = train_world(items, opinions(rows))

    found = find_similar(model, stock(model, items), items[0], wish=Wish(today=TODAY))

    assert [one.item.id for one in found] == ([1] if told else [])
    assert all(reason.parameters["people"] == 5 for one in found for reason in one.reasons)
