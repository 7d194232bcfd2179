"""Who may do what: one line for every operation of the API.

The columns are callers: `anonymous` has no token; `owner` has the thing that the path names; `other` has an account of
their own; `inactive` was deactivated and `deleted` is gone, both still with their tokens; `staff` runs the site;
`expired` has an access token of eleven minutes ago; `revoked` was signed out; `refresh` sends a refresh token as if it
were an access token. A new operation needs a line here: without one the tests fail.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.people import PASSWORD, new_email

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.people import Person

COLUMNS = ("anonymous", "owner", "other", "inactive", "deleted", "staff", "expired", "revoked", "refresh")


@dataclass(frozen=True)
class Row:
    """What an operation answers to whom; `body` and `query` make a request that is good apart from its caller."""

    statuses: tuple[int, ...]
    body: Callable[[Person | None], Any] | None = None
    query: str = ""


def everyone(status: int) -> tuple[int, ...]:
    """Return the line of an operation that asks nobody who they are."""
    return (status,) * len(COLUMNS)


def signed_in(status: int) -> tuple[int, ...]:
    """Return the line of an operation on what belongs to whoever asks."""
    return (401, status, status, 401, 401, status, 401, 401, 401)


def owned(status: int) -> tuple[int, ...]:
    """Return the line of an operation on a thing of its owner: for others, staff too, it does not exist."""
    return (401, status, 404, 401, 401, 404, 401, 401, 401)


def _sign_up(_: Person | None) -> Any:
    return {"email": new_email(), "password": PASSWORD, "username": "새 관객"}


def _sign_in(caller: Person | None) -> Any:
    return {"email": caller.email if caller else new_email(), "password": PASSWORD}


def _refresh(caller: Person | None) -> Any:
    return {"refresh": caller.refresh} if caller else {}


def _nothing(_: Person | None) -> Any:
    return {}


PERFORMANCE, VENUE = "/performances/{performance_id}", "/venues/{venue_id}"
# fmt: off
ACCESS: dict[str, Row] = {
    # Catalogue: a token, good or bad, changes nothing.
    "GET /home": Row(everyone(200)),
    "GET /performances": Row(everyone(200)),
    "GET /performances/suggest": Row(everyone(200)),
    f"GET {PERFORMANCE}": Row(everyone(200)),
    f"GET {PERFORMANCE}/calendar.ics": Row(everyone(200)),
    "GET /rankings": Row(everyone(200)),
    "GET /venues": Row(everyone(200)),
    f"GET {VENUE}": Row(everyone(200)),
    "GET /options": Row(everyone(200)),
    "GET /showtimes": Row(everyone(200)),
    # Coming in: what counts is the body, never the header.
    #                                 anon own  oth  inac del  staf exp  rev  refr
    "POST /auth/signup":         Row(everyone(201), _sign_up),
    "POST /auth/signin":         Row((401, 200, 200, 401, 401, 200, 200, 200, 200), _sign_in),
    "POST /auth/refresh":        Row((401, 200, 200, 401, 401, 200, 200, 401, 401), _refresh),
    "POST /auth/password/forgot": Row(everyone(202), lambda _: {"email": new_email()}),
    "POST /auth/password/reset": Row(
        everyone(400), lambda _: {"uid": "0" * 32, "token": "x-y", "new_password": PASSWORD}
    ),
    "POST /auth/email/verify":   Row(everyone(400), lambda _: {"token": "x"}),
    # Going out: the header says whose session it is.
    "POST /auth/signout":        Row(signed_in(204), _nothing),
    # Mine.
    "POST /auth/email/resend":   Row(signed_in(202), _nothing),
    "GET /me":                   Row(signed_in(200)),
    "PATCH /me":                 Row(signed_in(200), lambda _: {"username": "다른 이름"}),
    "DELETE /me":                Row(signed_in(204), lambda _: {"password": PASSWORD}),
    "GET /me/export":            Row(signed_in(200)),
    "POST /me/password":         Row(
        signed_in(204), lambda _: {"current_password": PASSWORD, "new_password": "아침에 부르는 느린 노래 7"}
    ),
    "GET /me/sessions":          Row(signed_in(200)),
    "DELETE /me/sessions/{session_id}": Row(owned(204)),
    "GET /me/searches":          Row(signed_in(200)),
    "POST /me/searches":         Row(signed_in(201), lambda _: {"q": "햄릿"}),
    "DELETE /me/searches":       Row(signed_in(204)),
    "DELETE /me/searches/{search_id}": Row(owned(204)),
}
# Addresses below /api/v1/ that are part of the program and no operation.
PROGRAM = {"schema", "docs", "redoc", "redoc.js"}
