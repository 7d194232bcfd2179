"""Pages for those who run no script: what they say, when they are written, which go."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from django.core.management import CommandError, call_command

from culturepedia.common import leases
from culturepedia.kopis.models import SyncRun
from culturepedia.pages import page_texts, snapshots, tasks
from culturepedia.pages.addresses import find_page
from culturepedia.performances.codes import Genre, Region
from culturepedia.performances.models import CatalogueVersion, Performance
from runner.settings import PROJECT_DIR
from tests.factories import PerformanceFactory, SyncRunFactory, VenueFactory

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

pytestmark = pytest.mark.django_db
SHELL = PROJECT_DIR / "frontend" / "index.html"
BASE = "https://culturepedia.example"
FIXED_PAGES = 2 * (1 + len(page_texts.FIXED) + len(Genre) + len(Region))


class Head(HTMLParser):
    """Reads a page as a scraper does."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.pictures: list[dict[str, str | None]] = []
        self.language = ""
        self.scripts: list[dict[str, str | None]] = []
        self.texts: dict[str, list[str]] = {}
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._open = tag
        if tag == "html":
            self.language = given["lang"] or ""
        elif tag == "meta":
            self.meta[given.get("name") or given.get("property") or ""] = given.get("content") or ""
        elif tag == "link" and given.get("as") == "image":
            self.pictures.append(given)
        elif tag == "link":
            self.links[given.get("hreflang") or given["rel"] or ""] = given["href"] or ""
        elif tag == "script":
            self.scripts.append(given)

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.setdefault(self._open, []).append(data)

    @property
    def event(self) -> dict[str, Any]:
        # Scripts come in the document's order; only the data block has text.
        event: dict[str, Any] = json.loads("".join(self.texts["script"]))
        return event


@pytest.fixture
def root(settings: SettingsWrapper, tmp_path: Path) -> Path:
    settings.SNAPSHOT_ROOT = str(tmp_path / "snapshots")
    settings.PUBLIC_BASE_URL = BASE
    return tmp_path / "snapshots"


def read(root: Path, name: str) -> Head:
    return Head((root / name).read_text(encoding="utf-8"))


def full_performance(**values: Any) -> Performance:
    venue = VenueFactory.create(
        kopis_id="FC000113", name="한전아트센터", address="서울 서초구 1", latitude=37.4, longitude=127.0, phone="02-1"
    )
    given: dict[str, Any] = {
        "kopis_id": "PF273608",
        "title": "달의 기록자",
        "venue": venue,
        "price_min_krw": 55000,
        "price_max_krw": 99000,
        "booking_links": [{"name": "가", "url": "http://a.example/1"}, {"name": "나", "url": "https://b.example/2"}],
        "poster_key": "posters/ab/cd",
        "poster_widths": [120, 360],
        "source_updated_at": datetime(2026, 11, 3, 1, tzinfo=UTC),
        "synopsis": "달에서 온 편지",
        "people": {"cast": ["김하나", "이두리"]},
    }
    return PerformanceFactory.create(**given | values)


def test_a_performance_tells_scrapers_what_it_is(root: Path) -> None:
    full_performance()

    snapshots.write_snapshots()

    head = read(root, "performances/PF273608.html")
    assert head.language == "ko"
    assert head.texts["title"] == ["달의 기록자 · 뮤지컬 · 한전아트센터 | 컬처피디아"]
    assert head.meta["description"] == "2026.11.01–2026.11.30, 한전아트센터, 뮤지컬, 55,000–99,000원"
    assert head.meta["og:image"] == f"{BASE}/media/posters/ab/cd-360.jpg"
    assert head.meta["og:url"] == head.links["canonical"] == head.links["ko"] == f"{BASE}/performances/PF273608"
    assert head.links["en"] == f"{BASE}/en/performances/PF273608"
    assert head.meta["robots"] == "index,follow"
    assert head.texts["h1"] == ["달의 기록자"]
    assert {"김하나, 이두리", "달에서 온 편지", "서울 서초구 1"} <= set(head.texts["p"])


