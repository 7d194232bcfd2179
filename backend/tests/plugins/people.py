"""People of the live site: accounts made through its API, and what their owners do in a browser."""

from __future__ import annotations

import itertools
import json
import os
import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.plugins.stack import Stack

PASSWORD = "moon-archive-27"
MAIL_SECONDS = 30
_numbers = itertools.count(1)


@dataclass
class Person:
    """Someone with an address; `join` gives them an account."""

    site: Stack = field(repr=False)
    email: str
    password: str = PASSWORD
    name: str = "서연"

    def join(self, **profile: Any) -> Person:
        """Make the account, on a device that is not the browser."""
        body = {"email": self.email, "password": self.password, "username": self.name, **profile}
        self.call("POST", "/auth/signup", body)
        return self

    def access(self) -> str:
        """Sign in on another device and return its access token."""
        answer = self.call("POST", "/auth/signin", {"email": self.email, "password": self.password})
        return str(answer["access"])

    def end_all_sessions(self) -> None:
        """Sign out everywhere, from another device."""
        self.call("POST", "/auth/signout", {"everywhere": True}, access=self.access())

    def profile(self) -> dict[str, Any]:
        """Return the account as the API has it."""
        found: dict[str, Any] = self.call("GET", "/me", access=self.access())
        return found

    def can_sign_in(self) -> bool:
        """Return whether address and password open the account."""
        try:
            self.access()
        except urllib.error.HTTPError as error:
            if error.code == 401:
                return False
            raise
        return True

    def mailed_link(self, *, number: int = 1) -> str:
        """Wait for so many mails and return the link of the newest."""
        until = time.monotonic() + MAIL_SECONDS
        while len(texts := self.site.mails(self.email)) < number:
            if time.monotonic() > until:
                raise RuntimeError(
                    f"{len(texts)} of {number} mails came:\n{self.site.processes['worker'].text()[-2000:]}"
                )
            time.sleep(0.1)
        found = re.search(r"http\S+#\S+", texts[-1])
        if found is None:
            raise RuntimeError(f"no link with a secret in:\n{texts[-1]}")
        return found[0].rstrip(".")

    def call(self, method: str, path: str, body: Any = None, *, access: str = "") -> Any:
        """Ask the API as a program does."""
        request = urllib.request.Request(self.site.api_url + path, method=method)
        request.add_header("Content-Type", "application/json")
        if access:
            request.add_header("Authorization", f"Bearer {access}")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        data = None if body is None else json.dumps(body).encode()
        with opener.open(request, data=data, timeout=20) as reply:
            raw = reply.read()
        return json.loads(raw) if raw else None


def new_person(site: Stack, *, name: str = "서연") -> Person:
    """Return someone whom the site has never seen."""
    return Person(site, f"person-{os.getpid()}-{next(_numbers)}@example.com", name=name)


def sign_in(page: Page, person: Person, *, path: str = "/signin") -> None:
    """Fill in the form of the sign-in page and wait until it is left."""
    page.goto(path)
    fill_in(page, person)
    expect(page).not_to_have_url(re.compile("signin"))


def fill_in(page: Page, person: Person) -> None:
    """Send the sign-in form, of the page or of the sheet."""
    form = page.locator("form").filter(has=page.locator("[autocomplete=current-password]")).last
    form.locator("[name=email]").fill(person.email)
    form.locator("[name=password]").fill(person.password)
    form.locator("[type=submit]").click()
