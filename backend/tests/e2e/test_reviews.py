"""Reviews as people write, read and take back them, in a browser against the live stack."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.plugins.people import Person, fill_in, new_person, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.plugins.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.writes]
REVIEW = re.compile(r"/api/v1/reviews/[0-9a-f-]{36}$")
REVIEWS = re.compile(r"/api/v1/performances/PF\d+/reviews$")
UNDO_SECONDS = 6


@pytest.fixture
def shows(ask: Callable[[str], Any]) -> list[dict[str, Any]]:
    """Return running performances that nobody has reviewed yet."""
    found = ask("/performances?state=running&page_size=60&ordering=-closing")["results"]
    return [show for show in found if show["rating"]["count"] == 0]


@pytest.fixture
def member(site: Stack) -> Person:
    return new_person(site).join()


def write(person: Person, show: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Publish a review from another device."""
    body = {"rating": 4.5, "body": "마지막 10분이 전부 갚아 줘요.", **fields}
    made: dict[str, Any] = person.call("POST", f"/performances/{show['id']}/reviews", body, access=person.access())
    return made


def summary(ask: Callable[[str], Any], show: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = ask(f"/performances/{show['id']}/reviews")["summary"]
    return found


def star(page: Page, value: str) -> Locator:
    return page.get_by_role("radio", name=re.compile(rf"^{re.escape(value)}점"))


def sheet(page: Page) -> Locator:
    return page.get_by_role("dialog")


def open_sheet(page: Page, show: dict[str, Any]) -> None:
    page.goto(f"/performances/{show['id']}/review")
    expect(sheet(page).get_by_role("button", name=re.compile("올리기"))).to_be_visible()


def test_a_member_writes_edits_and_deletes_a_review(
    phone: Page, member: Person, shows: list[Any], ask: Callable[[str], Any]
) -> None:
    show = shows[0]
    sign_in(phone, member)
    phone.goto(f"/performances/{show['id']}#reviews")
    phone.get_by_role("link", name="리뷰 쓰기").click()
    expect(phone).to_have_url(re.compile("/review$"))
    star(phone, "3.5").locator("xpath=..").click()
    expect(sheet(phone)).to_contain_text("3.5점 · 괜찮아요")
    sheet(phone).get_by_label("감상").fill("첫 줄\n둘째 줄")
    sheet(phone).get_by_text("누구에게 맞나요").click()
    sheet(phone).get_by_role("group", name=re.compile("잘 맞아요")).get_by_label("음악을 즐기는 분").check()

    with phone.expect_response(REVIEWS):
        sheet(phone).get_by_role("button", name="리뷰 올리기").click()

    mine = phone.locator(".review-card.is-mine")
    expect(mine).to_contain_text("첫 줄\n둘째 줄", use_inner_text=True)
    expect(mine).to_contain_text("음악을 즐기는 분")
    expect(mine).to_be_focused()
    assert not phone.url.endswith("/review")
    assert summary(ask, show)["average"] == 3.5
    mine.get_by_role("link", name="수정").click()
    expect(star(phone, "3.5")).to_be_checked()
    expect(sheet(phone).get_by_label("감상")).to_have_value("첫 줄\n둘째 줄")
    star(phone, "5").locator("xpath=..").click()
    with phone.expect_response(REVIEW):
        sheet(phone).get_by_role("button", name="고친 리뷰 올리기").click()
    expect(mine).to_contain_text("5점 만점에 5점")
    assert summary(ask, show)["average"] == 5
    mine.get_by_role("button", name="삭제").click()
    expect(mine).to_be_hidden()
    phone.get_by_role("button", name="되돌리기").click()
    expect(mine).to_be_focused()
    assert summary(ask, show)["count"] == 1
    mine.get_by_role("button", name="삭제").click()
    with phone.expect_response(REVIEW, timeout=(UNDO_SECONDS + 10) * 1000):
        expect(mine).to_be_hidden()
    expect(phone.get_by_role("link", name="리뷰 쓰기")).to_be_visible()
    assert summary(ask, show) == {**summary(ask, show), "average": None, "count": 0}


def test_stars_are_chosen_by_keyboard(desktop: Page, member: Person, shows: list[Any]) -> None:
    sign_in(desktop, member)
    open_sheet(desktop, shows[1])
    star(desktop, "0.5").focus()

    for _ in range(3):
        desktop.keyboard.press("ArrowRight")

    expect(star(desktop, "2")).to_be_checked()
    expect(sheet(desktop)).to_contain_text("2점 · 그저 그래요")
    desktop.keyboard.press("ArrowLeft")
    expect(star(desktop, "1.5")).to_be_checked()


def test_each_half_of_a_star_is_a_target(phone: Page, member: Person, shows: list[Any]) -> None:
    sign_in(phone, member)
    open_sheet(phone, shows[1])
    boxes = [box for half in phone.locator(".star-half").all() if (box := half.bounding_box())]

    phone.mouse.click(boxes[7]["x"] + 12, boxes[7]["y"] + 24)

    expect(star(phone, "4")).to_be_checked()
    assert len(boxes) == 10
    assert all(round(box["width"]) == 24 and round(box["height"]) == 48 for box in boxes)


def test_what_is_missing_is_said_at_the_field(phone: Page, member: Person, shows: list[Any]) -> None:
    sign_in(phone, member)
    open_sheet(phone, shows[1])

    sheet(phone).get_by_role("button", name="리뷰 올리기").click()

    expect(sheet(phone)).to_contain_text("별점을 골라 주세요.")
    expect(sheet(phone)).to_contain_text("감상을 적어 주세요.")
    expect(star(phone, "0.5")).to_be_focused()
    sheet(phone).get_by_label("감상").fill("가" * 2001)
    expect(sheet(phone)).to_contain_text("1자 줄여 주세요.")


def test_a_draft_outlives_the_page_and_leaving_asks_once(phone: Page, member: Person, shows: list[Any]) -> None:
    sign_in(phone, member)
    open_sheet(phone, shows[1])
    sheet(phone).get_by_label("감상").fill("쓰다 만 글")
    phone.keyboard.press("Escape")
    expect(sheet(phone)).to_contain_text("쓰던 글은 이 기기에 남아 있어요.")
    sheet(phone).get_by_role("button", name="계속 쓰기").click()

    phone.keyboard.press("Escape")

    expect(sheet(phone)).to_have_count(0)
    expect(phone).not_to_have_url(re.compile("/review$"))  # the way back is over
    open_sheet(phone, shows[1])
    expect(sheet(phone).get_by_label("감상")).to_have_value("쓰다 만 글")
    sheet(phone).get_by_role("button", name="지우고 새로 쓰기").click()
    expect(sheet(phone).get_by_label("감상")).to_have_value("")
    assert phone.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length") == 0


def test_signing_out_takes_drafts_along(phone: Page, member: Person, shows: list[Any]) -> None:
    sign_in(phone, member)
    open_sheet(phone, shows[1])
    sheet(phone).get_by_label("감상").fill("남이 보면 안 되는 글")
    phone.keyboard.press("Escape")
    phone.keyboard.press("Escape")
    expect(sheet(phone)).to_have_count(0)
    assert phone.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length") == 1
    phone.goto("/me")

    phone.get_by_role("button", name="로그아웃").click()

    expect(phone).to_have_url(re.compile(r":\d+/$"))
    assert phone.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length") == 0


def test_guests_sign_in_and_then_write(phone: Page, member: Person, shows: list[Any]) -> None:
    show = shows[2]
    phone.goto(f"/performances/{show['id']}#reviews")
    phone.get_by_role("link", name="리뷰 쓰기").click()
    expect(sheet(phone)).to_contain_text(f"로그인하면 ‘{show['title']}’ 리뷰를 바로 쓸 수 있어요.")

    fill_in(phone, member)

    expect(sheet(phone).get_by_role("button", name="리뷰 올리기")).to_be_visible()


def test_a_session_that_ends_while_writing_loses_nothing(
    phone: Page, member: Person, shows: list[Any], trouble: Any
) -> None:
    trouble.expected.append("status of 401")
    sign_in(phone, member)
    open_sheet(phone, shows[2])
    star(phone, "4").locator("xpath=..").click()
    sheet(phone).get_by_label("감상").fill("로그아웃돼도 남는 글")
    member.end_all_sessions()
    sheet(phone).get_by_role("button", name="리뷰 올리기").click()
    expect(sheet(phone).last).to_contain_text("쓰던 글은 그대로 있어요.")

    fill_in(phone, member)

    expect(phone.locator(".review-card.is-mine")).to_contain_text("로그아웃돼도 남는 글")


def test_a_review_that_exists_already_is_shown_and_replaced(
    phone: Page, member: Person, shows: list[Any], trouble: Any, ask: Callable[[str], Any]
) -> None:
    trouble.expected.append("status of 409")
    show = shows[3]
    sign_in(phone, member)
    open_sheet(phone, show)
    write(member, show, body="다른 기기에서 먼저 쓴 글")
    star(phone, "2").locator("xpath=..").click()
    sheet(phone).get_by_label("감상").fill("여기서 쓴 글")

    sheet(phone).get_by_role("button", name="올리기").click()

    expect(sheet(phone)).to_contain_text("이미 리뷰를 쓴 공연이에요.")
    expect(sheet(phone)).to_contain_text("다른 기기에서 먼저 쓴 글")
    expect(sheet(phone).get_by_label("감상")).to_have_value("여기서 쓴 글")
    sheet(phone).get_by_role("button", name="올리기").click()
    expect(phone.locator(".review-card.is-mine")).to_contain_text("여기서 쓴 글")
    assert summary(ask, show)["average"] == 2


def test_an_edit_made_elsewhere_is_not_lost_unseen(phone: Page, member: Person, shows: list[Any], trouble: Any) -> None:
    trouble.expected.append("status of 409")
    show = shows[4]
    made = write(member, show)
    sign_in(phone, member)
    open_sheet(phone, show)
    member.call("PATCH", f"/reviews/{made['id']}", {"body": "그사이 고친 글"}, access=member.access())
    sheet(phone).get_by_label("감상").fill("나중에 고친 글")

    sheet(phone).get_by_role("button", name="고친 리뷰 올리기").click()

    expect(sheet(phone)).to_contain_text("다른 곳에서 먼저 고친 리뷰예요.")
    expect(sheet(phone)).to_contain_text("그사이 고친 글")
    sheet(phone).get_by_role("button", name="고친 리뷰 올리기").click()
    expect(phone.locator(".review-card.is-mine")).to_contain_text("나중에 고친 글")


def test_a_show_to_come_has_no_reviews_yet(
    phone: Page, member: Person, ask: Callable[[str], Any], trouble: Any
) -> None:
    trouble.expected.append("status of 409")
    show = ask("/performances?state=upcoming&page_size=1")["results"][0]
    sign_in(phone, member)
    phone.goto(f"/performances/{show['id']}#reviews")
    expect(phone.get_by_text("공연이 시작되면 리뷰를 쓸 수 있어요.")).to_be_visible()
    expect(phone.get_by_role("link", name="리뷰 쓰기")).to_have_count(0)
    open_sheet(phone, show)
    star(phone, "4").locator("xpath=..").click()
    sheet(phone).get_by_label("감상").fill("아직 못 봤지만")

    sheet(phone).get_by_role("button", name="리뷰 올리기").click()

    expect(sheet(phone).get_by_role("alert").filter(has_text="공연이 시작되면")).to_be_visible()


def test_helpful_is_counted_at_once_and_taken_back_when_it_fails(
    bare_phone: Page, member: Person, site: Stack, shows: list[Any], trouble: Any
) -> None:
    trouble.expected.append("net::ERR_FAILED")
    show = shows[5]
    made = write(new_person(site).join(username="도움 준 사람"), show)
    sign_in(bare_phone, member)
    bare_phone.goto(f"/performances/{show['id']}/reviews")
    button = bare_phone.get_by_role("button", name=re.compile("도움돼요.*도움 준 사람님의 리뷰"))
    expect(button).to_have_attribute("aria-pressed", "false")

    with bare_phone.expect_response(re.compile("/helpful$")):
        button.click()

    expect(button).to_contain_text("1")
    assert member.call("GET", f"/reviews/{made['id']}")["helpful_count"] == 1
    bare_phone.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_contain_text("1")
    bare_phone.route("**/helpful", lambda route: route.abort())
    button.click()
    expect(bare_phone.get_by_text("표시하지 못했어요.")).to_be_visible()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()


def test_a_report_is_made_once(phone: Page, member: Person, site: Stack, shows: list[Any]) -> None:
    show = shows[6]
    write(new_person(site).join(username="광고하는 사람"), show)
    sign_in(phone, member)
    phone.goto(f"/performances/{show['id']}/reviews")
    phone.get_by_role("button", name=re.compile("신고.*광고하는 사람님의 리뷰")).click()
    sheet(phone).get_by_role("radio", name=re.compile("광고")).check()
    sheet(phone).get_by_label("더 알려 주실 점").fill("링크만 있어요.")

    with phone.expect_response(re.compile("/reports$")) as answer:
        sheet(phone).get_by_role("button", name="신고하기").click()

    assert answer.value.status == 201
    expect(phone.get_by_text("신고를 받았어요.")).to_be_visible()
    expect(phone.get_by_role("button", name=re.compile("신고.*광고하는 사람님의 리뷰"))).to_have_attribute(
        "aria-disabled", "true"
    )


def test_all_reviews_are_sorted_filtered_and_spoilers_folded(desktop: Page, site: Stack, shows: list[Any]) -> None:
    show = shows[7]
    for number, (rating, spoiler) in enumerate([(1.0, False), (5.0, True), (4.5, False)]):
        person = new_person(site).join(username=f"관객 {number}번")
        write(person, show, rating=rating, spoiler=spoiler, body=f"본문 {number}번")
    desktop.goto(f"/performances/{show['id']}/reviews")
    cards = desktop.locator(".review-cards > article")
    expect(cards).to_have_count(3)
    folded = cards.filter(has_text="관객 1번")
    expect(folded.get_by_text("본문 1번")).to_be_hidden()
    folded.get_by_role("button", name="스포일러가 있어요. 펼쳐서 읽기").click()
    expect(folded.get_by_text("본문 1번")).to_be_visible()
    expect(folded.get_by_role("button", name="스포일러 접기")).to_have_attribute("aria-expanded", "true")

    desktop.get_by_role("combobox", name="정렬").select_option("high")

    expect(cards.first).to_contain_text("관객 1번")
    expect(desktop).to_have_url(re.compile("sort=high"))
    desktop.get_by_role("combobox", name="정렬").select_option("low")
    expect(cards.first).to_contain_text("관객 0번")
    desktop.get_by_role("link", name="5점").click()
    expect(cards).to_have_count(2)
    desktop.get_by_role("button", name="스포일러 빼기").click()
    expect(cards).to_have_count(1)
    expect(cards.first).to_contain_text("관객 2번")
    desktop.reload()
    expect(cards).to_have_count(1)
    desktop.go_back()
    expect(cards).to_have_count(2)


def test_the_newest_reviews_stand_on_the_first_screen(desktop: Page, member: Person, shows: list[Any]) -> None:
    write(member, shows[8], body="첫 화면에 보이는 글")
    desktop.goto("/")
    desktop.get_by_role("contentinfo").scroll_into_view_if_needed()

    expect(desktop.get_by_role("list", name="방금 올라온 리뷰")).to_contain_text("첫 화면에 보이는 글")


def test_hidden_reviews_are_for_their_author_alone(phone: Page, member: Person, shows: list[Any], site: Stack) -> None:
    show = shows[9]
    made = write(member, show, body="가려진 글")
    hide = (
        "from django.utils import timezone; from culturepedia.reviews.models import Review; "
        "from culturepedia.reviews import moderation; from culturepedia.accounts.models import User; "
        f"review = Review.objects.get(public_id='{made['id']}'); "
        "moderation.hide(reviews=[review.pk], by=review.author, now=timezone.now())"
    )
    done = site.manage("shell", "-c", hide)
    assert done.returncode == 0, done.stderr

    sign_in(phone, member, path="/signin?next=/me/reviews")

    expect(phone.get_by_text("운영자가 다른 사람에게 보이지 않게 한 리뷰예요.")).to_be_visible()
    phone.context.clear_cookies()
    phone.evaluate("localStorage.clear()")
    phone.goto(f"/performances/{show['id']}/reviews")
    expect(phone.get_by_text("아직 리뷰가 없어요")).to_be_visible()
    expect(phone.get_by_text("가려진 글")).to_have_count(0)
