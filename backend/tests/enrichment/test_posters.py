"""Posters that wait are made, noted, and not made again; what fails keeps what was there."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from culturepedia.common import clock, leases
from culturepedia.enrichment import poster_files, posters, selectors, tasks
from culturepedia.enrichment.images import PosterFiles
from culturepedia.performances.models import CatalogueVersion, Performance
from tests.enrichment import pictures

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from culturepedia.enrichment.posters import PosterRun
    from tests.enrichment.conftest import AddPerformance
    from tests.enrichment.hostile_server import HostileServer

pytestmark = pytest.mark.usefixtures("media")


def run_at(now: datetime, limit: int = 1000) -> PosterRun:
    return posters.process_posters(new_fetcher=tasks.new_poster_fetcher, now=now, limit=limit, why_stop=lambda: None)


def files_in(media: Path) -> set[str]:
    return {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}


def test_makes_a_poster_and_notes_it(poster_host: HostileServer, media: Path, add_performance: AddPerformance) -> None:
    url = poster_host.file("/upload/pfmPoster/PF_1.jpg", pictures.jpeg())
    performance = add_performance(url)
    version = CatalogueVersion.current()

    tasks.process_posters()

    performance.refresh_from_db()
    assert performance.poster_widths == [120, 180, 240, 360]
    assert (performance.poster_width, performance.poster_height) == (360, 510)
    assert performance.poster_color is not None
    assert performance.poster_color.startswith("#c")
    assert performance.poster_fetched_url == url
    assert (performance.poster_failures, performance.poster_error, performance.poster_retry_at) == (0, None, None)
    names = {
        f"{performance.poster_key}-{width}.{form}": width
        for width in performance.poster_widths
        for form in ("webp", "jpg")
    }
    assert files_in(media) == names.keys()
    for name, width in names.items():
        assert (media / name).stat().st_mode & 0o777 == 0o644
        with Image.open(media / name) as made:
            assert (made.width, made.format) == (width, "WEBP" if name.endswith("webp") else "JPEG")
    assert CatalogueVersion.current() == version + 1


def test_an_unchanged_source_is_never_fetched_again(
    poster_host: HostileServer, media: Path, add_performance: AddPerformance
) -> None:
    add_performance(poster_host.file("/a.jpg", pictures.jpeg()))
    add_performance(None)

    runs = [run_at(clock.now() + timedelta(days=day)).done for day in (0, 1, 30)]

    assert runs == [1, 0, 0]
    assert poster_host.requests == {"/a.jpg": 1}


def test_a_changed_url_replaces_the_poster(poster_host: HostileServer, add_performance: AddPerformance) -> None:
    performance = add_performance(poster_host.file("/old.jpg", pictures.jpeg()))
    run_at(clock.now())
    performance.refresh_from_db()
    old = performance.poster_key
    performance.poster_source_url = poster_host.file("/new.jpg", pictures.jpeg((300, 400)))
    performance.save()

    run_at(clock.now())

    performance.refresh_from_db()
    assert performance.poster_key != old
    assert performance.poster_width == 300


def test_the_same_picture_at_another_url_shares_its_files(
    poster_host: HostileServer, media: Path, add_performance: AddPerformance
) -> None:
    for number in range(6):
        add_performance(poster_host.file(f"/{number}.jpg", pictures.jpeg()))

    assert run_at(clock.now()).made == 6

    assert len(set(Performance.objects.values_list("poster_key", flat=True))) == 1
    assert len(files_in(media)) == 8


def test_a_failure_keeps_the_old_poster_and_is_tried_three_times_over_days(
    poster_host: HostileServer, add_performance: AddPerformance
) -> None:
    performance = add_performance(poster_host.file("/old.jpg", pictures.jpeg()))
    run_at(clock.now())
    performance.refresh_from_db()
    old = performance.poster_key
    performance.poster_source_url = poster_host.base_url + "/missing.jpg"
    performance.save()
    start, version = clock.now(), CatalogueVersion.current()

    tried = [
        (hours, run_at(start + timedelta(hours=hours)).failed) for hours in (0, 0.1, 1, 2, 24, 50, 51, 100, 10_000)
    ]

    assert [hours for hours, failed in tried if failed] == [0, 1, 50]
    assert poster_host.requests["/missing.jpg"] == 3
    performance.refresh_from_db()
    assert performance.poster_key == old
    assert performance.poster_widths == [120, 180, 240, 360]
    assert (performance.poster_failures, performance.poster_error) == (3, "HTTP 404")
    assert CatalogueVersion.current() == version


def test_a_new_url_is_tried_at_once_after_failures_of_the_old_one(
    poster_host: HostileServer, add_performance: AddPerformance
) -> None:
    performance = add_performance(poster_host.base_url + "/missing.jpg")
    for hours in (0, 1, 50):
        run_at(clock.now() + timedelta(hours=hours))
    Performance.objects.update(poster_source_url=poster_host.file("/html.jpg", pictures.HOSTILE["html"]))

    run_at(clock.now())
    performance.refresh_from_db()
    first_failure = (performance.poster_failures, performance.poster_error)
    Performance.objects.update(poster_source_url=poster_host.file("/good.jpg", pictures.jpeg()))
    run_at(clock.now())

    performance.refresh_from_db()
    assert first_failure == (1, "not a JPEG, PNG, WebP or GIF picture")
    assert (performance.poster_failures, performance.poster_error, performance.poster_retry_at) == (0, None, None)
    assert performance.poster_key is not None


def test_hostile_posters_fail_and_the_others_are_made(
    poster_host: HostileServer, media: Path, add_performance: AddPerformance
) -> None:
    secret = poster_host.file("/secret", pictures.jpeg())
    bad = [poster_host.file(f"/{number}.png", body) for number, body in enumerate(pictures.HOSTILE.values()) if body]
    bad += [poster_host.file("/large.jpg", pictures.jpeg() + bytes(10 * 1024 * 1024))]
    bad += [
        poster_host.answer(
            "/redirect.jpg",
            lambda write: write(b"HTTP/1.1 302 Found\r\nLocation: %b\r\nContent-Length: 0\r\n\r\n" % secret.encode()),
        )
    ]
    bad += ["http://169.254.169.254/latest/", "file:///etc/passwd", "https://evil.example/a.jpg", "x" * 400]
    good = [poster_host.file(f"/good-{number}.jpg", body) for number, body in enumerate(pictures.GOOD.values())]
    for pair in zip(bad, [*good, *good], strict=False):
        for url in pair:
            add_performance(url)

    run = run_at(clock.now())

    assert run.stopped_by is None
    assert (run.made, run.failed) == (len(bad), len(bad))
    assert set(Performance.objects.filter(poster_key=None).values_list("poster_source_url", flat=True)) == set(bad)
    assert not Performance.objects.filter(poster_key=None, poster_error=None).exists()
    assert poster_host.requests["/secret"] == 0
    assert all(name.startswith("posters/") and name.endswith((".webp", ".jpg")) for name in files_in(media))


def test_a_host_that_is_down_is_left_alone_soon(add_performance: AddPerformance, settings: Any) -> None:
    settings.KOPIS_BASE_URL = "http://127.0.0.1:1/openApi/restful/"
    for number in range(30):
        add_performance(f"http://127.0.0.1:1/{number}.jpg")

    run = run_at(clock.now())

    assert run.stopped_by is not None
    assert "does not answer" in run.stopped_by
    assert run.failed < 15
    assert Performance.objects.filter(poster_failures=0).count() == 30 - run.failed


def test_a_storage_that_fails_ends_the_run_and_blames_no_poster(
    poster_host: HostileServer, media: Path, add_performance: AddPerformance
) -> None:
    performance = add_performance(poster_host.file("/a.jpg", pictures.jpeg()))
    media.write_text("a file where the folder should be")

    run = run_at(clock.now())

    performance.refresh_from_db()
    assert "storage" in str(run.stopped_by)
    assert (performance.poster_failures, performance.poster_fetched_url) == (0, None)
    media.unlink()
    assert run_at(clock.now()).made == 1


def test_a_write_that_breaks_off_leaves_nothing_under_a_final_name(
    poster_host: HostileServer, media: Path, add_performance: AddPerformance, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_performance(poster_host.file("/a.jpg", pictures.jpeg()))

    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.files.storage.filesystem.file_move_safe", full)
        run = run_at(clock.now())

    assert run.stopped_by == "the media storage fails (OSError: No space left on device)"
    assert files_in(media) == set()
    assert run_at(clock.now()).made == 1


def test_removes_what_a_killed_process_left_unfinished(media: Path) -> None:
    folder = media / poster_files.UNFINISHED
    folder.mkdir(parents=True)
    for name, age_seconds in (("old.picture", 7200), ("new.picture", 10)):
        (folder / name).write_bytes(b"RIFF")
        os.utime(folder / name, (time.time() - age_seconds,) * 2)

    poster_files.remove_unfinished_files()

    assert files_in(media) == {f"{poster_files.UNFINISHED}/new.picture"}


def test_two_at_once_do_not_work_twice(poster_host: HostileServer, add_performance: AddPerformance) -> None:
    add_performance(poster_host.file("/a.jpg", pictures.jpeg()))

    with leases.hold(posters.LEASE):
        tasks.process_posters()
        with pytest.raises(CommandError, match="another process"):
            call_command("process_posters", "--quiet")

    assert poster_host.connections == 0
    tasks.process_posters()
    assert poster_host.requests["/a.jpg"] == 1


def test_one_that_lost_its_lease_writes_nothing(poster_host: HostileServer, add_performance: AddPerformance) -> None:
    performance = add_performance(poster_host.file("/a.jpg", pictures.jpeg()))

    def lose_lease(run: PosterRun) -> None:
        leases.Lease.objects.update(holder="someone else", fence=99)

    with pytest.raises(leases.LeaseLost):
        posters.process_posters(
            new_fetcher=tasks.new_poster_fetcher,
            now=clock.now(),
            limit=10,
            why_stop=lambda: None,
            on_progress=lose_lease,
        )

    performance.refresh_from_db()
    assert performance.poster_key is None


def test_a_slice_ends_when_its_time_is_over(poster_host: HostileServer, add_performance: AddPerformance) -> None:
    add_performance(poster_host.file("/a.jpg", pictures.jpeg()))

    tasks.process_posters(seconds=-1)

    assert poster_host.connections == 0


def test_the_command_obeys_its_limit_and_says_what_it_did(
    poster_host: HostileServer, add_performance: AddPerformance, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(5):
        add_performance(poster_host.file(f"/{number}.jpg", pictures.jpeg((100 + number, 150))))
    add_performance(poster_host.base_url + "/missing.jpg", sales_order=1)

    call_command("process_posters", "--limit", "3")
    call_command("process_posters", "--quiet")

    assert capsys.readouterr().out.splitlines() == ["2 posters made, 1 failed", "3 posters made, 0 failed"]


def test_the_command_fails_when_the_host_is_down(add_performance: AddPerformance) -> None:
    for number in range(30):
        add_performance(f"http://127.0.0.1:1/{number}.jpg")

    with pytest.raises(CommandError, match="does not answer"):
        call_command("process_posters", "--quiet")


def test_takes_ranked_then_running_then_upcoming_then_ended(
    add_performance: AddPerformance, poster_host: HostileServer
) -> None:
    today = clock.seoul_today()
    days = {
        "ended long ago": (-90, -80),
        "ended": (-9, -2),
        "upcoming late": (60, 70),
        "upcoming": (3, 9),
        "running long": (-3, 50),
        "running": (-3, 2),
    }
    for title, (start, end) in days.items():
        add_performance(
            "http://x/" + title,
            title=title,
            start_date=today + timedelta(days=start),
            end_date=today + timedelta(days=end),
        )
    add_performance(
        "http://x/ranked",
        sales_order=7,
        start_date=today - timedelta(days=9),
        end_date=today - timedelta(days=8),
    )

    jobs = selectors.list_poster_jobs(now=clock.now(), today=today, limit=6)

    assert [job.source_url.removeprefix("http://x/") for job in jobs] == [
        "ranked",
        "running",
        "running long",
        "upcoming",
        "upcoming late",
        "ended",
    ]


def test_the_files_are_whole_pictures_under_content_names(media: Path) -> None:
    drawing = pictures.drawing((120, 170))
    files = {120: pictures.encoded(drawing, "WEBP")}
    poster = PosterFiles(files, {120: pictures.encoded(drawing, "JPEG")}, 120, 170, "#000000")

    keys = [poster_files.store_poster(source=source, poster=poster) for source in (b"a", b"b", b"a")]

    assert keys[0] == keys[2] != keys[1]
    assert keys[0].startswith(f"posters/{keys[0].rpartition('/')[2][:2]}/")
    for form in ("webp", "jpg"):
        assert Image.open(BytesIO((media / f"{keys[0]}-120.{form}").read_bytes())).size == (120, 170)
