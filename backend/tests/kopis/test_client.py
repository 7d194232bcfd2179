"""How the client asks: when it tries again, how long it waits, when it gives up, and what it never does."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from werkzeug import Response

from culturepedia.kopis import client as client_module
from culturepedia.kopis.client import KopisError, KopisMalformed, KopisRejected, KopisUnavailable, Limits
from culturepedia.kopis.limiter import RateLimiter, limiter_for
from culturepedia.kopis.parse.codes import GENRE_CODES, REGION_CODES
from culturepedia.kopis.records import ListedPerformance, Skipped
from culturepedia.performances.codes import Genre, Region
from tests.kopis.bad_case import answer, envelope, good_body, good_item
from tests.kopis.conftest import BASE_PATH, KEY

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug import Request

    from culturepedia.kopis.client import KopisClient
    from tests.kopis.conftest import MakeClient, Upstream

START, END = date(2026, 12, 1), date(2026, 12, 31)
ID = "PF990001"
GOOD = good_body("detail")
PASSING = {
    "code 03": Response(envelope("03")),
    "an unknown code": Response(envelope("99")),
    "500": Response("", 500),
    "502 with HTML": Response("<html>", 502),
    "503": Response("", 503),
    "429": Response("", 429),
    "408": Response("", 408),
    "a block": Response("<HTML><H1>Request Blocked</H1></HTML>", 400),
    "a bare 400": Response("", 400),
    "a redirect": Response("", 302, {"Location": "/elsewhere"}),
    "half a gzip stream": Response(b"\x1f\x8b\x08junk", 200, {"Content-Encoding": "gzip"}),
}
FINAL: dict[str, tuple[Response, type[KopisError]]] = {
    **{f"code {code}": (Response(envelope(code)), KopisRejected) for code in ("01", "02", "05", "06")},
    "401": (Response("", 401), KopisRejected),
    "403": (Response("", 403), KopisRejected),
    "404 with JSON": (Response('{"success":false}', 404), KopisMalformed),
    "HTML": (Response("<html></html>"), KopisMalformed),
    "JSON": (Response("{}"), KopisMalformed),
    "nothing": (Response(""), KopisMalformed),
    "half": (Response(GOOD[:200]), KopisMalformed),
    "too much": (Response(GOOD + b" " * 6_000_000), KopisMalformed),
}


class Script:
    """Answers in order and keeps the last answer; remembers what was asked."""

    def __init__(self, upstream: Upstream, path: str, *answers: Response | bytes | str) -> None:
        self.requests: list[Request] = []
        self._answers = [one if isinstance(one, Response) else Response(one) for one in answers]
        self._lock = threading.Lock()
        upstream.server.expect_request(BASE_PATH + path).respond_with_handler(self._reply)

    def _reply(self, request: Request) -> Response:
        with self._lock:
            self.requests.append(request)
            return self._answers[min(len(self.requests), len(self._answers)) - 1]


def _page(*numbers: int) -> str:
    return answer("list", *(good_item("list", mt20id=f"PF{number:06d}") for number in numbers))


def _ids(client: KopisClient) -> list[list[str | None]]:
    return [[item.kopis_id for item in page] for page in client.iter_performance_pages(START, END)]


# --- Trying again ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("fault", PASSING)
def test_tries_again_where_waiting_helps(upstream: Upstream, client: KopisClient, fault: str) -> None:
    script = Script(upstream, f"pblprfr/{ID}", PASSING[fault], GOOD)

    record = client.performance(ID)

    assert record is not None
    assert record.kopis_id == ID
    assert len(script.requests) == client.requests_made == 2


@pytest.mark.parametrize("fault", PASSING)
def test_gives_up_after_three_tries(upstream: Upstream, client: KopisClient, fault: str) -> None:
    script = Script(upstream, f"pblprfr/{ID}", PASSING[fault])

    with pytest.raises(KopisUnavailable):
        client.performance(ID)

    assert len(script.requests) == client.requests_made == 3


@pytest.mark.parametrize("fault", FINAL)
def test_does_not_try_again_in_vain(upstream: Upstream, client: KopisClient, fault: str) -> None:
    reply, error = FINAL[fault]
    script = Script(upstream, f"pblprfr/{ID}", reply, GOOD)

    with pytest.raises(error):
        client.performance(ID)

    assert len(script.requests) == 1


@pytest.mark.parametrize(
    ("reply", "shortest", "longest"),
    [
        (Response("", 500), (1.5, 3.0), (2.5, 5.0)),
        (Response(envelope("03")), (1.5, 3.0), (2.5, 5.0)),
        (Response("", 400), (10.0, 10.0), (10.0, 10.0)),
        (Response("", 400, {"Retry-After": "30"}), (30.0, 30.0), (30.0, 30.0)),
        (Response("", 503, {"Retry-After": "7"}), (7.0, 7.0), (7.0, 7.0)),
        (Response("", 429, {"Retry-After": "0"}), (0.0, 0.0), (0.0, 0.0)),
        (Response("", 503, {"Retry-After": "99999"}), (600.0, 600.0), (600.0, 600.0)),
        (Response("", 503, {"Retry-After": "9" * 400}), (600.0, 600.0), (600.0, 600.0)),
        (Response("", 503, {"Retry-After": "soon"}), (1.5, 3.0), (2.5, 5.0)),
        (Response("", 503, {"Retry-After": "-5"}), (1.5, 3.0), (2.5, 5.0)),
        (Response("", 503, {"Retry-After": "١٢"}), (1.5, 3.0), (2.5, 5.0)),
        (Response("", 503, {"Retry-After": "Mon, 01 Jan 2001 00:00:00 GMT"}), (0.0, 0.0), (0.0, 0.0)),
        (Response("", 503, {"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"}), (600.0, 600.0), (600.0, 600.0)),
        (Response("", 503, {"Retry-After": "Mon, 99 Jan 2001 00:00:00 GMT"}), (1.5, 3.0), (2.5, 5.0)),
    ],
)
def test_waits_as_long_as_it_should(
    upstream: Upstream,
    make_client: MakeClient,
    reply: Response,
    shortest: tuple[float, float],
    longest: tuple[float, float],
) -> None:
    pauses: list[float] = []
    client = make_client(upstream.base_url, backoff_seconds=2.0, blocked_seconds=10.0, sleep=pauses.append)
    Script(upstream, f"pblprfr/{ID}", reply)

    with pytest.raises(KopisUnavailable):
        client.performance(ID)

    assert len(pauses) == 2
    assert all(low <= pause <= high for low, pause, high in zip(shortest, pauses, longest, strict=True))


def test_honours_a_date_in_retry_after(upstream: Upstream, make_client: MakeClient) -> None:
    pauses: list[float] = []
    client = make_client(upstream.base_url, sleep=pauses.append)
    moment = datetime.now(UTC) + timedelta(seconds=90)
    Script(upstream, f"pblprfr/{ID}", Response("", 503, {"Retry-After": format_datetime(moment, usegmt=True)}), GOOD)

    client.performance(ID)

    assert len(pauses) == 1
    assert 60 < pauses[0] <= 90


def test_never_follows_a_redirect(upstream: Upstream, client: KopisClient) -> None:
    there = Script(upstream, f"elsewhere/{ID}", GOOD)
    target = upstream.server.url_for(f"{BASE_PATH}elsewhere/{ID}")
    for status in (301, 302, 303, 307, 308):
        here = Script(upstream, f"pblprfr/{ID}", Response("", status, {"Location": target}))

        with pytest.raises(KopisUnavailable):
            client.performance(ID)

        assert len(here.requests) == 3
        upstream.server.clear_all_handlers()
        there = Script(upstream, f"elsewhere/{ID}", GOOD)
    assert there.requests == []


def test_keeps_no_cookies_and_uses_no_proxy(
    upstream: Upstream, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    script = Script(upstream, f"pblprfr/{ID}", Response(GOOD, headers={"Set-Cookie": "JSESSIONID=1; Path=/"}))
    client = make_client(upstream.base_url)

    for _ in range(2):
        client.performance(ID)

    assert ["Cookie" in request.headers for request in script.requests] == [False, False]


def test_reports_a_refused_connection(make_client: MakeClient) -> None:
    client = make_client("http://127.0.0.1:1/openApi/restful/")

    with pytest.raises(KopisUnavailable):
        client.performance(ID)

    assert client.requests_made == 3


def test_stops_at_its_budget(upstream: Upstream, make_client: MakeClient) -> None:
    script = Script(upstream, f"pblprfr/{ID}", Response("", 500), GOOD)
    client = make_client(upstream.base_url, request_budget=3)

    client.performance(ID)
    client.performance(ID)
    with pytest.raises(KopisRejected) as caught:
        client.performance(ID)

    assert caught.value.code == "budget"
    assert len(script.requests) == client.requests_made == 3


# --- What is sent ----------------------------------------------------------------------------------------------------
def test_encodes_every_parameter_once(upstream: Upstream, client: KopisClient) -> None:
    script = Script(upstream, "pblprfr", _page(7))

    list(client.iter_performance_pages(START, END, modified_since=date(2026, 11, 22)))

    (request,) = script.requests
    assert request.method == "GET"
    assert request.args.to_dict(flat=False) == {
        "service": [KEY],
        "stdate": ["20261201"],
        "eddate": ["20261231"],
        "afterdate": ["20261122"],
        "cpage": ["1"],
        "rows": ["100"],
    }


def test_asks_for_venues_without_dates(upstream: Upstream, client: KopisClient) -> None:
    script = Script(upstream, "prfplc", answer("venues"))

    assert list(client.iter_venue_pages()) == []

    assert script.requests[0].args.to_dict() == {"service": KEY, "cpage": "1", "rows": "100"}


@pytest.mark.parametrize("genre", [None, *Genre])
@pytest.mark.parametrize("region", [None, *Region])
def test_asks_for_a_board_by_code(
    upstream: Upstream, client: KopisClient, genre: Genre | None, region: Region | None
) -> None:
    script = Script(upstream, "boxoffice", answer("board"))

    client.rankings(START, START, genre=genre, region=region)

    sent = script.requests[0].args.to_dict()
    assert sent.pop("service") == KEY
    assert (sent.pop("stdate"), sent.pop("eddate")) == ("20261201", "20261201")
    assert sent.pop("catecode", None) == (GENRE_CODES[genre] if genre else None)
    assert sent.pop("area", None) == (REGION_CODES[region] if region else None)
    assert sent == {}


@pytest.mark.parametrize("days", [31, 32, 365, -1, -400])
def test_refuses_a_window_before_sending_it(upstream: Upstream, client: KopisClient, days: int) -> None:
    with pytest.raises(ValueError, match="31"):
        client.iter_performance_pages(START, START + timedelta(days=days))
    with pytest.raises(ValueError, match="31"):
        client.rankings(START, START + timedelta(days=days))

    assert client.requests_made == 0


@pytest.mark.parametrize(
    "kopis_id",
    [
        "", " ", "PF", "PF12345", "pf990001", "PF990001 ", "PF990001\n", "../PF990001", "PF990001/..", "PF990001?x=1",
        "PF990001#x", "PF990001%2e%2e", "PF９９０００１", "PF99000١", "PF99000100000", "FC990001x", "http://evil.example/",
        "PF990001\x00",
    ],
)  # fmt: skip
def test_never_puts_an_odd_id_into_a_path(upstream: Upstream, client: KopisClient, kopis_id: str) -> None:
    with pytest.raises(ValueError, match="id"):
        client.performance(kopis_id)
    with pytest.raises(ValueError, match="id"):
        client.venue(kopis_id)

    assert client.requests_made == 0


def test_a_venue_is_no_performance(client: KopisClient) -> None:
    with pytest.raises(ValueError, match="id"):
        client.performance("FC990001")
    with pytest.raises(ValueError, match="id"):
        client.venue("PF990001")


# --- Pages -----------------------------------------------------------------------------------------------------------
def test_a_short_page_ends_the_list(upstream: Upstream, client: KopisClient) -> None:
    script = Script(upstream, "pblprfr", _page(*range(100)), _page(*range(100, 130)), _page(999))

    first, second = _ids(client)

    assert (len(first), len(second), len(script.requests)) == (100, 30, 2)
    assert [request.args["cpage"] for request in script.requests] == ["1", "2"]


def test_an_empty_page_ends_the_list(upstream: Upstream, client: KopisClient) -> None:
    script = Script(upstream, "pblprfr", _page(*range(100)), _page(*range(100, 200)), _page())

    assert [len(page) for page in _ids(client)] == [100, 100]
    assert len(script.requests) == 3


def test_pages_are_asked_for_as_they_are_taken(upstream: Upstream, client: KopisClient) -> None:
    script = Script(upstream, "pblprfr", _page(*range(100)), _page(100))

    pages = client.iter_performance_pages(START, END)
    assert len(script.requests) == 0
    next(pages)
    assert len(script.requests) == 1


def test_an_id_that_shifts_to_the_next_page_comes_once(upstream: Upstream, client: KopisClient) -> None:
    Script(upstream, "pblprfr", _page(*range(200, 100, -1)), _page(102, 101, *range(100, 50, -1)))

    first, second = _ids(client)

    assert len(first + second) == len(set(first + second)) == 150
    assert second[0] == "PF000100"


def test_a_row_that_became_good_on_the_next_page_is_not_lost(upstream: Upstream, client: KopisClient) -> None:
    bad = good_item("list", prfpdto="2026.02.30")
    others = [good_item("list", mt20id=f"PF{number:06d}") for number in range(99)]
    Script(upstream, "pblprfr", answer("list", bad, *others), answer("list", good_item("list")))

    rows = [item for page in client.iter_performance_pages(START, END) for item in page]

    assert [item for item in rows if isinstance(item, Skipped)] == [Skipped("bad_dates", ID)]
    assert isinstance(rows[-1], ListedPerformance)
    assert rows[-1].kopis_id == ID


def test_a_full_page_with_empty_rows_is_still_full(upstream: Upstream, client: KopisClient) -> None:
    rows = [good_item("list", mt20id=f"PF{number:06d}") for number in range(98)]
    script = Script(upstream, "pblprfr", answer("list", *rows, "<db/>", "<db>x</db>"), _page(500))

    first, second = _ids(client)

    assert len(script.requests) == 2
    assert (len(first), first.count(None), second) == (100, 2, ["PF000500"])


def test_a_page_that_repeats_for_ever_is_an_error(upstream: Upstream, client: KopisClient) -> None:
    script = Script(upstream, "pblprfr", _page(*range(100)))
    pages = client.iter_performance_pages(START, END)

    assert len(next(pages)) == 100
    with pytest.raises(KopisMalformed):
        next(pages)

    assert len(script.requests) == 2


def test_an_endless_list_is_an_error(upstream: Upstream, client: KopisClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "MAX_PAGES", 4)
    pages = [_page(*range(start, start + 100)) for start in range(0, 600, 100)]
    script = Script(upstream, "pblprfr", *pages)

    with pytest.raises(KopisMalformed):
        _ids(client)

    assert len(script.requests) == 4


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Response("", 400), KopisUnavailable),
        (Response("", 500), KopisUnavailable),
        (Response("<html></html>"), KopisMalformed),
        (Response(envelope("02")), KopisRejected),
        (Response(_page(*range(100, 150))[:-20]), KopisMalformed),
        (Response(answer("board")), KopisMalformed),
    ],
)
def test_a_broken_second_page_never_ends_a_list_cleanly(
    upstream: Upstream, client: KopisClient, reply: Response, error: type[KopisError]
) -> None:
    Script(upstream, "pblprfr", _page(*range(100)), reply)
    pages = client.iter_performance_pages(START, END)

    assert len(next(pages)) == 100
    with pytest.raises(error):
        next(pages)


def test_threads_may_share_a_client(upstream: Upstream, client: KopisClient) -> None:
    ids = [f"PF{number:06d}" for number in range(40)]
    for kopis_id in ids:
        Script(upstream, f"pblprfr/{kopis_id}", good_body("detail", mt20id=kopis_id))

    with ThreadPoolExecutor(8) as pool:
        records = list(pool.map(client.performance, ids))

    assert [record.kopis_id for record in records if record] == ids
    assert client.requests_made == 40


# --- The limiter -----------------------------------------------------------------------------------------------------
class Clock:
    """Time that passes only when someone sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.starts: list[float] = []
        self._lock = threading.Lock()

    def read(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.starts.append(self.now + seconds)


def test_threads_leave_one_after_the_other() -> None:
    clock = Clock()
    limiter = RateLimiter(clock=clock.read, sleep=clock.sleep)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: limiter.wait(0.5), range(40)))

    assert sorted(clock.starts) == [pytest.approx(100 + 0.5 * step) for step in range(1, 40)]


