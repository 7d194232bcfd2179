"""What depends on the caller is kept nowhere; what does not is the same whoever asks; which pages may read either."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError
from rest_framework.test import APIClient

from culturepedia.accounts import authentication
from tests.common.test_kept import Reply, Site
from tests.contract.access_table import ACCESS, everyone
from tests.factories import PerformanceFactory, VenueFactory
from tests.open_transaction import kept_open
from tests.people import ORIGIN, PASSWORD, ask, sign_up

pytestmark = pytest.mark.django_db
PRIVATE = [line for line, row in ACCESS.items() if row.statuses != everyone(200)]
PUBLIC = ["/api/v1/performances", "/api/v1/performances/PF1", "/api/v1/venues", "/api/v1/options", "/api/v1/home"]
KEPT_NOWHERE = "private, no-store"


@pytest.mark.parametrize("line", PRIVATE)
def test_no_answer_about_someone_is_kept_anywhere(line: str) -> None:
    method, _, template = line.partition(" ")
    person = sign_up()
    path = template.format(session_id=person.session_id(), search_id=person.search_id())
    body = ACCESS[line].body
    good = body(person) if body else None

    replies = [
        ask(method, path, good),
        ask("PUT", path, {}, **person.headers),
        ask(method, f"{path}?nothing=1", good, **person.headers),
        ask(method, path, {"unknown": 1} if body else None),
        ask(method, path, good, **person.headers),
    ]

    assert [reply.status_code for reply in replies[1:3]] == [405, 400]
    assert {reply["Cache-Control"] for reply in replies} == {KEPT_NOWHERE}
    assert not any("ETag" in reply for reply in replies)


@pytest.mark.parametrize("path", ["/me/nothing", "/auth/", "/me/", "/auth/signin/", "/me/x.css"])
def test_an_address_that_does_not_exist_is_kept_nowhere_either(path: str) -> None:
    reply = ask("GET", path, **sign_up().headers)

    assert reply.status_code == 404
    assert "no-store" in reply["Cache-Control"]


def test_a_fault_of_the_server_is_kept_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    person = sign_up()
    api = APIClient(raise_request_exception=False)

    def fail(error: Exception) -> None:
        def raise_it(*_: Any, **__: Any) -> None:
            raise error

        monkeypatch.setattr(authentication.sessions, "find_live", raise_it)

    fail(OperationalError("gone"))
    away = api.get("/api/v1/me", headers=person.headers)
    fail(RuntimeError("a mistake of ours"))
    failed = api.get("/api/v1/me", headers=person.headers)

    assert (away.status_code, away["Retry-After"], away["Cache-Control"]) == (503, "5", KEPT_NOWHERE)
    assert (failed.status_code, failed["Cache-Control"]) == (500, KEPT_NOWHERE)
    assert failed.json()["type"] == "server_error"
    assert "mistake" not in failed.content.decode()


class OpenSite(Site):
    """The site, within the transaction of the test."""

    def ask(self, path: str, method: str = "GET", *, directly: bool = False, **headers: str) -> Reply:
        with kept_open():
            return super().ask(path, method, directly=directly, **headers)


@pytest.fixture
def site() -> Site:
    PerformanceFactory.create(kopis_id="PF1", venue=VenueFactory.create(kopis_id="FC1"))
    return OpenSite()


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_answer_is_the_same_with_any_credentials(site: Site, path: str) -> None:
    person = sign_up()
    credentials = [
        {"authorization": f"Bearer {person.access}"},
        {"authorization": "Bearer forged"},
        {"authorization": "Basic YTpi"},
        {"cookie": "refresh=x; sessionid=y; csrftoken=z"},
        {"authorization": f"Bearer {person.access}", "cookie": "__Host-refresh=x"},
    ]

    # The first caller has credentials: what is kept is made of that request.
    first = site.ask(path, **credentials[0])
    others = [site.ask(path, **given) for given in credentials]

    assert first.status == 200
    assert all(reply == first for reply in [*others, site.ask(path), site.ask(path, directly=True, **credentials[4])])
    assert site.calls == 1
    assert first.headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert "set-cookie" not in first.headers
    assert "cookie" not in first.headers["vary"].lower()


def test_what_is_mine_is_never_repeated(site: Site) -> None:
    one, other = sign_up(username="하나"), sign_up(username="둘둘")

    replies = [site.ask("/api/v1/me", authorization=f"Bearer {person.access}") for person in (one, other, one)]
    nobody = site.ask("/api/v1/me")

    assert ["하나".encode() in reply.body for reply in replies] == [True, False, True]
    assert nobody.status == 401
    assert site.calls == 4


ORIGINS = [
    (ORIGIN, True), ("http://localhost:8080", True),
    ("null", False), ("", False), ("*", False), ("https://127.0.0.1:8080", False), ("http://127.0.0.1", False),
    ("http://127.0.0.1:80800", False), ("http://127.0.0.1:8081", False), ("http://127.0.0.1:8080.evil.example", False),
    ("http://evil.example?http://127.0.0.1:8080", False), ("http://evil-localhost:8080", False), ("http://a.localhost:8080", False),
    ("HTTP://LOCALHOST:8080", False), ("http://user@localhost:8080", False), ("file://", False),
]  # fmt: skip


@pytest.mark.parametrize(("origin", "is_ours"), ORIGINS)
@pytest.mark.parametrize("path", ["/me", "/performances"])
def test_pages_of_our_own_origins_alone_may_read_answers(origin: str, is_ours: bool, path: str) -> None:  # noqa: FBT001
    person = sign_up()

    reply = person.ask("GET", path, Origin=origin)

    assert reply.get("Access-Control-Allow-Origin") in ({origin} if is_ours else {None})
    assert reply.get("Access-Control-Allow-Credentials") == ("true" if is_ours else None)
    assert "origin" in reply["Vary"].lower()


@pytest.mark.parametrize(("origin", "is_ours"), ORIGINS)
@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE", "PUT"])
def test_pages_of_our_own_origins_alone_may_write(api: APIClient, origin: str, is_ours: bool, method: str) -> None:  # noqa: FBT001
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "authorization,content-type",
    }

    reply = api.options("/api/v1/me", headers=headers)

    assert reply.status_code in {200, 204, 401}
    assert reply.get("Access-Control-Allow-Origin") in ({origin} if is_ours else {None})
    if is_ours:
        assert reply["Access-Control-Allow-Credentials"] == "true"
        assert method in reply["Access-Control-Allow-Methods"]
        assert {"authorization", "content-type"} <= set(reply["Access-Control-Allow-Headers"].split(", "))


@pytest.mark.parametrize(("origin", "is_ours"), ORIGINS)
def test_pages_of_our_own_origins_alone_begin_a_session_in_the_cookie(origin: str, is_ours: bool) -> None:  # noqa: FBT001
    person = sign_up()
    body = {"email": person.email, "password": PASSWORD, "session_kind": "cookie"}

    reply = ask("POST", "/auth/signin", body, Origin=origin)

    assert reply.status_code == (200 if is_ours else 403)
    assert ("refresh" in reply.cookies) == is_ours
