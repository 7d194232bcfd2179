"""The clock of these tests: Monday, 23 November 2026, noon in Seoul. Models are written to a folder of the test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import time_machine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def seoul_noon() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel("2026-11-23T12:00:00+09:00", tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def models(settings: Any, tmp_path: Path) -> Path:
    """Return the folder of trained models."""
    settings.MODEL_ROOT = str(tmp_path / "models")
    return tmp_path / "models"
