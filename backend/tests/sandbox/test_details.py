"""Details of performances: elements, blanks, free texts, agreement between list, dates and timetable."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from tests.sandbox.conftest import Reader

ALWAYS = {
    "mt20id", "prfnm", "prfpdfrom", "prfpdto", "fcltynm", "prfcast", "prfcrew", "prfruntime", "prfage", "entrpsnm",
    "pcseguidance", "poster", "sty", "area", "genrenm", "openrun", "visit", "child", "daehakro", "festival",
    "musicallicense", "musicalcreate", "updatedate", "prfstate", "mt10id", "dtguidance",
}  # fmt: skip
DAYS = ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"]


def read_date(text: str) -> date:
    return date.fromisoformat(text.replace(".", "-"))


@pytest.fixture(scope="session")
def details(shared: object) -> list[dict[str, str]]:
    """Return 600 details, and what surrounds them, read over HTTP."""
    reader = Reader(shared)  # type: ignore[arg-type]
    codes = [row["mt20id"] for row in reader.all()][:540]
    codes += [row["mt20id"] for row in reader.all(openrun="Y")]
    found = []
    for code in codes:
        (item,) = reader.items(f"pblprfr/{code}")
        plain = {child.tag: child.text or "" for child in item if len(child) == 0}
        plain["_raw"] = reader.get(f"pblprfr/{code}").text
        plain["_links"] = "\n".join(f"{r.findtext('relatenm')}|{r.findtext('relateurl')}" for r in item.iter("relate"))
        plain["_images"] = "\n".join(url.text or "" for url in item.iter("styurl"))
        found.append(plain)
    reader.close()
    return found


def test_agrees_with_the_list(kopis: Reader) -> None:
    for row in kopis.page(rows=40):
        detail = kopis.detail(f"pblprfr/{row['mt20id']}")
        names = ("prfnm", "prfpdfrom", "prfpdto", "poster", "genrenm", "openrun", "prfstate")
        assert {name: detail[name] for name in names} == {name: row[name] for name in names}
        assert detail["fcltynm"].startswith(row["fcltynm"] + " (")


def test_has_every_documented_element(details: list[dict[str, str]]) -> None:
    for detail in details:
        assert detail.keys() >= ALWAYS


def test_writes_blanks_in_three_ways(details: list[dict[str, str]]) -> None:
    raw = "".join(detail["_raw"] for detail in details)

    assert "<prfcast> </prfcast>" in raw
    assert "<prfcrew></prfcrew>" in raw
    assert "<sty/>" in raw
    assert "<styurls> </styurls>" in raw
    assert "<relates/>" in raw
    assert any("<relates" not in detail["_raw"] for detail in details)


def test_newer_elements_are_in_newer_rows_only(details: list[dict[str, str]]) -> None:
    new = [detail for detail in details if "mt13id" in detail]
    old = [detail for detail in details if "mt13id" not in detail]

    assert new
    assert old
    assert min(detail["mt20id"] for detail in new) > max(detail["mt20id"] for detail in old)
    assert all("frstregdt" in detail and detail["mt13id"].startswith(detail["mt10id"]) for detail in new)
    assert not any("frstregdt" in detail for detail in old)


def test_the_oldest_rows_have_one_company_text(details: list[dict[str, str]]) -> None:
    oldest = [detail for detail in details if detail["openrun"] == "Y"]

    assert oldest
    assert not any("entrpsnmP" in detail for detail in oldest)
    assert all("entrpsnmP" in detail for detail in details if "mt13id" in detail)


def test_timestamps_come_with_and_without_a_fraction(details: list[dict[str, str]]) -> None:
    forms = Counter("." in detail["updatedate"] for detail in details)

    assert min(forms.values()) > 50
    for detail in details:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?", detail["updatedate"])
        assert datetime.fromisoformat(detail["updatedate"]).date() <= date(2026, 11, 23)


@pytest.mark.parametrize(
    ("field", "patterns"),
    [
        ("prfruntime", [r"\d+시간 \d+분", r"\d+분", r"\d+시간", r"\d시간 05분", r"\s*"]),
        ("prfage", [r"만 \d+세 이상", r"만 \d+세이상", r"\d+개월 이상", r"\d+개월이상", "전체 관람가"]),
        (
            "pcseguidance",
            [
                r"전석 [\d,]+원",
                "전석무료",
                r"R석 [\d,]+원, S석 [\d,]+원.*",
                r".*\(1,2층\).*",
                r"스탠딩석.*",
                r"\D+",
                r"\s*",
            ],
        ),
        (
            "dtguidance",
            [
                r"\S요일\(\d\d:\d\d\)",
                r"\S요일 ~ \S요일\(\d\d:\d\d\), .*",
                r".*\(\d\d:\d\d,\d\d:\d\d\).*",
                r".*HOL\(.*",
                r"[^(~]*\d\d?시.*|.*문의|.*참조\)|.*\d\d:\d\d 토.*",
                r"\s*",
            ],
        ),
        ("prfcast", [r"\S+", r".+, .+", r".+ 등", r"\s*"]),
        ("entrpsnm", [r"\(주\).+", r"\(재\).+", r".+, .+"]),
    ],
)
def test_texts_come_in_all_their_forms(details: list[dict[str, str]], field: str, patterns: list[str]) -> None:
    texts = [detail[field] for detail in details]

    for pattern in patterns:
        assert any(re.fullmatch(pattern, text) for text in texts), pattern


def test_a_single_day_names_its_weekday_nearly_always(details: list[dict[str, str]]) -> None:
    single = [d for d in details if d["prfpdfrom"] == d["prfpdto"] and d["dtguidance"].strip()]

    right = sum(DAYS[read_date(d["prfpdfrom"]).weekday()] + "(" in d["dtguidance"] for d in single)
    assert len(single) > 200
    assert right / len(single) > 0.94


def test_a_short_run_names_only_its_own_weekdays(details: list[dict[str, str]]) -> None:
    checked = 0
    for detail in details:
        first, last = (read_date(detail[name]) for name in ("prfpdfrom", "prfpdto"))
        if not 0 < (last - first).days < 6 or not re.match(r"\S요일( ~|\()", detail["dtguidance"]):
            continue
        own = {DAYS[(first + timedelta(days=i)).weekday()] for i in range((last - first).days + 1)}
        assert set(re.findall(r"\S요일", detail["dtguidance"])) <= own, detail["dtguidance"]
        checked += 1
    assert checked > 30


def test_facility_and_hall_are_one_text(details: list[dict[str, str]]) -> None:
    names = [detail["fcltynm"] for detail in details]

    assert any(re.fullmatch(r"(.+) \(\1\)", name) for name in names)
    assert any(re.fullmatch(r"(.+\(구\. .+\)) \(\1\)", name) for name in names)
    assert any(name.endswith("(대극장)") for name in names)


def test_links_and_images_vary(details: list[dict[str, str]]) -> None:
    counts = Counter(len(detail["_links"].splitlines()) for detail in details)
    links = [line for detail in details for line in detail["_links"].splitlines()]
    images = Counter(len(detail["_images"].splitlines()) for detail in details)

    assert set(counts) == {0, 1, 2, 3}
    assert all(link.split("|")[1].strip().startswith("http") or link.endswith(("|", "|None", "| ")) for link in links)
    assert any(link.endswith(" ") for link in links)
    assert {0, 1, 2, 3, 4, 5} <= set(images)


def test_synopses_are_prose_with_a_little_html(details: list[dict[str, str]]) -> None:
    texts = [detail["sty"] for detail in details if detail["sty"].strip()]

    assert 0.4 < len(texts) / len(details) < 0.75
    assert 0 < sum("<" in text for text in texts) < len(texts) * 0.2
    assert len(set(texts)) > len(texts) * 0.8


def test_the_person_in_a_title_is_in_the_cast(details: list[dict[str, str]]) -> None:
    soloists = [
        (match[1], detail["prfcast"])
        for detail in details
        if (match := re.match(r"(?:제\d+회 )?(\S{2,4}) (?:귀국 )?\S+ 독주회", detail["prfnm"]))
        and detail["prfcast"].strip()
    ]

    assert len(soloists) > 3
    assert all(name in cast for name, cast in soloists)


def test_an_unknown_performance_is_an_empty_root(kopis: Reader) -> None:
    assert kopis.items("pblprfr/PF999999") == []
    assert kopis.items("pblprfr/nonsense") == []
    assert kopis.code("pblprfr/PF999999", service="") == "02"


def test_absolute_addresses_name_the_host_that_was_asked(kopis: Reader) -> None:
    port = kopis.sandbox.base_url.split(":")[2].split("/")[0]
    code = kopis.page(rows=1)[0]["mt20id"]

    text = kopis.session.get(
        f"{kopis.sandbox.base_url}pblprfr/{code}", params={"service": "k"}, headers={"Host": f"localhost:{port}"}
    ).text

    assert f"http://localhost:{port}/upload/" in text
