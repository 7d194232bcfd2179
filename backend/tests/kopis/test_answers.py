"""From bytes to rows: whatever arrives, it is rows under the contract or one of three errors."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from culturepedia.kopis import readers
from culturepedia.kopis.answers import read_rows
from culturepedia.kopis.errors import KopisError, KopisMalformed, KopisRejected, KopisUnavailable
from culturepedia.kopis.records import (
    ListedPerformance,
    ListedVenue,
    PerformanceRecord,
    RankingRow,
    Skipped,
    VenueRecord,
)
from tests.kopis.bad_case import CALLS, Call, answer, envelope, good_body, good_item
from tests.kopis.conftest import BODIES

if TYPE_CHECKING:
    from collections.abc import Callable

BASE_URL = "https://kopis.or.kr/openApi/restful/"
READERS: dict[Call, Callable[[dict[str, Any]], Any]] = {
    "list": partial(readers.read_listed_performance, base_url=BASE_URL),
    "detail": partial(readers.read_performance, base_url=BASE_URL),
    "venues": readers.read_listed_venue,
    "venue": readers.read_venue,
    "board": partial(readers.read_ranking_row, base_url=BASE_URL),
}
GOODS = [(call, good_body(call)) for call in CALLS]
GOODS += [("list", (BODIES / "list.xml").read_bytes()), ("detail", (BODIES / "detail.xml").read_bytes())]
GOODS += [("venue", (BODIES / "venue.xml").read_bytes()), ("board", (BODIES / "boxoffice.xml").read_bytes())]
BYTES = st.binary(max_size=6) | st.sampled_from([b"<", b">", b"&", b"</db>", b"<db>", b"\xed\xa0\x80", b"\x00", b"]]>"])


def _read(call: Call, body: bytes) -> list[Any]:
    rows = read_rows(body, root="boxofs" if call == "board" else "dbs", expected=100, what=call)
    return [READERS[call](row) for row in rows]


def _check(record: Any) -> None:
    """Say that a record keeps what the catalogue relies on."""
    if isinstance(record, Skipped):
        assert record.reason
        return
    assert record.kopis_id[:2] in ("PF", "FC")
    assert record.kopis_id[2:].isascii()
    assert record.kopis_id[2:].isdigit()
    assert 6 <= len(record.kopis_id[2:]) <= 10
    if isinstance(record, ListedPerformance | PerformanceRecord):
        assert 0 < len(record.title) <= 300
        assert date(1900, 1, 1) <= record.start_date <= record.end_date
    if isinstance(record, ListedVenue | VenueRecord):
        assert 0 < len(record.name) <= 200
    if isinstance(record, RankingRow):
        assert 1 <= record.rank <= 50
    assert "\ufffd" not in repr(record)
    repr(record).encode()


@given(st.sampled_from(GOODS), st.data())
def test_no_damage_to_a_good_answer_does_harm(good: tuple[Call, bytes], data: st.DataObject) -> None:
    call, body = good
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(body)))
        body = body[:at] + data.draw(BYTES) + body[at + data.draw(st.integers(0, 30)) :]

    try:
        records = _read(call, body)
    except KopisError:
        return

    for record in records:
        _check(record)


@given(
    st.sampled_from(CALLS), st.binary(max_size=200) | st.text("<>/dbsoxf&;!-[]CDATA \n", max_size=120).map(str.encode)
)
@example("list", b"")
@example("list", b"<dbs>\xff</dbs>")
def test_no_bytes_break_it(call: Call, body: bytes) -> None:
    try:
        records = _read(call, body)
    except KopisError:
        return

    for record in records:
        _check(record)


@given(st.sampled_from(CALLS), st.lists(st.tuples(st.integers(0, 30), st.text(max_size=20)), max_size=8))
def test_no_values_break_a_reader(call: Call, changes: list[tuple[int, str]]) -> None:
    (row,) = read_rows(good_body(call), root="boxofs" if call == "board" else "dbs", expected=1, what=call)
    names = [*row, "styurls", "relates", "mt13s"]
    for place, value in changes:
        row[names[place % len(names)]] = value

    _check(READERS[call](row))


def test_the_rows_asked_for_bound_the_rows_taken() -> None:
    body = answer("list", *[good_item("list")] * 50).encode()

    assert len(read_rows(body, root="dbs", expected=5, what="list")) == 50
    with pytest.raises(KopisMalformed):
        read_rows(body, root="dbs", expected=4, what="list")


def test_repeats_say_something_only_when_they_agree() -> None:
    body = answer("list", "<db><a>1</a><a> </a><a>1</a><b>1</b><b>2</b><c/><c/><d><e>1</e><e>2</e></d></db>").encode()

    assert read_rows(body, root="dbs", expected=1, what="list") == [{"a": "1", "b": None, "c": None, "d": "12"}]


def test_the_worst_of_several_codes_counts() -> None:
    body = answer("list", *("<db><returncode>" + code + "</returncode></db>" for code in ("00", "03", "05"))).encode()

    with pytest.raises(KopisRejected) as caught:
        read_rows(body, root="dbs", expected=1, what="list")

    assert caught.value.code == "05"


@pytest.mark.parametrize("code", ["x" * 5_000, "\u202e03", "０３", "03; rm -rf", ""])
def test_an_odd_code_is_not_repeated(code: str) -> None:
    with pytest.raises(KopisUnavailable) as caught:
        read_rows(envelope(code).encode(), root="dbs", expected=1, what="list")

    assert str(caught.value) == "list: returncode unreadable"
