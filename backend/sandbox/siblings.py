"""The four smaller lists: festivals, award-winning works, works with a known author, producers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.dice import Salt, mix, roll
from sandbox.markup import element
from sandbox.people import people_of
from sandbox.writer import list_pairs

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.catalogue import Catalogue
    from sandbox.details import View
    from sandbox.questions import Page

AWARDS = ("작품상", "연출상", "남우주연상", "여우주연상", "무대미술상", "극본상", "음악상", "관객상")
PRIZES = ("한국공연예술대상", "대한민국연극제", "서울아동연극축제", "공연예술창작산실", "젊은연출가전")
_WITHOUT = {"area", "openrun"}


def _write(view: View, extra: list[tuple[str, str]]) -> str:
    pairs = [pair for pair in list_pairs(view) if pair[0] not in _WITHOUT] + extra
    return "<db>" + "".join(element(name, text, 1) for name, text in pairs) + "</db>"


def _awards(view: View) -> str:
    rng = roll(view.seed, Salt.DETAIL, view.row.production, 5)
    lines = [
        f"제{rng.randint(1, 40)}회 {rng.randint(2015, 2025)} {rng.choice(PRIZES)} {rng.choice(AWARDS)}"
        for _ in range(rng.choice((1, 1, 2, 3, 4)))
    ]
    return "<br>".join(lines)  # escaped by the writer, as in the real answers


def _is_written(view: View) -> bool:
    return view.genre_slug in {"play", "musical"} and mix(view.seed, view.row.production, 6) % 4 == 0


def _authors(view: View) -> list[tuple[str, str]]:
    rng = roll(view.seed, Salt.DETAIL, view.row.production, 6)
    people = people_of(view.seed)
    creator = people.person(rng, view.genre_slug) if rng.random() < 0.6 else ""
    return [("author", people.visitor(rng) if rng.random() < 0.3 else people.person(rng, "play")), ("creator", creator)]


SIBLINGS: dict[str, tuple[Callable[[View], bool], Callable[[View], str]]] = {
    "prffest": (lambda view: view.row.festival, lambda view: _write(view, [("festival", "Y")])),
    "prfawad": (
        lambda view: view.genre_slug in {"play", "musical"} and mix(view.seed, view.row.production, 5) % 25 == 0,
        lambda view: _write(view, [("awards", _awards(view))]),
    ),
    "prfper": (_is_written, lambda view: _write(view, _authors(view))),
}


def write_producers(catalogue: Catalogue, name_part: str, page: Page) -> list[str]:
    """Return a page of producers whose name contains `name_part`, sorted by name."""
    found = sorted(name for name in people_of(catalogue.seed).companies if name_part in name)
    return [_producer(catalogue.seed, name) for name in page(found)]


def _producer(seed: int, name: str) -> str:
    rng = roll(seed, Salt.COMPANY, sum(map(ord, name)))
    number = mix(seed, *map(ord, name)) % 10_000
    pairs = [
        ("mt30id", f"MI{number:06d}"),
        ("entrpsnm", name),
        ("genrenm", rng.choice(("연극", "뮤지컬", "서양음악(클래식)", "대중음악"))),
        ("telno", f"02-{rng.randint(300, 899)}-{rng.randint(0, 9999):04d}" if rng.random() < 0.6 else ""),
        ("prfnm", ""),
        ("relateurl", ""),
    ]
    return "<db>" + "".join(element(key, text) for key, text in pairs) + "</db>"
