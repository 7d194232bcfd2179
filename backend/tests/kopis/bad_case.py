"""What a case of `bad_bodies` is, and the good answers that the bad ones are made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from culturepedia.kopis.errors import KopisError

Call = Literal["list", "detail", "venues", "venue", "board"]
IDS: dict[Call, str] = {
    "list": "PF990001",
    "detail": "PF990001",
    "venues": "FC990001",
    "venue": "FC990001",
    "board": "PF990001",
}
PATHS: dict[Call, str] = {
    "list": "pblprfr",
    "detail": "pblprfr/PF990001",
    "venues": "prfplc",
    "venue": "prfplc/FC990001",
    "board": "boxoffice",
}
CALLS: tuple[Call, ...] = ("list", "detail", "venues", "venue", "board")
TITLE = "나쁜 답의 밤"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


@dataclass(frozen=True)
class Case:
    """One answer and what must come of it."""

    name: str
    call: Call
    body: Callable[[], bytes]
    error: type[KopisError] | None = None
    rows: tuple[dict[str, Any], ...] = ()
    skipped: tuple[str, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.call}: {self.name}"


PERFORMANCE = {
    "mt20id": "PF990001",
    "prfnm": TITLE,
    "prfpdfrom": "2026.12.01",
    "prfpdto": "2026.12.24",
    "fcltynm": "나쁜 극장",
    "poster": "http://www.kopis.or.kr/upload/pfmPoster/PF_PF990001_261101_101010.gif",
    "area": "서울특별시",
    "genrenm": "연극",
    "openrun": "N",
    "prfstate": "공연예정",
}
DETAIL = PERFORMANCE | {
    "fcltynm": "나쁜 극장 (큰 홀)",
    "mt10id": "FC990001",
    "prfcast": "홍길동, 성춘향 등",
    "prfruntime": "1시간 40분",
    "prfage": "만 7세 이상",
    "pcseguidance": "R석 99,000원, S석 77,000원",
    "dtguidance": "화요일(20:00)",
    "updatedate": "2026-11-20 10:00:00",
}
LISTED_VENUE = {
    "fcltynm": "나쁜 극장",
    "mt10id": "FC990001",
    "mt13cnt": "1",
    "fcltychartr": "공공(기타)",
    "sidonm": "서울",
    "gugunnm": "종로구",
    "opende": "1999",
}
VENUE = {
    "fcltynm": "나쁜 극장",
    "mt10id": "FC990001",
    "seatscale": "500",
    "adres": "서울특별시 종로구 나쁜길 1",
    "la": "37.58",
    "lo": "127.0",
    "elevbarrier": "Y",
    "mt13s": "<mt13><prfplcnm>큰 홀</prfplcnm><mt13id>FC990001-01</mt13id><seatscale>500</seatscale></mt13>",
}
PLACE = {
    "cate": "연극",
    "rnum": "1",
    "prfnm": TITLE,
    "prfpd": "2026.12.01~2026.12.24",
    "prfdtcnt": "20",
    "area": "서울",
    "prfplcnm": "나쁜 극장 큰 홀",
    "seatcnt": "500",
    "mt20id": "PF990001",
}
GOOD: dict[Call, dict[str, str]] = {
    "list": PERFORMANCE, "detail": DETAIL, "venues": LISTED_VENUE, "venue": VENUE, "board": PLACE,
}  # fmt: skip


def item(fields: dict[str, str], tag: str = "db") -> str:
    """Return one item; values are XML already."""
    return f"<{tag}>{''.join(f'<{name}>{value}</{name}>' for name, value in fields.items())}</{tag}>"


def answer(call: Call, *items: str, declaration: str = DECLARED) -> str:
    """Return a whole answer around items."""
    root = "boxofs" if call == "board" else "dbs"
    return f"{declaration}<{root}>{''.join(items)}</{root}>"


def good_item(call: Call, **changed: str | None) -> str:
    """Return the item of a good answer; None leaves an element out."""
    fields = {name: value for name, value in (GOOD[call] | changed).items() if value is not None}
    return item(fields, "boxof" if call == "board" else "db")


def good_body(call: Call, **changed: str | None) -> bytes:
    """Return a good answer to a call."""
    return answer(call, good_item(call, **changed)).encode()


def say(text: str | bytes) -> Callable[[], bytes]:
    return lambda: text.encode() if isinstance(text, str) else text


def envelope(code: str, *, root: str = "dbs", inner: str = "db", message: str = "ERROR") -> str:
    content = f"<returncode>{code}</returncode><errmsg>{message}</errmsg><responsetime>2026-11-23</responsetime>"
    return f"{DECLARED}<{root}><{inner}>{content}</{inner}></{root}>"
