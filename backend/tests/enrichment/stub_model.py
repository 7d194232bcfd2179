"""A language model of our own over real HTTP: answers every performance it is asked about, or misbehaves as told.

What it says about a performance is a function of the title alone, so that two runs can be compared.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from culturepedia.performances.codes import Characteristic, Mood

DATA = re.compile(r"<performances>\n(.*)\n</performances>", re.DOTALL)
Say = Callable[["Call"], Any]


class Call:
    """One request as the model sees it."""

    def __init__(self, body: dict[str, Any], headers: dict[str, str]) -> None:
        self.body, self.headers = body, headers
        self.parts: list[dict[str, Any]] = body["messages"][1]["content"]
        self.text: str = self.parts[0]["text"]
        found = DATA.fullmatch(self.text)
        assert found, self.text
        self.performances: list[dict[str, Any]] = [json.loads(line) for line in found[1].split("\n")]
        self.images = [part["image_url"]["url"] for part in self.parts if part["type"] == "image_url"]

    @property
    def titles(self) -> list[str]:
        return [one["title"] for one in self.performances]


def opinion(performance: dict[str, Any]) -> dict[str, Any]:
    """Return the result for one performance."""
    digest = hashlib.sha256(performance["title"].encode()).digest()
    kinds = {"characteristics": list(Characteristic), "moods": list(Mood)}
    tags = {
        name: [{"tag": codes[digest[at + index] % 16].value, "confidence": 0.5 + digest[at] / 600} for index in (0, 1)]
        for at, (name, codes) in enumerate(kinds.items())
    }
    return {"n": performance["n"], **tags, "title_en": f"Title {digest.hex()[:6]}"}


def answer(call: Call) -> str:
    return json.dumps({"results": [opinion(one) for one in call.performances]})


def completion(text: Any, *, tokens: tuple[int, int] | None = (900, 200), **more: Any) -> dict[str, Any]:
    usage = (
        {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)} if tokens else None
    )
    message = {"role": "assistant", "content": text, "refusal": None, **more.pop("message", {})}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None, **more}
    return {
        "id": "c1", "object": "chat.completion", "created": 1, "model": "stub", "choices": [choice], "usage": usage,
    }  # fmt: skip


class StubModel:
    """A server whose `say` may be replaced: it returns a text, a completion, `(status, body, headers)`, or None."""

    def __init__(self) -> None:
        self.say: Say = answer
        self.calls: list[Call] = []
        self.answered: Counter[str] = Counter()  # titles in calls that were answered in full
        self.on_call: Callable[[Call], None] = lambda call: None
        self.stopping = threading.Event()
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                assert self.path == "/v1/chat/completions", self.path
                call = Call(body, {name.lower(): value for name, value in self.headers.items()})
                with outer._lock:
                    outer.calls.append(call)
                outer.on_call(call)
                said = outer.say(call)
                if said is None:  # the connection simply ends
                    self.close_connection = True
                    return
                if callable(said):
                    self.close_connection = True
                    said(self.wfile.write)
                    return
                status, reply, headers = said if isinstance(said, tuple) else (200, said, {})
                if status == 200 and isinstance(reply, str):
                    reply = completion(reply)
                raw = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
                with outer._lock:
                    if status == 200:
                        outer.answered.update(call.titles)
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *args: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *args: Any) -> None:
                """Say nothing: killed clients are part of the tests."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.base_url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def asked(self) -> Counter[str]:
        """Return how often each title was asked about."""
        return Counter(title for call in self.calls for title in call.titles)

    @contextmanager
    def running(self) -> Iterator[StubModel]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield self
        finally:
            self.stopping.set()
            self._server.shutdown()
            thread.join()
            self._server.server_close()
