"""Whatever a model says, only tags of the vocabulary and plain titles come out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturepedia.enrichment import prompt
from culturepedia.enrichment.contents import Content
from culturepedia.enrichment.replies import read_reply
from culturepedia.enrichment.vocabulary import SLUGS, clean_title_en
from tests import baits

JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text() | st.sampled_from(sorted(SLUGS)),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["n", "results", "tag", "confidence", "moods", "characteristics", "title_en", "x"]), inner
        )
    ),
    max_leaves=30,
)


@given(JSON)
def test_any_document_gives_only_known_tags(document: Any) -> None:
    for position, (tags, title_en) in read_reply(json.dumps(document), ["가", "나"]).items():
        assert position in (0, 1)
        assert {slug for slug, _ in tags} <= SLUGS
        assert all(0 <= confidence <= 1 for _, confidence in tags)
        assert title_en is None or len(title_en) <= 150


@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    read_reply(text, ["가"])


@pytest.mark.parametrize(("before", "bait"), [("", '{"n":'), ("", "["), ('{"n": 1, "x": "', "\\"), ('{"n": 1', " ")])
def test_bait_costs_time_in_proportion(before: str, bait: str) -> None:
    def read(text: str) -> None:
        assert read_reply(text, ["가"]) == {}

    assert not baits.busy(read, lambda length: before + baits.long(bait, length), seconds=0.1)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Rebecca", "Rebecca"),
        ("  The Phantom\n of the Opera ", "The Phantom of the Opera"),
        ("Café Müller (2026)", "Café Müller (2026)"),
        ("Shim Cheong: A Daughter's Love", "Shim Cheong: A Daughter's Love"),
        ("레베카", None),
        ("", None),
        (None, None),
        (7, None),
        ("see http://evil.example", None),
        ("evil.com", None),
        ("mail me@evil.example", None),
        ("<script>alert(1)</script>", None),
        ("a" * 200, None),
        ("A \u202e B", None),
        ("1234", None),
    ],
)
def test_a_title_is_one_plain_line(text: Any, kept: str | None) -> None:
    assert clean_title_en(text, title="레베카, 그리고 많은 이야기들이 있는 밤") == kept


def test_a_title_that_is_latin_already_gets_none() -> None:
    assert clean_title_en("Rebecca", title="REBECCA") is None


@given(st.text())
def test_no_text_closes_the_delimiter_or_the_line(text: str) -> None:
    line = prompt.data_line(1, Content(text, None, text, (text,)))

    assert "<" not in line
    assert len(line.splitlines()) == 1
    assert json.loads(line).get("title", "") == text


def test_the_prompt_names_the_whole_vocabulary() -> None:
    for slug in SLUGS:
        assert f"- {slug}: " in prompt.system_text()
        assert f'"{slug}"' in json.dumps(prompt.answer_schema())
