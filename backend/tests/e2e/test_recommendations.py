"""Recommendations as people use them: picked as a guest, earned by a review, refused and taken back, switched off."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.e2e.test_accessibility import problems
from tests.plugins.people import Person, fill_in, new_person, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Locator, Page, Route

    from tests.plugins.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.writes]
PAGE = "/recommendations"
PICKER = "/recommendations/taste"
DISMISSAL = re.compile(r"/performances/PF\d+/dismissal$")
TASTE = {"categories": ["musical"], "characteristics": ["date"], "moods": ["moving"], "regions": []}
HOSTILE = "<img src=x onerror=pwned()><script>pwned()</script>"


@pytest.fixture
def member(site: Stack) -> Person:
    return new_person(site).join()


@pytest.fixture
def loved(ask: Callable[[str], Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask("/performances?state=running&genre=musical&page_size=5&ordering=-opening")
    return found["results"]  # type: ignore[call-overload,no-any-return]


@pytest.fixture
def fan(member: Person, loved: list[dict[str, Any]]) -> Person:
    """Return someone who has given musicals five stars."""
    access = member.access()
    for show in loved:
        member.call("POST", f"/performances/{show['id']}/reviews", {"rating": 5, "body": "또 볼래요."}, access=access)
    return member


def keep(page: Page, **values: Any) -> None:
    """Have a guest's device hold something from before."""
    page.goto("/about")
    for key, value in values.items():
        page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, json.dumps(value)])


def kept(page: Page, key: str) -> Any:
    return page.evaluate("(key) => JSON.parse(localStorage.getItem(key))", key)


def cards(page: Page) -> Locator:
    return page.locator(".rec-card[data-id]")


def first_card(page: Page) -> tuple[str, str]:
    """Wait for the list and return id and title of its first card."""
    expect(cards(page).first).to_be_visible()
    card = cards(page).first
    return str(card.get_attribute("data-id")), card.locator(".rec-title").inner_text()


def taste(person: Person) -> dict[str, Any]:
    found: dict[str, Any] = person.call("GET", "/me/taste", access=person.access())
    return found


def dismissed(person: Person) -> list[str]:
    return [row["id"] for row in person.call("GET", "/me/dismissals", access=person.access())["results"]]


def test_a_guest_picks_three_tastes_and_is_told_why(phone: Page, ask: Callable[[str], Any]) -> None:
    phone.goto("/")
    phone.get_by_role("navigation", name="주 메뉴").get_by_role("link", name="추천").click()
    expect(phone.locator("[data-basis=popular]")).to_contain_text("모두에게 보여 드리는")
    phone.get_by_role("link", name="취향 3가지 고르기").click()
    show = phone.locator(".taste-foot button")
    expect(show).to_have_text("3개 더 골라 주세요")

    for group, name in (("장르", "뮤지컬"), ("이런 점이 좋아요", "데이트"), ("어디서 볼까요", "서울")):
        phone.get_by_role("group", name=group).get_by_role("button", name=re.compile(f"^{name}")).click()

    expect(phone).to_have_url(re.compile("categories=musical.*regions=seoul"))
    fitting = ask("/performances?state=running,upcoming&genre=musical&hashtag=date&region=seoul&page_size=1")["count"]
    words = f"딱 맞는 공연 {fitting}편" if fitting else "조건을 하나 줄여 보세요"
    expect(phone.locator(".taste-summary")).to_contain_text(words)
    show.click()
    expect(phone).to_have_url(re.compile("/recommendations$"))
    expect(phone.locator("[data-basis=taste]")).to_contain_text("고른 취향 3개")
    expect(phone.locator(".rec-reason").first).to_contain_text("고르신")
    expect(cards(phone).filter(has_text="뮤지컬")).to_have_count(cards(phone).count())
    assert kept(phone, "taste")["categories"] == ["musical"]


def test_a_shared_address_has_its_picks_and_nothing_unknown(desktop: Page) -> None:
    desktop.goto(f"{PICKER}?categories=dance,nonsense&moods=%3Cb%3E&regions=busan")

    expect(desktop.locator(".taste-chips [aria-pressed=true]")).to_have_count(2)
    expect(desktop.locator(".taste-summary")).to_contain_text("2개 골랐어요")


