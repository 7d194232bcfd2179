"""Works: one key for the productions of one work, none for titles that name no work."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturepedia.performances.work import MAX_KEY_LENGTH, MAX_TITLE_LENGTH, core_title, find_work
from tests import baits

EMK = ["(주)EMK뮤지컬컴퍼니"]


@pytest.mark.parametrize(
    ("title", "core"),
    [
        ("연극 〈햄릿〉 [대구]", "햄릿"),
        ("사내연애 보고서 [대전]", "사내연애 보고서"),
        ("뮤지컬 〈레베카〉 10주년 기념공연", "레베카"),
        ("햄릿 <서울>", "햄릿"),
        ("어린이뮤지컬 알라딘: 요술램프 (앵콜)", "알라딘: 요술램프"),
        ("시즌2 쉬어매드니스", "쉬어매드니스"),
        ("연극열전", "연극열전"),
        ("1945", "1945"),
        ("[서울]", "[서울]"),
        ("베토벤 교향곡 제9번", "베토벤 교향곡 제9번"),
    ],
)
def test_keeps_the_title_proper(title: str, core: str) -> None:
    assert core_title(title) == core


@pytest.mark.parametrize(
    "titles",
    [
        ["뮤지컬 레베카 [대구]", "레베카", "레베카 10주년", "뮤지컬 〈레베카〉"],
        ["옥탑방 고양이", "연극 옥탑방고양이 [부산]", "옥탑방 고양이 (앵콜)"],
    ],
)
def test_gives_all_productions_of_a_work_one_key(titles: list[str]) -> None:
    works = {find_work(title, genre="musical", producers=EMK) for title in titles}

    assert len({work.key for work in works if work}) == 1
    assert None not in works


def test_a_short_title_needs_its_producer() -> None:
    assert find_work("햄릿", genre="play") is None
    first = find_work("햄릿", genre="play", producers=["국립극단"])
    second = find_work("햄릿", genre="play", producers=["(재)신시컴퍼니"])
    assert first is not None
    assert second is not None
    assert first.key != second.key


def test_another_genre_is_another_work() -> None:
    play = find_work("오페라의 유령", genre="play")
    musical = find_work("오페라의 유령", genre="musical")

    assert play is not None
    assert musical is not None
    assert play.key != musical.key


@pytest.mark.parametrize("title", ["제12회 정기연주회", "2026 신년음악회", "송년콘서트 [부산]", "★", "2026"])
def test_a_generic_title_names_no_work(title: str) -> None:
    assert find_work(title, genre="classical", producers=EMK) is None


@given(st.text(max_size=400), st.lists(st.text(max_size=60), max_size=2))
def test_takes_any_text_and_keeps_to_the_columns(title: str, producers: list[str]) -> None:
    work = find_work(title, genre="play", producers=producers)

    assert work is None or (len(work.key) <= MAX_KEY_LENGTH and 0 < len(work.title) <= MAX_TITLE_LENGTH)


@pytest.mark.parametrize("bait", ["(", "[(", "<", "제1회", "신년", " -"])
def test_reads_bait_in_time_in_proportion(bait: str) -> None:
    assert not baits.busy(partial(find_work, genre="play"), partial(baits.long, bait), seconds=0.1)
