"""The server's list of addresses beside the app's own."""

from __future__ import annotations

import re

import pytest

from culturepedia.pages.addresses import PAGE
from runner.settings import PROJECT_DIR

ROUTE = re.compile(r"name: \"[a-z-]+\", path: /(.+?)/, load")


def patterns_of_the_app() -> list[re.Pattern[str]]:
    source = (PROJECT_DIR / "frontend" / "src" / "pages" / "index.js").read_text(encoding="utf-8")
    return [re.compile(found.replace("(?<", "(?P<").replace("\\/", "/"), re.ASCII) for found in ROUTE.findall(source)]


EXAMPLES = [
    *("/", "/rankings", "/performances", "/performances/PF273608", "/performances/PF12", "/venues/FC000113"),
    *("/venues/FC1", "/genres/pop_dance", "/regions/seoul", "/genres/", "/genres/a-b", "/people/1", "/people/x"),
    *("/companies/12", "/tags/date-night", "/tags/", "/about", "/accessibility", "/privacy", "/terms", "/offline"),
    *("/signin", "/signup", "/verify", "/password/forgot", "/password/reset", "/password", "/signin/x"),
    *("/me", "/me/edit", "/me/password", "/me/devices", "/me/delete", "/me/", "/me/nothing", "/mex"),
    *(
        "/me/diary",
        "/me/favorites",
        "/me/reviews",
        "/me/stats",
        "/me/notices",
        "/me/searches",
        "/me/taste",
        "/me/stats/x",
        "/me/visits",
    ),
    *("/performances/PF273608/review", "/performances/PF273608/reviews", "/performances/PF273608/reviewss"),
    *("/recommendations", "/recommendations/taste", "/recommendations/", "/recommendations/tastes"),
    *("/nowhere", "/performances/", "/rankings/1", "/genres/" + "a" * 41, "/performances/PF12345678901"),
]


@pytest.mark.parametrize("path", EXAMPLES)
def test_the_server_knows_the_addresses_of_the_app(path: str) -> None:
    bare = path.rstrip("/") or "/"  # the router knows no slash at the end
    in_app = any(pattern.search(bare) for pattern in patterns_of_the_app())

    assert (PAGE.fullmatch(path) is not None) == in_app


def test_the_examples_hold_every_kind_of_address() -> None:
    patterns = patterns_of_the_app()

    assert len(patterns) >= 15
    assert all(any(pattern.search(path) for path in EXAMPLES) for pattern in patterns)