def test_picking_works_by_keyboard_and_without_counts(bare: Page, trouble: Any) -> None:
    trouble.expected.append("net::ERR_FAILED")
    bare.route(re.compile("/performances\\?.*facets="), lambda route: route.abort())
    bare.goto(PICKER)
    chip = bare.locator("[data-code=play]")
    chip.focus()

    bare.keyboard.press("Space")

    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(chip).to_be_focused()
    expect(bare.locator(".taste-summary")).to_contain_text("1개 골랐어요")


def test_five_stars_bring_more_like_it_with_the_reason(desktop: Page, fan: Person, loved: list[Any]) -> None:
    sign_in(desktop, fan, path=f"/signin?next={PAGE}")

    expect(desktop.get_by_role("heading", level=1)).to_have_text("서연 님을 위한 추천")
    expect(desktop.locator("[data-basis=personal]")).to_contain_text(f"리뷰 {len(loved)}개")
    expect(desktop.locator(".rec-reason").filter(has_text="별 5개를 준").first).to_be_visible()
    shown = (
        desktop.locator(".rec-list").first.locator(".rec-card").evaluate_all("(all) => all.map((c) => c.dataset.id)")
    )
    assert shown
    assert not set(shown) & {show["id"] for show in loved}


def test_a_member_refuses_a_show_and_takes_it_back(phone: Page, fan: Person) -> None:
    sign_in(phone, fan, path=f"/signin?next={PAGE}")
    id_, title = first_card(phone)
    with phone.expect_response(DISMISSAL) as answer:
        phone.get_by_role("button", name=f"관심 없어요: {title}").first.click()
    assert answer.value.status == 204
    undo = phone.get_by_role("button", name="되돌리기")
    expect(undo).to_be_focused()
    expect(phone.locator(".rec-gone")).to_contain_text(title)
    assert dismissed(fan) == [id_]

    with phone.expect_response(DISMISSAL):
        phone.keyboard.press("Enter")

    expect(phone.get_by_role("button", name=f"관심 없어요: {title}").first).to_be_focused()
    assert dismissed(fan) == []


def test_a_refusal_that_fails_is_taken_back(bare_phone: Page, fan: Person, trouble: Any) -> None:
    trouble.expected.append("net::ERR_FAILED")
    sign_in(bare_phone, fan, path=f"/signin?next={PAGE}")
    id_, title = first_card(bare_phone)
    bare_phone.route(DISMISSAL, lambda route: route.abort())

    bare_phone.get_by_role("button", name=f"관심 없어요: {title}").first.click()

    expect(bare_phone.get_by_text("추천에서 빼지 못했어요.")).to_be_visible()
    expect(bare_phone.locator(f".rec-card[data-id={id_}]")).to_be_visible()


def test_what_a_guest_refuses_stays_on_the_device(desktop: Page) -> None:
    asked: list[str] = []
    desktop.on("request", lambda request: asked.append(request.url) if "/dismissal" in request.url else None)
    keep(desktop, taste=TASTE)
    desktop.goto(PAGE)
    id_, title = first_card(desktop)

    desktop.get_by_role("button", name=f"관심 없어요: {title}").first.click()

    expect(desktop.get_by_role("button", name="되돌리기")).to_be_focused()
    desktop.reload()
    expect(cards(desktop).first).to_be_visible()
    expect(desktop.locator(f".rec-card[data-id={id_}]")).to_have_count(0)
    assert asked == []
    desktop.goto("/me/taste")
    desktop.get_by_role("button", name=f"되돌리기: {title}").click()
    expect(desktop.get_by_text("관심 없다고 한 공연이 없어요")).to_be_visible()
    assert kept(desktop, "dismissals") is None