def test_the_first_poster_comes_with_the_page(root: Path) -> None:
    full_performance(sales_rank=1)

    snapshots.write_snapshots()

    for name, sizes in (
        ("index.html", page_texts.HOME_POSTER_SIZES),
        ("en/performances/PF273608.html", page_texts.DETAIL_POSTER_SIZES),
    ):
        assert read(root, name).pictures == [
            {
                "rel": "preload",
                "as": "image",
                "imagesrcset": "/media/posters/ab/cd-120.webp 120w, /media/posters/ab/cd-360.webp 360w",
                "imagesizes": sizes,
                "fetchpriority": "high",
            }
        ]
    assert read(root, "about.html").pictures == []


def test_the_first_poster_is_as_wide_as_the_app_says() -> None:
    folder = PROJECT_DIR / "frontend" / "src" / "ui"

    assert f'"{page_texts.HOME_POSTER_SIZES}"' in (folder / "spotlight.js").read_text()
    assert f'"{page_texts.DETAIL_POSTER_SIZES}"' in (folder / "detail-head.js").read_text()


def test_a_performance_is_an_event_of_schema_org(root: Path) -> None:
    full_performance()

    snapshots.write_snapshots()

    event = read(root, "en/performances/PF273608.html").event
    assert event["@type"] == "TheaterEvent"
    assert (event["startDate"], event["endDate"]) == ("2026-11-01", "2026-11-30")
    assert event["location"]["geo"] == {"@type": "GeoCoordinates", "latitude": 37.4, "longitude": 127.0}
    assert event["offers"] == {
        "@type": "AggregateOffer",
        "priceCurrency": "KRW",
        "lowPrice": 55000,
        "highPrice": 99000,
        "url": "https://b.example/2",
    }
    assert [person["name"] for person in event["performer"]] == ["김하나", "이두리"]
    assert "aggregateRating" not in event


def test_english_pages_have_english_words_and_korean_titles(root: Path) -> None:
    full_performance()

    snapshots.write_snapshots()

    head = read(root, "en/performances/PF273608.html")
    assert head.language == "en"
    assert head.texts["title"] == ["달의 기록자 · Musical · 한전아트센터 | Culturepedia"]
    assert head.meta["description"].endswith("Musical, ₩55,000–99,000")
    assert read(root, "en/venues/FC000113.html").texts["title"] == ["한전아트센터: programme and access | Culturepedia"]
    assert read(root, "en.html").links["canonical"] == f"{BASE}/en"


def test_what_is_not_known_is_not_said(root: Path) -> None:
    PerformanceFactory.create(kopis_id="PF273608", genre=None, region=None, open_run=True)

    snapshots.write_snapshots()

    head = read(root, "performances/PF273608.html")
    assert head.meta["description"] == "2026.11.01부터 오픈런"
    assert head.meta["og:image"] == f"{BASE}/assets/icon-512.png"
    assert head.event["@type"] == "Event"
    assert {"endDate", "location", "offers", "performer", "organizer", "image"}.isdisjoint(head.event)


HOSTILE = "</script><script>alert(1)</script>\"'&<!--\u2028{{ page }}"


def test_hostile_texts_stay_texts(root: Path) -> None:
    full_performance(title=HOSTILE, synopsis=HOSTILE, people={"cast": [HOSTILE]})
    shell = Head(SHELL.read_text(encoding="utf-8"))

    snapshots.write_snapshots()

    head = read(root, "performances/PF273608.html")
    assert len(head.scripts) == len(shell.scripts) + 1
    assert head.meta["og:title"] == head.event["name"] == HOSTILE
    assert [script["type"] for script in head.scripts if "src" not in script] == ["application/ld+json"]