def test_who_comes_late_does_not_wait() -> None:
    clock = Clock()
    limiter = RateLimiter(clock=clock.read, sleep=clock.sleep)

    limiter.wait(0.5)
    clock.now += 0.6
    limiter.wait(0.5)

    assert clock.starts == []


def test_one_host_has_one_limiter_for_all_clients() -> None:
    assert limiter_for("one.example:80") is limiter_for("one.example:80")
    assert limiter_for("one.example:80") is not limiter_for("two.example:80")


def test_every_try_is_spaced(
    upstream: Upstream, make_client: Callable[..., KopisClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    monkeypatch.setattr(client_module, "limiter_for", lambda _: RateLimiter(clock=clock.read, sleep=clock.sleep))
    client = make_client(upstream.base_url, min_interval_seconds=0.5)
    Script(upstream, f"pblprfr/{ID}", Response("", 500), Response("", 500), GOOD)

    client.performance(ID)

    assert clock.starts == [100.5, 101.0]


def test_a_large_body_may_be_allowed(upstream: Upstream, make_client: MakeClient) -> None:
    Script(upstream, f"pblprfr/{ID}", GOOD + b" " * 6_000_000)
    client = make_client(upstream.base_url, limits=Limits(max_bytes=7_000_000))

    assert client.performance(ID) is not None