def test_a_show_that_one_has_seen_goes_into_the_diary(desktop: Page, fan: Person) -> None:
    sign_in(desktop, fan, path=f"/signin?next={PAGE}")
    expect(cards(desktop).first).to_be_visible()
    seen = desktop.get_by_role("button", name=re.compile("^이미 봤어요")).first
    id_ = seen.locator("xpath=ancestor::article").get_attribute("data-id")
    seen.click()

    desktop.get_by_role("dialog").get_by_role("button", name="기록 남기기").click()

    expect(desktop.get_by_role("link", name="관람 기록 보기")).to_be_focused()
    rows = fan.call("GET", "/me/visits", access=fan.access())["results"]
    assert [row["performance"]["id"] for row in rows] == [id_]


def test_tabs_live_in_the_address_and_say_when_they_are_empty(bare: Page) -> None:
    empty = {"basis": "taste", "tab": "weekend", "reach": "country", "regions": ["jeju"], "results": [], "again": []}
    evidence = dict.fromkeys(("reviews", "favorites", "visits", "searches"), 0) | {"picks": 3}
    body = json.dumps({**empty, "evidence": evidence})
    bare.route(re.compile("tab=weekend"), lambda route: _answer(route, body))
    keep(bare, taste=TASTE)
    bare.goto(PAGE)
    expect(cards(bare).first).to_be_visible()
    bare.get_by_role("tab", name="나에게 딱").focus()

    bare.keyboard.press("ArrowRight")
    bare.keyboard.press("ArrowRight")

    expect(bare.get_by_text("이번 주말에는 없어요")).to_be_visible()
    expect(bare.get_by_text("전국에서 찾았어요")).to_be_visible()
    expect(bare).to_have_url(re.compile("tab=weekend$"))
    bare.go_back()
    expect(bare.get_by_role("tab", name="새로운 발견")).to_have_attribute("aria-selected", "true")


def _answer(route: Route, body: str) -> None:
    if "/api/v1/recommendations" in route.request.url:
        headers = {"Access-Control-Allow-Origin": "*"}
        route.fulfill(status=200, content_type="application/json", body=body, headers=headers)
    else:
        route.continue_()


def test_a_list_that_cannot_be_had_is_asked_for_again(bare_phone: Page, trouble: Any) -> None:
    trouble.expected.append("net::ERR_FAILED")
    bare_phone.route(re.compile("/api/v1/recommendations"), lambda route: route.abort())
    bare_phone.goto(PAGE)
    expect(bare_phone.get_by_role("button", name="다시 시도").first).to_be_visible()

    bare_phone.unroute(re.compile("/api/v1/recommendations"))
    bare_phone.get_by_role("button", name="다시 시도").first.click()

    expect(cards(bare_phone).first).to_be_visible()


def test_the_last_good_list_stays_when_the_connection_goes(bare: Page, trouble: Any) -> None:
    trouble.expected.append("net::ERR_FAILED")
    keep(bare, taste=TASTE)
    bare.goto(PAGE)
    id_, _ = first_card(bare)
    bare.get_by_role("tab", name="새로운 발견").click()
    expect(bare).to_have_url(re.compile("tab=new"))
    expect(bare.locator("main [aria-busy=true]")).to_have_count(0)
    bare.route(re.compile("/api/v1/recommendations"), lambda route: route.abort())

    bare.get_by_role("tab", name="나에게 딱").click()

    expect(bare.get_by_text("받은 목록을 보여 드려요")).to_be_visible()
    expect(cards(bare).first).to_have_attribute("data-id", id_)


def test_a_guest_without_regions_is_told_that_nothing_is_near(phone: Page) -> None:
    keep(phone, taste=TASTE)
    phone.goto(f"{PAGE}?tab=near")

    expect(phone.locator(".rec-notes")).to_contain_text("전국에서 골랐어요")
    keep(phone, taste={**TASTE, "regions": ["seoul"]})
    phone.goto(f"{PAGE}?tab=near")
    expect(phone.locator("[data-basis=taste]")).to_contain_text("서울")
    expect(phone.get_by_text("전국에서 골랐어요")).to_have_count(0)


