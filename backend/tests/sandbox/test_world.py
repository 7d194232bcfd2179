"""The catalogue as a whole: size, proportions, repeatability, and how it changes from day to day."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from sandbox.server import start
from sandbox.world import Settings, World, look
from tests.sandbox.conftest import DAY, Reader

WANTED_SHARES = {
    "서양음악(클래식)": (0.30, 0.40),
    "연극": (0.15, 0.22),
    "뮤지컬": (0.11, 0.17),
    "대중음악": (0.12, 0.18),
    "한국음악(국악)": (0.045, 0.075),
    "무용(서양/한국무용)": (0.025, 0.055),
    "복합": (0.03, 0.055),
    "서커스/마술": (0.02, 0.045),
    "대중무용": (0.005, 0.02),
}


def windows(first: date, last: date) -> list[dict[str, str]]:
    """Return the 31-day windows from `first` to `last`."""
    found = []
    while first <= last:
        end = min(first + timedelta(days=30), last)
        found.append({"stdate": f"{first:%Y%m%d}", "eddate": f"{end:%Y%m%d}"})
        first = end + timedelta(days=1)
    return found


def read_whole(kopis: Reader) -> dict[str, dict[str, str]]:
    span = windows(DAY - timedelta(days=120), DAY + timedelta(days=180))
    return {row["mt20id"]: row for window in span for row in kopis.all(**window)}


def test_holds_a_season_in_real_proportions(kopis: Reader) -> None:
    rows = read_whole(kopis)

    genres = Counter(row["genrenm"] for row in rows.values())
    assert len(rows) >= 3_400
    assert len({row["prfnm"] for row in rows.values()}) > 2_500
    for genre, (low, high) in WANTED_SHARES.items():
        assert low < genres[genre] / len(rows) < high, genre
    provinces = Counter(row.get("area", "")[:2] for row in rows.values())
    assert 0.35 < provinces["서울"] / len(rows) < 0.62
    assert {"전라북도", "전북특별자치도"} <= {row.get("area") for row in rows.values()}


def test_knows_more_than_1500_people(kopis: Reader) -> None:
    cast: Counter[str] = Counter()
    for code in list(read_whole(kopis))[::2]:
        text = kopis.detail(f"pblprfr/{code}")["prfcast"].removesuffix(" 등")
        cast.update(name.strip() for name in text.split(",") if name.strip())

    assert len(cast) > 1_500
    assert cast.most_common(60)[-1][1] >= 6


def test_the_same_seed_and_day_give_the_same_answers(kopis: Reader) -> None:
    twin = Reader(start(day=DAY))
    other = Reader(start(day=DAY, seed=2))
    port, twin_port = (re.search(r":(\d+)/", reader.sandbox.base_url) for reader in (kopis, twin))
    assert port
    assert twin_port

    first = kopis.page()
    for path in [f"pblprfr/{row['mt20id']}" for row in first[:20]]:
        ours, theirs = kopis.get(path).text, twin.get(path).text
        assert ours == theirs.replace(twin_port[0], port[0])
    assert [row["mt20id"] for row in twin.page()] == [row["mt20id"] for row in first]
    assert [row["prfnm"] for row in other.page()] != [row["prfnm"] for row in first]

    for reader in (twin, other):
        reader.close()
        reader.sandbox.stop()


@pytest.mark.parametrize("seed", [1, 5])
def test_each_day_brings_new_changed_cancelled_and_ended_rows(seed: int) -> None:
    world = World(Settings(seed, DAY.toordinal()))
    gone = 0
    before = world.catalogue_on(DAY.toordinal())

    for day in range(DAY.toordinal() + 1, DAY.toordinal() + 6):
        after = world.catalogue_on(day)
        new = after.by_code.keys() - before.by_code.keys()
        both = after.by_code.keys() & before.by_code.keys()
        changed = {code for code in both if after.by_code[code].version != before.by_code[code].version}
        assert 55 <= len(new) <= 80
        assert 60 <= len(changed) <= 180
        assert min(new) > max(before.by_code)
        assert all(after.by_code[code].touched == day for code in new | changed)
        assert sum(before.state_of(before.by_code[c]) != after.state_of(after.by_code[c]) for c in both) > 20
        gone += len(before.by_code.keys() - after.by_code.keys())
        before = after
    assert 3 <= gone <= 40


def test_a_moved_date_shows_in_lists_and_details(own: Reader) -> None:
    sandbox = own.sandbox
    before = {row["mt20id"]: row for row in own.all()}
    url = sandbox.base_url.split("/openApi")[0] + "/__sandbox__/date"

    moved = own.session.post(url, params={"value": "2026-12-03"})

    assert moved.json() == {"date": "2026-12-03"}
    assert own.session.get(url).json() == {"date": "2026-12-03"}
    after = {row["mt20id"]: row for row in own.all()}
    recent = {row["mt20id"] for row in own.all(afterdate="20261124")}
    assert after.keys() - before.keys()
    assert after.keys() - before.keys() <= recent
    changed = {
        code for code in after.keys() & before.keys() if own.detail(f"pblprfr/{code}")["updatedate"] >= "2026-11-24"
    }
    assert changed
    assert changed <= recent
    cancelled = before.keys() - after.keys()
    ended = {code for code in after if after[code]["prfstate"] == "공연완료"}
    assert ended
    assert all(own.items(f"pblprfr/{code}") == [] for code in cancelled)
    assert own.session.post(url, params={"value": "2026-11-23"}).ok
    assert {row["mt20id"]: row for row in own.all()} == before


def test_a_bad_date_is_refused(own: Reader) -> None:
    url = own.sandbox.base_url.split("/openApi")[0] + "/__sandbox__/date"

    assert own.session.post(url, params={"value": "tomorrow"}).status_code == 400
    assert own.session.post(url, params={"value": "1999-01-01"}).status_code == 400
    assert own.session.post(own.sandbox.base_url + "pblprfr", params={"value": "2026-12-01"}).status_code == 404
    assert own.sandbox.day == DAY


def test_two_servers_started_on_different_days_agree_about_an_id() -> None:
    today = World(Settings(1, DAY.toordinal())).catalogue_on(DAY.toordinal())
    yesterday = World(Settings(1, DAY.toordinal() - 1)).catalogue_on(DAY.toordinal())

    common = today.by_code.keys() & yesterday.by_code.keys()
    assert len(common) > 3_000
    assert all(today.by_code[code] == yesterday.by_code[code] for code in common)


@pytest.mark.parametrize("count", [60, 240, 20_000])
def test_makes_as_many_rows_as_asked(count: int) -> None:
    world = World(Settings(3, DAY.toordinal(), performances=count))

    listings = world.catalogue_on(DAY.toordinal()).listings
    assert abs(len(listings) - count) <= count * 0.02
    assert len({listing.row.number for listing in listings}) == len(listings)


def test_new_per_day_can_be_set() -> None:
    world = World(Settings(3, DAY.toordinal(), performances=100, new_per_day=0))

    later = world.catalogue_on(DAY.toordinal() + 5)

    assert {listing.row.code for listing in later.listings} <= world.catalogue_on(DAY.toordinal()).by_code.keys()


def test_a_life_is_in_order() -> None:
    world = World(Settings(1, DAY.toordinal()))
    for listing in world.catalogue_on(DAY.toordinal() + 30).listings:
        row = listing.row
        days = [row.registered, *(change.day for change in row.changes)]
        assert days == sorted(set(days)) or row.open_run
        assert row.start <= row.end
        assert look(row, row.registered - 1) is None
        assert not row.cancelled or row.registered < row.cancelled < row.start


@pytest.mark.parametrize("venues", [1, 5, 20])
def test_few_venues_are_enough_for_every_kind_of_show(venues: int) -> None:
    sandbox = start(day=DAY, performances=60, venues=venues, new_per_day=5)
    try:
        for number in range(10):
            sandbox.set_date(DAY + timedelta(days=number))
            assert sandbox.catalogue is not None
    finally:
        sandbox.stop()
