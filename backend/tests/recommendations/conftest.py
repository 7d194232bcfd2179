"""The clock of these tests: Monday, 23 November 2026, noon in Seoul. Models are written to a folder of the test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.core.management import CommandError, call_command

from culturepedia.recommendations import tasks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def seoul_noon() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel("2026-11-23T12:00:00+09:00", tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Train in this process and on the database of the test; `test_by_worker` has the real child."""

    def run(*options: str) -> int:
        try:
            call_command("train_recommendations", "--quiet", *options)
        except CommandError as error:
            return error.returncode
        return 0

    monkeypatch.setattr(tasks, "run_child", run)


@pytest.fixture(autouse=True)
def models(settings: Any, tmp_path: Path) -> Path:
    """Return the folder of trained models."""
    settings.MODEL_ROOT = str(tmp_path / "models")
    return tmp_path / "models"