def test_switching_off_gives_everybodys_list(desktop: Page, fan: Person, loved: list[Any]) -> None:
    sign_in(desktop, fan, path="/signin?next=/me/taste")
    expect(desktop.get_by_text(f"리뷰 {len(loved)}개")).to_be_visible()
    reviews = desktop.get_by_role("switch", name=re.compile("^리뷰"))
    expect(reviews).to_be_checked()
    with desktop.expect_response(re.compile("/me/taste$")):
        reviews.click()
    assert taste(fan)["sources"]["reviews"] is False
    assert taste(fan)["enabled"] is True
    whole = desktop.get_by_role("switch", name=re.compile("^추천에 내 정보 쓰기"))

    with desktop.expect_response(re.compile("/me/taste$")):
        whole.click()

    assert taste(fan)["enabled"] is False
    desktop.goto(PAGE)
    expect(desktop.locator("[data-basis=popular]")).to_be_visible()
    expect(desktop.get_by_text("추천에 내 정보를 쓰지 않고 있어요.")).to_be_visible()


def test_refusals_are_listed_and_cleared(desktop: Page, fan: Person, ask: Callable[[str], Any]) -> None:
    shows = ask("/performances?state=upcoming&page_size=3")["results"]
    for show in shows:
        fan.call("PUT", f"/performances/{show['id']}/dismissal", access=fan.access())
    sign_in(desktop, fan, path="/signin?next=/me/taste")
    desktop.get_by_role("button", name=f"되돌리기: {shows[0]['title']}").click()
    expect(desktop.locator(".gone-rows > li")).to_have_count(2)

    desktop.get_by_role("button", name="모두 되돌리기").click()

    expect(desktop.get_by_text("관심 없다고 한 공연이 없어요")).to_be_visible()
    expect(desktop.get_by_role("heading", name="관심 없다고 한 공연")).to_be_focused()
    assert dismissed(fan) == []


def test_a_member_saves_tastes_beside_the_list(desktop: Page, member: Person) -> None:
    sign_in(desktop, member, path=f"/signin?next={PAGE}")
    rail = desktop.get_by_role("region", name="내 취향")
    expect(rail.locator("[data-code=play]")).to_be_visible()
    for code in ("play", "moving", "seoul"):
        rail.locator(f"[data-code={code}]").click()

    rail.get_by_role("button", name="저장").click()

    expect(desktop.locator("[data-basis=taste]")).to_contain_text("고른 취향 3개")
    assert taste(member)["categories"] == ["play"]
    assert kept(desktop, "taste") is None


def test_a_guests_tastes_go_to_the_account_when_they_say_so(
    phone: Page, member: Person, ask: Callable[[str], Any]
) -> None:
    show = ask("/performances?state=running&page_size=1")["results"][0]
    before = {"categories": ["play"], "characteristics": [], "moods": [], "regions": ["busan"]}
    member.call("PUT", "/me/taste", before, access=member.access())
    keep(phone, taste=TASTE, dismissals=[{"id": show["id"], "title": show["title"]}])
    sign_in(phone, member)
    expect(phone.get_by_role("dialog")).to_contain_text("취향 3개")
    assert taste(member)["categories"] == ["play"]

    phone.get_by_role("button", name="내 계정으로 옮기기").click()

    expect(phone.get_by_text("취향을 내 계정에 더했어요")).to_be_visible()
    now = taste(member)
    assert (now["categories"], now["moods"], now["regions"]) == (["play", "musical"], ["moving"], ["busan"])
    assert dismissed(member) == [show["id"]]
    assert kept(phone, "taste") is None
    assert kept(phone, "dismissals") is None


def test_later_leaves_tastes_on_the_device(phone: Page, member: Person) -> None:
    keep(phone, taste=TASTE)
    sign_in(phone, member)

    phone.get_by_role("button", name="나중에").click()

    expect(phone.get_by_role("dialog")).to_have_count(0)
    assert taste(member)["categories"] == []
    assert kept(phone, "taste") == TASTE


def test_a_guest_who_has_seen_a_show_signs_in_first(phone: Page, member: Person) -> None:
    phone.goto(PAGE)
    seen = phone.get_by_role("button", name=re.compile("^이미 봤어요")).first
    expect(seen).to_be_visible()

    seen.click()

    dialog = phone.get_by_role("dialog")
    expect(dialog.locator("[autocomplete=current-password]")).to_be_visible()
    fill_in(phone, member)
    dialog.get_by_role("button", name="기록 남기기").click()

    expect(phone.get_by_text("번째 관람을 기록했어요")).to_be_visible()
    assert len(member.call("GET", "/me/visits", access=member.access())["results"]) == 1


