"""What each page of the site says to those who run no script: search engines, link previews, readers without it.

The texts of pages without data are those of `frontend/src/i18n/` (a test compares).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from culturepedia.performances.codes import Genre, Region

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LANGUAGES = ("ko", "en")
SITE = {"ko": "컬처피디아", "en": "Culturepedia"}
DEFAULT_IMAGE = "/assets/icon-512.png"
MAX_DESCRIPTION = {"ko": 80, "en": 155}  # characters that a search engine shows
MAX_SYNOPSIS = 600
# How wide the first poster stands, as `ui/spotlight.js` and `ui/detail-head.js` say: with other words it loads twice.
HOME_POSTER_SIZES = "(min-width: 62rem) 204px, 32vw"
DETAIL_POSTER_SIZES = "(min-width: 62rem) 248px, 132px"
HOME = {
    "ko": (
        "컬처피디아 — 오늘 볼 공연을 찾는 곳",
        "연극, 뮤지컬, 클래식, 국악, 콘서트, 무용까지 전국의 공연을 날짜와 지역, 가격, 배리어프리 시설로 찾아보세요.",
    ),
    "en": (
        "Culturepedia — find a show in Korea",
        (
            "Find theatre, musicals, classical, gugak, concerts and dance across Korea by date, region, price and "
            "step-free access."
        ),
    ),
}
FIXED: dict[str, dict[str, tuple[str, str]]] = {
    "/rankings": {
        "ko": ("랭킹", "장르와 지역, 기간별 공연 예매 순위 50위까지 볼 수 있어요."),
        "en": ("Rankings", "The fifty best-selling shows in Korea by genre, region and period."),
    },
    "/performances": {
        "ko": ("공연", "전국의 공연을 장르와 날짜, 지역, 가격, 휠체어석 같은 조건으로 찾아보세요."),
        "en": ("Shows", "Find shows across Korea by genre, date, region, price and wheelchair access."),
    },
    "/about": {
        "ko": (
            "컬처피디아 소개",
            "컬처피디아가 무엇을 보여 주고, 정보가 어디에서 오며, 얼마나 자주 새로 고쳐지는지 알려 드려요.",
        ),
        "en": (
            "About Culturepedia",
            "What Culturepedia shows, where its facts come from and how often they are refreshed.",
        ),
    },
    "/accessibility": {
        "ko": (
            "접근성 안내",
            "키보드, 화면 낭독기, 확대, 대비 설정으로 컬처피디아를 쓰는 방법과 남은 한계를 안내해요.",
        ),
        "en": (
            "Accessibility",
            (
                "Using Culturepedia with a keyboard, a screen reader, zoom and contrast settings, and what is still "
                "missing."
            ),
        ),
    },
    "/privacy": {
        "ko": (
            "개인정보 처리방침",
            "계정 없이도 쓸 수 있어요. 계정을 만들면 무엇을 얼마 동안 저장하고 어떻게 지우는지 알려 드려요.",
        ),
        "en": (
            "Privacy",
            "No account is needed. With one: what is stored, for how long, and how to have it or delete it.",
        ),
    },
    "/terms": {
        "ko": ("이용약관", "컬처피디아를 이용할 때 알아 둘 점: 정보의 정확성, 저작권, 링크에 대해 설명해요."),
        "en": ("Terms", "What to know when using Culturepedia: accuracy, copyright and links."),
    },
}
LIST_TEXT = {
    "ko": ("{} 공연", "{}. 날짜와 지역, 가격, 배리어프리 조건으로 좁혀 볼 수 있어요."),
    "en": ("{}: shows", "{}. Narrow it down by date, region, price and step-free access."),
}
VENUE_TITLE = {"ko": "{} 공연 일정과 편의 시설", "en": "{}: programme and access"}
EVENT_TYPES = {
    Genre.PLAY: "TheaterEvent",
    Genre.MUSICAL: "TheaterEvent",
    Genre.CLASSICAL: "MusicEvent",
    Genre.GUGAK: "MusicEvent",
    Genre.POP: "MusicEvent",
    Genre.DANCE: "DanceEvent",
    Genre.POP_DANCE: "DanceEvent",
}


@dataclass(frozen=True, slots=True)
class Page:
    """One address in one language."""

    path: str  # without the language
    language: str
    title: str
    heading: str
    description: str
    lines: tuple[str, ...] = ()
    image: str = DEFAULT_IMAGE
    poster: tuple[str, str] | None = None  # srcset and sizes of the picture that is seen first
    is_listed: bool = True
    changed_on: str | None = None  # YYYY-MM-DD
    data: dict[str, Any] | None = None  # schema.org

    @property
    def korean_address(self) -> str:
        """The path of the Korean page."""
        return self.path

    @property
    def english_address(self) -> str:
        """The path of the English page."""
        return f"/en{self.path.rstrip('/')}"

    @property
    def address(self) -> str:
        """The path of this page."""
        return self.korean_address if self.language == "ko" else self.english_address


def fixed_pages(*, top_srcset: str | None) -> Iterator[Page]:
    """Yield the pages whose words do not depend on the catalogue; the home page shows the week's first poster."""
    poster = (top_srcset, HOME_POSTER_SIZES) if top_srcset else None
    for language in LANGUAGES:
        title, description = HOME[language]
        yield Page("/", language, title, title, description, (description,), poster=poster)
        for path, texts in FIXED.items():
            yield _plain(path, language, *texts[language])
        for folder, codes in (("genres", Genre), ("regions", Region)):
            for code in codes:
                title, description = (text.format(getattr(code, language)) for text in LIST_TEXT[language])
                yield _plain(f"/{folder}/{code.value}", language, title, description)


