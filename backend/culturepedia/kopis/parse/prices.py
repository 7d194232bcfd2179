"""Price text: `R석 99,000원, S석 77,000원`, `전석 30,000원`, `전석무료`.

It is read as a whole or not at all: a range that misses a tier would be a promise the box office does not keep. What
stands in brackets after a complete tier is left aside (`전석 30,000원 (예매 시 20% 할인)`) unless it may name another
amount. Ranges, sums, surcharges, discounts without their price and amounts that could be counts stay unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from culturepedia.kopis.parse.text import fold, split_outside_brackets

MAX_AMOUNT_KRW = 10_000_000
MIN_AMOUNT_KRW = 100  # a smaller one counts people or days
MAX_TEXT_LENGTH = 2_000
MAX_SEAT_LENGTH = 100
SEPARATORS = ",，、;；|\n"

CURRENCY = r"(?:원|won|KRW|₩)"
AMOUNT = (
    r"(?:(?P<comma>\d{1,3}(?:,\d{3})+)|(?P<man>\d{1,3}) ?만 ?(?:(?P<cheon>\d) ?천|(?P<rest>\d{4}))?"
    r"|(?P<only>\d{1,2}) ?천|(?P<whole>\d{1,8}))"
)
NOTE = r"(?: ?(?:\((?P<note>[^()]*)\)|\[(?P<other>[^\[\]]*)\]))?"
TIER = re.compile(
    rf"(?:(?P<seat>.*?[^\d,. ])(?P<gap> ?))??(?P<sign>₩|\\|KRW)? ?{AMOUNT} ?(?P<unit>원|won|KRW)?{NOTE}",
    re.ASCII | re.IGNORECASE,
)
# A seat of which one is sure even without a currency, or without a comma between it and the tier before.
SEAT = re.compile(r".*(?:(?<!좌)(?<!객)석|권|존)(?: ?\([^()]*\))?|(?:VIP|OP|[RSABC])", re.IGNORECASE)
PLAIN_STEP_KRW = 500  # an amount without a currency is one only if it is round and not small
PLAIN_MIN_KRW = 5_000
# In a seat's name: another amount, a bound, something to add or to take off, an open end.
NO_SEAT = re.compile(
    rf"{CURRENCY}|[~%]|\d,\d{{3}}|\d ?[만천](?!\w)|(?:^| )(?:약|최대|최소|최저|최고)(?: |$)"
    r"|추가|수수료|보증금|환불|쿠폰|적립|할인(?!가|석|권)|[+*×=→<>/&]$|^-$",
    re.IGNORECASE,
)
NO_NOTE = re.compile(
    rf"{CURRENCY}|무료|유료|~|\d,\d{{3}}|\d ?[만천](?!\w)|별도|추가|제외|미포함|부터|이상|수수료", re.IGNORECASE
)
FREE = re.compile(
    r"(?:(?P<seat>전 ?석|전체|모든 좌석|관람료|입장료|입장권|관람|입장|공연"
    r"|일반|성인|대인|소인|청소년|어린이|유아|아동|학생|경로"
    rf"|[가-힣A-Z]{{1,6}}석) ?:? ?)?(?:무료(?: ?(?:관람|입장|공연|초대))?|초대 ?\(무료\)){NOTE}",
    re.IGNORECASE,
)
ALL_SEATS = "전석"
GENERAL = {ALL_SEATS, "전체", "모든 좌석", "관람료", "입장료", "입장권", "관람", "입장", "공연"}
BETWEEN_TIERS = re.compile(r"(?<=원) (?=[^ (\[])")


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
    for piece in split_outside_brackets(text, SEPARATORS):
        found = _read_piece(" ".join(piece.split()))
        if not found:
            return None
        tiers.update(dict.fromkeys(found))
    amounts = [tier.amount_krw for tier in tiers]
    if not amounts or _is_contradiction(tiers):
        return None
    return Prices(tuple(tiers), min(amounts), max(amounts))


def _is_contradiction(tiers: dict[PriceTier, None]) -> bool:
    """Say whether everything is free and yet something costs something."""
    return any(tier.amount_krw == 0 and tier.seat in GENERAL for tier in tiers) and any(
        tier.amount_krw > 0 for tier in tiers
    )


def _read_piece(piece: str) -> list[PriceTier]:
    """Read one tier, or several that only a slash or a space parts; nothing unless all of them read."""
    if tier := _read_tier(piece):
        return [tier]
    parts = split_outside_brackets(piece, "/")
    if len(parts) == 1:
        parts = _split_at_spaces(piece)
    tiers = [tier for part in parts if (tier := _read_tier(part))]
    return tiers if len(parts) > 1 and len(tiers) == len(parts) else []


def _split_at_spaces(piece: str) -> list[str]:
    cuts = [match.start() for match in BETWEEN_TIERS.finditer(piece)]
    parts = [piece[start:end].strip() for start, end in zip([0, *cuts], [*cuts, len(piece)], strict=True)]
    matches = [TIER.fullmatch(fold(part)) for part in parts]
    return parts if all(match and SEAT.fullmatch(match["seat"] or "") for match in matches) else []


def _read_tier(piece: str) -> PriceTier | None:
    """Read `seat amount`; the seat keeps its own spelling."""
    folded = fold(piece)
    if match := FREE.fullmatch(folded):
        seat = match["seat"] or ALL_SEATS
        return None if _is_other_amount(match) else PriceTier("전석" if seat == "전 석" else seat, 0)
    match = TIER.fullmatch(folded)
    if not match or _is_other_amount(match):
        return None
    seat = piece[: len(match["seat"] or "")].rstrip(" :-·")
    if len(seat) > MAX_SEAT_LENGTH or _is_no_seat(match):
        return None
    amount = _amount(match)
    if not (match["unit"] or match["sign"]) and not _is_plainly_a_price(match, seat, amount):
        return None  # a number that is no price: a count, a year
    if amount > MAX_AMOUNT_KRW or 0 < amount < MIN_AMOUNT_KRW:
        return None
    return PriceTier(seat or ALL_SEATS, amount)


def _is_no_seat(match: re.Match[str]) -> bool:
    """Say whether what stands before an amount changes its meaning, the minus included: a dash that touches no word."""
    seat = match["seat"] or ""
    is_minus = seat.endswith("-") and not match["gap"] and seat[-2:-1] in ("", " ")
    return is_minus or seat.count("(") != seat.count(")") or NO_SEAT.search(seat.rstrip(":")) is not None


def _is_plainly_a_price(match: re.Match[str], seat: str, amount: int) -> bool:
    written = match["comma"] or match["man"]
    return bool(written and SEAT.fullmatch(seat) and amount >= PLAIN_MIN_KRW and amount % PLAIN_STEP_KRW == 0)


def _is_other_amount(match: re.Match[str]) -> bool:
    return bool(NO_NOTE.search(match["note"] or match["other"] or ""))


def _amount(match: re.Match[str]) -> int:
    if match["comma"]:
        return int(match["comma"].replace(",", ""))
    if match["man"]:
        return int(match["man"]) * 10_000 + int(match["cheon"] or 0) * 1_000 + int(match["rest"] or 0)
    return int(match["only"]) * 1_000 if match["only"] else int(match["whole"])
