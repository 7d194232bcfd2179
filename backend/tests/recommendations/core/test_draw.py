"""What items draw: told by what stands together, learned only from what people could have met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from culturepedia.recommendations.core.draw import MOST_TOKENS
from culturepedia.recommendations.core.shelf import stock
from tests.recommendations.core.worlds import TODAY, item, opinions, train_world

if TYPE_CHECKING:
    from collections.abc import Mapping

    from culturepedia.recommendations.core.records import Item

DARK, WARM = ({"genre": genre, "tags": (tag,)} for genre, tag in (("play", "dark"), ("musical", "warm")))


def draws(items: list[Item], people: Mapping[int, int], *asked: Mapping[str, Any]) -> list[float]:
    """Return what unmet items draw after so many people have liked each of some rows."""
    told = opinions([(person, row, 5.0) for row, count in people.items() for person in range(count)], ago=20)
    candidates = [item(1_000 + number, **facts) for number, facts in enumerate(asked)]
    return [float(value) for value in stock(train_world(items, told), candidates).draw]


def test_tells_what_draws_only_together() -> None:
    kinds = [{"genre": genre, "tags": (tag,)} for genre in ("play", "musical") for tag in ("dark", "warm")]
    items = [item(number, **kinds[number % 4]) for number in range(40)]

    dark_play, warm_play, dark_musical, warm_musical = draws(
        items, {number: 8 if number % 4 in (0, 3) else 1 for number in range(40)}, *kinds
    )

    assert min(dark_play, warm_musical) > max(warm_play, dark_musical) + 0.5


@pytest.mark.parametrize(
    ("dates", "is_missed"),
    [
        ({"end_day": TODAY + 30}, False),
        ({"end_day": None}, False),
        ({"start_day": TODAY - 400, "end_day": TODAY - 390}, False),
        ({"start_day": TODAY - 15, "end_day": TODAY - 5}, True),
    ],
    ids=["still to be met", "open run", "before the first opinion", "over unmet"],
)
def test_learns_from_what_nobody_liked_only_when_someone_could_have(dates: dict[str, Any], *, is_missed: bool) -> None:
    items = [item(number, **(DARK if number % 2 else WARM)) for number in range(12)]
    unmet = [item(100 + number, **DARK, **dates) for number in range(6)]

    dark, warm = draws(items + unmet, dict.fromkeys(range(12), 8), DARK, WARM)

    assert (dark < warm - 0.1) == is_missed


def test_looks_at_the_commonest_of_very_many_tags() -> None:
    tags = tuple(f"tag {number}" for number in range(5 * MOST_TOKENS))
    items = [item(number, genre="play", tags=tags) for number in range(5)]

    model = train_world(items, opinions([(person, row, 5.0) for person in range(8) for row in range(5)]))

    pairs = MOST_TOKENS * (MOST_TOKENS - 1) // 2
    assert len(model.draw.sets) == pairs + pairs * (MOST_TOKENS - 2) // 3
