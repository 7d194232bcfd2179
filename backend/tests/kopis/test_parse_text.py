"""Cleaning: what a person sees stays, what nobody sees goes, and nothing that was damaged is shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturepedia.kopis.parse.text import clean, clean_lines, fold, is_damaged, plain, split_outside_brackets

ANYTHING = st.text(st.characters(codec=None), max_size=60)
FAMILY = "👨\u200d👩\u200d👧"
ASTRONAUT = "👩🏽\u200d🚀"

LINES: list[tuple[str | None, str | None]] = [
    (None, None),
    ("", None),
    (" \t\r\n ", None),
    ("\u00a0\u3000\u2003", None),
    ("\u200b\u200c\u200d\u2060\ufeff\u00ad", None),
    ("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c", None),
    ("\u3164", None),
    ("\u2800 \uffa0", None),
    ("\x00\x01\x1f\x7f\x80\x9f", None),
    ("가\ufffd나", None),
    ("  햄릿  \n  (부제)  ", "햄릿 (부제)"),
    ("햄\u200b릿", "햄릿"),
    ("햄\u0000릿", "햄릿"),
    ("햄\u3000릿", "햄 릿"),
    ("\u1112\u1162\u11b7\u1105\u1175\u11ba", "햄릿"),
    ("e\u0301t\u200b\u0301", "ét\u0301"),
    ("a\u034f\u0301", "á"),
    ("Ⅱ ＋ ＡＢＣ “꿈”", "Ⅱ ＋ ＡＢＣ “꿈”"),
    ("<b>밤</b>", "<b>밤</b>"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    (f"가족 {FAMILY}", f"가족 {FAMILY}"),
    (f"우주 {ASTRONAUT}", f"우주 {ASTRONAUT}"),
    ("👨\u200d가", "👨가"),
    ("가\u200d👨", "가👨"),
    ("👨\u200d", "👨"),
    ("\ud800햄릿\udfff", "햄릿"),
    ("\ue000햄릿\U0010ffff", "햄릿"),
]

SYNOPSES: list[tuple[str | None, str | None]] = [
    (None, None),
    ("", None),
    ("<p> </p><br>", None),
    ("첫 줄\n둘째 줄", "첫 줄\n둘째 줄"),
    ("첫 줄\r\n\r\n\r\n\r\n둘째 줄", "첫 줄\n\n둘째 줄"),
    ("<p>첫 문단.</p><p>둘째 문단.</p>", "첫 문단.\n\n둘째 문단."),
    ("한 줄<br>두 줄<BR/>세 줄<br />", "한 줄\n두 줄\n세 줄"),
    ('<div style="a:b"><b>굵게</b> <span>그냥</span></div>', "굵게 그냥"),
    ("나&amp;너&nbsp;&lt;우리&gt; &#44032;", "나&너 <우리> 가"),
    ("&#0;&#xD800;밤", "밤"),
    ("막.<script>alert(1)</script>끝.", "막.끝."),
    ("막.<SCRIPT type=x>alert('<b>')</SCRIPT >끝.", "막.끝."),
    ("막.<style>b{}</style>끝.", "막.끝."),
    ("막.<script>끝까지", "막."),
    ("막.<!-- 주석 <b> -->끝.", "막.끝."),
    ("막.<!-- 끝까지", "막."),
    ("<햄릿>과 <노트르담>", "<햄릿>과 <노트르담>"),
    ("<HAMLET>과 <CATS>", "<HAMLET>과 <CATS>"),
    ("1 < 2, 3 > 2, a<b", "1 < 2, 3 > 2, a<b"),
    ("<img src=x onerror=alert(1)>밤", "밤"),
    ("<o:p></o:p>밤", "밤"),
    ("밤\ufffd", None),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "cleaned"), LINES)
def test_cleans_a_line(raw: str | None, cleaned: str | None) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize(("raw", "cleaned"), SYNOPSES)
def test_cleans_a_synopsis(raw: str | None, cleaned: str | None) -> None:
    assert clean_lines(raw) == cleaned


@given(ANYTHING, st.integers(1, 50))
def test_a_clean_line_is_presentable_and_stays_as_it_is(raw: str, max_length: int) -> None:
    line = clean(raw, max_length=max_length)

    if line is None:
        return
    assert 0 < len(line) <= max_length
    assert line == " ".join(line.split())
    assert line == unicodedata.normalize("NFC", line)
    assert all(unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn"} for char in line)
    assert all(unicodedata.category(char) != "Cf" or char == "\u200d" for char in line)
    assert clean(line, max_length=max_length) == line
    line.encode()


@given(st.text("<>/!- &;#xbrpscitly가\n", max_size=60) | ANYTHING)
def test_a_clean_synopsis_is_presentable(raw: str) -> None:
    text = clean_lines(raw, max_length=40)

    if text is None:
        return
    assert 0 < len(text) <= 40
    assert text == text.strip()
    assert "\n\n\n" not in text
    assert all(char == "\n" or unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn"} for char in text)
    text.encode()


@given(st.text("가나다 abc12.,()", min_size=1, max_size=40))
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert clean(text) == (" ".join(text.split()) or None)


@given(ANYTHING)
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert plain(text) == plain(plain(text))


def test_folds_full_width_signs() -> None:
    assert fold("Ｒ석（１，２층）　９９，０００원～￦５") == "R석(1,2층) 99,000원~₩5"


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        (" , ,", []),
        ("가, 나", ["가", "나"]),
        ("가(1,2), 나[3,4]", ["가(1,2)", "나[3,4]"]),
        ("가 99,000원,나 1,234,567원", ["가 99,000원", "나 1,234,567원"]),
        ("１，０００원，가", ["１，０００원", "가"]),
        ("1,2", ["1", "2"]),
        ("1,2345", ["1", "2345"]),
        ("가), 나", ["가)", "나"]),
        ("가(나, 다", ["가(나, 다"]),
        ("가\n나、다", ["가", "나", "다"]),
        (",000", ["000"]),
    ],
)
def test_splits_outside_brackets_and_numbers(text: str, pieces: list[str]) -> None:
    assert split_outside_brackets(text, ",，、\n") == pieces


@given(st.text("가,()1 "))
def test_splitting_loses_only_separators_and_blanks(text: str) -> None:
    joined = "".join(split_outside_brackets(text, ","))

    assert joined.replace(",", "").replace(" ", "") == text.replace(",", "").replace(" ", "")


def test_tells_damage() -> None:
    assert is_damaged("가\ufffd")
    assert not is_damaged("가")
    assert not is_damaged(None)
