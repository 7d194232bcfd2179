"""Hearts and reviews without a connection: shown, kept over a reload, sent when there is one, and never by somebody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.e2e.test_accessibility import problems
from tests.plugins.people import Person, new_person, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.plugins.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.writes]
TEXT = "지하철에서 쓴 리뷰예요."
UNSENT = "아직 올리지 못했어요. 연결되면 자동으로 올릴게요."


@pytest.fixture
def member(site: Stack) -> Person:
    return new_person(site).join()


@pytest.fixture
def show(ask: Callable[[str], Any]) -> dict[str, Any]:
    found: dict[str, Any] = ask("/performances?state=running&page_size=1&ordering=sales")["results"][0]
    return found


@pytest.fixture
def reader(phone: Page, member: Person, show: dict[str, Any], trouble: Any) -> Page:
    """Return a page of the performance that works without a connection."""
    trouble.expected += ["ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to fetch"]
    sign_in(phone, member)
    phone.goto(f"/performances/{show['id']}")
    until(phone, "navigator.serviceWorker.controller !== null")
    phone.wait_for_load_state("networkidle")  # who leaves amid a refresh is refused once
    phone.reload()
    expect(heart(phone)).to_be_visible()
    phone.locator("#reviews").scroll_into_view_if_needed()
    expect(phone.locator("#reviews .review-write, #reviews article").first).to_be_visible()
    phone.wait_for_load_state("networkidle")
    return phone


def until(page: Page, condition: str) -> None:
    """Wait in the page; Playwright's own way is against the page's policy."""
    page.evaluate(
        f"new Promise((done) => {{ const look = () => ({condition} ? done() : setTimeout(look, 50)); look(); }})"
    )


def heart(page: Page) -> Locator:
    return page.locator(".action-bar [data-heart]")


def kept(person: Person) -> list[str]:
    rows = person.call("GET", "/me/favorites?page_size=100", access=person.access())["results"]
    return [row["id"] for row in rows]


def reviews(person: Person) -> list[str]:
    rows = person.call("GET", "/me/reviews?page_size=100", access=person.access())["results"]
    return [row["body"] for row in rows]


def write_offline(page: Page) -> None:
    """Open the sheet with a connection, and publish without one."""
    page.locator("#reviews").get_by_role("link", name="리뷰 쓰기").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(re.compile("^4점")).check(force=True)
    dialog.get_by_label("감상").fill(TEXT)
    page.context.set_offline(True)
    dialog.get_by_role("button", name="리뷰 올리기").click()
    expect(dialog).to_be_hidden()


def test_a_heart_waits_for_the_connection(reader: Page, member: Person, show: dict[str, Any]) -> None:
    reader.context.set_offline(True)

    heart(reader).click()

    expect(reader.get_by_text("연결되면 자동으로 올릴게요.")).to_be_visible()
    expect(heart(reader)).to_have_attribute("aria-pressed", "true")
    reader.reload()
    expect(heart(reader)).to_have_attribute("aria-pressed", "true")
    assert kept(member) == []
    reader.goto("/me/favorites")
    expect(reader.get_by_text("아직 보내지 못한 찜과 리뷰가 1개 있어요.")).to_be_visible()
    assert problems(reader) == []

    reader.context.set_offline(False)

    expect(reader.get_by_text("기다리던 1개를 올렸어요.")).to_be_visible()
    expect(reader.get_by_text("아직 보내지 못한")).to_be_hidden()
    assert kept(member) == [show["id"]]


def test_the_last_wish_without_a_connection_counts(reader: Page, member: Person) -> None:
    reader.context.set_offline(True)
    for wished in ("true", "false"):
        heart(reader).click()
        expect(heart(reader)).to_have_attribute("aria-pressed", wished)
        expect(reader.get_by_text("연결되면 자동으로 올릴게요.")).to_be_visible()

    reader.context.set_offline(False)

    expect(reader.get_by_text("기다리던 1개를 올렸어요.")).to_be_visible()
    assert kept(member) == []


def test_a_review_waits_for_the_connection_and_can_be_changed_meanwhile(reader: Page, member: Person) -> None:
    write_offline(reader)

    card = reader.locator("[data-review=unsent]")
    expect(card).to_contain_text(TEXT)
    expect(card).to_be_focused()
    expect(reader.locator("#reviews").get_by_text(UNSENT)).to_be_visible()
    assert problems(reader) == []
    assert reviews(member) == []
    reader.reload()
    reader.locator("#reviews").scroll_into_view_if_needed()
    expect(card).to_contain_text(TEXT)
    card.get_by_role("link", name="수정").click()
    dialog = reader.get_by_role("dialog")
    expect(dialog.get_by_label("감상")).to_have_value(TEXT)
    dialog.get_by_label("감상").fill(TEXT + " 또 봤어요.")
    dialog.get_by_role("button", name="리뷰 올리기").click()
    expect(card).to_contain_text("또 봤어요.")

    reader.context.set_offline(False)

    expect(reader.get_by_text("기다리던 1개를 올렸어요.")).to_be_visible()
    expect(reader.locator("#reviews article.is-mine")).to_contain_text("또 봤어요.")
    expect(card).to_be_hidden()
    assert reviews(member) == [TEXT + " 또 봤어요."]


def test_a_review_that_is_refused_later_stays_as_a_draft(
    reader: Page, member: Person, show: dict[str, Any], trouble: Any
) -> None:
    trouble.expected.append("status of 409")
    write_offline(reader)
    other = {"rating": 2, "body": "다른 기기에서 먼저 썼어요."}
    member.call("POST", f"/performances/{show['id']}/reviews", other, access=member.access())

    reader.context.set_offline(False)

    expect(reader.get_by_text("리뷰를 올리지 못했어요. 쓴 글은 그대로 있어요.")).to_be_visible()
    assert reviews(member) == ["다른 기기에서 먼저 썼어요."]
    reader.get_by_role("button", name="다시 보기").click()
    expect(reader.get_by_role("dialog").get_by_label("감상")).to_have_value(TEXT)


def test_what_waits_is_never_sent_by_somebody_else(reader: Page, member: Person, site: Stack, trouble: Any) -> None:
    trouble.expected.append("status of 401")
    write_offline(reader)
    member.end_all_sessions()
    reader.context.set_offline(False)
    other = new_person(site).join()

    sign_in(reader, other)

    until(reader, "localStorage.getItem('outbox') === null")
    assert reviews(other) == reviews(member) == []
    assert TEXT not in reader.evaluate("JSON.stringify(localStorage)")


def test_who_signs_out_leaves_nothing_that_waits(reader: Page) -> None:
    write_offline(reader)
    reader.route(
        re.compile("/reviews$"), lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    reader.context.set_offline(False)
    reader.goto("/me")

    reader.get_by_role("button", name="로그아웃").click()

    expect(reader.get_by_role("heading", level=1)).not_to_have_text("내 공연")
    assert TEXT not in reader.evaluate("JSON.stringify(localStorage)")
