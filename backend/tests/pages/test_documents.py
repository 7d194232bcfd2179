"""The API's own description and the pages that show it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from django.core.management import call_command
from django.urls import get_resolver

if TYPE_CHECKING:
    from rest_framework.test import APIClient

BACKEND = Path(__file__).parents[2]


def test_the_schema_is_the_committed_one(api: APIClient, tmp_path: Path) -> None:
    made = tmp_path / "schema.yml"
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(made))

    assert made.read_text() == (BACKEND / "schema.yml").read_text(), "run `make schema`"
    served = api.get("/api/v1/schema").json()
    assert served["openapi"].startswith("3.1.")
    assert served == yaml.safe_load(made.read_text())


def test_the_schema_names_every_route_and_nothing_else(api: APIClient) -> None:
    described = api.get("/api/v1/schema").json()["paths"]

    routes = {
        "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", str(prefix.pattern) + str(route.pattern))
        for prefix in get_resolver().url_patterns
        if str(prefix.pattern) == "api/v1/"
        for route in prefix.url_patterns
    }
    assert set(described) == routes - {f"/api/v1/{name}" for name in ("schema", "docs", "redoc", "redoc.js")}


@pytest.mark.parametrize("name", ["docs", "redoc"])
def test_pages_use_only_files_we_serve(api: APIClient, name: str) -> None:
    reply = api.get(f"/api/v1/{name}")

    assert reply["Content-Type"] == "text/html; charset=utf-8"
    html = reply.content.decode()
    addresses = re.findall(r'(?:src|href|data-schema|spec-url)="([^"]+)"', html)
    assert len(addresses) >= 3
    for address in addresses:
        assert address.startswith("/"), address
        file = api.get(address)
        assert file.status_code == 200, address
        assert file.getvalue()
    policy = dict(part.strip().split(" ", 1) for part in reply["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert not re.search(r"<script(?![^>]*src=)", html)
