"""Texts of 50,000 characters cost no reader of ours a tenth of a second, or only in proportion to their length."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.core.exceptions import ValidationError as FormError
from rest_framework.exceptions import ValidationError

from culturepedia.accounts import devices, emails, links
from culturepedia.accounts.serializers import BirthdayField, EmailAddressField, PasswordField
from culturepedia.accounts.validators import ContextWordValidator
from culturepedia.common import logs, media, middleware, parameters
from culturepedia.common.addresses import _canonical
from culturepedia.common.bodies import _is_readable
from culturepedia.common.serializers import DayField, LineField
from culturepedia.pages import addresses
from culturepedia.performances import calendars, districts, work
from tests import baits

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_SECONDS = 0.1
REFUSALS = (ValidationError, FormError, ValueError, SuspiciousOperation)
MODULES = (logs, media, middleware, parameters, addresses, calendars, districts, work)
# Patterns that are searched for in a text have a reader here; the others judge whole texts. Titles are cut to 300
# characters before `performances.work` reads them.
READERS: dict[str, Callable[[str], Any]] = {
    "redact": logs.redact,
    "line": LineField(max_length=30).run_validation,
    "email": EmailAddressField().run_validation,
    "canonical": emails.canonical,
    "password": PasswordField().run_validation,
    "day": DayField().run_validation,
    "birthday": BirthdayField().run_validation,
    "context words": ContextWordValidator().validate,
    "device": devices.name_device,
    "request id": middleware.choose_request_id,
    "verification": links.read_verification,
    "client address": _canonical,
    "content type": _is_readable,
    "title": lambda text: work.core_title(text[:300]),
    "line of a calendar": lambda text: calendars.BREAKS.sub(" ", text),
    "query": lambda text: parameters.read_query(text, {}),
    "place": lambda text: parameters.place("near", [text]),
    "ids": lambda text: parameters.many_like(r"FC\d+")("venue", [text]),
    "integer": lambda text: parameters.integer(1, 9)("page", [text]),
    "page": addresses.PAGE.fullmatch,
}
BAITS = [
    "a", " ", "\t", "\n", "0", "-", ".", "@", "a@", "a.", "a@a", "a@a.", "@a.a", "eyJ", "eyJ.", "eyJaaaaaaaa.", "eyJaaaaaaaa.a",
    "?token=", "&service=", "#token=a", "token", "http://a@", "가", "\u0301", "\u0301\u0316", "a\u0301", "\u200d", "👨\u200d", "\u202e", "\x01",
    "\u3164", "%", "%ff", "&a=", ",", ",FC1", "FC", "1,1", "90,180,", "0.0", ":", "::", "[", "(", "()", "<", "《", "'", '"', "\\", "/",
    "/a", "//", "서울특별시", "시", "가시", "1999-01-01", "WyJ", "WyJ:", ";a=", ";a*=", '="', "xn--", "。", "ß", "İ", "\ud7a3", "Chrome/",
]  # fmt: skip


def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Return every pattern that these modules keep under a name."""
    return [
        (f"{module.__name__.rpartition('.')[2]}.{name}", value)
        for module in MODULES
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", READERS)
def test_no_bait_keeps_a_reader_busy(name: str) -> None:
    assert _slow(READERS[name]) == {}


@pytest.mark.parametrize(("name", "pattern"), _patterns(), ids=[name for name, _ in _patterns()])
def test_no_bait_keeps_a_pattern_busy(name: str, pattern: re.Pattern[str]) -> None:
    assert _slow(pattern.fullmatch) == {}


def _slow(read: Callable[[str], Any]) -> dict[tuple[str, str, str], float]:
    slow = {}
    for bait in BAITS:
        for before, after in (("", ""), ("a@", "!")):
            text = partial(_around, before, bait, after)
            if seconds := baits.busy(read, text, seconds=MAX_SECONDS, refusals=REFUSALS):
                slow[before, bait, after] = seconds
    return slow


def _around(before: str, bait: str, after: str, length: int) -> str:
    return before + baits.long(bait, length) + after
