"""`manage.py sync_kopis`: what it runs, what it says, and how it ends."""

from __future__ import annotations

from functools import partial
from io import StringIO
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.core.management import CommandError, call_command

from culturepedia.common import leases
from culturepedia.kopis import jobs
from culturepedia.kopis.client import KopisClient
from culturepedia.kopis.models import SyncRun
from culturepedia.kopis.sync.plans import lease_name
from culturepedia.performances.models import Performance, Ranking, Venue
from sandbox.faults import Fault, Reply
from tests.kopis.sync.conftest import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import SettingsWrapper

    from sandbox.server import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def configured(kopis: Sandbox, settings: SettingsWrapper, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.KOPIS_BASE_URL = kopis.base_url
    settings.KOPIS_SERVICE_KEY = "key-of-the-command"
    settings.KOPIS_MIN_INTERVAL_SECONDS = 0
    monkeypatch.setattr(jobs, "KopisClient", partial(KopisClient, backoff_seconds=0, blocked_seconds=0))
    with time_machine.travel(f"{DAY}T12:00:00+09:00"):
        yield


def _kinds() -> list[str]:
    return list(SyncRun.objects.order_by("id").values_list("kind", flat=True))


def test_brings_everything_to_an_empty_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("sync_kopis")

    assert _kinds() == ["performances", "rankings", "venues"]
    assert set(SyncRun.objects.values_list("outcome", flat=True)) == {"complete"}
    assert Performance.objects.exists()
    assert Ranking.objects.exists()
    assert not Venue.objects.filter(detail_synced_at=None).exists()
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("상세: ") for line in lines)
    assert any(line.startswith("공연: 완료. 확인 ") for line in lines)
    assert "\x1b" not in "".join(lines)


def test_asks_for_venues_only_once_a_week() -> None:
    call_command("sync_kopis", "--quiet")
    SyncRun.objects.all().delete()

    call_command("sync_kopis", "--quiet")

    assert _kinds() == ["performances", "rankings"]


@pytest.mark.parametrize(
    ("arguments", "kinds"),
    [
        (["--venues"], ["venues"]),
        (["--rankings"], ["rankings"]),
        (["--venues", "--rankings"], ["venues", "rankings"]),
        (["--from", "2026-11-20", "--to", "2026-12-01"], ["performances"]),
        (["--full"], ["performances", "rankings", "venues"]),
    ],
)
def test_does_what_it_is_told(arguments: list[str], kinds: list[str]) -> None:
    call_command("sync_kopis", "--quiet", *arguments)

    assert _kinds() == kinds


def test_a_span_is_read_to_both_its_ends() -> None:
    call_command("sync_kopis", "--quiet", "--from", "2026-11-20", "--to", "2027-02-01")

    run = SyncRun.objects.get()
    assert (str(run.window_from), str(run.window_to)) == ("2026-11-20", "2027-02-01")
    assert Performance.objects.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--from", "2026-13-01"],
        ["--to", "20x61101"],
        ["--from", "내일"],
        ["--from", "2026-12-02", "--to", "2026-12-01"],
        ["--from", "1000-01-01", "--to", "2026-12-01"],
        ["--from", "2026-12-01", "--rankings"],
    ],
)
def test_wrong_dates_get_a_sentence(kopis: Sandbox, arguments: list[str]) -> None:
    with pytest.raises(CommandError) as caught:
        call_command("sync_kopis", *arguments)

    assert caught.value.returncode == 2
    assert len(str(caught.value)) > 10
    assert kopis.requests.total() == 0


def test_says_who_is_at_it_since_when() -> None:
    with leases.hold(lease_name(SyncRun.Kind.PERFORMANCES)) as grant, pytest.raises(CommandError) as caught:
        call_command("sync_kopis", "--quiet")

    assert caught.value.returncode == 3
    assert grant.holder in str(caught.value)
    assert "2026-11-23 12:00" in str(caught.value)
    assert not SyncRun.objects.exists()


def test_an_incomplete_run_says_so(kopis: Sandbox) -> None:
    kopis.faults.append(Fault(lambda request: request.path == "boxoffice", Reply(status=404)))

    with pytest.raises(CommandError) as caught:
        call_command("sync_kopis", "--quiet")

    assert caught.value.returncode == 1
    assert "예매 순위" in str(caught.value)
    assert "key-of-the-command" not in str(caught.value)
    assert _kinds() == ["performances", "rankings", "venues"]  # the others are done all the same


def test_is_quiet_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("sync_kopis", "--quiet", "--rankings", stdout=StringIO())

    assert capsys.readouterr().out == ""
