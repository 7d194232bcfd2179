"""Posters and introduction images."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from sandbox import posters
from sandbox.server import start
from tests.sandbox.conftest import DAY, Reader

if TYPE_CHECKING:
    import pytest

TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif"}


def poster_urls(kopis: Reader) -> list[str]:
    return [row["poster"].strip() for page in (1, 2) for row in kopis.page(cpage=page) if row["poster"].strip()]


def test_posters_are_what_their_name_says(kopis: Reader) -> None:
    ratios, kinds = set(), set()
    for url in poster_urls(kopis)[::2]:
        reply = kopis.session.get(url)
        if reply.status_code == 404:
            continue
        image = Image.open(BytesIO(reply.content))
        image.load()
        extension = url.rpartition(".")[2]
        assert image.format == posters.FORMATS[extension.lower()]
        assert reply.headers["Content-Type"] == TYPES[image.format]
        assert 300 <= image.width <= 420
        kinds.add(extension)
        ratios.add(round(image.height / image.width, 1))
    assert {"gif", "jpg", "png"} <= kinds
    assert kinds & {"JPG", "PNG", "GIF"}
    assert len(ratios) >= 4


def test_a_few_rows_have_no_poster_and_a_few_posters_no_file(kopis: Reader) -> None:
    rows = kopis.all()
    blank = sum(not row["poster"].strip() for row in rows)
    missing = sum(
        kopis.session.get(row["poster"].strip()).status_code == 404 for row in rows[:250] if row["poster"].strip()
    )

    assert 0 < blank < len(rows) * 0.04
    assert missing < 12
    assert any(row["poster"].endswith(" ") for row in rows)


def test_an_unknown_image_is_a_404(kopis: Reader) -> None:
    url = poster_urls(kopis)[0]
    host = url.split("/upload")[0]

    assert kopis.session.get(url.replace("PF_PF", "PF_PF9")).status_code == 404
    assert kopis.session.get(host + "/upload/pfmPoster/PF_PF999999_260101_000000.gif").status_code == 404
    assert kopis.session.get(host + "/upload/pfmPoster/../../etc/passwd").status_code == 404
    assert kopis.session.get(host + "/").status_code == 404


def test_a_poster_is_the_same_on_two_servers(kopis: Reader) -> None:
    twin = start(day=DAY)
    url = next(url for url in poster_urls(kopis) if kopis.session.get(url).ok)
    posters.draw_poster.cache_clear()
    path = url[url.index("/upload") :]

    again = kopis.session.get(twin.base_url.split("/openApi")[0] + path).content
    twin.stop()

    assert again == kopis.session.get(url).content


def test_intro_images_are_tall(kopis: Reader) -> None:
    heights = []
    for row in kopis.page(rows=12):
        (item,) = kopis.items(f"pblprfr/{row['mt20id']}")
        for url in list(item.iter("styurl"))[:1]:
            image = Image.open(BytesIO(kopis.session.get(url.text or "").content))
            assert image.width == 600
            heights.append(image.height)
    assert len(set(heights)) > 2
    assert all(1_500 <= height <= 10_000 for height in heights)


def test_draws_without_a_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posters, "find_fonts", lambda: ())
    posters._font.cache_clear()
    posters.draw_poster.cache_clear()

    body = posters.draw_poster(posters.Poster(1, 5, 0, "gugak", "달을 품다", "2026.11.23", "png"))

    assert Image.open(BytesIO(body)).format == "PNG"
    posters._font.cache_clear()
    posters.draw_poster.cache_clear()
