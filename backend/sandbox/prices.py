"""Prices, runtimes and ages in the textual forms KOPIS carries, among them free text nobody can read as a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from sandbox.kinds import Kind

LEVELS = {
    "low": (10_000, 15_000, 20_000, 20_000, 30_000, 30_000),
    "stand": (33_000, 44_000, 55_000, 66_000, 88_000, 110_000, 132_000, 165_000),
    "pass": (66_000, 88_000, 99_000, 110_000),
    "mid": (25_000, 30_000, 35_000, 40_000, 45_000, 50_000),
}
TOPS = {
    "grades": (50_000, 60_000, 70_000, 88_000, 99_000, 110_000, 132_000),
    "high": (140_000, 150_000, 170_000, 190_000),
}
GRADES = ("VIP석", "R석", "S석", "A석", "B석")
FREE_FORMS = ("전석무료", "전석 무료", "전석무료", "무료", "전석초대(무료)")
UNREADABLE = ("추후 공지", "감동후불제", "홈페이지 참조", "별도 문의", "자유 후불제 (관람 후 결정)", "예매처 참조")
FREE_SHARES = {"free": 0.5, "low": 0.12, "pass": 0.2}
_SINGLE = (
    *("전석 {full}",) * 12,
    *("R석 {more}, S석 {full}",) * 4,
    *("일반 {full}, 청소년 {half}",) * 2,
    "일반석(1,2층) {full}, 학생석(3층) {less}",
    "전석 {full} (예매 시 20% 할인)",
    "균일석{full}",
    "성인 {full}, 어린이(24개월 이상, 초등학생 이하) {less}",
)
FORMS = {
    "low": _SINGLE,
    "mid": _SINGLE,
    "stand": (
        "스탠딩석 {full}",
        "스탠딩석 {full}, 지정석 {less}",
        "예매 {full}, 현매 {door}",
        "스탠딩석 {full}, R석 {full}, S석 {less}",
    ),
    "pass": (
        "1일권 {full}, 2일권 {twice}",
        "1일권 {full}, 펫존 1일권 ＋ MD {pet}",
        "얼리버드 1일권 {early}, 일반 1일권 {full}",
    ),
}
RUNTIMES = {
    "classical": ("1시간 30분", "1시간 40분", "2시간", "1시간 20분", "1시간 10분", "1시간"),
    "play": ("1시간 30분", "1시간 40분", "1시간 20분", "2시간", "1시간 05분", "2시간 10분", "1시간 50분"),
    "musical": ("2시간 30분", "2시간 40분", "1시간 50분", "2시간", "2시간 45분", "1시간 40분"),
    "pop": ("2시간", "2시간 30분", "1시간 30분", "3시간", "1시간 40분"),
    "kids": ("50분", "1시간", "55분", "1시간 05분", "40분"),
    "pass": ("6시간", "8시간", "10시간", "5시간 30분"),
    "other": ("1시간", "1시간 10분", "1시간 20분", "1시간 30분", "50분", "2시간"),
}
ODD_RUNTIMES = ("약 90분", "인터미션 포함 100분", "미정", "90분")
ADULT_AGES = (
    "만 7세 이상",
    "만 7세이상",
    "만 13세 이상",
    "만 12세 이상",
    "만 15세 이상",
    "전체 관람가",
    "만 14세 이상",
)
CLASSICAL_AGES = ("만 7세 이상", "만 7세 이상", "만 7세 이상", "만 7세이상", "전체 관람가", "만 8세 이상", "만 6세이상")
KIDS_AGES = ("24개월 이상", "24개월이상", "36개월 이상", "전체 관람가", "12개월 이상", "만 3세 이상", "36개월이상")
ODD_AGES = ("초등학생 이상", "미취학 아동 입장 불가", "만 19세 이상", "만 19세이상", "청소년 관람불가", "만 5세 이상")


def draw_price(price: str, rng: Random) -> str:
    """Return a price text of the style `price`."""
    chance = rng.random()
    if chance < 0.04:
        return "" if chance < 0.02 else rng.choice(UNREADABLE)
    if chance < FREE_SHARES.get(price, 0):
        return rng.choice(FREE_FORMS)
    if price in TOPS:
        return _graded(rng.choice(TOPS[price]), rng)
    level = LEVELS.get(price, LEVELS["low"])
    amount = rng.choice(level)
    return rng.choice(FORMS.get(price, FORMS["low"])).format(**_amounts(amount))


def _won(amount: float) -> str:
    return f"{int(amount) // 1_000 * 1_000:,}원"


def _amounts(amount: int) -> dict[str, str]:
    return {
        "full": _won(amount),
        "more": _won(amount + 20_000),
        "less": _won(max(5_000, amount - 10_000)),
        "half": _won(max(5_000, amount / 2)),
        "door": _won(amount + 5_000),
        "twice": _won(amount * 1.6),
        "pet": _won(amount + 49_000),
        "early": _won(amount * 0.75),
    }


def _graded(top: int, rng: Random) -> str:
    first = rng.choice((0, 0, 1)) if top >= 88_000 else 1
    amounts = [int(top * part / 1_000) * 1_000 for part in (1, 0.78, 0.56, 0.36)][: rng.randint(2, 4)]
    parts = [f"{GRADES[first + i]} {_won(amount)}" for i, amount in enumerate(amounts)]
    if rng.random() < 0.06:
        parts.insert(0, f"영웅석(1,2층) {_won(top + 10_000)}")
    if rng.random() < 0.04:
        parts.append(parts[-1])
    if rng.random() < 0.03:
        parts.append(f"시야제한석 {_won(amounts[-1] - 5_000)}")
    return ", ".join(parts)


def draw_runtime(genre: str, kind: Kind, rng: Random) -> str:
    """Return a runtime text; one in twenty is blank, one in fifty unreadable or in another form."""
    chance = rng.random()
    if chance < 0.05:
        return ""
    if chance < 0.07:
        return rng.choice(ODD_RUNTIMES)
    key = "pass" if kind.price == "pass" else "kids" if kind.child else genre
    return rng.choice(RUNTIMES.get(key, RUNTIMES["other"]))


def draw_age(genre: str, kind: Kind, rng: Random) -> str:
    """Return an age text with or without the space before 이상."""
    if rng.random() < 0.03:
        return rng.choice(ODD_AGES)
    if kind.child or genre == "circus":
        return rng.choice(KIDS_AGES)
    return rng.choice(CLASSICAL_AGES if genre in {"classical", "gugak", "dance"} else ADULT_AGES)