def test_home_invites_guests_and_shows_what_was_picked(desktop: Page) -> None:
    desktop.goto("/")
    invitation = desktop.get_by_role("link", name="취향 고르고 추천받기")
    invitation.scroll_into_view_if_needed()
    keep(desktop, taste=TASTE)

    desktop.goto("/")

    best = desktop.get_by_role("region", name="나를 위한 추천")
    expect(best.locator(".rec-reason")).to_have_count(3)
    expect(best.locator(".rec-reason").first).to_contain_text("고르신")


def test_a_performance_leads_to_what_is_like_it(phone: Page, ask: Callable[[str], Any]) -> None:
    show = ask("/performances?state=running&genre=musical&page_size=1")["results"][0]
    expected = ask(f"/performances/{show['id']}/similar")["results"]
    assert expected
    phone.goto(f"/performances/{show['id']}")
    phone.locator("#reviews").scroll_into_view_if_needed()
    part = phone.get_by_role("list", name="이 공연을 좋아한다면")
    part.scroll_into_view_if_needed()

    expect(part.get_by_role("listitem")).to_have_count(len(expected))
    expect(part.locator(".rec-reason").first).to_contain_text(expected[0]["reasons"][0]["text"])


def test_texts_of_recommendations_are_text(bare: Page, ask: Callable[[str], Any]) -> None:
    bare.add_init_script("window.hurt = 0; window.pwned = () => { window.hurt += 1; };")
    answer = ask("/recommendations?limit=3")
    one = answer["results"][0]
    one["performance"]["title"] = HOSTILE
    one["reasons"] = [{**one["reasons"][0], "code": HOSTILE, "text": HOSTILE}]
    bare.route(re.compile("/api/v1/recommendations"), lambda route: _answer(route, json.dumps(answer)))
    hostile = {"id": one["performance"]["id"], "title": HOSTILE}
    keep(bare, taste={"categories": [HOSTILE, 5], "moods": HOSTILE}, dismissals=[{"id": "PF1"}, hostile, None])

    bare.goto("/me/taste")
    expect(bare.locator(".gone-rows > li")).to_have_count(1)
    expect(bare.locator(".gone-rows")).to_contain_text(HOSTILE)
    bare.get_by_role("button", name="모두 되돌리기").click()
    expect(bare.locator(".gone-rows")).to_have_count(0)
    bare.goto(PAGE)

    expect(bare.locator(".rec-title").first).to_have_text(HOSTILE)
    expect(bare.locator(".rec-reason").first).to_contain_text(HOSTILE)
    bare.wait_for_load_state("networkidle")
    assert bare.evaluate("window.hurt") == 0
    assert bare.locator("main :is(img[src='x'], [onerror], script)").count() == 0


@pytest.mark.parametrize(("screen", "theme"), [("phone", "dark"), ("desktop", "light")])
def test_the_pages_have_no_violation(
    screen: str, theme: str, open_context: Callable[..., BrowserContext], fan: Person, ask: Callable[[str], Any]
) -> None:
    show = ask("/performances?state=upcoming&page_size=1")["results"][0]
    fan.call("PUT", f"/performances/{show['id']}/dismissal", access=fan.access())
    page = open_context(screen, color_scheme=theme, reduced_motion="reduce").new_page()
    found: list[str] = []

    def look(*addresses: str) -> None:
        for address in addresses:
            page.goto(address)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            expect(page.locator("main [aria-busy=true]")).to_have_count(0)
            page.wait_for_load_state("networkidle")
            found.extend(f"{address}: {problem}" for problem in problems(page))

    look(PAGE, f"/en{PICKER}?categories=play,musical&moods=moving", "/me/taste")
    sign_in(page, fan)
    look(PAGE, f"/en{PAGE}?tab=closing", PICKER, "/me/taste", "/en/me/taste", "/")
    page.goto(PAGE)
    page.locator("[data-action=dismiss]").first.click()
    expect(page.locator(".rec-gone")).to_be_visible()
    found += problems(page)

    assert found == []
