"""Names, addresses and days as people type them, and as those type them who want to be seen as someone else."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rest_framework.exceptions import ValidationError

from culturepedia.accounts.emails import MAX_LENGTH, canonical
from culturepedia.accounts.serializers import BirthdayField
from culturepedia.common.serializers import BlockField, DayField, LineField
from tests.people import ask, new_email, sign_up

if TYPE_CHECKING:
    from time_machine import TimeMachineFixture

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
HOSTILE = st.text(
    st.sampled_from("a봄 \t\n\u00a0\u200b\u200c\u200d\u200e\u202e\u2066\u2069\ufeff\u00ad\u034f\u115f\u3164\u2800\u0301\u0316\ufe0f👨👧🏽🩷❤\U000e0067가\u1100\u1161Ａ")
    | st.characters(exclude_categories=["Cs"])
)  # fmt: skip
LINES = [
    ("  봄   밤 ", "봄 밤"),
    ("\tmoon\nlight\r\n", "moon light"),
    ("\u00a0관\u3000객\u2003", "관 객"),
    ("ad\u202emin\u202c", "admin"),
    ("\u2066admin\u2069", "admin"),
    ("ad\u200bmin", "admin"),
    ("ad\u200dmin", "admin"),
    ("ad\u00admin\ufeff", "admin"),
    ("ad\u034fmin", "admin"),
    ("a\x01b\x7fc\x9f", "abc"),
    ("a\U000e0061\U000e007fb", "ab"),
    ("관\u3164객", "관 객"),
    ("관\u2800객", "관 객"),
    ("\u1112\u1161\u11ab글", "한글"),
    ("cafe\u0301", "café"),
    (FAMILY, FAMILY),
    ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
    ("👩🏽\u200d🚀 우주", "👩🏽\u200d🚀 우주"),
    ("🩷🫨", "🩷🫨"),
    ("\u200d👨\u200d", "👨"),
    ("\u200b\u200d\u2060", ""),
    ("\ufe0f\ufe0f", ""),
    ("\u0301\u0301", ""),
    ("\u3164\u2800 \u115f", ""),
    ("a\0b", "a\0b"),
]


@pytest.mark.parametrize(("typed", "seen"), LINES)
def test_a_line_is_what_people_see_of_it(typed: str, seen: str) -> None:
    assert LineField.clean(typed) == seen


@settings(max_examples=400, deadline=None, derandomize=True)
@given(typed=HOSTILE)
@example("a\u0316\u200b\u0301")
@example("👨\u200d\u200d👧")
@example("\u1100\u200b\u1161")
def test_a_clean_line_stays_as_it_is(typed: str) -> None:
    line = LineField.clean(typed)

    assert LineField.clean(line) == line
    if "\0" not in typed:
        assert unicodedata.is_normalized("NFC", line)
        assert line == " ".join(line.split())
        hidden = {char for char in line if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co"}}
        assert hidden <= {"\u200d"}
        assert not line or any(
            unicodedata.category(char)[0] in "LNPS" or "\U0001f000" <= char <= "\U0001faff" for char in line
        )


BLOCKS = [
    ("첫 줄\n둘째 줄", "첫 줄\n둘째 줄"),
    ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
    ("\n\n  한 연\n\n다음 연  \n", "한 연\n\n다음 연"),
    ("a \u200b\n  b\tc", "a\n  b c"),
    ("ad\u202emin\u202c\n\u2066b\u2069\ufeff\u00ad", "admin\nb"),
    ("a\x01\x1b\nb\x7f\x9f", "a\nb"),
    ("a\n\u0301b\ncafe\u0301", "a\n\u0301b\ncafé"),
    (f"{FAMILY}\n❤\ufe0f\u200d🔥", f"{FAMILY}\n❤\ufe0f\u200d🔥"),
    ("\u200b\n\u3164\r\n\ufe0f", ""),
    ("a\n\0b", "a\n\0b"),
]


@pytest.mark.parametrize(("typed", "seen"), BLOCKS)
def test_a_text_keeps_its_lines_and_loses_what_nobody_sees(typed: str, seen: str) -> None:
    assert BlockField.clean(typed) == seen


@settings(max_examples=400, deadline=None, derandomize=True)
@given(typed=HOSTILE)
def test_a_clean_text_stays_as_it_is(typed: str) -> None:
    text = BlockField.clean(typed)

    assert BlockField.clean(text) == text
    if "\0" not in typed:
        assert unicodedata.is_normalized("NFC", text)
        hidden = {char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}}
        assert hidden <= {"\u200d", "\n"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "status", "seen"),
    [
        ("ad\u202emin", 200, "admin"), ("<b>굵게</b>", 200, "<b>굵게</b>"), (f"{FAMILY} 가족", 200, f"{FAMILY} 가족"),
        ("가" * 30, 200, "가" * 30), (" " * 200 + "가나" + "\u200b" * 200, 200, "가나"), ("a\nBcc: b@mail.test", 200, "a Bcc: b@mail.test"),
        ("가" * 31, 400, None), ("가", 400, None), ("가\u200b", 400, None), ("\u200d\u200d\u200d", 400, None), ("a\0b", 400, None),
        ("", 400, None), (7, 400, None), (None, 400, None),
    ],
)  # fmt: skip
def test_the_api_keeps_a_name_as_it_is_seen(typed: Any, status: int, seen: str | None) -> None:
    person = sign_up()

    reply = person.ask("PATCH", "/me", {"username": typed})

    assert reply.status_code == status, reply.content
    assert person.ask("GET", "/me").json()["username"] == (seen or "관객")
    assert ask(
        "POST", "/auth/signup", {"email": new_email(), "password": "달빛 아래 오래된 극장 42", "username": typed}
    ).status_code == (201 if status == 200 else 400)


@pytest.mark.parametrize(
    ("typed", "one"),
    [
        ("A@Mail.Test", "a@mail.test"), (" a@mail.test\n", "a@mail.test"), ("a+b@mail.test", "a+b@mail.test"),
        ("a@극장.한국", "a@xn--3i0bw00c.xn--3e0b707e"), ("a@EXAMPLE。com", "a@example.com"), ("a@ｅｘａｍｐｌｅ.com", "a@example.com"),
        ("a@bücher.example", "a@xn--bcher-kva.example"), ("a@bu\u0308cher.example", "a@xn--bcher-kva.example"),
        ("o'neil!#$%&*/=?^_`{|}~-@mail.test", "o'neil!#$%&*/=?^_`{|}~-@mail.test"),
    ],
)  # fmt: skip
def test_an_address_has_one_spelling(typed: str, one: str) -> None:
    assert canonical(typed) == one == canonical(one) == canonical(one.upper())


@pytest.mark.parametrize(
    "typed",
    [
        "", "a", "@", "a@", "@a.kr", "a@b", "a@@b.kr", "a b@c.kr", "a@b c.kr", "a@b.kr\nBcc: c@d.kr", "a\r\n@b.kr", "a\0@b.kr",
        '"a b"@c.kr', '"\x01"@c.kr', "a@[127.0.0.1]", "a@[IPv6:::1]", "a@127.0.0.1", "가@mail.test", "a@-b.kr", "a@b-.kr", "a@b..kr",
        ".a@b.kr", "a.@b.kr", "a..b@c.kr", "a@b.kr.", "a\u202e@b.kr", "a\u200b@b.kr", "a@b\u202e.kr/", "a,b@c.kr", "a;b@c.kr",
        "<a@b.kr>", "A <a@b.kr>", "a@b.kr, c@d.kr", "a" * 250 + "@b.kr", "a@" + "b" * 64 + ".kr",
        "a" * 2000 + "@b.kr", "a@" + "가" * 500 + ".kr",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        canonical(typed)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(typed=st.emails() | st.text(max_size=40) | st.builds("{}@{}".format, st.text(max_size=8), st.text(max_size=20)))
def test_a_spelling_is_final_or_there_is_none(typed: str) -> None:
    try:
        one = canonical(typed)
    except ValueError:
        return
    assert canonical(one) == one == one.lower()
    assert one.isascii()
    assert one.isprintable()
    assert len(one) <= MAX_LENGTH
    assert canonical(f" {typed.upper() if typed.isascii() else typed} ") == one


@pytest.mark.parametrize(
    "value",
    ["", "2000-1-1", "2000-02-30", "20000101", "2000-01-01T00:00", " 2000-01-01", "2000-01-01\n", "２０００-01-01", "٢٠٠٠-01-01",
     "0000-01-01", "10000-01-01", 20000101, 0.5, True, None, [], {}, "2000-13-01", "-200-01-01"],
)  # fmt: skip
def test_what_is_no_day_is_refused(value: Any) -> None:
    with pytest.raises(ValidationError):
        DayField().run_validation(value)


@pytest.mark.parametrize(
    ("now", "good", "bad"),
    [
        # In Seoul it is still the 26th, then the 27th; in UTC it is the 26th all the time.
        (
            "2026-11-26T14:59:59Z",
            ["2026-11-25", "1906-11-26", "1905-11-27"],
            ["2026-11-26", "2026-11-27", "1905-11-26"],
        ),
        ("2026-11-26T15:00:00Z", ["2026-11-26", "1905-11-28"], ["2026-11-27", "1905-11-27"]),
        ("2028-02-29T03:00:00Z", ["2028-02-28", "1908-02-29", "1907-03-01"], ["2028-02-29", "1907-02-28"]),
        ("2027-02-28T03:00:00Z", ["1908-02-29", "1906-03-01"], ["1906-02-28"]),
    ],
)
def test_a_birthday_is_past_and_of_someone_who_can_live(
    time_machine: TimeMachineFixture, now: str, good: list[str], bad: list[str]
) -> None:
    time_machine.move_to(now, tick=False)

    for text in good:
        assert BirthdayField().run_validation(text) == date.fromisoformat(text)
    for text in bad:
        with pytest.raises(ValidationError):
            BirthdayField().run_validation(text)