def test_the_app_starts_from_a_page_as_from_the_shell(root: Path) -> None:
    full_performance()
    parts = r"<html[^>]*>|<title>.*<body>|<noscript>.*</noscript>"

    snapshots.write_snapshots()

    text = (root / "performances/PF273608.html").read_text(encoding="utf-8")
    shell = SHELL.read_text(encoding="utf-8")
    bodies = [re.sub(parts, "", page, flags=re.DOTALL).split() for page in (text, shell)]
    assert bodies[0] == bodies[1]
    assert [one for one in Head(text).scripts if "src" in one] == Head(shell).scripts
    for line in shell.splitlines():
        if "rel=" in line:
            assert line in text


def test_withdrawn_performances_are_kept_from_search(root: Path) -> None:
    full_performance(withdrawn_at=datetime(2026, 11, 3, 1, tzinfo=UTC))

    snapshots.write_snapshots()

    head = read(root, "performances/PF273608.html")
    assert head.meta["robots"] == "noindex,follow"
    assert "script" not in head.texts
    assert "PF273608" not in "".join(path.read_text() for path in root.glob("sitemap*.xml"))


def test_only_what_changed_is_written_again(root: Path) -> None:
    full_performance()
    PerformanceFactory.create(kopis_id="PF273609")
    first = snapshots.write_snapshots()
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*.html")}

    again = snapshots.write_snapshots()
    Performance.objects.filter(kopis_id="PF273609").update(title="새 제목")
    CatalogueVersion.advance()
    changed = snapshots.write_snapshots()

    assert (first.written, first.unchanged) == (FIXED_PAGES + 6, 0)
    assert (again.written, again.unchanged) == (0, first.written)
    assert (changed.written, changed.unchanged, changed.removed) == (2, first.written - 2, 0)
    after = {path.relative_to(root) for path, then in before.items() if path.stat().st_mtime_ns != then}
    assert after == {Path("performances/PF273609.html"), Path("en/performances/PF273609.html")}


def test_a_page_that_was_lost_comes_back_with_the_next_change(root: Path) -> None:
    full_performance()
    snapshots.write_snapshots()
    (root / "performances/PF273608.html").unlink()

    CatalogueVersion.advance()
    done = snapshots.write_snapshots()

    assert done.written == 1


def test_a_page_without_its_performance_goes(root: Path) -> None:
    row = full_performance()
    snapshots.write_snapshots()
    row.delete()
    CatalogueVersion.advance()

    done = snapshots.write_snapshots()

    assert done.removed == 2
    assert not find_page("/performances/PF273608", snapshots=root, shell=SHELL).exists
    assert find_page("/venues/FC000113", snapshots=root, shell=SHELL).file == "/venues/FC000113.html"


def test_a_new_shell_or_address_renews_every_page(root: Path, settings: SettingsWrapper, tmp_path: Path) -> None:
    first = snapshots.write_snapshots()
    settings.PUBLIC_BASE_URL = "https://other.example/"
    moved = snapshots.write_snapshots()
    settings.FRONTEND_DIR = str(tmp_path)
    (tmp_path / "index.html").write_bytes(SHELL.read_bytes().replace(b"</body>", b"<p></p></body>"))

    renewed = snapshots.write_snapshots()

    assert first.written == moved.written == renewed.written == FIXED_PAGES
    assert read(root, "about.html").links["canonical"] == "https://other.example/about"
    assert find_page("/about", snapshots=root, shell=tmp_path / "index.html").file == "/about.html"
    assert find_page("/about", snapshots=root, shell=SHELL).file is None


def test_a_note_that_cannot_be_read_costs_only_time(root: Path) -> None:
    snapshots.write_snapshots()
    (root / ".state.json").write_text('{"made_of": 1, "other')

    assert snapshots.write_snapshots().written == FIXED_PAGES


def test_robots_find_every_listed_page_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "SITEMAP_ENTRIES", 5)
    full_performance()
    snapshots.write_snapshots()
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}

    index = ET.parse(root / "sitemap.xml")
    names = [place.text or "" for place in index.findall("s:sitemap/s:loc", space)]
    found = []
    for name in names:
        part = ET.parse(root / name.removeprefix(f"{BASE}/"))
        found += [
            (entry.findtext("s:loc", "", space), entry.findtext("s:lastmod", None, space)) for entry in part.getroot()
        ]

    assert len(found) == len(set(found)) == FIXED_PAGES + 4
    assert (f"{BASE}/en/performances/PF273608", "2026-11-03") in found
    assert f"Sitemap: {BASE}/sitemap.xml" in (root / "robots.txt").read_text()
    assert set(root.glob("sitemap-*.xml")) == {root / name.removeprefix(f"{BASE}/") for name in names}


