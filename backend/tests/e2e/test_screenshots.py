"""Draws every page into docs/screenshots; runs only as `make screenshots`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.plugins.people import Person, new_person, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext

    from tests.plugins.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.screenshots]
FOLDER = Path(__file__).parents[3] / "docs/screenshots"
PAGES = {
    "home": "/",
    "browse": "/performances",
    "rankings": "/rankings",
    "recommendations": "/recommendations",
    "tastes": "/recommendations/taste?categories=musical,play&moods=moving",
    "performance": "/performances/{show}",
    "venue": "/venues/{venue}",
    "about": "/about",
    "not-found": "/nowhere",
}
TEXTS: list[dict[str, Any]] = [
    {"body": "1막이 조금 길지만 마지막 10분이 전부 갚아 줍니다.", "title": "조명이 다 한 밤", "good_for": ["music"]},
    {"body": "무대가 아름답고 배우들의 호흡이 정말 잘 맞았어요.\n두 번째로 봤는데 또 새로웠어요."},
    {"body": "결말을 알고 나면 첫 장면이 다르게 보여요.", "spoiler": True, "not_for": ["calm"]},
    {"body": "A superb cast, and a stage one wants to walk into.", "good_for": ["music"]},
]
OWN_PAGES = {
    "me": "/me",
    "diary": "/me/diary",
    "favorites": "/me/favorites",
    "statistics": "/me/stats",
    "reviews": "/performances/{show}/reviews",
    "review": "/performances/{show}/review",
}
LOOKS = [("ko", "light"), ("en", "dark")]


@pytest.mark.parametrize(("language", "theme"), LOOKS)
@pytest.mark.parametrize("screen", ["phone", "desktop"])
@pytest.mark.parametrize("name", PAGES)
def test_draws(
    name: str,
    screen: str,
    language: str,
    theme: str,
    open_context: Callable[..., BrowserContext],
    ask: Callable[[str], Any],
    posters: None,
) -> None:
    show = showcase(ask)
    address = PAGES[name].format(show=show["id"], venue=show["venue"]["id"])
    page = open_context(screen, color_scheme=theme, reduced_motion="reduce").new_page()
    page.goto(("/en" if language == "en" else "") + address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    FOLDER.mkdir(exist_ok=True)
    target = FOLDER / f"{name}-{screen}-{language}-{theme}.png"

    page.screenshot(path=target)

    assert target.stat().st_size > 5_000


@pytest.mark.writes
@pytest.mark.parametrize(("language", "theme"), LOOKS)
@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_draws_ones_own(
    screen: str,
    language: str,
    theme: str,
    open_context: Callable[..., BrowserContext],
    spectator: tuple[Person, str],
    posters: None,
) -> None:
    person, show = spectator
    page = open_context(screen, color_scheme=theme, reduced_motion="reduce").new_page()
    sign_in(page, person)
    for name, address in OWN_PAGES.items():
        page.goto(("/en" if language == "en" else "") + address.format(show=show))
        expect(page.get_by_role("heading", level=1)).to_be_attached()
        expect(page.locator("main [aria-busy=true]")).to_have_count(0)
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready.then(() => true)")
        FOLDER.mkdir(exist_ok=True)
        target = FOLDER / f"{name}-{screen}-{language}-{theme}.png"

        page.screenshot(path=target)

        assert target.stat().st_size > 5_000


@pytest.fixture(scope="module")
def spectator(site: Stack, ask: Callable[[str], Any]) -> tuple[Person, str]:
    """Return someone who has seen, kept and reviewed a lot this year, and a performance that others reviewed too."""
    shows = ask("/performances?state=running&page_size=12&ordering=opening")["results"]
    today = date.today()  # noqa: DTZ011 - the tests' clock is Seoul's
    people = [new_person(site, name=name).join(birthday="1994-05-12") for name in ("서연", "하람", "지우", "Daniel")]
    for number, person in enumerate(people):
        access = person.access()
        for place, show in enumerate(shows):
            first = date.fromisoformat(show["start_date"])
            seen = first + (today - first) * ((place * 7 + number * 3) % 10) / 10
            if (place + number) % 4 != 3:
                person.call("PUT", f"/performances/{show['id']}/favorite", access=access)
            if (place + number) % 3:
                rating = 5 - (place * 3 + number * 2) % 8 / 2
                body = {**TEXTS[(place + number) % len(TEXTS)], "rating": rating, "watched_on": str(seen)}
                person.call("POST", f"/performances/{show['id']}/reviews", body, access=access)
                starts = f"{seen}T{'14:00' if place % 3 else '19:30'}:00+09:00"
                visit = {"performance": show["id"], "watched_on": str(seen), "starts_at": starts, "rating": rating}
                visit |= {"seat": f"1층 B열 {place + 3}번", "cast_seen": "이준, 한소이" if place % 2 else "한소이"}
                person.call("POST", "/me/visits", visit, access=access)
    return people[0], next(show["id"] for place, show in enumerate(shows) if place % 3 == 0)


def showcase(ask: Callable[[str], Any]) -> dict[str, Any]:
    """Return a performance on show that has as many facts as possible."""
    items = ask("/performances?state=running&page_size=40")["results"]
    shown = [ask(f"/performances/{item['id']}") for item in items if item["poster"]]
    best: dict[str, Any] = max(
        shown,
        key=lambda one: sum(bool(one[key]) for key in ("prices", "showtimes", "cast", "synopsis", "booking_links")),
    )
    return best
