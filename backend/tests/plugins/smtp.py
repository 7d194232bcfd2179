"""A mail server of the tests' own on loopback: takes every mail, or refuses as often as it is told."""

from __future__ import annotations

import socketserver
import threading
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import EmailMessage
    from typing import Self

HOST = "127.0.0.1"


class _Dialogue(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 mail.test")
        while line := self.rfile.readline():
            word = line.strip().upper()[:4]
            if word == b"QUIT":
                self._say("221 bye")
                return
            if word == b"RCPT" and self.server.refusals > 0:
                self.server.refusals -= 1
                self._say("451 later")
            elif word == b"DATA":
                self._say("354 go on")
                self.server.received.append(self._read_message())
                self._say("250 taken")
            else:
                self._say("250 mail.test" if word == b"EHLO" else "250 fine")

    def _read_message(self) -> EmailMessage:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return message_from_bytes(b"".join(lines), policy=default)  # type: ignore[arg-type,return-value]

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """A running server; `received` has what it took, the newest last."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__((HOST, 0), _Dialogue)
        self.received: list[EmailMessage] = []
        self.refusals = 0

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()