def test_no_id_leads_out_of_the_folder(root: Path) -> None:
    VenueFactory.create(kopis_id="FC/../../x")

    snapshots.write_snapshots()

    assert {path.parent.name for path in root.rglob("*.html")} <= {"snapshots", "en", "genres", "regions"}


def test_no_unfinished_file_stays(root: Path) -> None:
    snapshots.write_snapshots()

    assert not [path for path in root.rglob(".*") if path.name != ".state.json"]


@pytest.mark.parametrize("outcome", [None, SyncRun.Outcome.INCOMPLETE])
def test_the_schedule_waits_for_the_first_good_sync(root: Path, outcome: SyncRun.Outcome | None) -> None:
    if outcome:
        SyncRunFactory.create(outcome=outcome)

    tasks.write_snapshots()

    assert not root.exists()


def test_the_schedule_writes_after_a_good_sync_and_twice_is_once(root: Path) -> None:
    SyncRunFactory.create(outcome=SyncRun.Outcome.COMPLETE, finished_at=datetime(2026, 11, 3, 1, tzinfo=UTC))

    tasks.write_snapshots()
    tasks.write_snapshots()

    assert (root / "sitemap.xml").exists()


def test_two_at_once_do_not_meet(root: Path) -> None:
    SyncRunFactory.create(outcome=SyncRun.Outcome.COMPLETE, finished_at=datetime(2026, 11, 3, 1, tzinfo=UTC))
    with leases.hold(snapshots.LEASE):
        tasks.write_snapshots()
        with pytest.raises(CommandError, match="another process"):
            call_command("write_snapshots")

    assert not root.exists()


def test_the_command_says_what_it_did(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("write_snapshots")

    assert capsys.readouterr().out == f"{FIXED_PAGES:,} pages written, 0 removed, 0 as before\n"


@pytest.mark.parametrize("html", [None, "<!doctype html><title>another</title>"])
def test_the_command_needs_the_app_s_shell(
    root: Path, settings: SettingsWrapper, tmp_path: Path, html: str | None
) -> None:
    settings.FRONTEND_DIR = str(tmp_path)
    if html:
        (tmp_path / "index.html").write_text(html)

    with pytest.raises(CommandError, match=r"index\.html"):
        call_command("write_snapshots")

    assert not (root / "sitemap.xml").exists()


def test_the_texts_are_those_of_the_app() -> None:
    folder = PROJECT_DIR / "frontend" / "src" / "i18n"
    for language in page_texts.LANGUAGES:
        source = "".join(file.read_text() for file in sorted(folder.glob(f"*{language}.js")))
        for title, description in [
            page_texts.HOME[language],
            *(texts[language] for texts in page_texts.FIXED.values()),
        ]:
            assert f'"{title}"' in source
            assert f'"{description}"' in source
        for pattern in (page_texts.LIST_TEXT[language][1], page_texts.VENUE_TITLE[language]):
            assert re.search(re.escape(pattern).replace(r"\{\}", r"\{[a-z]+\}"), source)


@pytest.mark.parametrize(("language", "limit"), [("ko", 80), ("en", 155)])
def test_descriptions_fit_where_they_are_shown(root: Path, language: str, limit: int) -> None:
    full_performance(venue=None, venue_name="긴 이름의 극장 " * 20)

    snapshots.write_snapshots()

    folder = root if language == "ko" else root / "en"
    for path in folder.rglob("*.html"):
        if language == "en" or "en" not in path.relative_to(root).parts[0]:
            assert 0 < len(Head(path.read_text()).meta["description"]) <= limit, path
