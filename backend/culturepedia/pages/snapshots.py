"""Writes one page for every address that should be found: the app's shell with a head of its own.

Below SNAPSHOT_ROOT: `<path>.html` (`index.html` and `en.html` are the home pages), robots.txt, sitemaps, and `shell`,
the mark of the shell they were made of. Only what changed is written, each file whole or not at all; a run that is
cut short is made up for by the next. The servers of the site find the files by `addresses.py`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import mark_safe

from culturepedia.common import leases
from culturepedia.pages import page_texts
from culturepedia.pages.addresses import PAGE, SHELL_MARK, SITEMAP, file_of, mark_of
from culturepedia.performances.codes import CompanyRole, CreditKind
from culturepedia.performances.models import CatalogueVersion, CompanyCredit, Credit, Performance, Venue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.template.backends.base import _EngineTemplate

    from culturepedia.pages.page_texts import Page

LEASE = "pages.snapshots"
STATE = ".state.json"
AT_ONCE = 500
SITEMAP_ENTRIES = 20_000  # a sitemap may hold 50,000 addresses and 50 MB
MAX_CAST = 10
IMAGE_WIDTH_PX = 360
COLUMNS = (
    *("id", "kopis_id", "title", "genre", "start_date", "end_date", "open_run", "synopsis", "is_free"),
    *("price_min_krw", "price_max_krw", "booking_links", "poster_key", "poster_widths", "rating_average"),
    *("rating_count", "withdrawn_at", "source_updated_at", "venue_name"),
    *("venue__name", "venue__address", "venue__latitude", "venue__longitude"),
)
# What could end a script or a line of it; JSON reads the escapes as the same letters.
SCRIPT_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


class ShellUnusable(Exception):
    """The app's index.html lacks a part that pages replace."""


@dataclass
class Written:
    """What one run did."""

    written: int = 0
    removed: int = 0
    unchanged: int = 0


@dataclass
class State:
    """What the last run left: the catalogue it saw and a digest for each address."""

    made_of: str = ""
    version: int = -1
    pages: dict[str, str] = field(default_factory=dict)


class Shell:
    """The app's index.html, with room for another head."""

    PARTS = (
        ("language", re.compile(r'(?<=<html lang=")ko(?=")')),
        ("head", re.compile(r'<title>.*?</title>\s*<meta name="description"[^>]*>', re.DOTALL)),
        ("plain", re.compile(r"<noscript>.*?</noscript>", re.DOTALL)),
    )

    def __init__(self, html: bytes) -> None:
        self.mark = mark_of(html)
        self._pieces: list[str] = []
        rest = html.decode()
        for name, pattern in self.PARTS:
            found = pattern.search(rest)
            if not found:
                raise ShellUnusable(f"index.html has no place for the {name}")
            self._pieces.append(rest[: found.start()])
            rest = rest[found.end() :]
        self._pieces.append(rest)

    def with_parts(self, *parts: str) -> str:
        """Return the page with language, head and plain text."""
        texts = [text for pair in zip(self._pieces, parts, strict=False) for text in pair]
        return "".join([*texts, self._pieces[-1]])


class Sitemaps:
    """Writes sitemaps of moderate size as the pages come, then their index."""

    def __init__(self, root: Path, base_url: str) -> None:
        self._root, self._base_url = root, base_url
        self._names: list[str] = []
        self._group, self._entries = "", list[dict[str, str | None]]()

    def add(self, group: str, page: Page) -> None:
        """Take a page; those of one group come together."""
        if group != self._group or len(self._entries) == SITEMAP_ENTRIES:
            self._flush()
            self._group = group
        names = ("address", "korean_address", "english_address", "changed_on")
        self._entries.append({name: getattr(page, name) for name in names})

    def finish(self) -> None:
        """Write what is left, and last the index, because it says that all is there."""
        self._flush()
        for stale in set(self._root.glob("sitemap-*.xml")) - {self._root / name for name in self._names}:
            stale.unlink()
        index = _template("sitemap_index.xml").render({"names": self._names, "base_url": self._base_url})
        _write(self._root / SITEMAP, index)

    def _flush(self) -> None:
        if self._entries:
            name = f"sitemap-{self._group}-{len(self._names) + 1}.xml"
            known = {"entries": self._entries, "base_url": self._base_url}
            _write(self._root / name, _template("sitemap.xml").render(known))
            self._names.append(name)
            self._entries = []


def write_snapshots() -> Written:
    """Write what changed since the last run.

    Raises:
        LeaseHeld: Another process is at it.
        ShellUnusable: The shell is not the app's.
    """
    root, base_url = Path(settings.SNAPSHOT_ROOT), settings.PUBLIC_BASE_URL.rstrip("/")
    with leases.hold(LEASE):
        shell = Shell((Path(settings.FRONTEND_DIR) / "index.html").read_bytes())
        old = _read_state(root)
        version = CatalogueVersion.current()  # before the rows: what changes meanwhile is the next run's
        made_of = f"{shell.mark} {base_url} {_mark_of_code()}"
        if (old.made_of, old.version) == (made_of, version) and (root / SITEMAP).exists():
            return Written(unchanged=len(old.pages))
        new = State(made_of, version)
        known = old.pages if old.made_of == made_of else {}
        done = Written()
        sitemaps = Sitemaps(root, base_url)
        for group, page in _all_pages(base_url):
            digest = hashlib.blake2b(orjson.dumps(asdict(page)), digest_size=8).hexdigest()
            new.pages[page.address] = digest
            place = root / file_of(page.address)
            if known.get(page.address) == digest and place.exists():
                done.unchanged += 1
            else:
                _write(place, _render(shell, page, base_url))
                done.written += 1
            if page.is_listed:
                sitemaps.add(group, page)
        for address in old.pages.keys() - new.pages.keys():
            (root / file_of(address)).unlink(missing_ok=True)
            done.removed += 1
        _write(root / SHELL_MARK, shell.mark)
        _write(root / "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {base_url}/{SITEMAP}\n")
        sitemaps.finish()
        _write(root / STATE, json.dumps(asdict(new)))
    return done