def venue_page(venue: Mapping[str, Any], language: str) -> Page:
    """Return the page of a venue."""
    facts = [venue["name"], venue["address"]]
    description = _shorten(", ".join(filter(None, facts)), language)
    title = VENUE_TITLE[language].format(venue["name"])
    lines = tuple(filter(None, [venue["address"], venue["phone"]]))
    return Page(
        f"/venues/{venue['kopis_id']}", language, f"{title} | {SITE[language]}", venue["name"], description, lines
    )


def performance_page(show: dict[str, Any], language: str, *, base_url: str) -> Page:
    """Return the page of a performance; `show` has what `snapshots` reads."""
    genre = getattr(Genre(show["genre"]), language) if show["genre"] else None
    run, price = _run(show, language), _price(show, language)
    facts = [run, show["venue_name"], genre, price]
    path = f"/performances/{show['kopis_id']}"
    page = Page(
        path,
        language,
        " · ".join(filter(None, [show["title"], genre, show["venue_name"]])) + f" | {SITE[language]}",
        show["title"],
        _shorten(", ".join(filter(None, facts)), language),
        tuple(
            filter(None, [*facts, show["address"], ", ".join(show["cast"]), (show["synopsis"] or "")[:MAX_SYNOPSIS]])
        ),
        show["image"] or DEFAULT_IMAGE,
        (show["srcset"], DETAIL_POSTER_SIZES) if show["srcset"] else None,
        is_listed=show["withdrawn_at"] is None,
        changed_on=show["source_updated_at"] and show["source_updated_at"].date().isoformat(),
    )
    if not page.is_listed:
        return page
    return replace(page, data=_event(show, page, base_url))


def _event(show: dict[str, Any], page: Page, base_url: str) -> dict[str, Any]:
    """Return what schema.org calls the performance; what is not known is left out."""
    data = {
        "@context": "https://schema.org",
        "@type": EVENT_TYPES.get(show["genre"], "Event"),
        "name": show["title"],
        "url": base_url + page.address,
        "description": page.description,
        "startDate": show["start_date"].isoformat(),
        "endDate": None if show["open_run"] else show["end_date"].isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "image": [base_url + page.image] if page.image != DEFAULT_IMAGE else None,
        "location": _place(show),
        "offers": _offers(show),
        "performer": [{"@type": "Person", "name": name} for name in show["cast"]],
        "organizer": {"@type": "Organization", "name": show["maker"]} if show["maker"] else None,
    }
    if show["rating_count"] and show["rating_average"] is not None:
        rating = {"ratingValue": float(show["rating_average"]), "reviewCount": show["rating_count"]}
        data["aggregateRating"] = {"@type": "AggregateRating", "bestRating": 5, "worstRating": 0.5, **rating}
    return {name: value for name, value in data.items() if value}


def _place(show: dict[str, Any]) -> dict[str, Any] | None:
    if not show["venue_name"]:
        return None
    address = {"@type": "PostalAddress", "addressCountry": "KR", "streetAddress": show["address"]}
    place: dict[str, Any] = {"@type": "Place", "name": show["venue_name"]}
    place["address"] = {name: value for name, value in address.items() if value}
    if show["latitude"] is not None and show["longitude"] is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": show["latitude"], "longitude": show["longitude"]}
    return place


def _offers(show: dict[str, Any]) -> dict[str, Any] | None:
    low = 0 if show["is_free"] else show["price_min_krw"]
    if low is None:
        return None
    high = low if show["price_max_krw"] is None else show["price_max_krw"]
    seller = next((link["url"] for link in show["booking_links"] if urlsplit(link["url"]).scheme == "https"), None)
    offers = {"@type": "AggregateOffer", "priceCurrency": "KRW", "lowPrice": low, "highPrice": high}
    return offers | ({"url": seller} if seller else {})


def _run(show: dict[str, Any], language: str) -> str:
    start, end = (f"{day:%Y.%m.%d}" for day in (show["start_date"], show["end_date"]))
    if show["open_run"]:
        return f"{start}부터 오픈런" if language == "ko" else f"from {start}, open run"
    return start if start == end else f"{start}–{end}"


def _price(show: dict[str, Any], language: str) -> str | None:
    low, high = show["price_min_krw"], show["price_max_krw"]
    if show["is_free"] or high == 0:
        return "무료" if language == "ko" else "Free"
    if low is None or high is None:
        return None
    text = f"{low:,}" if low == high else f"{low:,}–{high:,}"
    return f"{text}원" if language == "ko" else f"₩{text}"


def _plain(path: str, language: str, title: str, description: str) -> Page:
    return Page(path, language, f"{title} | {SITE[language]}", title, description, (description,))


def _shorten(text: str, language: str) -> str:
    limit = MAX_DESCRIPTION[language]
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
