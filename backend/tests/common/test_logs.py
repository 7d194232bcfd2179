"""What never stands in a log line."""

from __future__ import annotations

import logging
import sys
from typing import Any

import pytest

from culturepedia.common.logs import RedactSecrets, line_formatter

KEY = "0123456789abcdef0123456789abcdef"


def failure(text: str) -> logging.LogRecord:
    try:
        raise ValueError(text)  # noqa: TRY301
    except ValueError:
        return logging.LogRecord("kopis", logging.ERROR, __file__, 1, "failed %s", (text,), sys.exc_info())


@pytest.mark.parametrize("as_json", [True, False])
def test_neither_message_nor_traceback_holds_a_secret(settings: Any, as_json: bool) -> None:  # noqa: FBT001
    settings.KOPIS_SERVICE_KEY = KEY
    formatter = line_formatter(as_json=as_json)

    line = formatter.format(failure(f"GET http://kopis.or.kr/x?rows=1&service={KEY}&token=abc {settings.SECRET_KEY}"))

    assert "ValueError" in line
    assert "rows=1" in line
    assert KEY not in line
    assert "token=abc" not in line
    assert settings.SECRET_KEY not in line


def test_an_empty_key_redacts_nothing(settings: Any) -> None:
    settings.KOPIS_SERVICE_KEY = ""
    record = failure("nothing secret")

    assert RedactSecrets().filter(record)
    assert record.getMessage() == "failed nothing secret"


def test_tracebacks_do_not_show_the_values_of_variables() -> None:
    line = line_formatter(as_json=False).format(failure("text"))

    assert "locals" not in line
    assert line.count("\n") < 15
