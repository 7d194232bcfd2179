"""Posters over the API's own address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

if TYPE_CHECKING:
    from pathlib import Path

NAME = "posters/ab/abcdef-360.webp"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    for name in (NAME, ".unfinished/x.webp", "posters/x.svg", "posters/ab/.hidden.webp"):
        file = tmp_path / "media" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"RIFF")
    (tmp_path / "secret.webp").write_bytes(b"secret")


def test_serves_a_poster_that_can_do_nothing() -> None:
    reply = Client().get(f"/media/{NAME}")

    assert (reply.status_code, reply.getvalue(), reply["Content-Type"]) == (200, b"RIFF", "image/webp")
    assert reply["Cache-Control"] == "public, max-age=31536000, immutable"
    assert reply["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert reply["X-Content-Type-Options"] == "nosniff"
    same = Client().get(f"/media/{NAME}", headers={"if-none-match": reply["ETag"]})
    assert (same.status_code, same.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "posters/none.webp", "posters/x.svg", ".unfinished/x.webp", "posters/ab/.hidden.webp", "../secret.webp",
        "posters/../../secret.webp", "%2e%2e/secret.webp", "posters/", "", "/etc/passwd", "posters/ab/abcdef-360.webp/",
        "posters%00.webp", "posters\\ab\\abcdef-360.webp",
    ],
)  # fmt: skip
def test_serves_nothing_else(path: str) -> None:
    assert Client().get(f"/media/{path}").status_code == 404


def test_takes_get_and_head_only() -> None:
    assert Client().post(f"/media/{NAME}").status_code == 405
    head = Client().head(f"/media/{NAME}")
    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", "4")