def _all_pages(base_url: str) -> Iterator[tuple[str, Page]]:
    top = Performance.objects.filter(sales_rank=1, withdrawn_at=None).values("poster_key", "poster_widths").first()
    for page in page_texts.fixed_pages(top_srcset=_srcset(top) if top else None):
        yield "pages", page
    for venue in Venue.objects.order_by("id").values("kopis_id", "name", "address", "phone").iterator(AT_ONCE):
        for language in page_texts.LANGUAGES:
            page = page_texts.venue_page(venue, language)
            if PAGE.fullmatch(page.address):
                yield "venues", page
    last = 0
    while rows := list(Performance.objects.filter(id__gt=last).order_by("id").values(*COLUMNS)[:AT_ONCE]):
        last = rows[-1]["id"]
        cast, makers = _cast_of(rows), _makers_of(rows)
        for row in rows:
            show = _facts(row) | {"cast": cast.get(row["id"], []), "maker": makers.get(row["id"])}
            for language in page_texts.LANGUAGES:
                page = page_texts.performance_page(show, language, base_url=base_url)
                if PAGE.fullmatch(page.address):
                    yield "performances", page


def _facts(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with the venue's facts under short names."""
    venue = {name: row[f"venue__{name}"] for name in ("address", "latitude", "longitude")}
    return {
        **row,
        **venue,
        "venue_name": row["venue__name"] or row["venue_name"],
        "image": _image(row),
        "srcset": _srcset(row),
    }


def _image(row: Mapping[str, Any]) -> str | None:
    """Return the poster's file for link previews: as JPEG, which every messenger shows."""
    widths = row["poster_widths"]
    if not row["poster_key"] or not widths:
        return None
    width = IMAGE_WIDTH_PX if IMAGE_WIDTH_PX in widths else max(widths)
    return f"{settings.MEDIA_URL}{row['poster_key']}-{width}.jpg"


def _srcset(row: Mapping[str, Any]) -> str | None:
    """Return the poster's files as cards name them."""
    if not row["poster_key"]:
        return None
    base = f"{settings.MEDIA_URL}{row['poster_key']}-"
    return ", ".join(f"{base}{width}.webp {width}w" for width in row["poster_widths"]) or None


def _cast_of(rows: Sequence[dict[str, Any]]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = {}
    found = Credit.objects.filter(performance_id__in=[row["id"] for row in rows], kind=CreditKind.CAST.value)
    for key, name in found.order_by("performance_id", "position").values_list("performance_id", "person__name"):
        if len(names.setdefault(key, [])) < MAX_CAST:
            names[key].append(name)
    return names


def _makers_of(rows: Sequence[dict[str, Any]]) -> dict[int, str]:
    """Return the first host of each performance, else its first producer."""
    keys = [row["id"] for row in rows]
    roles = (CompanyRole.HOST.value, CompanyRole.PRODUCTION.value)
    found = CompanyCredit.objects.filter(performance_id__in=keys, role__in=roles).order_by("role", "position")
    makers: dict[int, str] = {}
    for key, name in found.values_list("performance_id", "company__name"):  # "host" sorts before "production"
        makers.setdefault(key, name)
    return makers


def _render(shell: Shell, page: Page, base_url: str) -> str:
    data = None
    if page.data is not None:
        text = json.dumps(page.data, ensure_ascii=False, separators=(",", ":")).translate(SCRIPT_ESCAPES)
        data = mark_safe(text)  # noqa: S308 - no letter is left that markup knows
    known = {"page": page, "base_url": base_url, "site_name": page_texts.SITE[page.language], "data": data}
    return shell.with_parts(page.language, _template("head.html").render(known), _template("plain.html").render(known))


def _write(place: Path, text: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_name(f".{place.name}.{os.getpid()}")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(place)


def _read_state(root: Path) -> State:
    """Return what the last run left; nothing when there was none or its note cannot be read."""
    try:
        return State(**orjson.loads((root / STATE).read_bytes()))
    except (FileNotFoundError, TypeError, orjson.JSONDecodeError):
        return State()


@cache
def _template(name: str) -> _EngineTemplate:
    return get_template(f"pages/{name}")


@cache
def _mark_of_code() -> str:
    """Return a mark of all that shapes a page besides its data."""
    digest = hashlib.blake2b(digest_size=8)
    here = Path(__file__).parent
    for path in (here / "page_texts.py", Path(__file__), *sorted((here / "templates" / "pages").iterdir())):
        digest.update(path.read_bytes())
    return digest.hexdigest()
