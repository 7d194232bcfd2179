"""Short proofs that two cleaned records say the same."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def fingerprint(record: DataclassInstance) -> str:
    """Return a text that is equal for equal records: 64 hexadecimal digits.

    KOPIS' own state of a run is left out: it changes with the calendar, without any news.
    """
    fields: dict[str, Any] = asdict(record)
    fields.pop("state_text", None)
    text = orjson.dumps(fields, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS, default=str)
    return hashlib.sha256(text).hexdigest()
