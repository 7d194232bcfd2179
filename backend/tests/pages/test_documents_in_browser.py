"""The pages that show the API's description, in a browser and under their policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.plugins.stack import Stack

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("name", ["docs", "redoc"])
def test_pages_work_and_ask_no_stranger(page: Page, site: Stack, name: str) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(f"{site.api_url}/{name}")

    expect(page.get_by_text("/performances/{performance_id}").first).to_be_attached(timeout=30_000)
    assert [url for url in asked if not url.startswith((site.api_url[:-7], "data:", "blob:"))] == []
    assert complaints == []
