"""Title families: productions of one work find each other, strangers of one title do not."""

from __future__ import annotations

import random

from culturepedia.recommendations.core.families import Title, group_families


def _title(number: int, key: str | None, *names: str, genre: str = "play", manual: str | None = None) -> Title:
    return Title(id=number, key=key, genre=genre, names=frozenset(names), manual=manual)


def test_joins_long_titles_of_one_genre() -> None:
    found = group_families(
        [_title(1, "옥탑방고양이"), _title(2, "옥탑방고양이"), _title(3, "옥탑방고양이", genre="musical")]
    )

    assert found[1] == found[2] != found[3]


def test_joins_short_titles_only_by_shared_names() -> None:
    found = group_families(
        [_title(1, "햄릿", "극단 하나"), _title(2, "햄릿", "극단 둘"), _title(3, "햄릿", "극단 하나", "배우")]
    )

    assert found[1] == found[3] != found[2]


def test_joins_short_titles_by_way_of_a_third() -> None:
    titles = [_title(1, "햄릿", "a"), _title(2, "햄릿", "b"), _title(3, "햄릿", "a", "b")]

    for _ in range(5):
        random.Random(_).shuffle(titles)
        assert len(set(group_families(titles).values())) == 1


def test_leaves_titles_that_name_no_work_alone() -> None:
    found = group_families([_title(1, None), _title(2, None), _title(3, "")])

    assert len(set(found.values())) == 3


def test_lets_staff_join_and_part() -> None:
    found = group_families(
        [_title(1, "레베카공연", manual="r"), _title(2, "Rebecca", manual="r"), _title(3, "레베카공연")]
    )

    assert found[1] == found[2] != found[3]
