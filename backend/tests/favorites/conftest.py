"""The clock of these tests: Monday, 23 November 2026, noon in Seoul."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import time_machine

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def seoul_noon() -> Iterator[None]:
    with time_machine.travel("2026-11-23T12:00:00+09:00", tick=False):
        yield
