"""Price text: `R석 99,000원, S석 77,000원`, `전석 30,000원`, `전석무료`.

It is read as a whole or not at all: a range that misses a tier would be a promise the box office does not keep.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_AMOUNT_KRW = 10_000_000
FREE_WORDS = re.compile(r"(?:(?P<seat>전석|전 석|전체|모든 좌석|관람료|입장료)? ?:? ?무료(?: ?(?:관람|입장|공연))?)")
FREE_SEAT = re.compile(r"(?P<seat>[^\d]+?) ?무료")
AMOUNT = r"(?:(?P<comma>\d{1,3}(?:,\d{3})+)|(?P<man>\d{1,3})만(?: ?(?P<cheon>\d)천)?|(?P<plain>\d{1,8}))"
TIER = re.compile(rf"(?:(?P<seat>.*?[^\d,]) ?:? ?)?(?:₩ ?)?{AMOUNT} ?(?:원|won|KRW)?", re.ASCII | re.IGNORECASE)
HAS_CURRENCY = re.compile(r"(?:원|won|KRW|₩)", re.IGNORECASE)
OPENING, CLOSING = "([{（［〔<〈", ")]}）］〕>〉"
MAX_TEXT_LENGTH = 2_000


@dataclass(frozen=True, slots=True)
class PriceTier:
    """What a seat of one kind costs."""

    seat: str
    amount_krw: int


@dataclass(frozen=True, slots=True)
class Prices:
    """A price text that was read as a whole."""

    tiers: tuple[PriceTier, ...]
    min_krw: int
    max_krw: int

    @property
    def is_free(self) -> bool:
        """Say whether every seat is free."""
        return self.max_krw == 0


def read_prices(text: str | None) -> Prices | None:
    """Return the tiers of a price text in their order, repeats once; None unless all of it reads."""
    if not text or len(text) > MAX_TEXT_LENGTH:
        return None
    tiers: dict[PriceTier, None] = {}
    for piece in split_outside_brackets(text):
        tier = _read_tier(piece)
        if tier is None:
            return None
        tiers[tier] = None
    amounts = [tier.amount_krw for tier in tiers]
    return Prices(tuple(tiers), min(amounts), max(amounts)) if amounts else None


def split_outside_brackets(text: str, separators: str = ",、/\n") -> list[str]:
    """Cut at separators, except inside brackets and between the digits of a number; blank pieces are left out."""
    pieces, depth, start = [], 0, 0
    for at, char in enumerate(text):
        if char in OPENING:
            depth += 1
        elif char in CLOSING:
            depth = max(0, depth - 1)
        elif char in separators and depth == 0 and not _inside_number(text, at):
            pieces.append(text[start:at].strip())
            start = at + 1
    pieces.append(text[start:].strip())
    return [piece for piece in pieces if piece]


def _inside_number(text: str, at: int) -> bool:
    digits = text[at + 1 : at + 4]
    followed = len(digits) == 3 and digits.isascii() and digits.isdigit() and not text[at + 4 : at + 5].isdigit()
    return text[at] == "," and text[at - 1 : at].isdigit() and followed


def _read_tier(piece: str) -> PriceTier | None:
    if match := FREE_WORDS.fullmatch(piece):
        return PriceTier(match["seat"] or "전석", 0)
    match = TIER.fullmatch(piece)
    if not match:
        free = FREE_SEAT.fullmatch(piece)
        return PriceTier(free["seat"], 0) if free else None
    seat = (match["seat"] or "").strip(" :-·") or "전석"
    if HAS_CURRENCY.search(seat) or "~" in seat or "%" in seat:
        return None  # two prices in one piece, a range, a discount
    if not HAS_CURRENCY.search(piece[match.end("seat") if match["seat"] else 0 :]) and not match["man"]:
        return None  # a number that is no price: a count, a year
    amount = _amount(match)
    return PriceTier(seat, amount) if 0 <= amount <= MAX_AMOUNT_KRW else None


def _amount(match: re.Match[str]) -> int:
    if match["comma"]:
        return int(match["comma"].replace(",", ""))
    if match["man"]:
        return int(match["man"]) * 10_000 + int(match["cheon"] or 0) * 1_000
    return int(match["plain"])
