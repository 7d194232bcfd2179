"""Every operation of the API schema answers every kind of caller as `access_table.py` says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import get_resolver
from django.utils import timezone

from culturepedia.accounts.models import User
from tests.contract.access_table import ACCESS, COLUMNS, PROGRAM
from tests.factories import HallFactory, PerformanceFactory, RankingFactory
from tests.people import PASSWORD, Person, ask, sign_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rest_framework.test import APIClient
    from time_machine import TimeMachineFixture

pytestmark = pytest.mark.django_db
CELLS = [(line, column) for line in ACCESS for column in COLUMNS]


def test_has_a_line_for_every_operation_and_for_nothing_else(api: APIClient) -> None:
    schema = api.get("/api/v1/schema").json()

    operations = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, methods in schema["paths"].items()
        for method in methods
    }
    assert operations == set(ACCESS)
    assert {len(row.statuses) for row in ACCESS.values()} == {len(COLUMNS)}


def test_the_schema_has_every_route_and_method_below_the_api(api: APIClient) -> None:
    schema = api.get("/api/v1/schema").json()["paths"]

    routes = dict(_routes())
    described = {path.removeprefix("/api/v1/"): set(methods) for path, methods in schema.items()}
    assert routes.keys() - described.keys() == PROGRAM
    for path, methods in described.items():
        assert methods == routes[path], path


def _routes() -> Iterator[tuple[str, set[str]]]:
    for part in get_resolver().url_patterns:
        if str(part.pattern) != "api/v1/":
            continue
        for route in part.url_patterns:
            path = str(route.pattern).replace("<str:", "{").replace(">", "}")
            view = route.callback.view_class
            # Of two routes with one address the first answers.
            yield path, {name for name in ("get", "post", "put", "patch", "delete") if hasattr(view, name)}


@pytest.mark.parametrize(("line", "column"), CELLS, ids=[f"{line}-{column}" for line, column in CELLS])
def test_answers_as_the_table_says(line: str, column: str, time_machine: TimeMachineFixture) -> None:
    method, _, template = line.partition(" ")
    row = ACCESS[line]
    owner = sign_up()
    caller = owner if column == "owner" else _caller(column, time_machine)
    path = template
    if "{" in path:
        path = _fill(path, owner)
    if path in {"/rankings", "/home"}:
        RankingFactory.create(places=[])
    body = row.body(caller) if row.body else None

    reply = ask(method, path + row.query, body, **(caller.headers if caller else {}))

    assert reply.status_code == row.statuses[COLUMNS.index(column)], reply.content
    if reply.status_code == 401:
        assert reply["WWW-Authenticate"].startswith("Bearer")
        assert reply.json()["type"] == "client_error"


def _fill(template: str, owner: Person) -> str:
    if "{session_id}" in template:
        return template.format(session_id=owner.session_id())
    if "{search_id}" in template:
        return template.format(search_id=owner.search_id())
    hall = HallFactory.create(venue__kopis_id="FC000009")
    PerformanceFactory.create(kopis_id="PF000009", venue=hall.venue, hall=hall)
    return template.format(performance_id="PF000009", venue_id="FC000009")


def _caller(column: str, time_machine: TimeMachineFixture) -> Person | None:
    """Return someone as the column describes them."""
    if column == "anonymous":
        return None
    if column == "expired":
        now = timezone.now()
        time_machine.move_to(now - timedelta(minutes=11))
        caller = sign_up()
        time_machine.move_to(now)
        return caller
    caller = sign_up()
    _change(caller, column)
    return caller


def _change(caller: Person, column: str) -> None:
    if column == "inactive":
        User.objects.filter(email=caller.email).update(is_active=False)
    elif column == "deleted":
        assert caller.ask("DELETE", "/me", {"password": PASSWORD}).status_code == 204
    elif column == "staff":
        User.objects.filter(email=caller.email).update(is_staff=True, is_superuser=True)
    elif column == "revoked":
        assert caller.ask("POST", "/auth/signout", {}).status_code == 204
    elif column == "refresh":
        caller.access, caller.refresh = caller.refresh, caller.access


@pytest.mark.parametrize("column", ["anonymous", "owner", "staff"])
@pytest.mark.parametrize(
    ("path", "statuses"),
    [
        ("/healthz", (200, 200, 200)),
        ("/readyz", (200, 200, 200)),
        ("/admin/", (302, 302, 200)),
        ("/admin/accounts/", (302, 302, 200)),
        ("/admin/kopis/syncrun/", (302, 302, 200)),
        ("/metrics", (404, 404, 404)),
    ],
)
def test_operators_alone_reach_what_is_theirs(
    client: Any, column: str, path: str, statuses: tuple[int, int, int]
) -> None:
    if column != "anonymous":
        person = sign_up()
        User.objects.filter(email=person.email).update(is_staff=column == "staff", is_superuser=column == "staff")
        client.force_login(person.user, backend="django.contrib.auth.backends.ModelBackend")

    reply = client.get(path)

    assert reply.status_code == dict(zip(("anonymous", "owner", "staff"), statuses, strict=True))[column]


def test_a_token_of_the_api_opens_no_page_of_the_admin(client: Any) -> None:
    person = sign_up()
    User.objects.filter(email=person.email).update(is_staff=True, is_superuser=True)

    assert client.get("/admin/", headers=person.headers).status_code == 302
