"""Hostile and broken answers, and what must come of each.

Every case is one answer to one call. `CASES` is the table; `good_body(call)` is an answer without faults to the same
call, whose ids are the same. What must hold, for the client and for the catalogue behind it:

- `error` set: the answer is refused whole with this error; nothing of it may be stored.
- otherwise `rows` are all the rows that may be stored, in order: for each the fields that matter and their values.
  `{}` asks for the id of `IDS[call]` only. Fields are attributes of the records of `culturepedia.kopis.records`.
- `skipped` are the reasons of the rows that may not be stored, in order.
- neither rows nor skipped: the answer says that there is nothing.

Bodies are made when asked for, `case.body()`, for some are large; `case.headers` belong to them.
"""

from __future__ import annotations

from tests.kopis.bad_answers import answer_cases
from tests.kopis.bad_case import CALLS, IDS, PATHS, Call, Case, good_body
from tests.kopis.bad_rows import row_cases

__all__ = ["CALLS", "CASES", "IDS", "PATHS", "Call", "Case", "good_body"]

CASES: tuple[Case, ...] = (*answer_cases(), *row_cases())
