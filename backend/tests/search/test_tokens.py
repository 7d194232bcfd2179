"""Index tokens and queries: what somebody may type of a title is found by what the title leaves in the index."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from culturepedia.search import hangul
from culturepedia.search.highlights import find_spans
from culturepedia.search.queries import MAX_QUERY, MAX_TOKENS, Query, analyse
from culturepedia.search.tokens import value_tokens
from culturepedia.search.words import MAX_TOKEN, fold_stored
from tests import baits

SYLLABLES = st.characters(min_codepoint=hangul.FIRST, max_codepoint=hangul.LAST)
TITLES = st.text(st.one_of(SYLLABLES, SYLLABLES, st.sampled_from("abcxyz Ω한 ABC 123!〈〉ⅱ")), min_size=1, max_size=30)


def is_found(query: Query, title: str) -> bool:
    """Tell whether an engine would find the title, and the pattern confirms it."""
    tokens = value_tokens([title])

    def has(text: str, *, is_prefix: bool) -> bool:
        return any(token.startswith(text) for token in tokens) if is_prefix else text in tokens

    by_tokens = all(
        any(all(has(term.text, is_prefix=term.is_prefix) for term in terms) for terms in token.alternatives)
        for token in query.tokens
    )
    return by_tokens and all(token.pattern.search(fold_stored(title)) for token in query.tokens)


@given(TITLES)
def test_a_title_finds_itself(title: str) -> None:
    query = analyse(title)
    assume(query.tokens and len(hangul.fold_text(title)) <= MAX_QUERY and len(query.tokens) < MAX_TOKENS)

    assert is_found(query, title)


@given(st.text(SYLLABLES, min_size=2, max_size=12), st.data())
def test_spaces_do_not_matter(title: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(title) - 1))
    other = data.draw(st.integers(1, len(title) - 1))

    assert is_found(analyse(f"{title[:cut]} {title[cut:]}"), f"{title[:other]} {title[other:]}")


@given(st.text(SYLLABLES, min_size=3, max_size=8), st.integers(5, 12))
def test_what_is_typed_so_far_finds_the_title(title: str, count: int) -> None:
    keys = hangul.keystream(title)
    shown = hangul.compose(keys[:count])
    assume(sum(map(hangul.is_syllable, shown)) >= 2)

    assert is_found(analyse(shown), title), shown


@given(st.text(SYLLABLES, min_size=1, max_size=12), st.data())
def test_initials_find_the_title_from_anywhere(title: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(title) - 1))
    letters = hangul.initials(title[start:])[: data.draw(st.integers(1, 8))]

    assert is_found(analyse(letters), title)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("햄ㄹ", "햄릿"), ("햄리", "햄릿"), ("ㅎㄹ", "햄릿"), ("ㅎㅐㅁㄹㅣㅅ", "햄릿"), ("레미제랍", "레 미제라블"), ("사고", "사과"), ("값ㅆ", "값싼 밤"),
        ("갑", "갑 을 병"), ("달ㄱ", "달과 별"), ("닭", "달과 별"), ("lesmis", "Les Misérables"), ("les mis", "Les Misérables"), ("vol7", "밤 Vol. 7"),
        ("vol 7", "밤 Vol.7"), ("파트 ii", "파트 Ⅱ"), ("파트 2", "파트 II"), ("파트 Ⅱ", "파트2"), ("ps파트너", "나의 PS 파트너"), ("9번 교향곡", "교향곡 9번"),
        ("情", "무정 無情"), ("opera", "The Phantom of the Opera"),
    ],
)  # fmt: skip
def test_finds_titles_in_many_spellings(typed: str, title: str) -> None:
    assert is_found(analyse(typed), title)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("ㅎㅁㄹ", "햄릿"), ("ham", "Graham"), ("2", "12"), ("햄릿 서울", "햄릿"), ("도윤재", "윤도재"), ("릿햄", "햄릿"), ("이", "Hamlet 햄릿"),
        ("%", "100%"), ("사과", "사고"),
    ],
)  # fmt: skip
def test_does_not_find_what_is_something_else(typed: str, title: str) -> None:
    query = analyse(typed)

    assert not query.tokens or not is_found(query, title)


@given(st.text(max_size=400))
def test_terms_are_letters_and_digits_however_long_the_query(text: str) -> None:
    query = analyse(text)

    assert len(query.tokens) <= MAX_TOKENS
    for token in query.tokens:
        assert token.alternatives
        for terms in token.alternatives:
            assert terms
            assert all(0 < len(term.text) <= MAX_TOKEN + 1 and term.text.isalnum() for term in terms)


@pytest.mark.parametrize(
    "typed", ["ㅎㄹㅁㄴ", "레미제랍", "고고고고고고", "aaaaaaaaaaaaaa", "les misera", "xiv", "가 나 다 라 마"]
)
@pytest.mark.parametrize("bait", ["가", "하 ", "고 ", "a ", "레미제", "고"])
def test_no_pattern_is_slow(typed: str, bait: str) -> None:
    query = analyse(typed)

    def search(text: str) -> None:
        for token in query.tokens:
            token.pattern.search(text)
        query.phrase.search(text)

    assert not baits.busy(search, partial(baits.long, bait), seconds=0.02)


@pytest.mark.parametrize(
    ("title", "typed", "marked"),
    [
        ("연극 〈햄릿〉 [대구]", "햄릿", ["햄릿"]), ("연극 〈햄릿〉 [대구]", "햄ㄹ 대구", ["햄릿", "대구"]), ("레 미제라블", "레미제라블", ["레 미제라블"]),
        ("Les Misérables", "miserables", ["Misérables"]), ("오! 당신이 잠든 사이", "ㄷㅅㅇ", ["당신이", "든 사이"]), ("파트 Ⅱ", "ii", ["Ⅱ"]), ("파트 III!", "3", ["III"]),
        ("😀햄릿", "햄릿", ["햄릿"]), ("햄릿", "맥베스", []),
    ],
)  # fmt: skip
def test_marks_what_matched_in_the_original(title: str, typed: str, marked: list[str]) -> None:
    assert [title[first:end] for first, end in find_spans(title, analyse(typed))] == marked


@given(st.text(max_size=40), st.text(max_size=10))
def test_marks_are_ordered_and_inside(title: str, typed: str) -> None:
    spans = find_spans(title, analyse(typed))

    flat = [position for span in spans for position in span]
    assert flat == sorted(set(flat))
    assert all(0 <= position <= len(title) for position in flat)
