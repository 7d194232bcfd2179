"""Tall introduction pictures become pieces of our own; what fails keeps nothing else back."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from culturepedia.common import clock
from culturepedia.enrichment import intros, tasks
from culturepedia.enrichment.image_process import ImageProcess
from culturepedia.enrichment.images import ImageRefused
from culturepedia.performances.models import CatalogueVersion
from tests.enrichment import pictures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from rest_framework.test import APIClient

    from tests.enrichment.conftest import AddPerformance
    from tests.enrichment.hostile_server import HostileServer


@pytest.fixture(scope="module")
def process() -> Iterator[ImageProcess]:
    with ImageProcess() as process:
        yield process


def run_at(now: datetime) -> intros.IntroRun:
    return intros.process_intros(new_fetcher=tasks.new_poster_fetcher, now=now, limit=100, why_stop=lambda: None)


@pytest.mark.parametrize(
    ("size", "sizes"),
    [
        ((600, 2500), [(600, 1200), (600, 1200), (600, 100)]),
        ((600, 1200), [(600, 1200)]),
        ((1440, 4800), [(720, 1200), (720, 1200)]),
        ((90, 50), [(90, 50)]),
        ((600, 10_000), [(600, 1200)] * 8 + [(600, 400)]),
    ],
)
def test_cuts_from_the_top_into_pieces_of_at_most_1200_px(
    size: tuple[int, int], sizes: list[tuple[int, int]], process: ImageProcess
) -> None:
    pieces = process.make_intro(pictures.jpeg(size))

    assert [(piece.width, piece.height) for piece in pieces] == sizes
    opened = [Image.open(io.BytesIO(piece.data), formats=["WEBP"]).convert("RGB") for piece in pieces]
    assert [image.size for image in opened] == sizes
    assert abs(opened[0].getpixel((9, 9))[0] - pictures.TOP[0]) < 25
    assert abs(opened[-1].getpixel((9, opened[-1].height - 9))[2] - pictures.BOTTOM[2]) < 25


@pytest.mark.parametrize("name", [name for name in pictures.HOSTILE if name != "taller than a webp file may be"])
def test_refuses_hostile_pictures(name: str, process: ImageProcess) -> None:
    with pytest.raises(ImageRefused):
        process.make_intro(pictures.HOSTILE[name])


@pytest.mark.parametrize("name", pictures.GOOD)
def test_keeps_nothing_but_pixels(name: str, process: ImageProcess) -> None:
    for piece in process.make_intro(pictures.GOOD[name]):
        assert b"SECRET-NOTE" not in piece.data
        with Image.open(io.BytesIO(piece.data)) as made:
            assert getattr(made, "n_frames", 1) == 1


def test_refuses_a_picture_without_end(process: ImageProcess) -> None:
    with pytest.raises(ImageRefused, match="too tall"):
        process.make_intro(pictures.encoded(Image.new("L", (100, 30_000)), "PNG"))


def test_makes_what_waits_and_the_api_shows_the_pieces(
    poster_host: HostileServer, media: Path, add_performance: AddPerformance, api: APIClient
) -> None:
    urls = [poster_host.file(f"/{number}.jpg", pictures.jpeg((600, 2000 + number))) for number in range(2)]
    add_performance(kopis_id="PF1", intro_image_urls=urls)
    add_performance(kopis_id="PF2")
    version = CatalogueVersion.current()

    tasks.process_posters()

    body: Any = api.get("/api/v1/performances/PF1").json()
    assert [one["url"] for one in body["intro_images"]] == urls
    for one in body["intro_images"]:
        assert next(piece["height"] for piece in one["pieces"]) == 1200
        for piece in one["pieces"]:
            assert (media / piece["url"].removeprefix("/media/")).is_file()
            assert b"".join(api.get(piece["url"]).streaming_content)[:4] == b"RIFF"  # type: ignore[attr-defined]
    assert CatalogueVersion.current() == version + 1


def test_unchanged_sources_are_never_fetched_again(
    poster_host: HostileServer, media: Path, add_performance: AddPerformance
) -> None:
    first, second = (poster_host.file(path, pictures.jpeg((300, 400))) for path in ("/1.jpg", "/2.jpg"))
    performance = add_performance(intro_image_urls=[first])
    for day in (0, 1, 40):
        run_at(clock.now() + timedelta(days=day))
    performance.refresh_from_db()
    performance.intro_image_urls = [second, first]
    performance.save()
    run_at(clock.now())

    performance.refresh_from_db()
    assert poster_host.requests == {"/1.jpg": 1, "/2.jpg": 1}
    assert [one["source"] for one in performance.intro_images] == [second, first]


def test_one_that_fails_is_tried_three_times_over_days_and_the_others_are_shown(
    poster_host: HostileServer, media: Path, add_performance: AddPerformance
) -> None:
    good = poster_host.file("/good.jpg", pictures.jpeg((300, 400)))
    performance = add_performance(intro_image_urls=[poster_host.base_url + "/missing.jpg", good])
    start = clock.now()

    for hours in (0, 0.1, 1, 2, 24, 50, 51, 100, 10_000):
        run_at(start + timedelta(hours=hours))

    performance.refresh_from_db()
    assert poster_host.requests == {"/missing.jpg": 3, "/good.jpg": 1}
    assert [one["source"] for one in performance.intro_images] == [good]
    assert (performance.intro_failures, performance.intro_error) == (3, "HTTP 404")


def test_an_empty_queue_is_not_looked_at_until_the_catalogue_moves(
    poster_host: HostileServer, media: Path, add_performance: AddPerformance, django_assert_max_num_queries: Any
) -> None:
    tasks.process_posters()
    tasks.process_posters()
    url = poster_host.file("/1.jpg", pictures.jpeg((300, 400)))
    add_performance(intro_image_urls=[url])
    tasks.process_posters()
    unseen = poster_host.requests["/1.jpg"]

    CatalogueVersion.advance()
    tasks.process_posters()

    assert (unseen, poster_host.requests["/1.jpg"]) == (0, 1)
