"""The server itself: keys, faults, counters, the command, starting and stopping."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from sandbox import faults
from sandbox.faults import Fault, Reply, Request
from sandbox.server import start
from tests.sandbox.conftest import DAY, Reader

BACKEND = Path(__file__).parents[2]
LIST = {"stdate": "20261123", "eddate": "20261223", "cpage": 1, "rows": 5}


def test_a_fixed_key_is_the_only_one() -> None:
    sandbox = start(day=DAY, performances=60, venues=240, key="secret")
    reader = Reader(sandbox)

    assert reader.code("pblprfr", **LIST) == "02"
    assert reader.code("pblprfr", **LIST | {"service": "secret"}) is None

    reader.close()
    sandbox.stop()


def test_keeps_the_connection_and_counts_requests(own: Reader) -> None:
    for _ in range(3):
        own.get("pblprfr", **LIST)
    code = own.page(rows=1)[0]["mt20id"]
    reply = own.get(f"pblprfr/{code}")

    assert own.sandbox.requests["pblprfr"] == 4
    assert own.sandbox.requests[f"pblprfr/{code}"] == 1
    assert reply.raw.version == 11
    assert "Connection" not in reply.headers


def test_a_fault_answers_instead_as_often_as_told(own: Reader) -> None:
    own.sandbox.faults.append(Fault(lambda request: request.path == "pblprfr", faults.BLOCKED, times=2))

    statuses = [own.get("pblprfr", **LIST).status_code for _ in range(3)]

    assert statuses == [400, 400, 200]
    assert own.get("prfplc", cpage=1, rows=1).status_code == 200


def test_a_fault_sees_page_and_count(own: Reader) -> None:
    seen: list[Request] = []

    def second_page(request: Request) -> bool:
        seen.append(request)
        return request.params.get("cpage") == "2" and request.count == 1

    own.sandbox.faults.append(Fault(second_page, faults.UNAVAILABLE))
    own.sandbox.faults.append(Fault(lambda r: r.params.get("cpage") == "3", faults.truncated))

    assert own.get("pblprfr", **LIST | {"cpage": 2}).status_code == 503
    assert own.get("pblprfr", **LIST | {"cpage": 2}).status_code == 200
    whole, half = own.get("pblprfr", **LIST | {"cpage": 2}), own.get("pblprfr", **LIST | {"cpage": 3})
    assert whole.text.endswith("</dbs>")
    assert half.status_code == 200
    assert b"</dbs>" not in half.content
    assert seen[0].path == "pblprfr"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (faults.RESET, requests.ConnectionError),
        (faults.cut_off, requests.exceptions.ChunkedEncodingError),
        (Reply(b"<dbs/>", delay_seconds=30), requests.exceptions.ReadTimeout),
    ],
)
def test_a_fault_breaks_the_connection(own: Reader, answer: faults.Answer, error: type[Exception]) -> None:
    own.sandbox.faults.append(Fault(lambda _: True, answer, times=1))

    with pytest.raises(error):
        requests.get(own.sandbox.base_url + "pblprfr", params={"service": "k", **LIST}, timeout=1)

    assert own.get("pblprfr", **LIST).ok


def test_a_stopped_server_answers_nobody_not_even_old_connections() -> None:
    sandbox = start(day=DAY, performances=60, venues=240)
    reader = Reader(sandbox)
    assert reader.get("pblprfr", **LIST).ok

    sandbox.stop()

    with pytest.raises(requests.ConnectionError):
        reader.get("pblprfr", **LIST)
    reader.close()


def test_a_hostile_host_header_stays_text(own: Reader) -> None:
    reply = requests.get(
        own.sandbox.base_url + "pblprfr",
        params={"service": "k", **LIST},
        headers={"Host": "<evil>&x"},
        timeout=10,
    )

    assert b"<evil>" not in reply.content


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_says_where_it_is_and_ends_on_a_signal(number: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox", "--port", "0", "--date", "2026-11-23", "--performances", "60"],
        cwd=BACKEND,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    line = process.stdout.readline()

    base_url = line.removeprefix("KOPIS sandbox: ").strip()
    assert requests.get(base_url + "pblprfr", params={"service": "k", **LIST}, timeout=10).ok
    process.send_signal(number)
    _, errors = process.communicate(timeout=10)
    assert process.returncode == 0
    assert errors == ""


def test_the_command_says_when_the_port_is_taken(own: Reader) -> None:
    port = own.sandbox.base_url.split(":")[2].split("/")[0]

    done = subprocess.run(
        [sys.executable, "-m", "sandbox", "--port", port, "--performances", "60"],
        cwd=BACKEND,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.startswith(f"KOPIS sandbox cannot start on 127.0.0.1:{port}")
    assert "Traceback" not in done.stderr


def test_imports_nothing_of_the_product() -> None:
    code = (
        "import sys, sandbox.server, sandbox.__main__;"
        "print([m for m in sys.modules if m.split('.')[0] in ('culturepedia', 'django', 'xmltodict', 'requests')])"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=BACKEND, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
