"""Who may do what: one line for every operation of the API.

The columns are callers: `anonymous` has no token; `owner` has the thing that the path names; `other` has an account of
their own; `inactive` was deactivated and `deleted` is gone, both still with their tokens; `staff` runs the site;
`expired` has an access token of eleven minutes ago; `revoked` was signed out; `refresh` sends a refresh token as if it
were an access token. A new operation needs a line here: without one the tests fail.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.factories import HallFactory, PerformanceFactory
from tests.people import PASSWORD, ReviewFactory, VisitFactory, new_email

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


def others(status: int) -> tuple[int, ...]:
    """Return the line of an operation that nobody may do to what is theirs."""
    return (401, 403, status, 401, 401, status, 401, 401, 401)


def _sign_up(_: Person | None) -> Any:
    return {"email": new_email(), "password": PASSWORD, "username": "새 관객"}


def _sign_in(caller: Person | None) -> Any:
    return {"email": caller.email if caller else new_email(), "password": PASSWORD}


def _refresh(caller: Person | None) -> Any:
    return {"refresh": caller.refresh} if caller else {}


def _nothing(_: Person | None) -> Any:
    return {}


PERFORMANCE, VENUE = "/performances/{performance_id}", "/venues/{venue_id}"
TASTE = {"categories": ["musical"], "characteristics": [], "moods": ["moving"], "regions": ["seoul"]}
REVIEW, VISIT = "/reviews/{review_id}", "/me/visits/{visit_id}"
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
    f"GET {PERFORMANCE}/similar": Row(everyone(200)),
    f"GET {PERFORMANCE}/reviews": Row(everyone(200)),
    f"GET {REVIEW}": Row(everyone(200)),
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
    f"POST {PERFORMANCE}/hashtags/{{slug}}/reports": Row(signed_in(201), lambda _: {"text": "슬픈 이야기예요"}),
    # What one says of performances, and of what others say.
    f"POST {PERFORMANCE}/reviews": Row(signed_in(201), lambda _: {"rating": 4.5, "body": "좋았다"}),
    f"PATCH {REVIEW}":          Row(owned(200), lambda _: {"rating": 1}),
    f"DELETE {REVIEW}":         Row(owned(204)),
    f"PUT {REVIEW}/helpful":    Row(others(204)),
    f"DELETE {REVIEW}/helpful": Row(others(204)),
    f"POST {REVIEW}/reports":   Row(others(201), lambda _: {"reason": "spam"}),
    "GET /me/reviews":           Row(signed_in(200)),
    # What one keeps, has seen and is told.
    f"PUT {PERFORMANCE}/favorite":     Row(signed_in(204)),
    f"DELETE {PERFORMANCE}/favorite":  Row(signed_in(204)),
    f"PUT {PERFORMANCE}/dismissal":    Row(signed_in(204)),
    f"DELETE {PERFORMANCE}/dismissal": Row(signed_in(204)),
    "GET /me/favorites":         Row(signed_in(200)),
    "POST /me/favorites/merge":  Row(signed_in(200), lambda _: {"performances": ["PF000009"]}),
    "GET /me/visits":            Row(signed_in(200)),
    "POST /me/visits":           Row(signed_in(201), lambda _: {"performance": "PF000009", "watched_on": "2020-05-01"}),
    f"GET {VISIT}":             Row(owned(200)),
    f"PATCH {VISIT}":           Row(owned(200), lambda _: {"memo": "다시 보고 싶다"}),
    f"DELETE {VISIT}":          Row(owned(204)),
    "GET /me/stats":             Row(signed_in(200)),
    "GET /me/state":             Row(signed_in(200), query="?performances=PF000009"),
    "GET /me/history":           Row(signed_in(200)),
    "GET /me/notifications":     Row(signed_in(200)),
    "POST /me/notifications/read": Row(signed_in(200), _nothing),
    "GET /me/calendar-token":    Row(signed_in(200)),
    "POST /me/calendar-token":   Row(signed_in(201)),
    "DELETE /me/calendar-token": Row(signed_in(204)),
    # Its secret opens a calendar, whoever asks; this one opens none.
    "GET /me/calendar.ics":      Row(everyone(404), query=f"?token={'x' * 43}"),
    # What one might like: for strangers too, but whoever claims to be someone must be.
    "GET /recommendations":      Row((200, 200, 200, 401, 401, 200, 401, 401, 401), query="?moods=moving"),
    "GET /me/taste":             Row(signed_in(200)),
    "PUT /me/taste":             Row(signed_in(200), lambda _: TASTE),
    "GET /me/dismissals":        Row(signed_in(200)),
    "DELETE /me/dismissals":     Row(signed_in(204)),
    "GET /me/searches":          Row(signed_in(200)),
    "POST /me/searches":         Row(signed_in(201), lambda _: {"q": "햄릿"}),
    "DELETE /me/searches":       Row(signed_in(204)),
    "DELETE /me/searches/{search_id}": Row(owned(204)),
}
# fmt: on
# Addresses below /api/v1/ that are part of the program and no operation.
PROGRAM = {"schema", "docs", "redoc", "redoc.js"}


def fill(template: str, owner: Person) -> str:
    """Return the address of things that there are, the owner's own where they have one."""
    if "{session_id}" in template:
        return template.format(session_id=owner.session_id())
    if "{search_id}" in template:
        return template.format(search_id=owner.search_id())
    hall = HallFactory.create(venue__kopis_id="FC000009")
    performance = PerformanceFactory.create(
        kopis_id="PF000009",
        venue=hall.venue,
        hall=hall,
        start_date="2020-01-01",
        end_date="2099-12-31",
        tags=["moving"],
    )
    known = {"performance_id": "PF000009", "venue_id": "FC000009", "slug": "moving"}
    if "{review_id}" in template:
        known["review_id"] = str(ReviewFactory.create(author=owner.user, performance=performance).public_id)
    if "{visit_id}" in template:
        known["visit_id"] = str(VisitFactory.create(user=owner.user, performance=performance).public_id)
    return template.format(**known)
