"""People, companies, places and links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturepedia.kopis.parse.names import (
    MAX_NAMES,
    host_of,
    read_companies,
    read_people,
    read_url,
    read_venue_name,
    split_place,
)

PEOPLE: list[tuple[str | None, tuple[str, ...]]] = [
    ("한석규, 신선미, 정재형 등", ("한석규", "신선미", "정재형")),
    ("한석규, 신선미 등 12명", ("한석규", "신선미")),
    ("한석규 외 3명", ("한석규",)),
    ("한석규 외 다수", ("한석규",)),
    ("한석규,신선미", ("한석규", "신선미")),
    ("한석규， 신선미、 정재형", ("한석규", "신선미", "정재형")),
    ("한석규, 한석규, 신선미", ("한석규", "신선미")),
    ("테너(김, 박), 소프라노 이몽룡", ("테너(김, 박)", "소프라노 이몽룡")),
    ("홍길동(햄릿 역), 성춘향", ("홍길동(햄릿 역)", "성춘향")),
    ("John Smith, Anna-Maria O'Neill", ("John Smith", "Anna-Maria O'Neill")),
    ("일리야 라쉬코프스키 & 친구들", ("일리야 라쉬코프스키 & 친구들",)),
    ("서울시립교향악단 50명", ("서울시립교향악단 50명",)),
    ("이등, 김외", ("이등", "김외")),
    ("한석규.", ("한석규",)),
    (", , 한석규,", ("한석규",)),
    ("등", ()),
    ("미정", ()),
    ("-", ()),
    ("해당없음", ()),
    ("...", ()),
    ("", ()),
    (None, ()),
    ("가" * 101, ()),
    (f"한석규, {'가' * 101}", ("한석규",)),
    ("가, " * 2_000, ()),
]

PLACES: list[tuple[str | None, tuple[str | None, str | None]]] = [
    ("대전예술의전당 (앙상블홀)", ("대전예술의전당", "앙상블홀")),
    ("열린극장 (열린극장)", ("열린극장", "열린극장")),
    ("시온아트홀 (구. JK아트홀) (시온아트홀(구. JK아트홀))", ("시온아트홀 (구. JK아트홀)", "시온아트홀(구. JK아트홀)")),
    ("어떤극장 (공연장 (C동) )", ("어떤극장", "공연장 (C동)")),
    ("예술의전당 [서울] (오페라극장)", ("예술의전당 [서울]", "오페라극장")),
    ("R&J씨어터(구. 연진아트홀) (R&J씨어터(구. 연진아트홀))", ("R&J씨어터(구. 연진아트홀)", "R&J씨어터(구. 연진아트홀)")),
    ("올림픽공원 (KSPO DOME(체조경기장))", ("올림픽공원", "KSPO DOME(체조경기장)")),
    ("예술의전당 [서울]", ("예술의전당 [서울]", None)),
    ("전주교육문화회관(전북교육문화회관)", ("전주교육문화회관(전북교육문화회관)", None)),
    ("극장", ("극장", None)),
    ("극장 (홀", ("극장 (홀", None)),
    ("극장 홀)", ("극장 홀)", None)),
    ("극장 (A (B)", ("극장 (A (B)", None)),
    ("극장 A) (B)", ("극장 A) (B)", None)),
    ("극장 ( )", ("극장 ( )", None)),
    ("극장 ()", ("극장 ()", None)),
    ("(홀)", ("(홀)", None)),
    (" (홀)", (" (홀)", None)),
    ("극장 (홀) 별관", ("극장 (홀) 별관", None)),
    ("", (None, None)),
    (None, (None, None)),
]  # fmt: skip

URLS: list[tuple[str | None, str | None]] = [
    ("http://www.kopis.or.kr/upload/pfmPoster/PF_PF274677_250922_151333.gif",) * 2,
    ("https://booking.naver.com/booking/12/bizes/1493573?a=1&b=2#c",) * 2,
    ("HTTP://WWW.KOPIS.OR.KR/A.GIF",) * 2,
    ("http://ticket.example/굿즈?이름=값",) * 2,
    ("http://[2001:db8::1]:8080/x",) * 2,
    (" http://a.example/x \n", "http://a.example/x"),
    ("/upload/pfmPoster/a.gif", "https://kopis.or.kr/upload/pfmPoster/a.gif"),
    ("", None),
    (None, None),
    (" ", None),
    ("www.example.com", None),
    ("upload/a.gif", None),
    ("//evil.example/a.gif", None),
    ("/\\evil.example/a.gif", None),
    ("http://", None),
    ("http:///a", None),
    ("http:a", None),
    ("ftp://a.example/", None),
    ("javascript:alert(1)", None),
    ("JaVaScRiPt:alert(1)//http://", None),
    ("data:text/html,<script>", None),
    ("file:///etc/passwd", None),
    ("http://user@a.example/", None),
    ("http://user:pass@a.example/", None),
    ("http://@a.example/", None),
    ("http://a.example:99999/", None),
    ("http://a.example:x/", None),
    ("http://[::1/", None),
    ("http://a.example\\@b.example/", None),
    ("http://a.example/x y", None),
    ("http://a.example/x\ty", None),
    ("http://a.example/\u202egif.exe", None),
    ("http://a.example/\u200b", None),
    ("http://a.example/\x00", None),
    ("http://a.example/\ufffd", None),
    ('http://a.example/"onload="x', None),
    ("http://a.example/<script>", None),
    ("http://a.example/" + "x" * 484, None),
    ("http://a.example/" + "x" * 483,) * 2,
]

NAME = (
    st.text("가나다라ABC 12", min_size=1, max_size=12).map(str.strip).filter(lambda name: any(map(str.isalnum, name)))
)
PART = st.recursive(
    st.text("가나AB1", min_size=1, max_size=5), lambda inner: st.tuples(inner, inner).map("{0[0]} ({0[1]})".format)
)


@pytest.mark.parametrize(("text", "people"), PEOPLE, ids=lambda value: repr(value)[:40])
def test_reads_people(text: str | None, people: tuple[str, ...]) -> None:
    assert read_people(text) == people


@pytest.mark.parametrize(
    ("text", "companies"),
    [
        ("(주)라온플레이, (주)하늘이엔티", ("(주)라온플레이", "(주)하늘이엔티")),
        ("(재)남부문화재단", ("(재)남부문화재단",)),
        ("㈜하늘, 하늘, ㈜하늘", ("㈜하늘", "하늘")),
        ("극단 노을(주최, 주관), 바다", ("극단 노을(주최, 주관)", "바다")),
        ("A&B Entertainment Co., Ltd.", ("A&B Entertainment Co.", "Ltd.")),
        ("문화예술 등", ("문화예술 등",)),
        ("-", ()),
        ("", ()),
        (None, ()),
        ("가" * 151, ()),
    ],
)
def test_reads_companies(text: str | None, companies: tuple[str, ...]) -> None:
    assert read_companies(text) == companies


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_splits_places(text: str | None, place: tuple[str | None, str | None]) -> None:
    assert split_place(text) == place


@pytest.mark.parametrize(
    ("text", "name", "closed"),
    [
        ("1M SPACE (폐관)", "1M SPACE", True),
        ("1M SPACE(폐관)", "1M SPACE", True),
        ("1M SPACE [폐관] [서울]", "1M SPACE [서울]", True),
        ("( 폐관 )", "( 폐관 )", True),
        ("폐관식장", "폐관식장", False),
        ("(구) 송정초등학교", "(구) 송정초등학교", False),
        ("", None, False),
        (None, None, False),
    ],
)
def test_reads_venue_names(text: str | None, name: str | None, closed: bool) -> None:  # noqa: FBT001
    assert read_venue_name(text) == (name, closed)


@pytest.mark.parametrize(("text", "url"), URLS, ids=lambda value: repr(value)[:40])
def test_reads_links(text: str | None, url: str | None) -> None:
    assert read_url(text, base="https://kopis.or.kr/openApi/restful/") == url


def test_a_path_needs_a_host() -> None:
    assert read_url("/upload/a.gif") is None


def test_names_a_host() -> None:
    assert host_of("http://ticket.example:8080/x") == "ticket.example:8080"


@given(st.lists(NAME.filter(lambda name: "  " not in name), min_size=1, max_size=7, unique=True), st.booleans())
def test_reads_the_names_it_would_write(names: list[str], others: bool) -> None:  # noqa: FBT001
    assert read_people(", ".join(names) + (" 등" if others else "")) == tuple(names)


@given(st.text(max_size=80) | st.text(",() 등외가나1", max_size=80))
def test_names_are_names(text: str) -> None:
    for read in (read_people, read_companies):
        names = read(text)
        assert len(names) == len(set(names)) <= MAX_NAMES
        assert all(name == name.strip() and any(map(str.isalnum, name)) for name in names)


@given(PART, PART)
def test_takes_apart_what_was_put_together(facility: str, hall: str) -> None:
    assert split_place(f"{facility} ({hall})") == (facility, hall)


@given(st.text("가A ()[]", max_size=30))
def test_a_place_loses_nothing_but_its_bracket(text: str) -> None:
    facility, hall = split_place(text)

    if hall is None:
        assert facility == (text or None)
    else:
        assert f"{facility}{hall}".replace(" ", "") == "".join(text.split()).replace(f"({hall.replace(' ', '')})", hall.replace(" ", ""))  # fmt: skip


@given(st.text(max_size=40) | st.text("htps:/.@\\#?[]abc가 \u202e", max_size=40))
def test_a_link_is_as_it_was_given(text: str) -> None:
    url = read_url(text)

    assert url is None or (url == text.strip() and url.lower().startswith(("http://", "https://")))
