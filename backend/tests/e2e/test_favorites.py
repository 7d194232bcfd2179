"""Hearts as people use them: at once, everywhere, taken back when saving fails, for guests on the device."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.plugins.people import Person, fill_in, new_person, sign_in
from tests.plugins.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Locator, Page, Route

    from tests.plugins.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.writes]
FAVORITE = re.compile(r"/performances/PF\d+/favorite$")
KEEP = "로그인 없이 이 기기에만 담아 두기"


@pytest.fixture
def member(site: Stack) -> Person:
    return new_person(site).join()


@pytest.fixture
def shows(ask: Callable[[str], Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask("/performances?state=running&page_size=6&ordering=sales")["results"]
    return found


def heart(page: Page, show: dict[str, Any]) -> Locator:
    return page.get_by_role("button", name=f"‘{show['title']}’ 찜하기").locator("visible=true").first


def kept(person: Person) -> list[str]:
    rows = person.call("GET", "/me/favorites?page_size=100", access=person.access())["results"]
    return [row["id"] for row in rows]


def test_a_heart_is_kept_shown_on_other_pages_and_undone(phone: Page, member: Person, shows: list[Any]) -> None:
    sign_in(phone, member)
    phone.goto(f"/performances/{shows[0]['id']}")
    expect(heart(phone, shows[0])).to_have_attribute("aria-pressed", "false")

    with phone.expect_response(FAVORITE):
        heart(phone, shows[0]).click()

    expect(heart(phone, shows[0])).to_have_attribute("aria-pressed", "true")
    assert kept(member) == [shows[0]["id"]]
    phone.goto("/me/favorites")
    expect(heart(phone, shows[0])).to_have_attribute("aria-pressed", "true")
    with phone.expect_response(FAVORITE):
        heart(phone, shows[0]).click()
    expect(phone.get_by_role("link", name=shows[0]["title"])).to_be_hidden()
    phone.get_by_role("button", name="되돌리기").click()
    expect(heart(phone, shows[0])).to_have_attribute("aria-pressed", "true")
    wait_until(lambda: kept(member) == [shows[0]["id"]])


@pytest.mark.parametrize(
    ("path", "place"), [("/me", ".history-row"), ("/me/diary", ".stub"), ("/me/reviews", ".review-card")]
)
def test_what_one_has_seen_has_its_heart_too(
    path: str, place: str, phone: Page, member: Person, shows: list[Any]
) -> None:
    show = next(one for one in shows if one["state"] == "running")
    day = show["start_date"]
    for address, body in (
        ("/me/visits", {"performance": show["id"], "watched_on": day}),
        (f"/performances/{show['id']}/reviews", {"rating": 4, "body": "좋았어요."}),
    ):
        member.call("POST", address, body, access=member.access())
    sign_in(phone, member)
    phone.goto(path)
    seen = phone.locator(place).locator(f'[data-heart="{show["id"]}"]')
    expect(seen).to_have_attribute("aria-pressed", "false")

    with phone.expect_response(FAVORITE):
        seen.click()

    expect(seen).to_have_attribute("aria-pressed", "true")
    assert kept(member) == [show["id"]]


def test_a_heart_works_by_keyboard_alone(desktop: Page, member: Person, shows: list[Any]) -> None:
    sign_in(desktop, member)
    desktop.goto(f"/performances/{shows[0]['id']}")
    desktop.wait_for_load_state("networkidle")
    heart(desktop, shows[0]).focus()

    with desktop.expect_response(FAVORITE):
        desktop.keyboard.press("Space")

    expect(heart(desktop, shows[0])).to_have_attribute("aria-pressed", "true")
    expect(heart(desktop, shows[0])).to_be_focused()


def test_a_failed_heart_is_taken_back_and_tried_again(
    bare_phone: Page, member: Person, shows: list[Any], trouble: Any
) -> None:
    trouble.expected.append("net::ERR_FAILED")
    sign_in(bare_phone, member)
    bare_phone.goto(f"/performances/{shows[0]['id']}")
    bare_phone.wait_for_load_state("networkidle")
    bare_phone.route(FAVORITE, lambda route: route.abort())
    heart(bare_phone, shows[0]).focus()

    heart(bare_phone, shows[0]).click()

    expect(bare_phone.get_by_text("찜을 저장하지 못했어요.")).to_be_visible()
    expect(heart(bare_phone, shows[0])).to_have_attribute("aria-pressed", "false")
    expect(heart(bare_phone, shows[0])).to_be_focused()
    bare_phone.unroute(FAVORITE)
    with bare_phone.expect_response(FAVORITE):
        bare_phone.get_by_role("button", name="다시 시도").click()
    expect(heart(bare_phone, shows[0])).to_have_attribute("aria-pressed", "true")
    assert kept(member) == [shows[0]["id"]]


def test_an_answer_from_before_the_press_turns_no_heart_back(
    open_context: Callable[..., BrowserContext], member: Person, shows: list[Any]
) -> None:
    page = open_context("desktop", service_workers="block").new_page()
    sign_in(page, member)
    answers: list[Route] = []
    modules: list[Route] = []
    page.route(re.compile("/me/state"), lambda route: answers.append(route))  # noqa: PLW0108 - Playwright takes no built-in
    page.route("**/favoriting.js", lambda route: modules.append(route))  # noqa: PLW0108
    with page.expect_request(re.compile("/me/state")):
        page.goto(f"/performances/{shows[0]['id']}")
    with page.expect_request("**/favoriting.js"):
        heart(page, shows[0]).click()

    for route in answers:
        with page.expect_response(route.request.url):
            route.continue_()

    expect(heart(page, shows[0])).to_have_attribute("aria-pressed", "true")
    with page.expect_response(FAVORITE):
        modules[0].continue_()
    expect(heart(page, shows[0])).to_have_attribute("aria-pressed", "true")
    assert kept(member) == [shows[0]["id"]]


def test_the_last_of_many_presses_counts(desktop: Page, member: Person, shows: list[Any]) -> None:
    sign_in(desktop, member)
    desktop.goto(f"/performances/{shows[0]['id']}")
    desktop.wait_for_load_state("networkidle")

    for _ in range(5):
        heart(desktop, shows[0]).click()

    expect(heart(desktop, shows[0])).to_have_attribute("aria-pressed", "true")
    wait_until(lambda: kept(member) == [shows[0]["id"]])


def test_presses_quicker_than_answers_all_count(desktop: Page, member: Person, shows: list[Any]) -> None:
    sign_in(desktop, member)
    desktop.goto(f"/performances/{shows[0]['id']}")
    desktop.wait_for_load_state("networkidle")

    heart(desktop, shows[0]).evaluate(
        """async (button) => {
          for (let press = 0; press < 41; press += 1) {
            button.click();
            await new Promise((done) => setTimeout(done, (press * 7) % 23));
          }
        }"""
    )

    expect(heart(desktop, shows[0])).to_have_attribute("aria-pressed", "true")
    wait_until(lambda: kept(member) == [shows[0]["id"]])


def test_one_question_tells_all_hearts_of_a_screen(desktop: Page, member: Person, shows: list[Any]) -> None:
    for show in shows[:2]:
        member.call("PUT", f"/performances/{show['id']}/favorite", access=member.access())
    sign_in(desktop, member)
    asked: list[str] = []
    desktop.on("request", lambda request: asked.append(request.url) if "/me/state" in request.url else None)

    desktop.goto("/performances?status=running")

    expect(heart(desktop, shows[0])).to_have_attribute("aria-pressed", "true")
    expect(heart(desktop, shows[1])).to_have_attribute("aria-pressed", "true")
    ids = [name for url in asked for name in parse_qs(urlsplit(url).query)["performances"][0].split(",")]
    assert len(ids) == len(set(ids)) >= desktop.locator(".browse article").count()
    assert len(asked) <= 2  # a busy machine may draw a list in two goes


def test_guests_ask_for_nothing_private(desktop: Page, shows: list[Any]) -> None:
    asked: list[str] = []
    desktop.on("request", lambda request: asked.append(request.url) if "/me" in request.url else None)

    desktop.goto("/")
    expect(desktop.locator("[data-heart]").first).to_be_visible()
    desktop.wait_for_load_state("networkidle")

    assert [url for url in asked if "/api/v1/me" in url] == []


def test_signing_in_completes_the_heart(phone: Page, member: Person, shows: list[Any]) -> None:
    phone.goto(f"/performances/{shows[0]['id']}")
    heart(phone, shows[0]).click()
    expect(phone.get_by_role("dialog")).to_contain_text(f"로그인하면 ‘{shows[0]['title']}’")

    with phone.expect_response(FAVORITE):
        fill_in(phone, member)

    expect(phone.get_by_role("dialog")).to_have_count(0)
    expect(heart(phone, shows[0])).to_have_attribute("aria-pressed", "true")
    assert kept(member) == [shows[0]["id"]]


def test_what_a_guest_keeps_moves_to_the_account_when_they_say_so(
    phone: Page, member: Person, shows: list[Any]
) -> None:
    phone.goto(f"/performances/{shows[0]['id']}")
    heart(phone, shows[0]).click()
    phone.get_by_role("button", name=KEEP).click()
    expect(heart(phone, shows[0])).to_have_attribute("aria-pressed", "true")
    phone.goto(f"/performances/{shows[1]['id']}")
    heart(phone, shows[1]).click()
    expect(heart(phone, shows[1])).to_have_attribute("aria-pressed", "true")
    phone.goto("/me/favorites")
    expect(phone.locator("article")).to_have_count(2)
    expect(phone.get_by_text("이 기기에만 담겨 있어요.")).to_be_visible()

    sign_in(phone, member)

    expect(phone.get_by_role("dialog")).to_contain_text("2편")
    assert kept(member) == []
    with phone.expect_response(re.compile("/me/favorites/merge$")):
        phone.get_by_role("button", name="내 계정으로 옮기기").click()
    expect(phone.get_by_text("새로 2편을 내 계정에 담았어요")).to_be_visible()
    assert kept(member) == [shows[1]["id"], shows[0]["id"]]
    assert phone.evaluate("localStorage.getItem('favorites')") is None


def test_saying_later_leaves_it_on_the_device(phone: Page, member: Person, shows: list[Any]) -> None:
    phone.goto("/")
    phone.evaluate("(id) => localStorage.setItem('favorites', JSON.stringify([id]))", shows[0]["id"])
    sign_in(phone, member)

    phone.get_by_role("button", name="나중에").click()

    expect(phone.get_by_role("dialog")).to_have_count(0)
    assert kept(member) == []
    phone.goto("/me/favorites")
    with phone.expect_response(re.compile("/me/favorites/merge$")):
        phone.get_by_role("button", name="내 계정으로 옮기기").click()
    expect(phone.get_by_role("link", name=shows[0]["title"])).to_be_visible()
    assert kept(member) == [shows[0]["id"]]


def test_favorites_are_chosen_by_state_and_sorted_by_closing(
    desktop: Page, member: Person, ask: Callable[[str], Any]
) -> None:
    running = ask("/performances?state=running&page_size=3")["results"]
    upcoming = ask("/performances?state=upcoming&page_size=2")["results"]
    access = member.access()
    for show in (*running, *upcoming):
        member.call("PUT", f"/performances/{show['id']}/favorite", access=access)
    sign_in(desktop, member, path="/signin?next=/me/favorites")
    expect(desktop.locator(".favorites article")).to_have_count(5)

    desktop.get_by_role("navigation", name="공연 상태").get_by_role("link", name=re.compile("공연예정")).click()

    expect(desktop).to_have_url(re.compile(r"status=upcoming"))
    expect(desktop.locator(".favorites article")).to_have_count(2)
    desktop.get_by_role("combobox", name="정렬").select_option("closing")
    expect(desktop).to_have_url(re.compile(r"sort=closing"))
    expected = member.call("GET", "/me/favorites?state=upcoming&ordering=closing", access=access)["results"]
    expect(desktop.locator(".favorites article").first).to_have_attribute("data-id", expected[0]["id"])
    desktop.go_back()
    desktop.go_back()
    expect(desktop.locator(".favorites article")).to_have_count(5)


def test_a_heart_of_an_ended_session_asks_to_sign_in_again(
    phone: Page, member: Person, shows: list[Any], trouble: Any
) -> None:
    trouble.expected.append("status of 401")
    sign_in(phone, member)
    phone.goto(f"/performances/{shows[0]['id']}")
    phone.wait_for_load_state("networkidle")
    member.end_all_sessions()

    heart(phone, shows[0]).click()

    expect(phone.get_by_role("dialog")).to_contain_text("로그인")
    with phone.expect_response(FAVORITE):
        fill_in(phone, member)
    expect(heart(phone, shows[0])).to_have_attribute("aria-pressed", "true")
    assert kept(member) == [shows[0]["id"]]
