"""Searching as people type: composed Hangul, initials, the wrong keyboard, the keyboard alone, the phone's whole screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import expect

from tests.e2e.test_accessibility import problems
from tests.plugins.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, CDPSession, Locator, Page

    from tests.plugins.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.writes]  # the answers are the databases' own
SUGGEST = re.compile(r"/api/v1/performances/suggest")
TITLE = re.compile(r"^[가-힣]{3,}")
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
HANGUL_KEYS = dict(
    zip("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", "qwertyuiopasdfghjklzxcvbnm", strict=True)
)
VOWELS = [
    "ㅏ",
    "ㅐ",
    "ㅑ",
    "ㅒ",
    "ㅓ",
    "ㅔ",
    "ㅕ",
    "ㅖ",
    "ㅗ",
    "ㅗㅏ",
    "ㅗㅐ",
    "ㅗㅣ",
    "ㅛ",
    "ㅜ",
    "ㅜㅓ",
    "ㅜㅔ",
    "ㅜㅣ",
    "ㅠ",
    "ㅡ",
    "ㅡㅣ",
    "ㅣ",
]


@pytest.fixture(scope="module")
def show(ask: Callable[[str], Any]) -> dict[str, Any]:
    """Return a running performance whose title begins with three open syllables that any keyboard can type."""
    for page in (1, 2, 3):
        for found in ask(f"/performances?state=running,upcoming&page_size=100&page={page}")["results"]:
            start = found["title"][:2]
            is_plain = TITLE.match(found["title"]) and all(is_open(syllable) for syllable in start)
            if is_plain and found["id"] in [item["id"] for item in suggestions(ask, start)]:
                chosen: dict[str, Any] = found
                return chosen
    raise AssertionError("no title of that kind")


def is_open(syllable: str) -> bool:
    """Return whether it is typed with two plain keys."""
    initial, rest = divmod(ord(syllable) - 0xAC00, 588)
    return rest % 28 == 0 and VOWELS[rest // 28] in HANGUL_KEYS and INITIALS[initial] in HANGUL_KEYS


def keys_of(text: str) -> str:
    """Return the open syllables as they come out of a keyboard that is set to Latin letters."""
    found = ""
    for syllable in text:
        initial, rest = divmod(ord(syllable) - 0xAC00, 588)
        found += HANGUL_KEYS[INITIALS[initial]] + HANGUL_KEYS[VOWELS[rest // 28]]
    return found


def initials_of(text: str) -> str:
    return "".join(INITIALS[(ord(syllable) - 0xAC00) // 588] for syllable in text)


def suggestions(ask: Callable[[str], Any], text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(f"/performances/suggest?q={quote(text)}")["results"]
    return [item for item in found if item["kind"] == "performance"]


def field(page: Page) -> Locator:
    return page.get_by_role("combobox", name="검색", exact=True)


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="검색").get_by_role("option")


def chosen_option(page: Page) -> Locator:
    return page.get_by_role("listbox", name="검색").get_by_role("option", selected=True)


def option_of(page: Page, text: str) -> Locator:
    return options(page).filter(has_text=text).first


def compose(keyboard: CDPSession, *steps: str) -> None:
    """Show what an input method shows while a syllable grows; it stays uncommitted."""
    for text in steps:
        keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "windowsVirtualKeyCode": 229, "key": "Process"})
        size = len(text)
        keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": size, "selectionEnd": size})


def asked_text(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get("q", [])


def test_hangul_is_suggested_for_while_it_is_composed_and_no_key_sends_it_early(
    desktop: Page, show: dict[str, Any]
) -> None:
    first = show["title"][0]
    opened = chr(ord(first) - (ord(first) - 0xAC00) % 28)
    desktop.goto("/rankings")
    field(desktop).focus()
    keyboard = desktop.context.new_cdp_session(desktop)

    compose(keyboard, INITIALS[(ord(first) - 0xAC00) // 588])
    expect(options(desktop).locator("mark").first).to_be_visible()
    expect(options(desktop).last).to_contain_text(f"“{initials_of(first)}”")
    compose(keyboard, opened, first)
    expect(options(desktop).last).to_contain_text(f"“{first}”")
    for key in ("ArrowDown", "Enter"):  # as a Mac names them while the input method takes them
        down = {"type": "rawKeyDown", "windowsVirtualKeyCode": 229, "key": key, "code": key}
        keyboard.send("Input.dispatchKeyEvent", down)

    expect(options(desktop).last).to_contain_text(f"“{first}”")
    expect(chosen_option(desktop)).to_have_count(0)
    expect(desktop).to_have_url(re.compile("/rankings$"))
    keyboard.send("Input.insertText", {"text": first})
    expect(field(desktop)).to_have_value(first)
    desktop.keyboard.press("Enter")
    expect(desktop).to_have_url(re.compile(r"/performances\?q="))
    assert asked_text(desktop) == [first]


def test_the_last_letter_of_a_composition_is_not_doubled_by_an_option(desktop: Page, show: dict[str, Any]) -> None:
    """A composition that ends because an option is clicked changes nothing about where the option leads."""
    desktop.goto("/")
    field(desktop).focus()
    compose(desktop.context.new_cdp_session(desktop), show["title"][:2])

    option_of(desktop, show["title"][:3]).click()

    expect(desktop).to_have_url(re.compile(r"/performances/PF\d+$"))
    expect(desktop.get_by_role("heading", level=1)).to_contain_text(show["title"][:2])


def test_initials_and_the_wrong_keyboard_find_the_same(desktop: Page, show: dict[str, Any]) -> None:
    start = show["title"][:2]
    desktop.goto("/")
    field(desktop).fill(keys_of(start))
    expect(desktop.get_by_text(f"‘{start}’")).to_be_visible()
    expect(option_of(desktop, show["title"][:3])).to_be_visible()

    desktop.keyboard.press("Enter")

    expect(desktop.get_by_text(f"‘{keys_of(start)}’ 대신 ‘{start}’")).to_be_visible()
    expect(desktop.locator(".browse article mark").first).to_be_visible()
    field(desktop).fill(initials_of(show["title"][:3]))
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("heading", level=1)).to_contain_text(initials_of(show["title"][:3]))
    expect(desktop.locator(".browse article mark").first).to_be_visible()


def press_shortcut(page: Page) -> None:
    """Press it until the app listens."""

    def is_heard() -> bool:
        page.keyboard.press("Control+k")
        return bool(field(page).evaluate("(input) => input === document.activeElement"))

    wait_until(is_heard)


def test_what_was_chosen_stays_so_when_another_tab_searches(desktop: Page, show: dict[str, Any]) -> None:
    desktop.goto("/about")
    press_shortcut(desktop)
    desktop.keyboard.insert_text(show["title"][:2])
    expect(options(desktop).last).to_contain_text(f"“{show['title'][:2]}”")
    expect(option_of(desktop, show["title"][:3])).to_be_visible()
    desktop.keyboard.press("ArrowDown")
    desktop.evaluate("addEventListener('storage', () => setTimeout(() => { window.isTold = true; }))")

    other = desktop.context.new_page()
    other.goto("/about")
    field(other).fill(show["title"][:3])
    other.keyboard.press("Enter")
    expect(other).to_have_url(re.compile(r"/performances\?q="))

    desktop.wait_for_function("window.isTold")
    expect(options(desktop).first).to_have_attribute("aria-selected", "true")


def test_the_keyboard_alone_searches_chooses_and_comes_back(desktop: Page, show: dict[str, Any]) -> None:
    desktop.goto("/about")
    press_shortcut(desktop)
    desktop.keyboard.insert_text(show["title"][:2])
    expect(options(desktop).last).to_contain_text(f"“{show['title'][:2]}”")  # and no longer what many look for
    expect(option_of(desktop, show["title"][:3])).to_be_visible()
    expect(field(desktop)).to_have_attribute("aria-expanded", "true")

    desktop.keyboard.press("ArrowDown")
    first = options(desktop).first
    expect(first).to_have_attribute("aria-selected", "true")
    assert field(desktop).get_attribute("aria-activedescendant") == first.get_attribute("id")
    desktop.keyboard.press("End")
    expect(options(desktop).last).to_have_attribute("aria-selected", "true")
    desktop.keyboard.press("Home")
    expect(first).to_have_attribute("aria-selected", "true")
    desktop.keyboard.press("ArrowUp")
    expect(chosen_option(desktop)).to_have_count(0)
    desktop.keyboard.press("ArrowUp")
    expect(options(desktop).last).to_have_attribute("aria-selected", "true")
    desktop.keyboard.press("Escape")
    expect(field(desktop)).to_have_attribute("aria-expanded", "false")
    expect(field(desktop)).to_have_value(show["title"][:2])
    desktop.keyboard.press("ArrowDown")
    expect(field(desktop)).to_have_attribute("aria-expanded", "true")
    desktop.keyboard.press("Enter")

    expect(desktop).to_have_url(re.compile(r"/performances\?q="))
    expect(desktop.get_by_role("heading", level=1)).to_be_focused()
    expect(desktop.locator(".browse article").first).to_be_visible()
    expect(field(desktop)).to_have_value(show["title"][:2])
    desktop.keyboard.press("Control+k")
    expect(options(desktop).first).to_be_visible()
    desktop.keyboard.press("Escape")
    desktop.keyboard.press("Escape")
    expect(field(desktop)).to_have_value("")
    desktop.go_back()
    expect(desktop).to_have_url(re.compile("/about$"))
    expect(field(desktop)).to_have_value("")


def test_tab_leaves_and_closes_the_list(desktop: Page, show: dict[str, Any]) -> None:
    desktop.goto("/")
    field(desktop).fill(show["title"][:2])
    expect(options(desktop).first).to_be_visible()

    desktop.keyboard.press("Tab")

    expect(options(desktop)).to_have_count(0)
    expect(field(desktop)).not_to_be_focused()


def test_an_answer_that_comes_late_does_not_replace_a_later_one(bare: Page, show: dict[str, Any]) -> None:
    start = show["title"][:2]
    held: list[Any] = []

    def on_route(route: Any) -> None:
        if parse_qs(urlsplit(route.request.url).query).get("q") == [start[0]]:
            held.append(route)
        else:
            route.continue_()

    bare.route(SUGGEST, on_route)
    bare.goto("/")
    with bare.expect_request(lambda request: quote(start[0]) == urlsplit(request.url).query.removeprefix("q=")):
        field(bare).fill(start[0])
    field(bare).fill(start)
    expect(options(bare).last).to_contain_text(f"“{start}”")

    for route in held:
        route.abort()

    bare.wait_for_load_state("networkidle")
    expect(options(bare).last).to_contain_text(f"“{start}”")


def test_what_was_answered_is_not_asked_again(bare: Page, show: dict[str, Any]) -> None:
    start = show["title"][:2]
    asked: list[str] = []
    bare.on("request", lambda request: asked.append(request.url) if SUGGEST.search(request.url) else None)
    bare.goto("/")
    field(bare).fill(start)
    expect(options(bare).last).to_contain_text(f"“{start}”")
    field(bare).fill(start + "가나다라마바")
    expect(options(bare).last).to_contain_text(f"“{start}가나다라마바”")
    before = len(asked)

    field(bare).fill(start)

    expect(options(bare).last).to_contain_text(f"“{start}”")
    bare.wait_for_load_state("networkidle")
    assert len(asked) == before


def test_without_suggestions_one_can_still_search(bare: Page, show: dict[str, Any], trouble: Any) -> None:
    trouble.expected.append("net::ERR_FAILED")
    bare.route(SUGGEST, lambda route: route.abort())
    bare.goto("/")
    field(bare).fill(show["title"][:2])
    expect(bare.get_by_text("추천 검색어를 불러오지 못했어요.")).to_be_visible()

    bare.keyboard.press("Enter")

    expect(bare.locator(".browse article").first).to_be_visible()


def test_a_phone_searches_on_the_whole_screen(phone: Page, show: dict[str, Any]) -> None:
    phone.goto("/")
    phone.get_by_role("button", name="작품 · 배우 · 공연장을 찾아보세요").click()
    dialog = phone.get_by_role("dialog", name="검색")
    expect(field(phone)).to_be_focused()
    box = dialog.bounding_box()
    assert box is not None
    assert (round(box["width"]), round(box["height"])) == (390, 844)
    expect(dialog.get_by_role("group", name="많이 찾는 공연").get_by_role("option").first).to_be_visible()
    phone.keyboard.insert_text(show["title"][:2])
    expect(option_of(phone, show["title"][:3])).to_be_visible()
    phone.go_back()
    expect(dialog).to_have_count(0)
    expect(phone).to_have_url(re.compile("/$"))

    phone.get_by_role("button", name="작품 · 배우 · 공연장을 찾아보세요").click()
    field(phone).fill(show["title"][:2])
    phone.keyboard.press("Enter")

    expect(dialog).to_have_count(0)
    expect(phone.locator(".browse article mark").first).to_be_visible()
    phone.get_by_role("button", name=show["title"][:2], exact=True).click()
    expect(field(phone)).to_have_value(show["title"][:2])
    dialog.get_by_role("button", name="검색어 지우기").click()
    expect(field(phone)).to_have_value("")
    expect(dialog.get_by_role("group", name="최근 검색")).to_contain_text(show["title"][:2])
    dialog.get_by_role("group", name="많이 찾는 공연").get_by_role("option").first.click()
    expect(phone).to_have_url(re.compile(r"/performances/PF\d+$"))
    phone.go_back()
    expect(phone).to_have_url(re.compile(r"/performances\?q="))


def test_the_text_its_filters_and_the_place_are_kept_by_the_address(
    desktop: Page, ask: Callable[[str], Any], show: dict[str, Any]
) -> None:
    text = initials_of(show["title"][:1])
    desktop.goto(f"/performances?q={quote(text)}")
    wanted = ask(f"/performances?q={quote(text)}&facets=genre")
    expect(desktop.get_by_role("heading", level=1)).to_contain_text(f"{wanted['count']:,}")
    titles = [item["title"] for item in wanted["results"]]
    assert desktop.locator(".browse article a").all_inner_texts()[: len(titles)] == titles
    expect(desktop.get_by_role("status").filter(has_text=f"{wanted['count']:,}편")).to_have_count(1)
    best = max(wanted["facets"]["genre"], key=lambda item: item["count"])
    genre = desktop.get_by_role("checkbox", name=re.compile(f"^{best['label']}"))
    expect(genre.locator("xpath=..")).to_contain_text(f"{best['count']:,}")

    genre.check()
    desktop.wait_for_url(re.compile("genre="))
    expect(desktop.get_by_role("heading", level=1)).to_contain_text(f"{best['count']:,}")
    desktop.get_by_role("combobox", name="정렬").select_option("rating")
    desktop.wait_for_url(re.compile("sort=rating"))
    expect(desktop.locator("main [aria-busy=true]")).to_have_count(0)
    desktop.locator(".browse article a").last.scroll_into_view_if_needed()
    top = desktop.evaluate("scrollY")
    desktop.locator(".browse article a").last.click()
    expect(desktop).to_have_url(re.compile(r"/PF\d+$"))
    expect(field(desktop)).to_have_value("")

    desktop.go_back()

    desktop.wait_for_function("(top) => Math.abs(scrollY - top) < 120", arg=top)
    expect(field(desktop)).to_have_value(text)
    expect(genre).to_be_checked()
    desktop.get_by_role("button", name=f"검색어 ‘{text}’ 지우기").click()
    expect(desktop).not_to_have_url(re.compile("q="))
    expect(genre).to_be_checked()


def test_nothing_found_says_what_to_leave_out_and_how_many_there_are(
    desktop: Page, ask: Callable[[str], Any], show: dict[str, Any]
) -> None:
    text = quote(show["title"])
    address, other = lonely(ask, text)
    desktop.goto(f"/performances?q={text}&{address}")
    expect(desktop.get_by_role("heading", name="조건에 맞는 공연이 없어요")).to_be_visible()
    without = ask(f"/performances?q={text}&page_size=1")["count"]

    desktop.get_by_role("link", name=re.compile(rf"‘{other}’.+빼면.*{without:,}편")).click()

    expect(desktop.locator(".browse article")).to_have_count(min(without, 20))
    assert asked_text(desktop) == [show["title"]]


def lonely(ask: Callable[[str], Any], text: str) -> tuple[str, str]:
    """Return a region, as the address has it and as people read it, in which a text finds nothing."""
    for region in ask("/options")["regions"]:
        if not ask(f"/performances?q={text}&region={region['code']}&page_size=1")["count"]:
            return f"region={region['code']}", region["label_ko"]
    raise AssertionError("the text finds something everywhere")


def test_a_text_that_finds_nothing_leads_on(desktop: Page, ask: Callable[[str], Any]) -> None:
    text = "뷁뷁뷁뷁뷁뷁"
    assert ask(f"/performances?q={quote(text)}")["count"] == 0
    desktop.goto(f"/performances?q={quote(text)}")

    expect(desktop.get_by_role("heading", name=f"‘{text}’{'으로'} 찾은 공연이 없어요")).to_be_visible()
    desktop.get_by_role("link", name="전체 공연 보기").click()

    expect(desktop.locator(".browse article").first).to_be_visible()


def test_people_companies_and_tags_of_a_performance_lead_to_theirs(
    desktop: Page, ask: Callable[[str], Any], site: Stack
) -> None:
    done = site.manage("tag_performances", "--limit", "60")
    assert done.returncode == 0, done.stderr
    for found in ask("/performances?state=running,upcoming&page_size=50")["results"]:
        detail = ask(f"/performances/{found['id']}")
        if detail["cast"] and detail["hashtags"] and any(detail["companies"].values()):
            break
    person, company = detail["cast"][0], next(filter(None, detail["companies"].values()))[0]
    count = ask(f"/performances?person={person['id']}&page_size=1")["count"]
    desktop.goto(f"/performances/{detail['id']}")

    desktop.locator(".people").get_by_role("link", name=person["name"]).first.click()

    expect(desktop.get_by_role("heading", level=1)).to_have_text(re.compile(rf"{person['name']} 공연 {count:,}편"))
    desktop.go_back()
    desktop.locator(".company-list").get_by_role("link", name=company["name"]).first.click()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text(company["name"])
    desktop.go_back()
    desktop.locator(".tag-row").get_by_role("link").first.click()
    expect(desktop).to_have_url(re.compile("/tags/"))
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("#")


HOSTILE = "<img src=x onerror=pwned()>"


def test_texts_of_strangers_are_text_in_suggestions_and_results(bare: Page, show: dict[str, Any]) -> None:
    evil = {"kind": "performance", "id": "PF1", "label": HOSTILE, "sublabel": HOSTILE, "highlight": [[0, 4], [9, 30]]}

    def as_suggestion(route: Any) -> None:
        route.fulfill(json={"did_you_mean": HOSTILE, "results": [evil]})

    def as_title(route: Any) -> None:
        answer = route.fetch().json()
        found = [{**item, "title": HOSTILE, "highlight": [[1, 4]]} for item in answer["results"]]
        route.fulfill(json={**answer, "results": found, "did_you_mean": HOSTILE})

    bare.add_init_script("window.hurt = 0; window.pwned = () => { window.hurt += 1; };")
    bare.route(SUGGEST, as_suggestion)
    bare.route(re.compile(r"/api/v1/performances\?"), as_title)
    bare.goto("/")
    field(bare).fill(HOSTILE)
    expect(options(bare).first.locator(".search-label")).to_have_text(HOSTILE)
    assert options(bare).first.locator("mark").all_inner_texts() == [HOSTILE[0:4], HOSTILE[9:30]]

    bare.goto(f"/performances?q={quote(show['title'][:2])}")

    expect(bare.locator(".browse article a").first).to_have_text(HOSTILE)
    expect(bare.locator(".browse article mark").first).to_have_text(HOSTILE[1:4])
    expect(bare.get_by_text(f"대신 ‘{HOSTILE}’")).to_be_visible()
    bare.goto(f"/performances?q={quote(HOSTILE)}")
    expect(field(bare)).to_have_value(HOSTILE)
    expect(bare.get_by_role("heading", level=1)).to_contain_text(HOSTILE)
    bare.wait_for_load_state("networkidle")
    assert bare.evaluate("window.hurt") == 0
    assert bare.locator("[onerror]").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_searching_has_no_accessibility_violation(
    screen: str, theme: str, open_context: Callable[..., BrowserContext], show: dict[str, Any]
) -> None:
    page = open_context(screen, color_scheme=theme, reduced_motion="reduce").new_page()
    start = show["title"][:2]
    for prefix, label in (("", "검색"), ("/en", "Search")):
        page.goto(prefix or "/")
        page.evaluate("(text) => localStorage.setItem('searches', JSON.stringify([text, '하나 더']))", start)
        page.reload()
        if screen == "phone":
            page.locator(".search-open").click()
        box = page.get_by_role("combobox", name=label, exact=True)
        box.focus()
        listed = page.get_by_role("listbox", name=label).get_by_role("option")
        expect(listed.nth(3)).to_be_visible()
        assert problems(page) == []
        box.fill(start)
        expect(listed.last).to_contain_text(start)
        assert problems(page) == []
        for address in (f"/performances?q={quote(start)}", "/performances?q=뷁뷁뷁&genre=circus", "/me/searches"):
            page.goto(prefix + address)
            expect(page.locator("main [aria-busy=true]")).to_have_count(0)
            page.wait_for_load_state("networkidle")
            assert problems(page) == [], address


@pytest.mark.parametrize("address", ["/performances?q={q}", "/me/searches", "/en/performances?q={q}&genre=circus"])
def test_nothing_scrolls_sideways_on_narrow_screens(
    address: str, open_context: Callable[..., BrowserContext], show: dict[str, Any]
) -> None:
    page = open_context("phone", viewport={"width": 320, "height": 640}).new_page()
    page.goto(address.format(q=quote("긴" * 90 + show["title"][:2])))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.locator(".search-open").click()

    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.get_by_role("dialog").evaluate("(dialog) => dialog.scrollWidth") <= 320
