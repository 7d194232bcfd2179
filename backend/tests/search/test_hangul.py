"""Hangul and normalisation: every transform, over any text."""

from __future__ import annotations

import unicodedata
from functools import partial

import hangulpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturepedia.search import hangul
from culturepedia.search.words import fold_stored, fold_value
from tests import baits

SYLLABLES = st.text(st.characters(min_codepoint=hangul.FIRST, max_codepoint=hangul.LAST), max_size=12)
MIXED = st.text(
    st.one_of(
        st.characters(min_codepoint=hangul.FIRST, max_codepoint=hangul.LAST),
        st.characters(min_codepoint=0x3131, max_codepoint=0x3163),
        st.characters(min_codepoint=0x1100, max_codepoint=0x11FF),
        st.characters(min_codepoint=0x20, max_codepoint=0x24F),
        st.characters(min_codepoint=0x2150, max_codepoint=0x218F),
        st.characters(min_codepoint=0xFF00, max_codepoint=0xFFDC),
        st.characters(),
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("연극 〈햄릿〉 [대구]", "연극 햄릿 대구"),
        ("Les  Misérables!", "les miserables"),
        ("ＨＡＭＬＥＴ", "hamlet"),
        ("Straße", "strasse"),
        ("햄\u200b릿", "햄릿"),
        (unicodedata.normalize("NFD", "햄릿"), "햄릿"),
        ("ㅎㄹ ﾡﾢ", "ㅎㄹ ㄱㄲ"),
        ("ᄒ", "ㅎ"),
        ("파트 Ⅱ·Ⅻ", "파트 2 12"),
        ("㈜새벽", "주 새벽"),
        ("🎭%_'\"--", ""),
        ("", ""),
    ],
)
def test_folds_what_looks_different(text: str, folded: str) -> None:
    assert hangul.fold(text).text == hangul.fold_text(text) == folded


@given(MIXED)
def test_folding_keeps_positions(text: str) -> None:
    folded = hangul.fold(text)

    assert folded.text == hangul.fold_text(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    for char, start, end in zip(folded.text, folded.starts, folded.ends, strict=True):
        assert char == " " or char in hangul.fold_text(text[start:end])


@given(MIXED)
def test_folding_leaves_letters_digits_and_single_spaces(text: str) -> None:
    folded = hangul.fold_text(text)

    assert folded == " ".join(folded.split())
    assert all(char == " " or unicodedata.category(char)[0] in "LN" for char in folded)
    assert fold_value(text).text == fold_stored(text)


@given(SYLLABLES)
def test_folding_does_not_touch_syllables(text: str) -> None:
    assert hangul.fold_text(text) == text
    assert hangul.fold_text(unicodedata.normalize("NFD", text)) == text


@given(SYLLABLES)
def test_keys_type_the_text_again(text: str) -> None:
    assert hangul.compose(hangul.keystream(text)) == text


def test_every_syllable_is_typed_by_its_keys() -> None:
    syllables = [chr(code) for code in range(hangul.FIRST, hangul.LAST + 1)]

    assert [hangul.compose(hangul.keystream(syllable)) for syllable in syllables] == syllables
    assert [hangul.join(*hangul.split(syllable)) for syllable in syllables] == syllables
    assert len({hangul.keystream(syllable) for syllable in syllables}) == len(syllables) == 11_172


@given(SYLLABLES, SYLLABLES)
def test_what_is_typed_so_far_begins_the_keys(typed: str, rest: str) -> None:
    assert hangul.keystream(typed + rest).startswith(hangul.keystream(typed))


@given(st.text("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅎㅏㅑㅓㅗㅜㅡㅣㅐㅔㄲㅆ", max_size=20))
def test_composing_keeps_every_key(keys: str) -> None:
    assert hangul.keystream(hangul.compose(keys)) == keys


@given(SYLLABLES)
def test_initials_are_those_of_the_oracle(text: str) -> None:
    assert hangul.initials(text) == hangulpy.get_chosung_string(text)


@given(SYLLABLES)
def test_layouts_are_those_of_the_oracle(text: str) -> None:
    latin = hangul.hangul_to_qwerty(text)

    assert latin == hangulpy.convert_hangul_to_qwerty(text).lower()
    if not set(text) & set("") and not any(key in "ㅃㅉㄸㄲㅆㅒㅖ" for key in hangul.keystream(text)):
        assert hangul.qwerty_to_hangul(latin) == text


@pytest.mark.parametrize(
    ("latin", "korean"),
    [
        ("goaflt", "햄릿"),
        ("GOAFLT", "햄릿"),
        ("Ehfhfh", "또로로"),
        ("rhkwp", "과제"),
        ("dkssud 1", "안녕 1"),
        ("ekfrrhk", "닭과"),
    ],
)
def test_reads_korean_typed_on_a_latin_keyboard(latin: str, korean: str) -> None:
    assert hangul.qwerty_to_hangul(latin) == korean


def test_reads_latin_typed_on_a_korean_keyboard() -> None:
    assert hangul.hangul_to_qwerty("ㅗ므ㅣㄷㅅ") == "hamlet"


@pytest.mark.parametrize("bait", ["가", "ㅏ", "\u1100", "e\u0301", " -"])
def test_takes_time_in_proportion(bait: str) -> None:
    def read(text: str) -> None:
        hangul.fold(text)
        hangul.compose(hangul.keystream(hangul.qwerty_to_hangul(text)))

    assert not baits.busy(read, partial(baits.long, bait), seconds=0.1)
